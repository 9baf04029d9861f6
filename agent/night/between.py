"""Between nights: what is read every few minutes, and what failed for a moment, read when it is due.

What it finds is understood and scored at once, and drafted for in the next night.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.teams import Team
from agent.log import logger
from agent.night.due import between_nights
from agent.night.gather import Gatherer
from agent.store import work
from agent.store.engine import Store
from agent.work.holders import is_dead, new_holder

log = logger("between")
LEASE = "between nights"
LEASE_FOR = timedelta(minutes=10)
NIGHTS = "night:"
MOST_TARGETS = 300
AT_ONCE = 20
LONGEST_S = 240.0
"""Reading stops after this; what was not read stays due. Understanding comes on top, well within the lease."""
LOOK_AGAIN_S = 0.5


@dataclass(frozen=True, slots=True)
class BetweenNights:
    """What a round needs from outside."""

    store: Store
    team: Team
    clock: Clock
    gatherer: Gatherer
    holder: str = field(default_factory=new_holder)

    async def read(self) -> int:
        """One round: read what is due, understand it, score whom it touches. Returns how many targets were read.

        Does nothing while a night is played or another process reads; a night waits until the round is over.
        """
        target_ids = between_nights(self.store, self.team, self.clock.now(), limit=MOST_TARGETS)
        if not target_ids or not self._begin():
            return 0
        try:
            return await self._read(target_ids)
        finally:
            with self.store.write() as session:
                work.drop_lease(session, LEASE, self.holder)

    def _begin(self) -> bool:
        now = self.clock.now()
        with self.store.write() as session:
            if not work.take_lease(session, LEASE, self.holder, now=now, length=LEASE_FOR):
                return False
            if not any(not is_dead(holder) for holder in work.holders(session, prefix=NIGHTS, now=now)):
                return True
            work.drop_lease(session, LEASE, self.holder)
            return False

    async def _read(self, target_ids: list[str]) -> int:
        gate = asyncio.Semaphore(AT_ONCE)
        done = 0

        async def one(target_id: str) -> None:
            nonlocal done
            async with gate:
                await self.gatherer.collect_target(target_id)
            done += 1

        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_S):
                results = await asyncio.gather(*map(one, target_ids), return_exceptions=True)
                for error in results:
                    if isinstance(error, Exception):
                        log.warning("a target was not read between nights", error=str(error)[:200])
        self.gatherer.understand()
        touched = self.gatherer.take_touched()
        if touched:
            self.gatherer.score_accounts(touched)
        found = self.gatherer.tally.take().get("items_new", 0)
        log.info("read between nights", read=done, items_new=found, accounts=len(touched))
        return done


async def wait_for_round(store: Store, clock: Clock) -> None:
    """Wait until no round between nights is under way: a night never reads at the same time."""
    while _is_under_way(store, clock):
        await asyncio.sleep(LOOK_AGAIN_S)


def _is_under_way(store: Store, clock: Clock) -> bool:
    with store.read() as session:
        return any(not is_dead(holder) for holder in _holders(session, clock))


def _holders(session: Session, clock: Clock) -> list[str]:
    return work.holders(session, prefix=LEASE, now=clock.now())
