"""The one source of "now". Everything that decides takes an instant; only the edges ask a clock."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class RunningClock:
    """A clock that began at `start` and has gone on at the pace of real time since."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._began = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._began)


@dataclass
class MovedClock:
    """A clock set by hand: the demo plays past weeks under it, tests move it; at last it may follow another clock."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 2, 0, tzinfo=UTC))
    followed: Clock | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("MovedClock needs an aware datetime; give it tzinfo=UTC")
        self.at = self.at.astimezone(UTC)

    def now(self) -> datetime:
        return self.followed.now() if self.followed else self.at

    def follow(self, clock: Clock) -> None:
        self.followed = clock

    def move(self, by: timedelta) -> None:
        self.at += by

    def set(self, to: datetime) -> None:
        if to.tzinfo is None:
            raise ValueError("MovedClock.set needs an aware datetime; give it tzinfo=UTC")
        self.at = to.astimezone(UTC)
