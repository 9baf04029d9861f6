"""A night over job boards on loopback, for the benches that read: accounts with a board each, registered, queued, read
and understood by the product's own parts."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from agent.bench.bench_team import bench_team
from agent.bench.board_server import serving
from agent.clock import Clock, SystemClock
from agent.domain.accounts import Account
from agent.domain.policies import SourceSetting
from agent.domain.teams import Team
from agent.net.addresses import AddressPolicy
from agent.night.gather import Gatherer
from agent.night.targets import register_targets
from agent.pipeline import COLLECT
from agent.store import accounts, work
from agent.store.engine import Store, migrate, open_store
from agent.work.runner import Runner
from signals.fetch.client import WebFetcher
from signals.fetch.pace import UNPACED

JOBS = 20
AT_ONCE = 40
_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class BoardNight:
    """The parts of a night, and the boards that it reads."""

    store: Store
    gatherer: Gatherer
    tokens: Sequence[str]
    base_url: str

    def register(self) -> list[str]:
        """What a night begins with. Returns the ids of the targets, in the order of `tokens`."""
        return register_targets(self.store, self.gatherer.team, unconfirmed_too=True)

    async def read(self, target_ids: Sequence[str], run_id: str) -> None:
        """Stages 1 to 3 for these targets as units of work of one run."""

        async def collect(payload: Mapping[str, Any]) -> Awaitable[None] | None:
            return await self.gatherer.read_target(payload["id"])

        with self.store.write() as session:
            units = ((f"{run_id}:{one}", {"id": one}) for one in target_ids)
            work.enqueue_all(session, COLLECT, units, due_at=self.gatherer.clock.now())
        runner = Runner(self.store, {COLLECT: collect}, self.gatherer.clock, {COLLECT: self.gatherer.load_ahead})
        await runner.drain([COLLECT], concurrency=AT_ONCE)
        self.gatherer.understand()


def tokens(boards: int, prefix: str = "board") -> list[str]:
    """So many names of boards."""
    return [f"{prefix}{number:07}" for number in range(boards)]


@asynccontextmanager
async def board_night(
    tokens: Sequence[str], *, team: Team | None = None, clock: Clock | None = None
) -> AsyncIterator[BoardNight]:
    """A server with these boards, an empty database with an account for each, and the guarded client; gone with the
    block. The account of a board has its token for an id."""
    with tempfile.TemporaryDirectory(prefix="firstlight-bench-") as folder, serving(JOBS) as port:
        base_url = f"http://127.0.0.1:{port}"
        source = SourceSetting("greenhouse", "greenhouse", params={"base_url": base_url})
        clock = clock or SystemClock()
        store = open_store(f"sqlite:///{folder}/bench.sqlite3")
        try:
            migrate(store)
            _put_accounts(store, tokens, clock)
            async with _fetcher(port, clock) as fetcher:
                gatherer = Gatherer(store, replace(team or bench_team(), sources=(source,)), clock, fetcher)
                yield BoardNight(store, gatherer, tokens, base_url)
        finally:
            store.close()


def _put_accounts(store: Store, tokens: Sequence[str], clock: Clock) -> None:
    now = clock.now()
    for start in range(0, len(tokens), _AT_A_TIME):
        with store.write() as session:
            for token in tokens[start : start + _AT_A_TIME]:
                named = Account(token, f"Company {token}", f"{token}.example", boards=(f"greenhouse:{token}",))
                accounts.put(session, named, now=now)


def _fetcher(port: int, clock: Clock) -> WebFetcher:
    """Every guard on; only the pace is that of a server of our own."""
    return WebFetcher(
        clock=clock,
        addresses=AddressPolicy(allow_loopback_ports=frozenset({port})),
        user_agent="Firstlight/0.1 (bench)",
        default_pace=UNPACED,
    )
