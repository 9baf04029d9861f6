"""One source read once, as on first contact, and what tonight would make of it. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from agent.domain.accounts import Account
from agent.domain.documents import Cursor, Fetched, FetchOutcome, Request, Target, Validators
from agent.domain.items import Item
from agent.domain.policies import SourceSetting
from agent.domain.signals import Mention, Resolution
from agent.domain.teams import Team
from agent.errors import ConfigError
from agent.night.given import given_to
from agent.night.targets import DOMAIN_COLLECTORS, FEED, PAGES, REGISTERS, targets_of
from agent.sources.effects import Effect, Effects, ScoreMove
from agent.sources.failures import Failure, failure_of
from agent.store import accounts, aliases
from agent.store.engine import Store
from signals.collect import Collected, collect, is_news
from signals.contract import Fetcher
from signals.detect import detect
from signals.registry import collector
from signals.resolve import Resolver

_AT_FIRST = Cursor()


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request as it went. `document` is what it was answered with, where it was answered."""

    request: Request
    fetched: Fetched


@dataclass(frozen=True, slots=True)
class Heard:
    """A mention with the account that it would go to, whether it is news on first contact, and what it would do."""

    mention: Mention
    resolution: Resolution
    account: str
    is_news: bool
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """One target read from its beginning."""

    target: Target
    collected: Collected
    exchanges: tuple[Exchange, ...]
    heard: tuple[tuple[Item, tuple[Heard, ...]], ...]
    moves: tuple[ScoreMove, ...] = ()
    failure: Failure | None = None

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
        self.noted.append(Exchange(request, fetched))
        return fetched


@dataclass(frozen=True, slots=True)
class Prober:
    """What a probe needs besides a fetcher."""

    store: Store
    team: Team
    now: datetime

    async def source(self, setting: SourceSetting, fetcher: Fetcher, *, most: int = 1) -> list[Probe]:
        """Read up to `most` of the source's targets from the beginning. Raises ConfigError where it has none: a board
        or feed source needs an account that names one."""
        with self.store.read() as session:
            watched, quarantined = list(accounts.every(session)), aliases.quarantined(session)
        targets = list(islice(targets_of(setting, watched), most))
        if not targets:
            raise ConfigError(_why_no_target(setting))
        resolver = Resolver(watched, quarantined)
        return [await self._target(target, setting, fetcher, resolver, watched) for target in targets]

    async def _target(
        self,
        target: Target,
        setting: SourceSetting,
        fetcher: Fetcher,
        resolver: Resolver,
        watched: Sequence[Account],
    ) -> Probe:
        with self.store.read() as session:
            given = Cursor(given_to(session, self.team, target))
        collected, exchanges = await read_once(setting.collector, target, fetcher, given)
        names = {account.id: account.name for account in watched}
        with self.store.read() as session:
            effects = Effects(session, self.team, self.now)
            heard = tuple((item, tuple(_heard(item, resolver, names, effects))) for item in collected.items)
            asked = exchanges[-1].request.url if exchanges else ""
            return Probe(target, collected, exchanges, heard, effects.scores(), failure_of(setting, collected, asked))


async def read_once(
    name: str, target: Target, fetcher: Fetcher, given: Cursor = _AT_FIRST
) -> tuple[Collected, tuple[Exchange, ...]]:
    """One reading of `target` from its beginning by the collector `name`, and every exchange that it took. `given`: the
    cursor of a first reading, with what the collector is given for it."""
    listening = _Listening(fetcher, [])
    collected = await collect(collector(name), target, given, Validators(), listening)
    return collected, tuple(listening.noted)


def _why_no_target(setting: SourceSetting) -> str:
    if setting.collector == "intake":
        return f"{setting.name} takes what your tools send: try `firstlight intake import FILE`."
    if column := REGISTERS.get(setting.collector):
        return f"{setting.name} reads accounts by their number and no account has a {column}: import that column."
    if setting.collector in DOMAIN_COLLECTORS:
        return f"{setting.name} reads accounts by their domain and there is no account: import some."
    if setting.params.get("per_account") == "yes":
        column, what = PAGES.get(setting.collector, FEED)
        return f"{setting.name} reads accounts' own {what}s and no account has one: import a {column}, or run try."
    return f"{setting.name} reads accounts' job boards and no account has one there: import a board_url, or run try."


def _heard(item: Item, resolver: Resolver, names: dict[str, str], effects: Effects) -> list[Heard]:
    found = []
    for mention in detect(item):
        resolution = resolver.resolve(mention, item)
        fresh = item.fetched_at is not None and is_news(item, baseline_at=item.fetched_at)
        account_id = resolution.account_id or ""
        effect = effects.of(item, mention, account_id) if account_id and fresh else None
        found.append(Heard(mention, resolution, names.get(account_id, ""), fresh, effect))
    return found
