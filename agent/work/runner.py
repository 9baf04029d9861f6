"""The embedded runner: claims units of work from the table and runs them in this process.

At least once: a unit whose process died is claimed again when its lease runs out, so every unit's effect is made
exactly once by unique keys in our own tables. Several machines come through the same port (enqueue, claim, finish).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeAlias

from sqlmodel import Session

from agent.clock import Clock
from agent.errors import FirstlightError
from agent.log import logger
from agent.store import work
from agent.store.engine import Store
from agent.store.work import Claimed
from agent.work.memory import seldom_swept

Handler: TypeAlias = Callable[[Mapping[str, Any]], Awaitable[Awaitable[None] | None]]
"""Does one unit. What it returns, if anything, is the rest of the unit, which somebody else sees to: the unit is done
when that is, and meanwhile the next one may begin."""
Ahead: TypeAlias = Callable[[Sequence[Mapping[str, Any]]], None]
"""Told the payloads of the units that were claimed just now, before any of them begins."""
LEASE = timedelta(minutes=10)
MAX_ATTEMPTS = 3
RECORD_AFTER_S = 0.25
"""Units that ended are recorded together, this long after the first of them at most."""
CLAIMED_AHEAD = 2
"""How many times its places a drain claims at first: no unit waits long under its lease."""
MOST_AHEAD = 16
"""How many times its places it claims at most, where they are soon used up: claims are few then."""
SOON_S = 2.0
LOOK_AGAIN_S = 1.0
"""How often a drain looks for new units while old ones keep it open."""
log = logger("work")


@dataclass(frozen=True, slots=True)
class Drained:
    """What a drain did: units done, and (unit, error) of those that failed for good."""

    done: int
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Drain:
    """A drain under way, `places` units at a time. Times are the event loop's own."""

    places: int
    ready: deque[Claimed] = field(default_factory=deque)
    open: set[asyncio.Task[None]] = field(default_factory=set)
    ended: list[tuple[Claimed, str | None]] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    busy: int = 0
    look_at: float = 0.0
    leased_at: float = 0.0
    ahead: int = CLAIMED_AHEAD
    record_at: float = 0.0
    done: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def has_room(self) -> bool:
        return not self.ready and self.busy < self.places

    @property
    def is_idle(self) -> bool:
        return not self.busy and not self.open

    def most(self, now: float) -> int:
        """How many units to claim now: twice as many as the last time where those were soon used up."""
        self.ahead = min(2 * self.ahead, MOST_AHEAD) if now - self.leased_at < SOON_S else CLAIMED_AHEAD
        self.leased_at = now
        return self.ahead * self.places

    def end(self, unit: Claimed, error: str | None) -> None:
        if not self.ended:
            self.record_at = asyncio.get_running_loop().time() + RECORD_AFTER_S
        self.ended.append((unit, error))
        self.changed.set()

    def close(self, task: asyncio.Task[None]) -> None:
        """Its unit is over. Looked at once more, or the last one would be recorded only when `record_at` comes."""
        self.open.discard(task)
        if not self.open:
            self.changed.set()

    def leave(self) -> None:
        """One unit less holds a place."""
        self.busy -= 1
        self.changed.set()

    def count(self, recorded: Sequence[tuple[Claimed, str | None]]) -> None:
        for unit, error in recorded:
            if error is None:
                self.done += 1
            elif unit.attempts >= MAX_ATTEMPTS:
                self.failed.append((unit.unit, error))

    async def wait(self) -> None:
        """Until a unit ended or left its place, or there is something to record or to look for."""
        times = [self.record_at] * bool(self.ended) + [self.look_at] * self.has_room
        try:
            async with asyncio.timeout_at(min(times, default=None)):
                await self.changed.wait()
        except TimeoutError:
            return
        self.changed.clear()


class Runner:
    """Runs units by their handlers, `concurrency` at a time: as one leaves its place the next begins, so that a unit
    that hangs holds one place and no other unit."""

    def __init__(
        self, store: Store, handlers: Mapping[str, Handler], clock: Clock, ahead: Mapping[str, Ahead] | None = None
    ) -> None:
        self._store = store
        self._handlers = handlers
        self._ahead = ahead or {}
        self._clock = clock

    async def drain(
        self, units: Sequence[str], *, concurrency: int = 1, progress: Callable[[int], None] | None = None
    ) -> Drained:
        """Run until no due unit of `units` is left."""
        drain = _Drain(concurrency)
        with seldom_swept():
            try:
                while True:
                    recorded = self._turn(drain, units)
                    if recorded and progress is not None:
                        progress(recorded)
                    self._begin_units(drain)
                    if drain.is_idle and not drain.ended:
                        return Drained(drain.done, tuple(drain.failed))
                    await drain.wait()
            finally:
                for task in drain.open:
                    task.cancel()

    def _turn(self, drain: _Drain, units: Sequence[str]) -> int:
        """One transaction that records what ended and claims what comes next, where it is time for either. Returns how
        many ended."""
        now = asyncio.get_running_loop().time()
        to_try_again = any(error is not None for _, error in drain.ended)
        wants = drain.has_room and (now >= drain.look_at or drain.is_idle or to_try_again)
        grows_old = bool(drain.ready) and now - drain.leased_at > LEASE.total_seconds() / 4
        if not wants and not grows_old and not (drain.ended and now >= drain.record_at):
            return 0
        ended, drain.ended = drain.ended, []
        most = drain.most(now) if wants else 0
        with self._store.write(repeatable=True) as session:
            self._record(session, ended)
            if grows_old:
                work.renew(session, drain.ready, now=self._clock.now(), lease=LEASE)
                drain.leased_at = now
            if wants:
                claimed = work.claim(session, units, now=self._clock.now(), lease=LEASE, limit=most)
                drain.ready.extend(claimed)
        self._tell_ahead(drain.ready if wants else ())
        if wants:
            drain.look_at = now if len(drain.ready) == most else now + LOOK_AGAIN_S
        elif to_try_again:
            drain.look_at = now
        drain.count(ended)
        return len(ended)

    def _tell_ahead(self, claimed: Iterable[Claimed]) -> None:
        """What was claimed, to those who prepare for many units at once."""
        for unit, ahead in self._ahead.items():
            payloads = [one.payload for one in claimed if one.unit == unit]
            if payloads:
                ahead(payloads)

    def _record(self, session: Session, ended: Sequence[tuple[Claimed, str | None]]) -> None:
        now = self._clock.now()
        work.finish_all(session, [unit for unit, error in ended if error is None], now=now)
        for unit, error in ended:
            if error is not None:
                retry_at = now if unit.attempts < MAX_ATTEMPTS else None
                work.give_back(session, unit, error=error, now=now, retry_at=retry_at)

    def _begin_units(self, drain: _Drain) -> None:
        while drain.ready and drain.busy < drain.places:
            drain.busy += 1
            task = asyncio.create_task(self._run_one(drain, drain.ready.popleft()))
            drain.open.add(task)
            task.add_done_callback(drain.close)

    async def _run_one(self, drain: _Drain, unit: Claimed) -> None:
        error: str | None = None
        try:
            rest = await self._in_place(drain, unit)
            if rest is not None:
                await rest
        except FirstlightError as expected:
            error = str(expected)
        except Exception as unexpected:  # the run's boundary: whatever a unit raises is recorded on it, the rest go on
            error = f"{type(unexpected).__name__}: {unexpected}"
            log.error("unit failed", unit=unit.unit, attempt=unit.attempts, exc_info=True)
        drain.end(unit, error)

    async def _in_place(self, drain: _Drain, unit: Claimed) -> Awaitable[None] | None:
        try:
            return await self._handlers[unit.unit](unit.payload)
        finally:
            drain.leave()
