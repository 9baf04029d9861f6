"""Money and tokens for models: reserved before a call at the most it may cost, settled after at what it did cost."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Reservation:
    """A hold on the budget of one day."""

    id: str
    day: date
    usd: Decimal
    tokens: int


class Budget(Protocol):
    """One cap a day. Both calls are atomic: parallel jobs can never reserve more than is left together."""

    def reserve(self, day: date, *, usd: Decimal, tokens: int) -> Reservation | None:
        """A hold, or None when the cap would be passed."""
        ...

    def settle(self, reservation: Reservation, *, usd: Decimal, tokens: int) -> None:
        """Replace the hold by what was used; zero when the call did not happen. Settling twice is a no-op."""
        ...


@dataclass
class InMemoryBudget:
    """The budget of one process. `daily_usd` or `daily_tokens` None means no cap of that kind."""

    daily_usd: Decimal | None = None
    daily_tokens: int | None = None
    _held: dict[str, Reservation] = field(default_factory=dict)
    _usd: defaultdict[date, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    _tokens: defaultdict[date, int] = field(default_factory=lambda: defaultdict(int))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _serial: int = 0

    def reserve(self, day: date, *, usd: Decimal, tokens: int) -> Reservation | None:
        with self._lock:
            held = [each for each in self._held.values() if each.day == day]
            usd_after = self._usd[day] + sum((each.usd for each in held), Decimal()) + usd
            tokens_after = self._tokens[day] + sum(each.tokens for each in held) + tokens
            if self.daily_usd is not None and usd_after > self.daily_usd:
                return None
            if self.daily_tokens is not None and tokens_after > self.daily_tokens:
                return None
            self._serial += 1
            reservation = Reservation(str(self._serial), day, usd, tokens)
            self._held[reservation.id] = reservation
            return reservation

    def settle(self, reservation: Reservation, *, usd: Decimal, tokens: int) -> None:
        with self._lock:
            if self._held.pop(reservation.id, None) is None:
                return
            self._usd[reservation.day] += usd
            self._tokens[reservation.day] += tokens

    def spent(self, day: date) -> tuple[Decimal, int]:
        """Dollars and tokens settled on `day`."""
        with self._lock:
            return self._usd[day], self._tokens[day]
