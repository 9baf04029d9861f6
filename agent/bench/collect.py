"""The bench `collect`: boards a second from a local server, through every guard, into the database, detected on.

The peer `bare` fetches the same bytes with the same library and does nothing else. The two take turns.
"""

from __future__ import annotations

import asyncio
import resource
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import httpx
from httpx_aiohttp import HttpxAiohttpClient

from agent.bench.bench_team import bench_team
from agent.bench.board_server import serving
from agent.bench.contract import Bench, Peer
from agent.clock import SystemClock
from agent.domain.documents import Target
from agent.domain.policies import SourceSetting
from agent.errors import ConfigError
from agent.gather import Gatherer
from agent.net.addresses import AddressPolicy
from agent.store import items
from agent.store.engine import Store, migrate, open_store
from signals.fetch.client import WebFetcher
from signals.fetch.pace import UNPACED

SIZE = 400
JOBS = 20
AT_ONCE = 40
TURNS = 4
PEERS = ("bare",)


def measure(size: int | None, against: str | None) -> Bench:
    """`size` boards of 20 jobs. Raises ConfigError for a peer that is not there."""
    if against not in (None, *PEERS):
        raise ConfigError(f"The bench `collect` has no peer {against!r}. It has: {', '.join(PEERS)}.")
    boards = size or SIZE
    with tempfile.TemporaryDirectory(prefix="firstlight-bench-") as folder, serving(JOBS) as port:
        store = open_store(f"sqlite:///{folder}/bench.sqlite3")
        try:
            migrate(store)
            return asyncio.run(_measured(store, port, boards, against))
        finally:
            store.close()


async def _measured(store: Store, port: int, boards: int, against: str | None) -> Bench:
    tokens = [f"board{number}" for number in range(boards)]
    turns = [tokens[start::TURNS] for start in range(TURNS)]
    seconds = bare_seconds = 0.0
    async with _fetcher(port) as fetcher:
        gatherer = Gatherer(
            store, replace(bench_team(), sources=(SourceSetting("greenhouse", "greenhouse"),)), SystemClock(), fetcher
        )
        for turn in turns:
            began = time.perf_counter()
            await _collect(gatherer, turn, port)
            seconds += time.perf_counter() - began
            if against == "bare":
                began = time.perf_counter()
                await _fetch_bare(turn, port)
                bare_seconds += time.perf_counter() - began
        counts = dict(gatherer.tally.take())
    rate = boards / seconds
    peer = Peer("bare", boards / bare_seconds, rate * bare_seconds / boards) if against else None
    with store.read() as session:
        stored = items.count_items(session)
    return Bench(
        bench="collect",
        size=boards,
        seconds=seconds,
        rate=rate,
        unit="boards",
        peak_rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        against=peer,
        details={"jobs_a_board": JOBS, "items": stored, "failed": counts.get("fetch_failed", 0)},
    )


def _fetcher(port: int) -> WebFetcher:
    """Every guard on; only the pace is that of a server of our own."""
    return WebFetcher(
        clock=SystemClock(),
        addresses=AddressPolicy(allow_loopback_ports=frozenset({port})),
        user_agent="Firstlight/0.1 (bench)",
        default_pace=UNPACED,
    )


def _base(port: int) -> str:
    return f"http://127.0.0.1:{port}"


async def _collect(gatherer: Gatherer, tokens: Sequence[str], port: int) -> None:
    """Stages 1 and 2 as a night does them: read, keep, detect."""
    with gatherer.store.write() as session:
        params = {"base_url": _base(port)}
        ids = [items.target_row(session, Target("greenhouse", token, None, params)).id for token in tokens]
    await _at_once(ids, gatherer.collect_target)
    gatherer.understand()


async def _fetch_bare(tokens: Sequence[str], port: int) -> None:
    async with HttpxAiohttpClient(limits=httpx.Limits(max_connections=AT_ONCE), trust_env=False) as client:

        async def one(token: str) -> None:
            (await client.get(f"{_base(port)}/v1/boards/{token}/jobs")).raise_for_status()

        await _at_once(tokens, one)


async def _at_once(work: Sequence[str], one: Callable[[str], Awaitable[None]]) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def gated(piece: str) -> None:
        async with gate:
            await one(piece)

    await asyncio.gather(*(gated(piece) for piece in work))
