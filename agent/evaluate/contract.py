"""What a task of `firstlight eval` is: how it answers one case, and how answers are graded (docs: `firstlight eval`).

Each task is a module `agent/evaluate/<task>.py` with two functions:
`predict(given, folder)` answers one case through the product's own functions, shaped like the case's `expect`;
`grade(cases)` turns answered cases into metrics, counts and misses. Registered in `agent/evaluate/tasks.py`.
Where cases can only be answered together the module has `predict_all(givens, folder)` instead of `predict`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a cases file, answered. `got` is None where answering crashed; `expect` is None where unlabelled."""

    id: str
    given: Mapping[str, Any]
    expect: Any
    got: Any
    crashed: str = ""


@dataclass(frozen=True, slots=True)
class Miss:
    id: str
    field: str
    want: Any
    got: Any


@dataclass(frozen=True, slots=True)
class Grades:
    metrics: Mapping[str, float]
    counts: Mapping[str, int] = field(default_factory=dict)
    misses: tuple[Miss, ...] = ()


class Predict(Protocol):
    def __call__(self, given: Mapping[str, Any], folder: Path) -> Any: ...


class PredictAll(Protocol):
    def __call__(self, givens: Sequence[Mapping[str, Any]], folder: Path) -> Sequence[Any]:
        """An answer for each of `givens`, in their order; an exception in its place says why one has none."""
        ...


class Grade(Protocol):
    def __call__(self, cases: Sequence[Case]) -> Grades: ...
