"""The bench `collect`: boards a second from a local server, the way a night reads them: units of work through the
runner, every guard, kept in the database, detected on.

The peer `bare` fetches the same bytes with the same library and does nothing else. The two take turns.
"""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Sequence

import httpx
from httpx_aiohttp import HttpxAiohttpClient

from agent.bench.board_night import AT_ONCE, JOBS, BoardNight, board_night
from agent.bench.contract import Bench, Peer
from agent.errors import ConfigError
from agent.store import items

SIZE = 1000
TURNS = 10
PEERS = ("bare",)


def measure(size: int | None, against: str | None) -> Bench:
    """`size` boards of 20 jobs. Raises ConfigError for a peer that is not there."""
    if against not in (None, *PEERS):
        raise ConfigError(f"The bench `collect` has no peer {against!r}. It has: {', '.join(PEERS)}.")
    return asyncio.run(_measured(size or SIZE, against))


async def _measured(boards: int, against: str | None) -> Bench:
    async with board_night(boards) as night:
        began = time.perf_counter()
        target_ids = night.register()
        seconds = time.perf_counter() - began
        bare_seconds = 0.0
        for turn in range(TURNS):
            began = time.perf_counter()
            await night.read(target_ids[turn::TURNS], f"turn-{turn}")
            seconds += time.perf_counter() - began
            if against == "bare":
                began = time.perf_counter()
                await _fetch_bare(night, night.tokens[turn::TURNS])
                bare_seconds += time.perf_counter() - began
        counts = night.gatherer.tally.take()
        with night.store.read() as session:
            stored = items.count_items(session)
    rate = boards / seconds
    return Bench(
        bench="collect",
        size=boards,
        seconds=seconds,
        rate=rate,
        unit="boards",
        peak_rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        against=Peer("bare", boards / bare_seconds, rate * bare_seconds / boards) if against else None,
        details={"jobs_a_board": JOBS, "items": stored, "failed": counts.get("fetch_failed", 0)},
    )


async def _fetch_bare(night: BoardNight, tokens: Sequence[str]) -> None:
    gate = asyncio.Semaphore(AT_ONCE)
    async with HttpxAiohttpClient(limits=httpx.Limits(max_connections=AT_ONCE), trust_env=False) as client:

        async def one(token: str) -> None:
            async with gate:
                (await client.get(f"{night.base_url}/v1/boards/{token}/jobs")).raise_for_status()

        await asyncio.gather(*(one(token) for token in tokens))
