"""Who fits (`icp.yaml`) and how signals weigh: everything the score is computed from besides the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from agent.domain.signals import SignalKind


@dataclass(frozen=True, slots=True)
class FitRule:
    """One rule of fit. `field` is industry, headcount, country, technology or persona; unknown earns half (§6)."""

    field: str
    points: float
    any_of: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class SignalWeight:
    """Points and half-life in days of one kind of signal (signals §6 table)."""

    points: float
    half_life_days: float


@dataclass(frozen=True, slots=True)
class Profile:
    """The ideal customer profile, version and all. `weights` are keyed by kind or kind:variant ("funding:series_b",
    "job_change:join:buying"); `source_weights` by source name (1.0 where absent); `title_families` name kinds of role
    by words of their titles (signals §5.4)."""

    rules: tuple[FitRule, ...]
    weights: Mapping[str, SignalWeight] = field(default_factory=dict)
    source_weights: Mapping[str, float] = field(default_factory=dict)
    buying_functions: tuple[str, ...] = ("sales", "revenue_operations", "marketing")
    muted_kinds: frozenset[SignalKind] = frozenset()
    title_families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    complements: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    version: str = ""
