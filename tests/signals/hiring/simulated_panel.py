"""A simulated panel of job boards as the signals specification describes it (§5.3), in which the surges are known.

Lognormal rates that go with headcount, weekly counts scattered at 1.5 to 3 times Poisson, a season, baselines that
drift, and one account in a hundred (of those with a role a month) surging in its last weeks to two, three or five times
its rate.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from signals.hiring.panel import History

LEAST_SURGING_RATE = 0.25


@dataclass(frozen=True, slots=True)
class Simulated:
    histories: list[History]
    factors: list[float]


def simulate(
    accounts: int,
    *,
    seed: int,
    weeks: int = 42,
    surge_weeks: int = 8,
    surging_share: float = 0.01,
    drift: float = 0.02,
    amplitude: float = 0.27,
    typical_rate: float = 0.3,
    rate_sd: float = 1.1,
) -> Simulated:
    """`drift` is the standard deviation of a week's step of the log rate; `typical_rate` the median of roles a week."""
    chance = random.Random(seed)
    phase = chance.uniform(0, 52)
    seasons = [1 + amplitude * math.sin(2 * math.pi * (week + phase) / 52) for week in range(weeks)]
    histories, factors = [], []
    for number in range(accounts):
        size = chance.gauss(0, 1)
        rate = typical_rate * math.exp(rate_sd * size)
        headcount = max(1, round(80 * math.exp(1.2 * (0.8 * size + 0.6 * chance.gauss(0, 1)))))
        phi = chance.uniform(1.5, 3.0)
        surging = rate >= LEAST_SURGING_RATE and chance.random() < surging_share
        factor = chance.choice((2.0, 3.0, 5.0)) if surging else 1.0
        counts = []
        for week in range(weeks):
            rate *= math.exp(chance.gauss(0, drift))
            raised = factor if week >= weeks - surge_weeks else 1.0
            counts.append(_scattered(chance, rate * seasons[week] * raised, phi))
        histories.append(History(f"a{number}", counts, headcount=headcount))
        factors.append(factor)
    return Simulated(histories, factors)


def _scattered(chance: random.Random, mean: float, phi: float) -> int:
    """A negative binomial count of this mean and phi times its variance, by inversion."""
    size = mean / (phi - 1)
    share = 1 / phi
    mass = share**size
    if mass < 1e-200:
        return max(0, round(chance.gauss(mean, math.sqrt(phi * mean))))
    left = chance.random()
    count = 0
    while left > mass and count < 10_000:
        left -= mass
        mass *= (1 - share) * (count + size) / (count + 1)
        count += 1
    return count
