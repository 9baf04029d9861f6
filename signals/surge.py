"""Is a burst of new roles more than chance? The negative-binomial test of one account against its own baseline.

Source: signals specification §5.3. Counts of new requisitions vary more than Poisson, so most doublings at small boards
are noise; this says how many were expected and how surprising the rest is.
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

    @property
    def ratio(self) -> float:
        return self.observed / self.expected if self.expected else 0.0

    @property
    def words(self) -> str:
        return (
            f"{self.observed} new roles in {WINDOW_WEEKS} weeks vs {self.expected:.1f} expected "
            f"({self.baseline_roles} in the {self.baseline_weeks} weeks before)"
        )


def _size(mu: float, *, alpha: float, count: float, phi: float) -> float:
    return 1.0 / ((phi - 1.0) / mu + phi / (alpha + count))


def _mass(count: int, mu: float, size: float) -> float:
    """P(NB = count) of mean `mu` and size `size`."""
    share = size / (size + mu)
    log = math.lgamma(count + size) - math.lgamma(size) - math.lgamma(count + 1)
    return math.exp(log + size * math.log(share) + count * math.log1p(-share))


def _tail(count: int, mu: float, size: float) -> float:
    """P(NB ≥ count), summed upwards term by term so that small probabilities keep their digits."""
    if count <= 0:
        return 1.0
    share = mu / (size + mu)
    term = _mass(count, mu, size)
    total, at = 0.0, count
    while term > total * 1e-17:
        total += term
        term *= share * (at + size) / (at + 1)
        at += 1
    return min(1.0, total)


def assess(
    observed: int, baseline_roles: int, *, baseline_weeks: float, window_weeks: float = WINDOW_WEEKS, prior: Prior
) -> Assessment:
    """mu = e(α+Y)/(β+E); k = 1/((φ−1)/mu + φ/(α+Y)); X ~ NB(mean mu, size k); p = P(NB ≥ x)."""
    alpha, beta, phi = prior.alpha, prior.beta, prior.phi
    mu = window_weeks * (alpha + baseline_roles) / (beta + baseline_weeks)
    size = _size(mu, alpha=alpha, count=baseline_roles, phi=phi)
    p = _tail(observed, mu, size)
    likelihoods = []
    for ratio in RATIOS:
        raised = ratio * mu
        k = _size(raised, alpha=alpha, count=baseline_roles, phi=phi)
        likelihoods.append(_mass(observed, raised, k))
    weighted = [weight * likelihood for weight, likelihood in zip(RATIO_WEIGHTS, likelihoods, strict=True)]
    posterior = 1.0 - weighted[0] / sum(weighted) if sum(weighted) else 0.0
    return Assessment(observed, mu, size, p, posterior, baseline_roles, round(baseline_weeks))


def assess_weeks(weeks: Sequence[int], *, observed_weeks: float, prior: Prior | None = None) -> Assessment | None:
    """Judge the last eight of `weeks` (oldest first) against the weeks before, of which `observed_weeks` were seen.

    None before eight weeks of baseline were observed: a cold start never judges (§5.3).
    """
    baseline = list(weeks[:-WINDOW_WEEKS])[-BASELINE_WEEKS:]
    exposure = min(float(len(baseline)), observed_weeks - WINDOW_WEEKS)
    if exposure < MINIMUM_EXPOSURE_WEEKS:
        return None
    return assess(sum(weeks[-WINDOW_WEEKS:]), sum(baseline), baseline_weeks=exposure, prior=prior or Prior())
