"""Sources looked at by people: how each stands, and one read live without writing anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlmodel import Session, col, func, select

from agent.domain.documents import Cursor, Fetched, FetchOutcome, Request, Target, Validators
from agent.domain.items import Item
from agent.domain.policies import SourceSetting
from agent.domain.signals import Mention, Resolution
from agent.domain.teams import Team
from agent.errors import ConfigError
from agent.night.gather import Source, sources, targets_of
from agent.store import accounts
from agent.store.engine import Store
from agent.tables.items import ItemRow, MentionRow, TargetRow
from signals.collect import Collected, collect, is_news
from signals.contract import Fetcher
from signals.detect import detect
from signals.registry import collector
from signals.resolve import Resolver


@dataclass(frozen=True, slots=True)
class Standing:
    """One source as it stands: its targets, its last readings, what it gave."""

    source: Source
    targets: int
    last_ok_at: datetime | None
    last_failure: str
    next_due_at: datetime | None
    items: int
    signals: int


def listed(session: Session, team: Team) -> list[Standing]:
    """Every source of the team, in the order of its file."""
    return [_standing(session, source) for source in sources(session, team).values()]


def _standing(session: Session, source: Source) -> Standing:
    name = source.setting.name
    number, last_ok, due = session.exec(
        select(func.count(), func.max(TargetRow.last_ok_at), func.min(TargetRow.next_due_at)).where(
            TargetRow.source == name
        )
    ).one()
    failure = session.exec(
        select(TargetRow.last_reason)
        .where(TargetRow.source == name, col(TargetRow.failures) > 0)
        .order_by(col(TargetRow.last_tried_at).desc())
        .limit(1)
    ).first()
    items = session.exec(select(func.count()).select_from(ItemRow).where(ItemRow.source == name)).one()
    raised = session.exec(
        select(func.count(func.distinct(MentionRow.signal_id)))
        .join(ItemRow, col(ItemRow.id) == col(MentionRow.item_id))
        .where(ItemRow.source == name, col(MentionRow.signal_id).is_not(None))
    ).one()
    return Standing(source, number, last_ok, failure or "", due, items, raised)


@dataclass(frozen=True, slots=True)
class Heard:
    """A mention with the account that it would go to, and whether it is news on first contact."""

    mention: Mention
    resolution: Resolution
    account: str
    is_news: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request as it went."""

    url: str
    outcome: FetchOutcome
    status: int | None
    content_type: str
    bytes_read: int
    reason: str


@dataclass(frozen=True, slots=True)
class Probe:
    """One target read once, as on first contact."""

    target: Target
    collected: Collected
    exchanges: tuple[Exchange, ...]
    heard: tuple[tuple[Item, tuple[Heard, ...]], ...]

    @property
    def went_well(self) -> bool:
        return self.collected.outcome in {FetchOutcome.OK, FetchOutcome.UNCHANGED}


@dataclass(slots=True)
class _Listening:
    """A fetcher that notes how each request went."""

    fetcher: Fetcher
    noted: list[Exchange]

    async def fetch(self, request: Request, target: Target, validators: Validators | None = None) -> Fetched:
        fetched = await self.fetcher.fetch(request, target, validators)
        kind = fetched.document.content_type if fetched.document else ""
        self.noted.append(
            Exchange(request.url, fetched.outcome, fetched.status, kind, fetched.bytes_read, fetched.reason)
        )
        return fetched


async def probe_source(store: Store, setting: SourceSetting, fetcher: Fetcher, *, most: int = 1) -> list[Probe]:
    """Read up to `most` of the source's targets from the beginning. Nothing is written. Raises ConfigError where it
    has none: a board or feed source needs an account that names one."""
    with store.read() as session:
        watched = list(accounts.every(session))
    targets = list(islice(targets_of(setting, watched), most))
    if not targets:
        raise ConfigError(_why_no_target(setting))
    resolver = Resolver(watched)
    names = {account.id: account.name for account in watched}
    return [await _probe(target, setting, fetcher, resolver, names) for target in targets]


def _why_no_target(setting: SourceSetting) -> str:
    if setting.collector == "intake":
        return f"{setting.name} takes what your tools send: try `firstlight intake import FILE`."
    if setting.params.get("per_account") == "yes":
        return f"{setting.name} reads accounts' own feeds and no account has one: import a feed_url, or run try."
    return f"{setting.name} reads accounts' job boards and no account has one there: import a board_url, or run try."


async def _probe(
    target: Target, setting: SourceSetting, fetcher: Fetcher, resolver: Resolver, names: dict[str, str]
) -> Probe:
    listening = _Listening(fetcher, [])
    collected = await collect(collector(setting.collector), target, Cursor(), Validators(), listening)
    heard = tuple((item, tuple(_heard(item, resolver, names))) for item in collected.items)
    return Probe(target, collected, tuple(listening.noted), heard)


def _heard(item: Item, resolver: Resolver, names: dict[str, str]) -> list[Heard]:
    found = []
    for mention in detect(item):
        resolution = resolver.resolve(mention, item)
        account = names.get(resolution.account_id or "", "")
        fresh = item.fetched_at is not None and is_news(item, baseline_at=item.fetched_at)
        found.append(Heard(mention, resolution, account, fresh))
    return found
