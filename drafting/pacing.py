"""How fast an endpoint may be asked: what its x-ratelimit headers leave, and a circuit that opens after failures."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

FAILURES_TO_OPEN = 5
OPEN_S = 60.0
_KINDS = ("requests", "tokens")
_PIECE = re.compile(r"([\d.]+)\s*(ms|s|m|h|d)?")
_UNITS = {"ms": 0.001, "s": 1.0, "": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


@dataclass(slots=True)
class _Level:
    """So much of `limit` was left at `at`; it is full again at `at + refill_s`, and fills evenly until then."""

    left: float
    limit: float
    refill_s: float
    at: float

    def now(self, at: float) -> float:
        share = min(1.0, (at - self.at) / self.refill_s) if self.refill_s > 0 else 1.0
        return self.left + (self.limit - self.left) * share

    def wait_s(self, wanted: float, at: float) -> float:
        """Seconds until `wanted` is there; more than the limit is never there, so the limit does."""
        missing = min(wanted, self.limit) - self.now(at)
        if missing <= 0 or self.limit <= self.left:
            return 0.0
        return missing / (self.limit - self.left) * self.refill_s


@dataclass
class RateBucket:
    """Thread-safe. Knows nothing, and holds nobody, until an endpoint says what its limits are."""

    clock: Callable[[], float] = time.monotonic
    _levels: dict[str, _Level] = field(default_factory=dict)
    _blocked_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def observe(self, headers: Mapping[str, str]) -> None:
        """Take over what an answer's headers say is left."""
        with self._lock:
            for kind in _KINDS:
                limit = _number(headers.get(f"x-ratelimit-limit-{kind}"))
                left = _number(headers.get(f"x-ratelimit-remaining-{kind}"))
                refill = seconds(headers.get(f"x-ratelimit-reset-{kind}", ""))
                if left is not None and refill is not None:
                    self._levels[kind] = _Level(left, max(limit or left, left, 1.0), refill, self.clock())

    def block(self, seconds_: float) -> None:
        """Nobody asks for so long: the endpoint said so."""
        with self._lock:
            self._blocked_until = max(self._blocked_until, self.clock() + seconds_)

    def take(self, tokens: int) -> float:
        """Seconds to wait before a call of about `tokens` may leave; 0 takes its place in the bucket."""
        wanted = {"requests": 1.0, "tokens": float(tokens)}
        with self._lock:
            now = self.clock()
            waits = [level.wait_s(wanted[kind], now) for kind, level in self._levels.items()]
            wait = max([self._blocked_until - now, 0.0, *waits])
            if wait <= 0:
                for kind, level in self._levels.items():
                    level.left -= wanted[kind]
            return wait


@dataclass
class Circuit:
    """Open for a minute after five failures in a row: a dead endpoint does not cost every draft its time-out."""

    clock: Callable[[], float] = time.monotonic
    _failures: int = 0
    _open_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_open(self) -> bool:
        return self.clock() < self._open_until

    def failed(self) -> bool:
        """Count a failure. Returns whether it opened the circuit."""
        with self._lock:
            self._failures += 1
            opens = self._failures >= FAILURES_TO_OPEN
            if opens:
                self._open_until, self._failures = self.clock() + OPEN_S, 0
            return opens

    def answered(self) -> None:
        with self._lock:
            self._failures = 0


def seconds(text: str) -> float | None:
    """ "6m0s", "1s", "20ms" or "2.5" as seconds; None where it says no time."""
    pieces = _PIECE.findall(text)
    return sum(float(number) * _UNITS[unit] for number, unit in pieces) if pieces else None


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None
