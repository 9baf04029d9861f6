"""The bench `night`: a whole night of N accounts, from reading their boards to drafts by the composer.

`details.growth` is the time an account takes at N over that at N/10, both measured in this run.
`details.model_cpu_ms_a_draft` is what a draft costs around a model that answers at once: the pipeline's own overhead.
"""

from __future__ import annotations

import asyncio
import resource
from dataclasses import dataclass

from agent.bench.contract import Bench
from agent.bench.instant_model import InstantModel
from agent.bench.whole_night import whole_night
from agent.errors import ConfigError, FirstlightError
from drafting.draft import Drafter
from drafting.render import Prompts

SIZE = 1000
LEAST = 100
WARM = 20


@dataclass(frozen=True, slots=True)
class _Played:
    seconds: float
    drafts: int
    drafting_cpu_s: float

    @property
    def cpu_ms_a_draft(self) -> float:
        return 1000 * self.drafting_cpu_s / max(1, self.drafts)


def measure(size: int | None, against: str | None) -> Bench:
    """`size` is how many accounts. Raises ConfigError for a peer, of which there is none, and for too small a night."""
    if against is not None:
        raise ConfigError("The bench `night` has no peer; leave out --against.")
    accounts = size or SIZE
    if accounts < LEAST:
        raise ConfigError(f"The bench `night` compares N accounts with N/10: give it at least {LEAST}.")
    by_model = Drafter(model=InstantModel(), prompts=Prompts())
    for drafter in (None, by_model):
        asyncio.run(_play(WARM, drafter))
    small = asyncio.run(_play(accounts // 10))
    whole = asyncio.run(_play(accounts))
    modelled = asyncio.run(_play(accounts, by_model))
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
            "cpu_ms_a_draft": whole.cpu_ms_a_draft,
            "model_cpu_ms_a_draft": modelled.cpu_ms_a_draft,
        },
    )


async def _play(accounts: int, drafter: Drafter | None = None) -> _Played:
    """Raises FirstlightError where a drafter with a model had to be helped out: then it is not its pipeline that was
    measured."""
    async with whole_night(accounts, drafter) as nights:
        run, seconds = await nights.play()
        if drafter is not None and (others := nights.composed()):
            raise FirstlightError(f"{others} drafts of the bench were composed, not written by its model.")
        return _Played(seconds, run.counts.get("drafts", 0), nights.drafting.seconds)
