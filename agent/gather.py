"""Stages 1 to 4 joined to storage: what a night reads, understands and scores. Bodies of units of work.

Each function is one transaction or several whole ones: killed anywhere, it is run again and nothing is lost or doubled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.accounts import Account
from agent.domain.contacts import Function
from agent.domain.documents import FetchOutcome, Target
from agent.domain.items import Item
from agent.domain.policies import SourceSetting
from agent.domain.profiles import Profile
from agent.domain.signals import Mention, Resolution
from agent.domain.teams import Team
from agent.errors import SourceChanged
from agent.log import logger
from agent.store import accounts, contacts, items, runs, signals
from agent.store.engine import Store
from agent.tables.columns import new_id
from agent.tables.items import TargetRow
from signals.cluster import absorb, report_of
from signals.collect import Collected, collect, is_news
from signals.contract import Fetcher
from signals.detect import detect
from signals.detectors.hiring import detect_relevant_roles
from signals.registry import collector
from signals.resolve import Resolver
from signals.score import score

log = logger("gather")
BOARD_COLLECTORS = frozenset({"greenhouse", "lever", "ashby", "workable", "smartrecruiters", "recruitee", "personio"})
BATCH = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it stands tonight: what the files say, then what people set in the web."""

    setting: SourceSetting
    enabled: bool
    weight: float

    @property
    def is_scheduled(self) -> bool:
        """Only a source whose terms somebody confirmed is read on schedule (DESIGN §7, Sources)."""
        return self.enabled and self.setting.terms_reviewed_on is not None


def sources(session: Session, team: Team) -> dict[str, Source]:
    """Every source by name."""
    set_in_web = runs.source_settings(session)
    found = {}
    for setting in team.sources:
        row = set_in_web.get(setting.name)
        found[setting.name] = Source(
            setting,
            enabled=row.enabled if row else setting.enabled,
            weight=row.weight if row else setting.weight,
        )
    return found


def profile_of(session: Session, team: Team) -> Profile:
    """The team's profile with the source weights that hold tonight."""
    weights = {name: source.weight for name, source in sources(session, team).items()}
    return replace(team.profile, source_weights=weights)


def targets_of(source: SourceSetting, watched: Iterable[Account]) -> Iterator[Target]:
    """What this source is asked for: its own URLs, or each account's board or feed."""
    if source.collector in BOARD_COLLECTORS:
        for account in watched:
            for board in account.boards:
                system, _, token = board.partition(":")
                if system == source.collector and token:
                    yield Target(source.name, token, account.id, dict(source.params))
    elif source.params.get("per_account") == "yes":
        for account in watched:
            for url in account.feeds:
                yield Target(source.name, url, account.id, {**source.params, "url": url})
    elif source.urls:
        for url in source.urls:
            yield Target(source.name, url, None, {**source.params, "url": url})
    elif source.collector != "intake":
        yield Target(source.name, "current", None, dict(source.params))


def register_targets(store: Store, team: Team, *, unconfirmed_too: bool = False) -> list[str]:
    """Make a row for every target of every scheduled source. Returns their ids.

    `unconfirmed_too`: also the sources whose terms nobody confirmed yet, which may be tried and not scheduled (§7).
    """
    ids: list[str] = []
    with store.write() as session:
        watched = list(accounts.every(session))
        for source in sources(session, team).values():
            if source.is_scheduled or (unconfirmed_too and source.enabled):
                ids.extend(items.target_row(session, target).id for target in targets_of(source.setting, watched))
    return ids


@dataclass(slots=True)
class Tally:
    """Counts of a night so far, by name; written into the run at the end of each stage."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, **numbers: int) -> None:
        self.counts.update(numbers)

    def take(self) -> Mapping[str, int]:
        taken = dict(self.counts)
        self.counts.clear()
        return taken


@dataclass(frozen=True, slots=True)
class Gatherer:
    """What stages 1 to 4 need from outside."""

    store: Store
    team: Team
    clock: Clock
    fetcher: Fetcher
    tally: Tally = field(default_factory=Tally)

    async def collect_target(self, target_id: str) -> None:
        """Stage 1 for one target. Documents, items, cursor and validators are kept in one transaction (§4.5)."""
        with self.store.read() as session:
            row = session.get(TargetRow, target_id)
            if row is None:
                return
            target = Target(row.source, row.key, row.account_id, dict(row.params))
            cursor, validators = items.cursor_of(row), items.validators_of(row)
        setting = next((source for source in self.team.sources if source.name == target.source), None)
        if setting is None:
            return
        try:
            collected = await collect(collector(setting.collector), target, cursor, validators, self.fetcher)
        except SourceChanged as changed:
            collected = Collected(FetchOutcome.FAILED, cursor=cursor, reason=str(changed))
        self._keep(target_id, target, collected)

    def _keep(self, target_id: str, target: Target, collected: Collected) -> None:
        now = self.clock.now()
        created = gone = 0
        with self.store.write() as session:
            row = session.get_one(TargetRow, target_id)
            for document in collected.documents:
                items.put_document(session, document)
            created = items.put_items(session, collected.items, now=now)
            if collected.complete and target.account_id:
                seen = [item.key for item in collected.items]
                gone = items.judge_absence(
                    session, source=target.source, account_id=target.account_id, seen_keys=seen, now=now
                )
            items.record_reading(
                row,
                outcome=collected.outcome,
                reason=collected.reason,
                now=now,
                cursor=collected.cursor,
                validators=collected.validators,
                next_due_at=collected.retry_at,
            )
        self._count(collected, created, gone)

    def _count(self, collected: Collected, created: int, gone: int) -> None:
        self.tally.add(
            targets=1,
            requests=collected.requests,
            documents=len(collected.documents),
            items_new=created,
            roles_closed=gone,
        )
        self.tally.add(**{f"fetch_{collected.outcome}": 1})
        if collected.status == 429:
            self.tally.add(rate_limited=1)

    def understand(self) -> None:
        """Stages 2 and 3 for every item that was not read yet, a batch a transaction."""
        with self.store.read() as session:
            resolver = Resolver(accounts.every(session))
        while self._understand_batch(resolver):
            pass

    def _understand_batch(self, resolver: Resolver) -> int:
        now = self.clock.now()
        with self.store.write() as session:
            batch = items.undetected(session, limit=BATCH)
            for item_id, item in batch:
                items.clear_mentions(session, item_id)
                for mention in detect(item):
                    self._place(session, item_id, item, mention, resolver, now)
            items.mark_detected(session, [item_id for item_id, _ in batch], now=now)
        return len(batch)

    def _place(
        self, session: Session, item_id: str, item: Item, mention: Mention, resolver: Resolver, now: datetime
    ) -> None:
        resolution = resolver.resolve(mention, item)
        self.tally.add(mentions=1)
        signal_id = None
        if resolution.account_id is not None and is_news(item, baseline_at=item.fetched_at or now):
            signal_id = self._absorb(session, item_id, item, mention, resolution.account_id, now)
        items.put_mention(session, item_id, mention, resolution, signal_id, now=now)

    def _absorb(
        self, session: Session, item_id: str, item: Item, mention: Mention, account_id: str, now: datetime
    ) -> str:
        known = signals.at_account(session, account_id, dismissed_too=True)
        absorbed = absorb(
            known, mention, report_of(mention, item, item_id), account_id=account_id, now=now, new_id=new_id
        )
        signals.put(session, absorbed.signal)
        if absorbed.is_new:
            self.tally.add(signals_new=1)
        elif absorbed.signal not in known:
            self.tally.add(signals_updated=1)
        return absorbed.signal.id

    def look_at_roles(self) -> None:
        """Two or more dated postings of one function within 30 days, at every account with new postings (§7)."""
        now = self.clock.now()
        functions = {Function(name) for name in self.team.profile.buying_functions}
        with self.store.read() as session:
            touched = items.accounts_with_new_postings(session, since=now - timedelta(days=2))
        for account_id in touched:
            with self.store.write() as session:
                self._relate_roles(session, account_id, functions, now)

    def _relate_roles(self, session: Session, account_id: str, functions: set[Function], now: datetime) -> None:
        postings = items.open_postings(session, account_id)
        ids = {(item.source, item.key): item_id for item_id, item in postings}
        found = detect_relevant_roles(account_id, [item for _, item in postings], as_of=now, functions=functions)
        for role_mention in found:
            for item in role_mention.supporting:
                item_id = ids[item.source, item.key]
                self._absorb(session, item_id, item, role_mention.mention_in(item), account_id, now)
            first = role_mention.supporting[0]
            mention = role_mention.mention_in(first)
            resolution = Resolution(account_id, 1.0, ("the account's own board",))
            items.clear_mentions(session, ids[first.source, first.key])
            items.put_mention(session, ids[first.source, first.key], mention, resolution, None, now=now)

    def score_accounts(self, account_ids: Sequence[str] | None = None) -> None:
        """Stage 4 for these accounts, else for every account that has a signal."""
        now = self.clock.now()
        with self.store.read() as session:
            ids = list(signals.accounts_with_signals(session)) if account_ids is None else list(account_ids)
            profile = profile_of(session, self.team)
        for start in range(0, len(ids), BATCH):
            with self.store.write() as session:
                for account_id in ids[start : start + BATCH]:
                    self._score(session, account_id, profile, now)
        self.tally.add(accounts_scored=len(ids))

    def _score(self, session: Session, account_id: str, profile: Profile, now: datetime) -> None:
        account = accounts.get(session, account_id)
        if account is None:
            return
        people = contacts.at_account(session, account_id)
        wanted = {(function, rank) for p in self.team.personas for function in p.functions for rank in p.seniorities}
        known = any((person.function, person.seniority) in wanted for person in people)
        signals.put_score(
            session,
            score(
                account,
                signals.at_account(session, account_id, as_of=now),
                as_of=now,
                profile=profile,
                personas_known=known,
            ),
        )
