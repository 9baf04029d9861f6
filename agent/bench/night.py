"""The bench `night`: a whole night of N accounts, from reading their boards to drafts by the composer.

`details.growth` is the time an account takes at N over that at N/10, both measured in this run.
"""

from __future__ import annotations

import asyncio
import resource
from dataclasses import dataclass

from agent.bench.contract import Bench
from agent.bench.whole_night import whole_night
from agent.errors import ConfigError

SIZE = 1000
LEAST = 100
WARM = 20


@dataclass(frozen=True, slots=True)
class _Played:
    seconds: float
    drafts: int
    drafting_cpu_s: float


def measure(size: int | None, against: str | None) -> Bench:
    """`size` is how many accounts. Raises ConfigError for a peer, of which there is none, and for too small a night."""
    if against is not None:
        raise ConfigError("The bench `night` has no peer; leave out --against.")
    accounts = size or SIZE
    if accounts < LEAST:
        raise ConfigError(f"The bench `night` compares N accounts with N/10: give it at least {LEAST}.")
    asyncio.run(_play(WARM))
    small = asyncio.run(_play(accounts // 10))
    whole = asyncio.run(_play(accounts))
    return Bench(
        bench="night",
        size=accounts,
        seconds=whole.seconds,
        rate=accounts / whole.seconds,
        unit="accounts",
        peak_rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        details={
            "growth": (whole.seconds / accounts) / (small.seconds / (accounts // 10)),
            "drafts": whole.drafts,
            "cpu_ms_a_draft": 1000 * whole.drafting_cpu_s / max(1, whole.drafts),
        },
    )


async def _play(accounts: int) -> _Played:
    async with whole_night(accounts) as nights:
        run, seconds = await nights.play()
        return _Played(seconds, run.counts.get("drafts", 0), nights.drafting.seconds)
