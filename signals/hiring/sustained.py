"""Is a burst spread over its weeks as a raised rate would spread it? The two-group posterior, read week by week.

The eight-week sum of signals specification §5.3 cannot tell one bulk post of sixteen roles from two roles every week.
Here every week counts on its own, and the account's rate and scatter are unknowns that its own weeks speak to, about
the priors of its band. At the same share of false alarms it finds half as many surges again on §5.3's simulation.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from signals.hiring.surge import BASELINE_WEEKS, RATIOS, WINDOW_WEEKS, Prior

# An account's scatter about its band's: (φ−1) times these, with these weights [D].
_SCATTER = ((0.4, 0.10), (0.6, 0.20), (0.85, 0.25), (1.2, 0.25), (1.7, 0.15), (2.4, 0.05))
# A rate drifts between a baseline and its window without a surge, by about a tenth [D].
_DRIFT = ((0.88, 0.25), (1.0, 0.5), (1.13, 0.25))
_RATE_POINTS = 7
_RATE_REACH = 2.2


@dataclass(frozen=True, slots=True)
class _Span:
    """Weeks as the likelihood reads them: their exposure in all, and the counts of those with any role."""

    exposure: float
    counts: tuple[tuple[int, float], ...]

    @property
    def roles(self) -> int:
        return sum(count for count, _ in self.counts)

    def log_likelihood(self, rate: float, spread: float) -> float:
        """Of weekly counts with mean m = rate·exposure and variance (1 + spread)·m, up to what no rate changes."""
        total = -rate * self.exposure * math.log1p(spread) / spread
        for count, exposure in self.counts:
            size = rate * exposure / spread
            total += math.log(math.prod(at + size for at in range(count))) if count < 60 else _rising(size, count)
        return total + self.roles * math.log(spread / (1.0 + spread))


def _rising(size: float, count: int) -> float:
    return math.lgamma(size + count) - math.lgamma(size)


def sustained(
    weeks: Sequence[int],
    exposures: Sequence[float],
    *,
    prior: Prior,
    weights: Sequence[float],
    window_weeks: int = WINDOW_WEEKS,
) -> float:
    """The posterior that the last `window_weeks` run at a raised rate, between 0 and 1.

    `weeks` and `exposures` (season times share observed) are the account's whole history, oldest first; `weights` are
    those of RATIOS. An account without exposure in its window or baseline gives 0.
    """
    middle = max(0, len(weeks) - window_weeks)
    baseline = _span(weeks[:middle][-BASELINE_WEEKS:], exposures[:middle][-BASELINE_WEEKS:])
    window = _span(weeks[middle:], exposures[middle:])
    if not baseline.exposure or not window.exposure:
        return 0.0
    quiet = [(ratio, weights[0] * share) for ratio, share in _DRIFT]
    raised = list(zip(RATIOS[1:], weights[1:], strict=True))
    points = list(_points(baseline, window, quiet + raised, prior))
    largest = max(log for log, _ in points)
    mass = [0.0, 0.0]
    for log, is_raised in points:
        mass[is_raised] += math.exp(log - largest)
    return mass[True] / (mass[False] + mass[True])


def _points(
    baseline: _Span, window: _Span, ratios: Sequence[tuple[float, float]], prior: Prior
) -> Iterator[tuple[float, bool]]:
    """The joint log density at every point of the grid of rate, scatter and ratio, and whether the ratio is raised."""
    roles = prior.alpha + baseline.roles
    middle = roles / (prior.beta + baseline.exposure)
    reach = _RATE_REACH * math.sqrt(prior.phi / max(roles, 0.5))
    for share, scatter_weight in _SCATTER:
        spread = max(prior.phi - 1.0, 0.05) * share
        for point in range(_RATE_POINTS):
            rate = middle * math.exp(reach * (2.0 * point / (_RATE_POINTS - 1) - 1.0))
            density = prior.alpha * math.log(rate) - prior.beta * rate + math.log(scatter_weight)
            density += baseline.log_likelihood(rate, spread)
            for ratio, weight in ratios:
                if weight > 0:
                    log = density + math.log(weight) + window.log_likelihood(rate * ratio, spread)
                    yield log, ratio >= RATIOS[1]


def _span(weeks: Sequence[int], exposures: Sequence[float]) -> _Span:
    seen = [(count, exposure) for count, exposure in zip(weeks, exposures, strict=True) if exposure > 0]
    return _Span(sum(exposure for _, exposure in seen), tuple(pair for pair in seen if pair[0] > 0))
