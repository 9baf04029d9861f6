"""The bench `unchanged`: the same night again, when nothing has changed. Its peer is always the first night.

First nights and second ones take turns, a share of the boards each. The boards have an ETag and answer 304 to it;
`details.same_bytes_ratio` is the ratio for boards that know no ETag and send the same bytes again.
"""

from __future__ import annotations

import asyncio
import resource
import time
from dataclasses import dataclass

from agent.bench.board_night import JOBS, board_night
from agent.bench.board_server import VALIDATED
from agent.bench.contract import Bench, Peer
from agent.errors import ConfigError

SIZE = 1000
TURNS = 5
FIRST = "first"


@dataclass(frozen=True, slots=True)
class _Nights:
    """Seconds of the first nights and of the second ones, and how many targets were unchanged in the second."""

    first_s: float
    again_s: float
    unchanged: int


def measure(size: int | None, against: str | None) -> Bench:
    """`size` boards of 20 jobs. Raises ConfigError for a peer that is not there."""
    if against not in (None, FIRST):
        raise ConfigError(f"The bench `unchanged` is always against the first night; it has no peer {against!r}.")
    boards = size or SIZE
    validated = asyncio.run(_nights(boards, VALIDATED))
    repeated = asyncio.run(_nights(boards, "board"))
    return Bench(
        bench="unchanged",
        size=boards,
        seconds=validated.again_s,
        rate=boards / validated.again_s,
        unit="boards",
        peak_rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        against=Peer(FIRST, boards / validated.first_s, validated.first_s / validated.again_s),
        details={
            "jobs_a_board": JOBS,
            "unchanged": validated.unchanged,
            "same_bytes_ratio": repeated.first_s / repeated.again_s,
            "same_bytes_unchanged": repeated.unchanged,
        },
    )


async def _nights(boards: int, prefix: str) -> _Nights:
    first_s = again_s = 0.0
    async with board_night(boards, prefix=prefix) as night:
        began = time.perf_counter()
        target_ids = night.register()
        first_s += time.perf_counter() - began
        for turn in range(TURNS):
            share = target_ids[turn::TURNS]
            began = time.perf_counter()
            await night.read(share, f"first-{turn}")
            first_s += time.perf_counter() - began
            began = time.perf_counter()
            await night.read(share, f"again-{turn}")
            again_s += time.perf_counter() - began
        began = time.perf_counter()
        night.register()
        again_s += time.perf_counter() - began
        return _Nights(first_s, again_s, night.gatherer.tally.take().get("fetch_unchanged", 0))
