"""What a bench of `firstlight bench` is: a module with `measure(size, against) -> Bench`, named in `benches.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Peer:
    """What a bench was measured against, in the same run on the same work. `ratio` is ours over theirs."""

    name: str
    rate: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Bench:
    """One measurement. `rate` is in `unit` a second; `peak_rss_mb` is the process's own peak."""

    bench: str
    size: int
    seconds: float
    rate: float
    unit: str
    peak_rss_mb: float
    against: Peer | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


class Measure(Protocol):
    def __call__(self, size: int | None, against: str | None) -> Bench:
        """Measure. Raises ConfigError for a peer that the bench does not have."""
        ...
