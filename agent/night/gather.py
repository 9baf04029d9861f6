"""Stages 1 to 4 joined to storage: what a night reads, understands and scores. Bodies of units of work.

Each function is one transaction or several whole ones: killed anywhere, it is run again and nothing is lost or doubled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.contacts import Function
from agent.domain.documents import FailureKind, FetchOutcome
from agent.domain.event_rules import EventRule
from agent.domain.items import Item
from agent.domain.policies import SourceSetting
from agent.domain.polls import Due, PollHistory
from agent.domain.profiles import Profile
from agent.domain.signals import Mention, Resolution, Signal
from agent.domain.teams import Team
from agent.errors import SourceChanged
from agent.log import logger
from agent.night.given import is_given, to_reconcile, with_given, without_given
from agent.night.polls import added_up, counts_of, next_reading
from agent.night.rematch import reread_unresolved
from agent.night.targets import BOARD_COLLECTORS, has_persona, profile_of
from agent.store import (
    accounts,
    aliases,
    contacts,
    doubts,
    event_rules,
    hiring,
    holds,
    items,
    readings,
    signals,
    source_counts,
)
from agent.store.engine import UNSTORABLE, Store
from agent.store.readings import Reading, StoredTarget
from agent.store.tools import with_tools_in_use
from agent.tables.columns import new_id
from agent.work.batches import Batches, together_or_alone
from signals.cluster import absorb, report_of
from signals.collect import Collected, collect, is_news
from signals.contract import Fetcher, KeepsHolds
from signals.detect import detect
from signals.detectors.hiring import LEAST as LEAST_ROLES
from signals.detectors.hiring import WINDOW as ROLES_WITHIN
from signals.detectors.hiring import detect_relevant_roles
from signals.doubts import uncertain
from signals.hiring.board_readings import listed_in
from signals.registry import collector
from signals.resolve import Resolver
from signals.score import score

log = logger("gather")
BATCH = 200
WRITE_MOST = 100
HEAVY = 100_000
"""So many bytes of documents count as one reading more: what waits to be written is never much."""
WRITE_WAIT_S = 0.25


@dataclass(slots=True)
class Tally:
    """Counts of a night so far, by name; written into the run at the end of each stage."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, **numbers: int) -> None:
        for name, number in numbers.items():
            self.counts[name] += number

    def take(self) -> Mapping[str, int]:
        taken = dict(self.counts)
        self.counts.clear()
        return taken


def _weight(reading: Reading) -> int:
    return 1 + sum(len(document.body) for document in reading.documents) // HEAVY


def _tells(item: Item) -> bool:
    """Whether any detector finds something in `item`. Most say nothing, and need not be read again for that."""
    return bool(detect(item))


def _may_tell(item: Item) -> bool:
    """Whether a detector finds something, or is unsure."""
    return bool(detect(item)) or bool(uncertain(item))


@dataclass(frozen=True, slots=True)
class Gatherer:
    """What stages 1 to 4 need from outside. `keeps_doubts`: a model will be asked where the rules are unsure."""

    store: Store
    team: Team
    clock: Clock
    fetcher: Fetcher
    keeps_doubts: bool = False
    decide: Callable[[StoredTarget, Collected, SourceSetting, datetime], tuple[PollHistory, Due]] = next_reading
    tally: Tally = field(default_factory=Tally)
    touched: set[str] = field(default_factory=set)
    ahead: dict[str, StoredTarget] = field(default_factory=dict)
    writer: Batches[Reading, None] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "writer", Batches(self._store, most=WRITE_MOST, wait_s=WRITE_WAIT_S, weigh=_weight))

    async def collect_target(self, target_id: str) -> None:
        """Stage 1 for one target, to the moment when it is stored."""
        stored = await self.read_target(target_id)
        if stored is not None:
            await stored

    async def read_target(self, target_id: str) -> Awaitable[None] | None:
        """Read one target and hand in what was read; gives what to wait for until it is stored.

        Many targets share a transaction, each with its documents, items, cursor and validators wholly in it (§4.5).
        """
        with self.writer.coming():
            stored = self._loaded(target_id)
            setting = self._setting(stored.target.source) if stored else None
            if stored is None or setting is None:
                return None
            reader = collector(setting.collector)
            try:
                collected = await collect(reader, stored.target, stored.cursor, stored.validators, self.fetcher)
            except SourceChanged as changed:
                collected = Collected(
                    FetchOutcome.FAILED, cursor=stored.cursor, reason=str(changed), kind=FailureKind.CHANGED
                )
            return self._keep(target_id, stored, setting, collected)

    def load_ahead(self, units: Sequence[Mapping[str, Any]]) -> None:
        """The targets of units that were claimed together, in one query."""
        with self.store.read() as session:
            self.ahead.update(readings.get_targets(session, [unit["id"] for unit in units]))

    def _loaded(self, target_id: str) -> StoredTarget | None:
        """The target as it stood when its unit was claimed, or stands now; what it is given is asked for now."""
        stored = self.ahead.pop(target_id, None)
        if stored is not None and not is_given(self.team, stored.target):
            return stored
        with self.store.read() as session:
            stored = readings.get_targets(session, [target_id]).get(target_id)
            return with_given(session, self.team, stored)

    def _setting(self, name: str) -> SourceSetting | None:
        return next((source for source in self.team.sources if source.name == name), None)

    def _keep(
        self, target_id: str, stored: StoredTarget, setting: SourceSetting, collected: Collected
    ) -> Awaitable[None]:
        self._count(collected)
        target = stored.target
        is_board = target.account_id is not None and setting.collector in BOARD_COLLECTORS
        history, due = self.decide(stored, collected, setting, self.clock.now())
        return self.writer.hand_in(
            Reading(
                target_id,
                target,
                outcome=collected.outcome,
                reason=collected.reason,
                items=collected.items,
                documents=collected.documents,
                cursor=without_given(collected.cursor),
                validators=collected.validators,
                complete=collected.complete,
                listed=listed_in(collected) if is_board else None,
                history=history,
                due=due,
                counts=counts_of(collected, due),
                reconcile=to_reconcile(self.team, target, stored.cursor, collected.cursor),
            )
        )

    def _store(self, batch: Sequence[Reading]) -> list[Exception | None]:
        """Keep a batch in one transaction; where that fails, each reading in one of its own."""
        return together_or_alone(self._store_together, batch, spoilt_by=UNSTORABLE)

    def _store_together(self, batch: Sequence[Reading]) -> None:
        now = self.clock.now()
        changed = self.fetcher.changed_holds() if isinstance(self.fetcher, KeepsHolds) else {}
        with self.store.write(repeatable=True) as session:
            kept = readings.put_readings(session, batch, now=now, tells=_may_tell if self.keeps_doubts else _tells)
            source_counts.add(session, now.date(), added_up(batch))
            if changed:
                holds.put(session, changed, now=now)
        if changed and isinstance(self.fetcher, KeepsHolds):
            self.fetcher.holds_kept(changed)
        self.tally.add(items_new=kept.created, roles_closed=kept.gone)

    def _count(self, collected: Collected) -> None:
        self.tally.add(targets=1, requests=collected.requests, documents=len(collected.documents))
        self.tally.add(**{f"fetch_{collected.outcome}": 1}, **collected.counts)
        if collected.status == 429:
            self.tally.add(rate_limited=1)

    def understand(self) -> None:
        """Stages 2 and 3 for every item that was not read yet, a batch a transaction."""
        reread_unresolved(self.store, now=self.clock.now())
        with self.store.read() as session:
            if not items.undetected(session, limit=1):
                return  # a quiet night need not learn every account's name
            resolver = Resolver(accounts.every(session), aliases.quarantined(session))
        while self._understand_batch(resolver):
            pass

    def take_touched(self) -> list[str]:
        """The accounts at which something was said since the last call."""
        taken = sorted(self.touched)
        self.touched.clear()
        return taken

    def _understand_batch(self, resolver: Resolver) -> int:
        now = self.clock.now()
        with self.store.write() as session:
            batch = items.undetected(session, limit=BATCH)
            items.clear_mentions(session, [item_id for item_id, _ in batch])
            if self.keeps_doubts:
                doubts.forget(session, [item_id for item_id, _ in batch])
            for item_id, item in batch:
                for mention in detect(item):
                    self.place(session, item_id, item, mention, resolver.resolve(mention, item), now)
                if self.keeps_doubts:
                    self._note_doubts(session, item_id, item, resolver, now)
            items.mark_detected(session, [item_id for item_id, _ in batch], now=now)
        return len(batch)

    def _note_doubts(self, session: Session, item_id: str, item: Item, resolver: Resolver, now: datetime) -> None:
        """Let what the rules are unsure about wait for a model, where it is news of one of our accounts."""
        for doubt in uncertain(item) if is_news(item, baseline_at=item.fetched_at or now) else ():
            account_id = resolver.resolve(doubt.mention, item).account_id
            if account_id is not None:
                doubts.put(session, item_id, account_id, doubt, now=now)
                self.tally.add(doubts=1)

    def place(
        self, session: Session, item_id: str, item: Item, mention: Mention, resolution: Resolution, now: datetime
    ) -> None:
        """Keep what `item` says, and raise or feed the signal of it at the account that it was resolved to."""
        self.tally.add(mentions=1)
        signal_id = None
        if resolution.account_id is not None and is_news(item, baseline_at=item.fetched_at or now):
            known = signals.at_account(session, resolution.account_id, dismissed_too=True)
            rules = event_rules.of_account(session, resolution.account_id)
            signal_id = self._absorb(session, [(item_id, item, mention)], resolution.account_id, known, rules, now)
        items.put_mention(session, item_id, mention, resolution, signal_id, now=now)

    def _absorb(
        self,
        session: Session,
        told: Sequence[tuple[str, Item, Mention]],
        account_id: str,
        standing: Sequence[Signal],
        rules: Sequence[EventRule],
        now: datetime,
    ) -> str:
        """Let the account's signals take in what these items say. Returns the id of the last one's signal."""
        self.touched.add(account_id)
        before = {one.id: one for one in standing}
        known, signal_id = dict(before), ""
        for item_id, item, mention in told:
            report = report_of(mention, item, item_id)
            absorbed = absorb(
                list(known.values()), mention, report, account_id=account_id, now=now, new_id=new_id, rules=rules
            )
            signal_id = absorbed.signal.id
            known[signal_id] = absorbed.signal
        for one in known.values():
            if one.id not in before:
                self.tally.add(signals_new=1)
            elif one != before[one.id]:
                self.tally.add(signals_updated=1)
            if one != before.get(one.id):
                signals.put(session, one)
        return signal_id

    def look_at_roles(self) -> datetime:
        """Two or more dated postings of one function within 30 days, at every account with new postings (§7). Returns
        up to when every posting was looked at."""
        now = self.clock.now()
        with self.store.read() as session:
            touched = hiring.accounts_to_look_at(session, since=now - ROLES_WITHIN, now=now)
        for start in range(0, len(touched), BATCH):
            with self.store.write() as session:
                self._relate_roles(session, touched[start : start + BATCH], now)
        return now

    def _relate_roles(self, session: Session, account_ids: Sequence[str], now: datetime) -> None:
        dated = items.postings_dated(session, account_ids, since=now - ROLES_WITHIN, until=now + timedelta(days=1))
        functions = {Function(name) for name in self.team.profile.buying_functions}
        found = {
            account_id: told_of
            for account_id, postings in dated.items()
            if len(postings) >= LEAST_ROLES
            and (told_of := detect_relevant_roles(account_id, [i for _, i in postings], as_of=now, functions=functions))
        }
        standing = signals.of_accounts(session, list(found), dismissed_too=True)
        rules = event_rules.of_accounts(session, list(found))
        said: dict[str, tuple[str, Mention]] = {}
        for account_id, each in found.items():
            ids = {(item.source, item.key): item_id for item_id, item in dated[account_id]}
            told = [[(ids[i.source, i.key], i, roles.mention_in(i)) for i in roles.supporting] for roles in each]
            known = standing.get(account_id, ())
            self._absorb(
                session, [one for some in told for one in some], account_id, known, rules.get(account_id, ()), now
            )
            said |= {item_id: (account_id, mention) for (item_id, _, mention), *_ in told}
        items.clear_mentions(session, said)
        for item_id, (account_id, mention) in said.items():
            resolution = Resolution(account_id, 1.0, ("the account's own board",))
            items.put_mention(session, item_id, mention, resolution, None, now=now)

    def score_accounts(self, account_ids: Sequence[str] | None = None) -> None:
        """Stage 4 for these accounts, else for every account that has a signal."""
        now = self.clock.now()
        with self.store.read() as session:
            ids = list(signals.accounts_with_signals(session)) if account_ids is None else list(account_ids)
            profile = profile_of(session, self.team)
        for start in range(0, len(ids), BATCH):
            with self.store.write() as session:
                self._score(session, ids[start : start + BATCH], profile, now)
        self.tally.add(accounts_scored=len(ids))

    def _score(self, session: Session, account_ids: list[str], profile: Profile, now: datetime) -> None:
        watched = list(accounts.by_ids(session, account_ids).values())
        if any(rule.field == "technology" for rule in profile.rules):
            watched = with_tools_in_use(session, watched)
        people = contacts.at_accounts(session, account_ids)
        told = signals.of_accounts(session, account_ids, as_of=now)
        scores = [
            score(
                account,
                told.get(account.id, ()),
                as_of=now,
                profile=profile,
                personas_known=has_persona(self.team, people.get(account.id, ())),
            )
            for account in watched
        ]
        signals.put_scores(session, scores)
