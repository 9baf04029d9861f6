"""Stage 12 of 12, learn: decisions and outcomes become proposed weights, which people publish or leave.

Nothing here changes a weight by itself. Source: signals specification §6.1, stage 1: a Beta-Binomial share of approvals
per source, shrunk towards the mean of all, so that few labels say little.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agent.domain.decisions import RejectReason

PRIOR_WEIGHT = 20.0
MINIMUM_LABELS = 5
LOWEST, HIGHEST = 0.6, 1.4
MUTE_BELOW, MUTE_AFTER = 0.25, 20


@dataclass(frozen=True, slots=True)
class Labels:
    """Decisions that speak about a source's signals: approved, and rejected for a reason that the source owns."""

    approved: int
    rejected: int

    @property
    def total(self) -> int:
        return self.approved + self.rejected


# Rejections that speak about a source; the others go to their own owners (signals §6.1, DESIGN §7).
_ABOUT_THE_SOURCE = frozenset({RejectReason.STALE_SIGNAL, RejectReason.DUPLICATE, RejectReason.OTHER})


def labels_of(approved: int, reasons: Iterable[tuple[str, int]]) -> Labels:
    """A source's labels from its approvals and its rejections by reason."""
    return Labels(approved, sum(number for reason, number in reasons if reason in _ABOUT_THE_SOURCE))


@dataclass(frozen=True, slots=True)
class Proposal:
    """`share` is the shrunk share of approvals, `weight` the proposed source weight, `mute` an offer to mute."""

    share: float
    weight: float
    labels: int
    mute: bool
    words: str


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


def _upper(approved: int, total: int) -> float:
    """The 95 % point of Beta(approved + 1, rejected + 1), by halving: the rest above it is a binomial sum."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        above = sum(_binomial(k, total + 1, middle) for k in range(approved + 1))
        low, high = (middle, high) if above > 0.05 else (low, middle)
    return (low + high) / 2


def _binomial(count: int, total: int, share: float) -> float:
    ways = math.lgamma(total + 1) - math.lgamma(count + 1) - math.lgamma(total - count + 1)
    return math.exp(ways + count * math.log(share) + (total - count) * math.log1p(-share))


def propose(labels: Labels, mean: float = 0.5) -> Proposal | None:
    """p̂ = (a + 20 mu) / (n + 20); q = exp(½ (logit p̂ − logit mu)) held within 0.6 and 1.4. None below five labels.

    Muting is offered where even the upper end of the 90 % interval is below a quarter, after twenty labels.
    """
    if labels.total < MINIMUM_LABELS:
        return None
    share = (labels.approved + PRIOR_WEIGHT * mean) / (labels.total + PRIOR_WEIGHT)
    weight = min(HIGHEST, max(LOWEST, math.exp(0.5 * (_logit(share) - _logit(mean)))))
    poor = labels.total >= MUTE_AFTER and labels.approved < MUTE_BELOW * labels.total
    mute = poor and _upper(labels.approved, labels.total) < MUTE_BELOW
    words = f"{labels.approved} of {labels.total} approved: weight {weight:.2f}"
    return Proposal(share, weight, labels.total, mute, words + (", or mute it" if mute else ""))


def propose_weights(by_source: Mapping[str, Labels]) -> dict[str, Proposal]:
    """A proposal for every source with enough labels, around the mean of all of them."""
    approved = sum(labels.approved for labels in by_source.values())
    total = sum(labels.total for labels in by_source.values())
    mean = min(0.95, max(0.05, (approved + 1) / (total + 2)))
    found = {name: propose(labels, mean) for name, labels in by_source.items()}
    return {name: proposal for name, proposal in found.items() if proposal is not None}
