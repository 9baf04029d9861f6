"""The bench `unchanged`: the same night again, when nothing has changed. Its peer is always the first night.

Both are whole nights, a day apart, over boards that have an ETag and answer 304 to it: every board is asked again. New
teams take turns, so that both nights meet the same machine. `details.reading_ratio` is the same ratio for the reading
alone, without the stages behind it; `details.same_bytes_reading_ratio` that for boards that know no ETag and send the
same bytes again.
"""

from __future__ import annotations

import asyncio
import resource
import time
from dataclasses import dataclass

from agent.bench.board_night import JOBS, board_night, tokens
from agent.bench.board_server import VALIDATED
from agent.bench.contract import Bench, Peer
from agent.bench.whole_night import whole_night
from agent.errors import ConfigError

SIZE = 1000
TEAMS = 2
TURNS = 5
FIRST = "first"
WARM = 20


@dataclass(frozen=True, slots=True)
class _Nights:
    """Seconds of the first nights and of the second ones, and how many boards were unchanged in the second."""

    first_s: float
    again_s: float
    unchanged: int

    @property
    def ratio(self) -> float:
        return self.first_s / self.again_s


def measure(size: int | None, against: str | None) -> Bench:
    """`size` accounts, each with a board of 20 jobs. Raises ConfigError for a peer that is not there."""
    if against not in (None, FIRST):
        raise ConfigError(f"The bench `unchanged` is always against the first night; it has no peer {against!r}.")
    accounts = size or SIZE
    asyncio.run(_whole(WARM))
    played = [asyncio.run(_whole(accounts)) for _ in range(TEAMS)]
    nights = _Nights(
        sum(one.first_s for one in played), sum(one.again_s for one in played), min(one.unchanged for one in played)
    )
    validated = asyncio.run(_readings(accounts, VALIDATED))
    repeated = asyncio.run(_readings(accounts, "board"))
    rate = TEAMS * accounts / nights.again_s
    return Bench(
        bench="unchanged",
        size=accounts,
        seconds=nights.again_s / TEAMS,
        rate=rate,
        unit="accounts",
        peak_rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        against=Peer(FIRST, rate / nights.ratio, nights.ratio),
        details={
            "jobs_a_board": JOBS,
            "unchanged": nights.unchanged,
            "reading_ratio": validated.ratio,
            "same_bytes_reading_ratio": repeated.ratio,
            "same_bytes_unchanged": repeated.unchanged,
        },
    )


async def _whole(accounts: int) -> _Nights:
    async with whole_night(accounts) as nights:
        _, first_s = await nights.play()
        run, again_s = await nights.play()
        return _Nights(first_s, again_s, run.counts.get("fetch_unchanged", 0))


async def _readings(boards: int, prefix: str) -> _Nights:
    """First and second readings take turns, a share of the boards each."""
    first_s = again_s = 0.0
    async with board_night(tokens(boards, prefix)) as night:
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
