"""The embedded runner: claims units of work from the table and runs them in this process.

At least once: a unit whose process died is claimed again when its lease runs out, so every unit's effect is made
exactly once by unique keys in our own tables. Several machines come through the same port (enqueue, claim, finish).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from agent.clock import Clock
from agent.errors import FirstlightError
from agent.log import logger
from agent.store import work
from agent.store.engine import Store
from agent.store.work import Claimed

Handler = Callable[[Mapping[str, Any]], Awaitable[None]]
LEASE = timedelta(minutes=10)
MAX_ATTEMPTS = 3
log = logger("work")


@dataclass(frozen=True, slots=True)
class Drained:
    """What a drain did: units done, and (unit, error) of those that failed for good."""

    done: int
    failed: tuple[tuple[str, str], ...] = ()


class Runner:
    """Runs units by their handlers, `concurrency` at a time."""

    def __init__(self, store: Store, handlers: Mapping[str, Handler], clock: Clock) -> None:
        self._store = store
        self._handlers = handlers
        self._clock = clock

    async def drain(
        self, units: Sequence[str], *, concurrency: int = 1, progress: Callable[[int], None] | None = None
    ) -> Drained:
        """Run until no due unit of `units` is left."""
        done, failed = 0, []
        while claimed := self._claim(units, concurrency * 2):
            gate = asyncio.Semaphore(concurrency)
            results = await asyncio.gather(*(self._run_one(unit, gate) for unit in claimed))
            for unit, error in zip(claimed, results, strict=True):
                if error is None:
                    done += 1
                elif unit.attempts >= MAX_ATTEMPTS:
                    failed.append((unit.unit, error))
            if progress is not None:
                progress(len(claimed))
        return Drained(done, tuple(failed))

    def _claim(self, units: Sequence[str], limit: int) -> list[Claimed]:
        with self._store.write() as session:
            return work.claim(session, units, now=self._clock.now(), lease=LEASE, limit=limit)

    async def _run_one(self, unit: Claimed, gate: asyncio.Semaphore) -> str | None:
        async with gate:
            error: str | None = None
            try:
                await self._handlers[unit.unit](unit.payload)
            except FirstlightError as expected:
                error = str(expected)
            except Exception as unexpected:
                error = f"{type(unexpected).__name__}: {unexpected}"
                log.error("unit failed", unit=unit.unit, attempt=unit.attempts, exc_info=True)
            self._record(unit, error)
            return error

    def _record(self, unit: Claimed, error: str | None) -> None:
        now = self._clock.now()
        with self._store.write() as session:
            if error is None:
                work.finish(session, unit, now=now)
            else:
                retry_at = now if unit.attempts < MAX_ATTEMPTS else None
                work.give_back(session, unit, error=error, now=now, retry_at=retry_at)
