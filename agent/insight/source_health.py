"""How a source fares: its share of good readings against its error budget, how fast it answers, how precise it is.

Each figure is defined here, once. Pure. (signals §9, source list)
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from agent.plurals import count

FEED_TARGET, PAGE_TARGET = 0.95, 0.85
PAGES = frozenset({"newsroom", "sitemap", "job_posting", "job_list", "team_page", "leadership", "site_tech"})
"""Collectors that read pages made for people; all others read feeds and documented interfaces."""
LEAST_READINGS = 10
HALF_BURNT, ALL_BURNT = 0.5, 1.0
LATENCIES_MS = (50, 100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200)
_ABOVE = "ms>51200"


def latency_name(ms: int) -> str:
    """Under which name an answer that took `ms` is counted."""
    place = bisect_left(LATENCIES_MS, ms)
    return f"ms<={LATENCIES_MS[place]}" if place < len(LATENCIES_MS) else _ABOVE


def latency_ms(counts: Mapping[str, int], share: float) -> int | None:
    """The time within which `share` of the answers came, about: the bounds double, between them it is interpolated."""
    bounds = [*LATENCIES_MS, 2 * LATENCIES_MS[-1]]
    seen = [counts.get(f"ms<={bound}", 0) for bound in LATENCIES_MS] + [counts.get(_ABOVE, 0)]
    wanted = share * sum(seen)
    if not wanted:
        return None
    below, low = 0, 0
    for number, bound in zip(seen, bounds, strict=True):
        if number and below + number >= wanted:
            return round(low + (bound - low) * (wanted - below) / number)
        below, low = below + number, bound
    return bounds[-1]


@dataclass(frozen=True, slots=True)
class Budget:
    """`share` of the readings went well, `burnt` is how much of the allowed failures is used up (1 is all of it); None
    where too few were made to say. `tone` is good, warn or bad; plain where nothing can be said."""

    ok: int
    failed: int
    target: float
    share: float | None
    burnt: float | None
    tone: str
    words: str


def target_of(collector: str) -> float:
    """What share of its readings should go well: 95 % for feeds and interfaces, 85 % for pages."""
    return PAGE_TARGET if collector in PAGES else FEED_TARGET


def error_budget(counts: Mapping[str, int], collector: str) -> Budget:
    """The week's budget. A target that is gone burns none of it, and did not go well; what a circuit held back was not
    asked."""
    ok = counts.get("ok", 0) + counts.get("unchanged", 0)
    failed = counts.get("failed", 0) - counts.get("failed:held", 0)
    gone = counts.get("unknown_target", 0)
    target, total = target_of(collector), ok + failed
    if not total + gone:
        return Budget(0, 0, target, None, None, "plain", "not read in 7 days")
    share = ok / total if total else None
    if share is None or total < LEAST_READINGS:
        said = f"{ok} of {total + gone:,} readings went well: too few to judge"
        return Budget(ok, failed, target, share, None, "plain", said)
    said = f"{share:.0%} of {total:,} readings went well" + (f", {gone:,} more found nothing there" if gone else "")
    burnt = (failed / total) / (1 - target)
    if burnt >= ALL_BURNT - 1e-9:
        return Budget(ok, failed, target, share, burnt, "bad", f"{said}: below the {target:.0%} it should reach")
    if burnt >= HALF_BURNT - 1e-9:
        used = f"{said}: {burnt:.0%} of the failures it may have are used up"
        return Budget(ok, failed, target, share, burnt, "warn", used)
    return Budget(ok, failed, target, share, burnt, "good", said)


_COUNTED = {"timeout": "timeout", "connection": "failed connection", "server": "server error"}
"""Kinds of failure that are things, not what a reading was; by kind."""


def failure_words(counts: Mapping[str, int]) -> str:
    """The failures by kind, most frequent first: "12 timeouts, 3 blocked"."""
    kinds = {name.removeprefix("failed:"): number for name, number in counts.items() if name.startswith("failed:")}
    ranked = sorted(((number, kind) for kind, number in kinds.items() if number and kind != "held"), reverse=True)
    return ", ".join(
        count(number, _COUNTED[kind]) if kind in _COUNTED else f"{number:,} {kind}" for number, kind in ranked
    )


@dataclass(frozen=True, slots=True)
class Precision:
    """The share of drafts that people approved: the mean of Beta(approved + 1, rejected + 1), its 90 % interval."""

    mean: float
    low: float
    high: float
    n: int


def precision(approved: int, rejected: int) -> Precision | None:
    """None where nobody decided yet."""
    total = approved + rejected
    if not total:
        return None
    low, high = (_quantile(approved, total, share) for share in (0.05, 0.95))
    return Precision((approved + 1) / (total + 2), low, high, total)


def _quantile(approved: int, total: int, share: float) -> float:
    """The `share` point of Beta(approved + 1, total − approved + 1), by halving: what lies below it is a binomial sum
    (P(Beta(a, b) ≤ x) = P(Bin(a + b − 1, x) ≥ a), Abramowitz and Stegun 26.5.24)."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        below = 1 - math.fsum(_binomial(k, total + 1, middle) for k in range(approved + 1))
        low, high = (middle, high) if below < share else (low, middle)
    return (low + high) / 2


def _binomial(count: int, total: int, share: float) -> float:
    ways = math.lgamma(total + 1) - math.lgamma(count + 1) - math.lgamma(total - count + 1)
    return math.exp(ways + count * math.log(share) + (total - count) * math.log1p(-share))
