"""The bench `collect`: boards a second from a local server, the way a night reads them: units of work through the
runner, every guard, kept in the database, detected on.

Its peers read the same pages and take turns with it: `bare` fetches the bytes with the same library and does nothing
else, `naive` also writes each posting into a SQLite table, `scrapy` keeps the same fields in one, `changedetection`
compares and keeps the pages in its own store.
"""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from agent.bench.board_night import AT_ONCE, JOBS, BoardNight, board_night, tokens
from agent.bench.contract import Bench, Peer
from agent.bench.peer_process import programs, running
from agent.bench.plain_client import Turn, bare, naive
from agent.errors import ConfigError
from agent.store import items

SIZE = 1000
TURNS = 10
WARM = 40
"""So many boards are read before the clock starts, by everyone: modules and connections are there then."""
PROGRAMS = programs(AT_ONCE, JOBS)
CLIENTS = {"bare": bare, "naive": naive}
PEERS = (*CLIENTS, *PROGRAMS)


def measure(size: int | None, against: str | None) -> Bench:
    """`size` boards of 20 jobs. Raises ConfigError for a peer that is not known or not installed."""
    if against not in (None, *PEERS):
        raise ConfigError(f"The bench `collect` has no peer {against!r}. It has: {', '.join(PEERS)}.")
    return asyncio.run(_measured(size or SIZE, against))


async def _measured(boards: int, against: str | None) -> Bench:
    async with _peer(against) as peer, board_night(tokens(boards + WARM)) as night:
        began = time.perf_counter()
        target_ids = night.register()
        seconds = (time.perf_counter() - began) * boards / (boards + WARM)
        await night.read(target_ids[:WARM], "warm")
        await peer(_urls(night, night.tokens[:WARM]))
        peer_seconds = 0.0
        for turn in range(min(TURNS, boards)):
            share = slice(WARM + turn, None, TURNS)
            began = time.perf_counter()
            await night.read(target_ids[share], f"turn-{turn}")
            seconds += time.perf_counter() - began
            peer_seconds += await peer(_urls(night, night.tokens[share]))
        counts = night.gatherer.tally.take()
        with night.store.read() as session:
            stored = items.count_items(session) - WARM * JOBS
    rate = boards / seconds
    return Bench(
        bench="collect",
        size=boards,
        seconds=seconds,
        rate=rate,
        unit="boards",
        peak_rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        against=Peer(against, boards / peer_seconds, rate * peer_seconds / boards) if against else None,
        details={"jobs_a_board": JOBS, "items": stored, "failed": counts.get("fetch_failed", 0)},
    )


@asynccontextmanager
async def _peer(against: str | None) -> AsyncIterator[Turn]:
    if against is None:
        yield _nobody
    elif against in CLIENTS:
        async with CLIENTS[against](AT_ONCE) as turn:
            yield turn
    else:
        with running(PROGRAMS[against]) as turn:
            yield turn


async def _nobody(_urls: Sequence[str]) -> float:
    return 0.0


def _urls(night: BoardNight, boards: Sequence[str]) -> list[str]:
    return [f"{night.base_url}/v1/boards/{board}/jobs" for board in boards]
