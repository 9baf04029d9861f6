"""Who asks providers about *To find* cards: within the day's budget, each question once, and never one that is down.

No lock is held while a provider is asked. What it may cost is counted before; its answer, the contacts it gives and the
words on the card are one transaction after.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from agent.clock import Clock
from agent.domain.contacts import AddressStatus, Contact
from agent.domain.enrichment import PERSON_FIELDS, Answer, AskedAbout, Subject
from agent.domain.teams import Team
from agent.enrichment.contract import Provider
from agent.enrichment.landing import keepable, land
from agent.enrichment.wanted import Wanted, stays_away, wanted
from agent.errors import SourceChanged, SourceError, SourceRefused, SourceUnavailable
from agent.log import logger
from agent.sends.notices import Notice, NoticeKind, notify
from agent.store import budgets, enrichment, signals, work
from agent.store.engine import Store
from agent.store.enrichment import Kept
from agent.work.holders import new_holder, take_over

NOBODY_KEPT = timedelta(days=14)
"""So long nobody is asked again where a provider knew nobody."""
FAILURES_TO_OPEN = 3
TURN, TURN_LENGTH = "enrichment", timedelta(minutes=10)
_FIELDS = frozenset(PERSON_FIELDS)

log = logger("enrichment")


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one card: whom a provider named, in words that name nobody, and what it cost."""

    wanted: Wanted
    words: str
    people: tuple[Contact, ...] = ()
    cost_usd: float = 0.0

    @property
    def mailable(self) -> tuple[str, ...]:
        """The ids of those whose address nobody has to confirm."""
        return tuple(one.id for one in self.people if one.address_status is not AddressStatus.GUESSED)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A question that would be asked: about whom, of which provider, at which price."""

    provider: Provider
    subject: Subject

    @property
    def key(self) -> str:
        """The same for the same question; other fields or another address of the provider are another one."""
        one, about = self.provider.setting, self.subject
        asked = [one.name, one.url, one.body, one.people, dict(one.fields), about.account.id, about.persona.id]
        return hashlib.sha256(json.dumps([*asked, about.name.casefold()]).encode()).hexdigest()


@dataclass(slots=True)
class _Finding:
    """One card under way."""

    people: list[Contact] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    cost_usd: float = 0.0


@dataclass(frozen=True, slots=True)
class EnrichmentDesk:
    """`unready` says of providers that cannot be asked why. What failed is remembered as long as the desk stands."""

    store: Store
    team: Team
    clock: Clock
    providers: Sequence[Provider]
    unready: Mapping[str, str] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    down: dict[str, str] = field(default_factory=dict)
    holder: str = field(default_factory=new_holder)

    def wanted(self) -> list[Wanted]:
        with self.store.read() as session:
            return list(wanted(session, self.team, now=self.clock.now()))

    def planned(self, one: Wanted) -> list[Lookup]:
        """What would be asked for a card, at most, that no kept answer tells."""
        now = self.clock.now()
        with self.store.read() as session:
            return [
                lookup
                for subject in one.subjects
                for lookup in self._lookups(subject)
                if enrichment.find(session, lookup.key, now=now) is None
            ]

    async def look(self, may: Callable[[str], bool] = lambda owner_id: True) -> AsyncIterator[Looked]:
        """Ask about every card, best first, and say on it what came of it. `may`: whether its owner has room. Nobody
        where another process does so now: no question is paid twice."""
        if not self._has_turn():
            return
        try:
            for one in self.wanted():
                if one.why_not or may(one.owner_id):
                    if not self._has_turn():
                        return
                    looked = await self._look_for(one)
                    with self.store.write(repeatable=True) as session:
                        signals.note_enrichment(session, one.card_id, looked.words)
                    yield looked
        finally:
            with self.store.write() as session:
                work.drop_lease(session, TURN, self.holder)

    def _has_turn(self) -> bool:
        """Take or keep the turn; says why not where another process has it, as after a machine's sleep."""
        with self.store.write(repeatable=True) as session:
            taken = take_over(session, TURN, self.holder, now=self.clock.now(), length=TURN_LENGTH)
        if not taken:
            self.down[TURN] = "Another process asks the providers now: To find says what comes of it."
        return taken

    async def _look_for(self, one: Wanted) -> Looked:
        if one.why_not:
            return Looked(one, one.why_not)
        finding = _Finding()
        subjects = deque(one.subjects)
        while subjects and not finding.people:
            subject = subjects.popleft()
            for lookup in self._lookups(subject):
                without = await self._answer(lookup, finding)
                subjects.extend(without if subject.about is AskedAbout.COMPANY else ())
                if finding.people:
                    break
        return Looked(one, self._words(finding), tuple(finding.people), finding.cost_usd)

    def _lookups(self, subject: Subject) -> list[Lookup]:
        """The questions about it, in the order of the providers."""
        fitting = (one for one in self.providers if one.setting.serves(subject.persona))
        return [Lookup(one, subject) for one in fitting if one.setting.about is subject.about]

    async def _answer(self, lookup: Lookup, finding: _Finding) -> list[Subject]:
        """Keep what a provider, or a kept answer of it, says. Returns whom it named without an address."""
        now = self.clock.now()
        with self.store.read() as session:
            if stays_away(session, lookup.subject, now):  # since the cards were read
                return []
            kept = enrichment.find(session, lookup.key, now=now)
        if kept is None:
            kept = await self._ask(lookup, finding, now)
        if kept is None:
            return []
        setting, subject = lookup.provider.setting, lookup.subject
        with self.store.write() as session:
            people = keepable(session, subject, kept.people, now=now, most=self._most)
            landed = [land(session, subject, one, setting, asked_at=kept.asked_at, now=now) for one in people]
        reached = [person for person in landed if person is not None and person.email]
        finding.people += reached
        if not reached:
            before = "" if kept.asked_at == now else f" (asked on {kept.asked_at:%Y-%m-%d})"
            known = "no address" if people else "nobody"
            finding.words.append(f"{setting.display_name} knows {known} that fits{before}.")
        return [
            Subject(subject.account, subject.persona, person.first_name, person.last_name, person.title)
            for person in landed
            if person is not None and not person.email
        ]

    async def _ask(self, lookup: Lookup, finding: _Finding, now: datetime) -> Kept | None:
        """The provider's answer, counted and kept; None where it was not asked or gave none."""
        setting = lookup.provider.setting
        if setting.name in self.down:
            finding.words.append(self.down[setting.name])
            return None
        if not self._reserve(setting.cost_usd, now):
            finding.words.append(self._spent())
            return None
        try:
            answer = await lookup.provider.enrich(lookup.subject, _FIELDS & setting.fields.keys())
        except (SourceUnavailable, SourceRefused, SourceChanged) as error:
            self._fail(setting.name, setting.cost_usd, error, now)
            finding.words.append(str(error))
            return None
        self.failures[setting.name] = 0
        finding.cost_usd += answer.cost_usd
        return self._keep(lookup, answer, now)

    def _keep(self, lookup: Lookup, answer: Answer, now: datetime) -> Kept:
        """Write the answer down without those who may not be kept, before anything else may fail."""
        setting, subject = lookup.provider.setting, lookup.subject
        with self.store.write() as session:
            people = keepable(session, subject, answer.people, now=now, most=self._most)
            term = timedelta(days=setting.retention_days)
            until = now + (term if people else min(term, NOBODY_KEPT))
            kept = replace(answer, people=people)
            enrichment.keep(session, lookup.key, subject.account.id, kept, now=now, until=until)
            budgets.refund_lookup(session, now.date(), usd=setting.cost_usd - answer.cost_usd)
        log.info("provider asked", provider=setting.name, about=str(subject.about), people=len(people))
        return Kept(people, now)

    @property
    def _most(self) -> int:
        """No more people are kept of an account than are written to at a time."""
        return self.team.sequence.people_per_account

    def _reserve(self, usd: float, now: datetime) -> bool:
        policy = self.team.enrichment
        with self.store.write() as session:
            return budgets.reserve_lookup(
                session, now.date(), usd=usd, most=policy.lookups_a_day, cap_usd=policy.usd_a_day
            )

    def _fail(self, name: str, usd: float, error: SourceError, now: datetime) -> None:
        """Leave a provider alone that refuses, asks to wait, or failed three times running. What it refused, and what
        was never sent, costs nothing; what else went wrong may have been billed."""
        self.failures[name] += 1
        waits = isinstance(error, SourceUnavailable) and error.retry_at is not None
        was_sent = not isinstance(error, SourceUnavailable) or error.was_sent
        with self.store.write() as session:
            if isinstance(error, SourceRefused) or not was_sent:
                budgets.refund_lookup(session, now.date(), usd=usd, was_sent=was_sent)
            if waits or isinstance(error, SourceRefused) or self.failures[name] >= FAILURES_TO_OPEN:
                self.down[name] = f"{error} It is asked again next night."
                key = f"enrichment:{name}:{now.date()}"
                notify(session, Notice(NoticeKind.SOURCE_FAILING, self.down[name], key), now=now)
        log.warning("provider failed", provider=name, kind=type(error).__name__, in_a_row=self.failures[name])

    def _spent(self) -> str:
        policy = self.team.enrichment
        return f"Not asked: today's {policy.lookups_a_day} lookups or ${policy.usd_a_day:.2f} are used up."

    def _words(self, finding: _Finding) -> str:
        if not finding.people:
            said = dict.fromkeys([*finding.words, *self.unready.values()])
            return " ".join(said) or "Not asked: no provider answers for this card."
        source = finding.people[0].source
        if any(one.address_status is not AddressStatus.GUESSED for one in finding.people):
            return f"{source} gave an address that it verified."
        return f"{source} gave an address: confirm it."
