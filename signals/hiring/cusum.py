"""A slow build-up of new roles: a one-sided CUSUM of weekly surprises against a baseline frozen twelve weeks behind.

Source: signals specification §5.3. It finds the surges whose every week alone is within chance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from signals.hiring.surge import BASELINE_WEEKS, MINIMUM_EXPOSURE_WEEKS, Prior, log_mass, size_of, tail

FROZEN_WEEKS = 12
MUTE_WEEKS = 6
_LEAST_ACCOUNTS = 1_000
_DRIFT = 0.5
_MOST_SURPRISE = 4.0
_NORMAL = NormalDist()
# Below this the mass at nothing underflows, and sums from nothing upwards say nothing.
_LEAST_LOG = -700.0


@dataclass(frozen=True, slots=True)
class CusumState:
    """The sum after the last week, and how many weeks ago it last crossed the threshold (0: this week; None: never)."""

    level: float = 0.0
    weeks_since_alarm: int | None = None

    @property
    def open(self) -> bool:
        """An alarm stands while the sum is mute after it."""
        return self.weeks_since_alarm is not None and self.weeks_since_alarm < MUTE_WEEKS


def threshold(accounts: int, tolerated: float) -> float:
    """h = ln(n / 2F) − 1.166: `tolerated` false alarms a week among `accounts` tested ones.

    One false alarm a week is too many for a few hundred accounts: fewer than a thousand are held to a thousand's bar.
    """
    return math.log(max(accounts, _LEAST_ACCOUNTS) / (2.0 * tolerated)) - 1.166


def run_cusum(weeks: Sequence[int], exposures: Sequence[float], *, prior: Prior, threshold: float) -> CusumState:
    """Run over the whole history, oldest week first. `exposures` are season times share observed, a week each."""
    level, since = 0.0, None
    baseline_roles, baseline_exposure = 0, 0.0
    for week, (count, exposure) in enumerate(zip(weeks, exposures, strict=True)):
        since = None if since is None else since + 1
        arriving, leaving = week - FROZEN_WEEKS, week - FROZEN_WEEKS - BASELINE_WEEKS
        if arriving >= 0:
            baseline_roles += weeks[arriving] if exposures[arriving] > 0 else 0
            baseline_exposure += exposures[arriving]
        if leaving >= 0:
            baseline_roles -= weeks[leaving] if exposures[leaving] > 0 else 0
            baseline_exposure -= exposures[leaving]
        mute = since is not None and since < MUTE_WEEKS
        if exposure <= 0 or mute or baseline_exposure < MINIMUM_EXPOSURE_WEEKS:
            continue
        level = max(0.0, level + _surprise(count, exposure, baseline_roles, baseline_exposure, prior) - _DRIFT)
        if level > threshold:
            level, since = 0.0, 0
    return CusumState(level, since)


def _surprise(count: int, exposure: float, baseline_roles: int, baseline_exposure: float, prior: Prior) -> float:
    """The week's mid-p as a standard normal deviate, at most 4."""
    mu = exposure * (prior.alpha + baseline_roles) / (prior.beta + baseline_exposure)
    size = size_of(mu, alpha=prior.alpha, count=baseline_roles, phi=prior.phi)
    p = _middle_p(count, mu, size)
    if p <= 3.2e-5:
        return _MOST_SURPRISE
    return -_NORMAL.inv_cdf(min(p, 1.0 - 1e-9))


def _middle_p(count: int, mu: float, size: float) -> float:
    """P(NB ≥ count) − ½ P(NB = count)."""
    share = size / (size + mu)
    log_nothing = size * math.log(share)
    if log_nothing < _LEAST_LOG:
        return tail(count, mu, size) - 0.5 * math.exp(log_mass(count, mu, size))
    mass, below = math.exp(log_nothing), 0.0
    for at in range(count):
        below += mass
        mass *= (1.0 - share) * (at + size) / (at + 1)
    return 1.0 - below - 0.5 * mass
