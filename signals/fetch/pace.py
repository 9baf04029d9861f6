"""How fast each host is asked: one bucket a registered host, a gap with jitter, few at once.

(signals §8.3; SEC's shared limit §1.2)
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Pace:
    """`in_flight` requests at once and `gap_s` between them (±`jitter` of it). With one in flight the gap counts from
    the end of the last request, with more from the start: a rate."""

    gap_s: float = 2.0
    in_flight: int = 1
    jitter: float = 0.3


POLITE = Pace()
DOCUMENTED_API = Pace(gap_s=1.0, jitter=0.1)
UNPACED = Pace(gap_s=0.0, in_flight=64, jitter=0.0)
"""For this product's own servers on loopback."""
SHARED: Mapping[str, Pace] = MappingProxyType({"sec.gov": Pace(gap_s=0.2, in_flight=4, jitter=0.0)})
"""Hosts whose operators name a limit: at most 5 requests a second to all of *.sec.gov (their own is 10)."""


MOST_BUCKETS = 4096


@dataclass(slots=True)
class _Bucket:
    slots: asyncio.Semaphore
    next_at: float = 0.0
    users: int = 0


@dataclass
class Paces:
    """The buckets of one process. Times are the event loop's own: a moved clock does not make a host faster."""

    shared: Mapping[str, Pace] = field(default_factory=lambda: SHARED)
    chance: Callable[[], float] = random.random
    _buckets: dict[str, _Bucket] = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, key: str, pace: Pace, *, at_once: bool = False) -> AsyncIterator[None]:
        """Wait for a turn at `key`, hold it for the block. `at_once` skips the gap: for the next hop of a redirect."""
        pace = self.shared.get(key, pace)
        bucket = self._bucket(key, pace)
        bucket.users += 1
        try:
            async with bucket.slots:
                if pace.gap_s > 0:
                    await self._wait(bucket, pace, at_once)
                try:
                    yield
                finally:
                    if pace.gap_s > 0 and pace.in_flight == 1:
                        bucket.next_at = max(bucket.next_at, asyncio.get_running_loop().time() + self._gap(pace))
        finally:
            bucket.users -= 1

    async def _wait(self, bucket: _Bucket, pace: Pace, at_once: bool) -> None:
        now = asyncio.get_running_loop().time()
        begin = now if at_once else max(now, bucket.next_at)
        bucket.next_at = begin + self._gap(pace)
        if begin > now:
            await asyncio.sleep(begin - now)

    def _gap(self, pace: Pace) -> float:
        return pace.gap_s * (1 + pace.jitter * (2 * self.chance() - 1))

    def _bucket(self, key: str, pace: Pace) -> _Bucket:
        found = self._buckets.get(key)
        if found is None:
            if len(self._buckets) >= MOST_BUCKETS:
                self._forget_idle()
            found = self._buckets[key] = _Bucket(asyncio.Semaphore(pace.in_flight))
        return found

    def _forget_idle(self) -> None:
        """Memory stays flat however many hosts a night visits: an idle bucket holds nothing worth keeping."""
        now = asyncio.get_running_loop().time()
        self._buckets = {key: one for key, one in self._buckets.items() if one.users or one.next_at > now}
