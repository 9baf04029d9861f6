"""Circuit breakers per source and per host: open on many failures, probe, never off for good (signals §8.5)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
SLICE = timedelta(seconds=30)
LEAST = 10
SHARE = 0.5
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(minutes=60)
PROBE_LOST_AFTER = timedelta(minutes=2)


@dataclass(slots=True)
class _Slice:
    """What was seen within a slice of the window."""

    began_at: datetime
    seen: int = 0
    failed: int = 0


@dataclass(slots=True)
class Circuit:
    """One breaker. Open at half of at least ten answers failed within ten minutes; then one probe after 5, 10 … 60
    minutes; a good probe closes it."""

    _slices: deque[_Slice] = field(default_factory=deque)
    _open_until: datetime | None = None
    _wait: timedelta = FIRST_WAIT
    _probe_at: datetime | None = None

    @classmethod
    def opened(cls, until: datetime, wait: timedelta) -> Circuit:
        """One that stood open when it was written down: its next request, at `until`, is a probe."""
        return cls(_open_until=until, _wait=wait or FIRST_WAIT)

    @property
    def open_until(self) -> datetime | None:
        """Until when it is open (its probe comes then); None where it is closed."""
        return self._open_until

    @property
    def wait(self) -> timedelta:
        """How long it stays open after a failed probe, before that is doubled."""
        return self._wait

    @property
    def is_quiet(self) -> bool:
        """Closed, and without a failure to remember: as good as a new one."""
        return self._open_until is None and not any(part.failed for part in self._slices)

    def closed_until(self, now: datetime) -> datetime | None:
        """None when a request may go (it may be the probe); else when to come back."""
        if self._open_until is None:
            return None
        if now < self._open_until:
            return self._open_until
        if self._probe_at is not None and now - self._probe_at < PROBE_LOST_AFTER:
            return self._probe_at + PROBE_LOST_AFTER
        self._probe_at = now
        return None

    def record(self, now: datetime, *, ok: bool) -> None:
        """Count one answer; a probe's answer closes or re-opens, one that was under way when it opened says nothing."""
        if self._open_until is not None:
            if self._probe_at is not None:
                self._after_probe(now, ok)
            return
        self._count(now, ok)
        if ok:
            return
        seen = sum(part.seen for part in self._slices)
        if seen >= LEAST and sum(part.failed for part in self._slices) >= SHARE * seen:
            self._open_until = now + self._wait
            self._slices.clear()

    def _count(self, now: datetime, ok: bool) -> None:
        while self._slices and now - self._slices[0].began_at > WINDOW:
            self._slices.popleft()
        if not self._slices or now - self._slices[-1].began_at > SLICE:
            self._slices.append(_Slice(now))
        self._slices[-1].seen += 1
        self._slices[-1].failed += not ok

    def _after_probe(self, now: datetime, ok: bool) -> None:
        self._probe_at = None
        if ok:
            self._open_until = None
            self._wait = FIRST_WAIT
        else:
            self._wait = min(self._wait * 2, LONGEST_WAIT)
            self._open_until = now + self._wait
