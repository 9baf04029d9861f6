"""What a pain waits for: the small language of `pains[].signals` in `offer.yaml` (drafting §6).

`kind`, `kind:value|value`, `kind>=n` or `kind>=n:value|value`: "funding", "hiring>=3:sales|revenue_operations",
"job_change:join", "technology:hubspot". `hiring` means relevant roles and hiring surges.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from agent.domain.signals import Signal, SignalKind
from agent.errors import ConfigError, Problem

_KINDS: Mapping[str, frozenset[SignalKind]] = {
    **{kind.value: frozenset({kind}) for kind in SignalKind},
    "hiring": frozenset({SignalKind.RELEVANT_ROLES, SignalKind.HIRING_SURGE, SignalKind.FIRST_OF_KIND}),
    "tech_shift": frozenset({SignalKind.TECHNOLOGY}),
}
_ALIASES = {
    "revops": "revenue_operations",
    "rev_ops": "revenue_operations",
    "hr": "people",
    "eng": "engineering",
    "cs": "customer_success",
}
_VALUES = ("function", "round", "direction", "tool", "category", "seniority")
_CONDITION = re.compile(r"^\s*(?P<kind>[a-z_]+)\s*(?:>=\s*(?P<minimum>\d+))?\s*(?::(?P<values>[^:]+))?\s*$")


@dataclass(frozen=True, slots=True)
class Condition:
    kinds: frozenset[SignalKind]
    minimum: int = 0
    values: frozenset[str] = frozenset()

    def holds(self, signal: Signal) -> bool:
        if signal.kind not in self.kinds or count_of(signal) < self.minimum:
            return False
        if not self.values:
            return True
        return any(_folded(signal.fields.get(name, "")) in self.values for name in _VALUES)


@cache
def parse_condition(text: str) -> Condition:
    """Raises ConfigError naming the kinds there are when `text` is not a condition."""
    match = _CONDITION.match(text.casefold())
    kinds = _KINDS.get(match["kind"]) if match else None
    if match is None or kinds is None:
        fix = f"Write kind, kind:value or kind>=n:value; kinds are {', '.join(sorted(_KINDS))}."
        raise ConfigError("A pain waits for nothing we know.", (Problem("offer.yaml", "pains[].signals", text, fix),))
    values = (_folded(value) for value in (match["values"] or "").split("|"))
    return Condition(kinds, int(match["minimum"] or 0), frozenset(value for value in values if value))


def count_of(signal: Signal) -> int:
    """How many roles a hiring signal counts; 0 where it says no number."""
    stated = signal.fields.get("count", "")
    if stated.isdigit():
        return int(stated)
    return sum(1 for name in signal.fields if name.startswith("role_"))


def _folded(value: str) -> str:
    folded = re.sub(r"[\s\-]+", "_", value.strip().casefold())
    return _ALIASES.get(folded, folded)
