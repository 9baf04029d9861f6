"""The one source of "now". Everything that decides takes an instant; only the edges ask a clock."""

from __future__ import annotations

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


@dataclass
class MovedClock:
    """A clock set by hand: the demo plays past weeks under it, tests move it."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 2, 0, tzinfo=UTC))

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("MovedClock needs an aware datetime; give it tzinfo=UTC")
        self.at = self.at.astimezone(UTC)

    def now(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> None:
        self.at += by

    def set(self, to: datetime) -> None:
        if to.tzinfo is None:
            raise ValueError("MovedClock.set needs an aware datetime; give it tzinfo=UTC")
        self.at = to.astimezone(UTC)
