"""Is a burst of new roles more than chance? The negative-binomial test of one account against its own baseline.

Source: signals specification §5.3. Counts of new requisitions vary more than Poisson, so most doublings at small boards
are noise; this says how many were expected and how surprising the rest is. A whole panel is judged in `surge_alerts`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WINDOW_WEEKS = 8
BASELINE_WEEKS = 26
MINIMUM_EXPOSURE_WEEKS = 8
RATIOS = (1.0, 2.0, 3.0, 5.0)
RATIO_WEIGHTS = (0.98, 0.01, 0.006, 0.004)


@dataclass(frozen=True, slots=True)
class Prior:
    """Gamma(alpha, beta) of weekly rates in a size band, and the band's dispersion phi (≥ 1)."""

    alpha: float = 0.6
    beta: float = 2.0
    phi: float = 2.0


@dataclass(frozen=True, slots=True)
class Assessment:
    """`observed` roles in the window against `expected`; `p` the tail probability; `posterior` that it is a surge."""

    observed: int
    expected: float
    size: float
    p: float
    posterior: float
    baseline_roles: int
    baseline_weeks: int
    window_weeks: int = WINDOW_WEEKS

    @property
    def ratio(self) -> float:
        return self.observed / self.expected if self.expected else 0.0

    @property
    def words(self) -> str:
        return (
            f"{self.observed} new roles in {self.window_weeks} weeks against {self.expected:.1f} expected "
            f"({self.baseline_roles} in the {self.baseline_weeks} weeks before)"
        )


def size_of(mu: float, *, alpha: float, count: float, phi: float) -> float:
    """The size k of the count of mean `mu`, its rate known from `count` roles: 1/k = (φ−1)/mu + φ/(α+Y)."""
    return 1.0 / ((phi - 1.0) / mu + phi / (alpha + count))


def log_mass(count: int, mu: float, size: float) -> float:
    """log P(NB = count) of mean `mu` and size `size`."""
    share = size / (size + mu)
    log = math.lgamma(count + size) - math.lgamma(size) - math.lgamma(count + 1)
    return log + size * math.log(share) + count * math.log1p(-share)


def tail(count: int, mu: float, size: float) -> float:
    """P(NB ≥ count), summed upwards term by term so that small probabilities keep their digits."""
    if count <= 0:
        return 1.0
    share = mu / (size + mu)
    term = math.exp(log_mass(count, mu, size))
    total, at = 0.0, count
    while term > total * 1e-17:
        total += term
        term *= share * (at + size) / (at + 1)
        at += 1
    # Far below a large mean the first terms vanish before the bulk is reached: the tail is all there is.
    return min(1.0, total) if total or count > mu else 1.0


def likelihoods(observed: int, mu: float, *, alpha: float, count: float, phi: float) -> tuple[float, ...]:
    """The likelihood of `observed` under each of RATIOS, relative to the largest: at least one is 1."""
    logs = [log_mass(observed, r * mu, size_of(r * mu, alpha=alpha, count=count, phi=phi)) for r in RATIOS]
    largest = max(logs)
    return tuple(math.exp(log - largest) for log in logs)


def assess(
    observed: int,
    baseline_roles: int,
    *,
    baseline_weeks: float,
    window_weeks: float = WINDOW_WEEKS,
    prior: Prior,
    weights: Sequence[float] = RATIO_WEIGHTS,
    counted_weeks: float | None = None,
) -> Assessment:
    """mu = e(α+Y)/(β+E); k = 1/((φ−1)/mu + φ/(α+Y)); X ~ NB(mean mu, size k); p = P(NB ≥ x).

    `baseline_weeks` E and `window_weeks` e are exposures: weeks times season times the share of them observed.
    `counted_weeks` are the weeks of the baseline by the calendar, for the words; `weights` those of RATIOS.
    """
    alpha, beta, phi = prior.alpha, prior.beta, prior.phi
    mu = window_weeks * (alpha + baseline_roles) / (beta + baseline_weeks)
    size = size_of(mu, alpha=alpha, count=baseline_roles, phi=phi)
    relative = likelihoods(observed, mu, alpha=alpha, count=baseline_roles, phi=phi)
    weighted = [weight * likelihood for weight, likelihood in zip(weights, relative, strict=True)]
    return Assessment(
        observed=observed,
        expected=mu,
        size=size,
        p=tail(observed, mu, size),
        posterior=1.0 - weighted[0] / sum(weighted),
        baseline_roles=baseline_roles,
        baseline_weeks=round(baseline_weeks if counted_weeks is None else counted_weeks),
    )
