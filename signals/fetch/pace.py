"""How fast each host is asked: one bucket a registered host, a gap with jitter, few at once.

(signals §8.3; SEC's shared limit §1.2)
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType, TracebackType


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


class _Turn:
    """A turn at one bucket. A class: a generator as context manager costs more than all that it does here."""

    __slots__ = ("_at_once", "_bucket", "_pace", "_paces")

    def __init__(self, paces: Paces, bucket: _Bucket, pace: Pace, at_once: bool) -> None:
        self._paces = paces
        self._bucket = bucket
        self._pace = pace
        self._at_once = at_once
        bucket.users += 1

    async def __aenter__(self) -> None:
        try:
            await self._bucket.slots.acquire()
        except BaseException:  # raised again: a cancelled wait gives its place back, or nobody gets it any more
            self._bucket.users -= 1
            raise
        if self._pace.gap_s > 0:
            try:
                await self._paces.wait(self._bucket, self._pace, self._at_once)
            except BaseException:  # raised again, for the same reason
                self._leave()
                raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def _leave(self) -> None:
        bucket, pace = self._bucket, self._pace
        if pace.gap_s > 0 and pace.in_flight == 1:
            bucket.next_at = max(bucket.next_at, asyncio.get_running_loop().time() + self._paces.gap(pace))
        bucket.slots.release()
        bucket.users -= 1


@dataclass
class Paces:
    """The buckets of one process. Times are the event loop's own: a moved clock does not make a host faster."""

    shared: Mapping[str, Pace] = field(default_factory=lambda: SHARED)
    chance: Callable[[], float] = random.random
    _buckets: dict[str, _Bucket] = field(default_factory=dict)

    def turn(self, key: str, pace: Pace, *, at_once: bool = False) -> _Turn:
        """Wait for a turn at `key`, hold it for the block. `at_once` skips the gap: for the next hop of a redirect."""
        pace = self.shared.get(key, pace)
        return _Turn(self, self._bucket(key, pace), pace, at_once)

    async def wait(self, bucket: _Bucket, pace: Pace, at_once: bool) -> None:
        now = asyncio.get_running_loop().time()
        begin = now if at_once else max(now, bucket.next_at)
        bucket.next_at = begin + self.gap(pace)
        if begin > now:
            await asyncio.sleep(begin - now)

    def gap(self, pace: Pace) -> float:
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
