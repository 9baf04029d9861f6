"""How sure a reading of a job change is, from named features with their log-odds (signals §2.2)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from signals.extract.moves.clauses import Move

# Log-odds of what a reading shows; the bar of 0.9 is 2.2.
WEIGHTS: Final[dict[str, float]] = {
    "bias": -0.5,
    "strong predicate": 2.0,
    "full name": 1.2,
    "title": 1.7,
    "company": 1.0,
    "narrator": -0.5,
    "nameless by a weak predicate": -2.5,
    "nameless without an article": -2.5,
}
_FEATURES: Final[dict[str, Callable[[Move], bool]]] = {
    "bias": lambda move: True,
    "strong predicate": lambda move: not move.is_weak,
    "full name": lambda move: move.person is not None and " " in move.person.raw,
    "title": lambda move: move.title is not None,
    "company": lambda move: move.company is not None,
    "narrator": lambda move: move.is_narrator,
    "nameless by a weak predicate": lambda move: (
        move.person is None and move.is_weak and move.told_by in {"A", "B", "Y"}
    ),
    "nameless without an article": lambda move: (
        move.person is None and move.told_by in {"A", "V"} and not move.is_definite
    ),
}


def certainty_of(move: Move) -> float:
    """From 0 to 1; at 0.9 and above a reading is an event."""
    return _sigmoid(sum(weight for name, weight in WEIGHTS.items() if _FEATURES[name](move)))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value))
