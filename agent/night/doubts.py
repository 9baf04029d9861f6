"""Doubtful texts after understanding: whom they may concern, what a model says of them, and what of that stands.

Between stages 3 and 4. Asked is only for accounts that fit and may be written to, best fit and newest first, within the
day's number of questions and share of money; the rest waits for the next night and is then forgotten (signals §2.2).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.accounts import Account
from agent.domain.items import Item
from agent.domain.signals import Mention
from agent.domain.teams import Team
from agent.errors import ModelOutputInvalid, ModelUnavailable
from agent.log import logger
from agent.night.gather import Gatherer
from agent.night.targets import knows_persona, profile_of
from agent.sends.countries import Rule, rule_of
from agent.sends.suppression import suppressed
from agent.store import accounts, aliases, budgets, contacts, doubts, items, objections, signals
from agent.store.doubts import DoubtState, Waiting
from agent.store.engine import Store
from drafting.event_reader import EventReader, Read
from signals.answers import checked
from signals.fit import fit_of
from signals.resolve import Resolver
from signals.score import cap_reason_of

log = logger("doubts")
WAITS = timedelta(hours=26)
"""Until the next night, with two hours for a night that began late."""
RECENCY_HALVES_DAYS = 7.0
GIVES_UP_AFTER = 3
"""So many calls in a row without an answer, and the rest waits."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A doubt with its text, and the key under which its answer is kept."""

    waiting: Waiting
    item: Item
    key: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class DoubtDesk:
    """What deciding doubts needs from outside. `gatherer` keeps what is found and counts it."""

    store: Store
    team: Team
    clock: Clock
    gatherer: Gatherer
    reader: EventReader
    at_once: int = 1

    def settle(self, run_id: str, alive: Callable[[], None] = lambda: None) -> None:
        """Decide what waits, as far as today's budget reaches; `alive` is called between batches.

        Killed anywhere, it goes on where it was: an answer is kept with what was made of it in one transaction.
        """
        now = self.clock.now()
        with self.store.write() as session:
            self.gatherer.tally.add(doubts_expired=doubts.expire(session, before=now - WAITS, now=now))
        asked = self._ranked(now)
        resolver = cache(self._resolver)  # built only when somebody says that something happened
        fresh = self._use_known(asked, run_id, resolver)
        first = list({one.key: one for one in reversed(fresh)}.values())[::-1]
        failures = 0
        for start in range(0, len(first), self.at_once):
            batch = [one for one in first[start : start + self.at_once] if self._may_ask(now)]
            if not batch or failures >= GIVES_UP_AFTER:
                break
            failures = self._ask_all(batch, run_id, resolver, failures)
            alive()
        self._use_known([one for one in fresh if one not in first], run_id, resolver)
        with self.store.read() as session:
            self.gatherer.tally.add(doubts_waiting=len(doubts.waiting(session)))

    def _ranked(self, now: datetime) -> list[Asked]:
        """What fits, best fit × newest first; what does not is decided here."""
        ranked: list[tuple[float, str, Asked]] = []
        with self.store.write() as session:
            for one in doubts.waiting(session):
                account, item = accounts.get(session, one.account_id), items.get_item(session, one.item_id)
                if account is None or item is None:
                    continue
                refusal, fit = self._standing(session, account, item, now)
                if refusal:
                    doubts.decide(session, one.id, DoubtState.UNFIT, why=refusal, now=now)
                    continue
                ranked.append((-fit * _recency(item, now), one.id, Asked(one, item, self._key(one, item))))
        return [asked for _, _, asked in sorted(ranked, key=lambda row: row[:2])]

    def _key(self, one: Waiting, item: Item) -> tuple[str, str, str]:
        return items.text_hash(item), self.reader.prompt_hash(one.doubt.mention.kind), self.reader.name

    def _standing(self, session: Session, account: Account, item: Item, now: datetime) -> tuple[str, float]:
        """Why nobody is asked about a text on this account, or ""; and how well the account fits."""
        rule, words = rule_of(account.country.upper(), self.team.policy.countries)
        people = contacts.at_account(session, account.id)
        if rule is Rule.BLOCK and not any(person.consent for person in people):
            return words, 0.0
        stop = suppressed(session, address="", domain=account.domain, account_id=account.id, now=now)
        if stop is not None:
            return f"suppressed: {stop.reason}", 0.0
        if objections.silence(session, account.id).holds(item.title, item.text):
            return "it names somebody who objected", 0.0
        known = signals.at_account(session, account.id)
        persona = knows_persona(session, self.team, account.id)
        fit = fit_of(account, known, profile_of(session, self.team), persona)
        return cap_reason_of(account, fit), fit.points

    def _use_known(self, asked: Sequence[Asked], run_id: str, resolver: Callable[[], Resolver]) -> list[Asked]:
        """Decide those about which the same model was asked the same before. Returns the others."""
        with self.store.read() as session:
            answers = [(one, doubts.known_answer(session, *one.key)) for one in asked]
        for one, answer in answers:
            if answer is not None:
                self._record(one, Read(answer), run_id, resolver, cached=True)
        return [one for one, answer in answers if answer is None]

    def _may_ask(self, now: datetime) -> bool:
        """Take one of the day's questions, before it is asked."""
        with self.store.write() as session:
            return budgets.reserve_doubt(session, now.date(), most=self.team.costs.doubts_a_day)

    def _ask_all(self, batch: Sequence[Asked], run_id: str, resolver: Callable[[], Resolver], failures: int) -> int:
        with ThreadPoolExecutor(max_workers=len(batch)) as pool:
            answers = list(pool.map(self._ask, batch))
        for one, read in zip(batch, answers, strict=True):
            if isinstance(read, Read):
                self._record(one, read, run_id, resolver)
                failures = 0
            elif isinstance(read, ModelOutputInvalid):
                self._decide(one, DoubtState.UNANSWERED, str(read))
            else:
                failures += 1
                log.warning("a doubtful text waits", why=str(read))
        self.gatherer.tally.add(doubts_asked=len(batch))
        return failures

    def _ask(self, one: Asked) -> Read | ModelUnavailable | ModelOutputInvalid:
        try:
            return self.reader.ask(one.waiting.doubt.question)
        except (ModelUnavailable, ModelOutputInvalid) as error:
            return error

    def _decide(self, one: Asked, state: DoubtState, why: str) -> None:
        with self.store.write() as session:
            doubts.decide(session, one.waiting.id, state, why=why, now=self.clock.now())
        self.gatherer.tally.add(**{f"doubts_{state}": 1})

    def _record(
        self, one: Asked, read: Read, run_id: str, resolver: Callable[[], Resolver], *, cached: bool = False
    ) -> None:
        """Keep the answer and what stands of it, at the account that the doubt was about and no other."""
        now = self.clock.now()
        found = checked(read.answer, one.waiting.doubt, one.item, by=self.reader.name)
        placed = [(mention, resolver().resolve(mention, one.item)) for mention in found.mentions]
        here = [(mention, to) for mention, to in placed if to.account_id == one.waiting.account_id]
        why = found.why or next((_elsewhere(mention) for mention, to in placed if (mention, to) not in here), "")
        state = DoubtState.EVENT if here else DoubtState.NEEDS_REVIEW if why else DoubtState.NOT_AN_EVENT
        with self.store.write() as session:
            if not cached:
                doubts.keep_answer(session, one.key, read.answer, cost_usd=read.cost_usd, run_id=run_id, now=now)
            if doubts.decide(session, one.waiting.id, state, why=why, now=now):
                for mention, to in here:
                    self.gatherer.place(session, one.waiting.item_id, one.item, mention, to, now)
        self.gatherer.tally.add(**{f"doubts_{state}": 1}, **({"doubts_known": 1} if cached else {}))

    def _resolver(self) -> Resolver:
        with self.store.read() as session:
            return Resolver(accounts.every(session), aliases.quarantined(session))


def _elsewhere(mention: Mention) -> str:
    return f"the answer is about {', '.join(mention.company_names) or 'nobody known'}"


def _recency(item: Item, now: datetime) -> float:
    """1 today, half a week later."""
    at = item.published_at or item.fetched_at or now
    return float(0.5 ** (max(0.0, (now - at) / timedelta(days=1)) / RECENCY_HALVES_DAYS))
