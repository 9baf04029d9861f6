"""A whole night over boards on loopback, for the benches of nights: every stage from reading to drafts, played by the
product's own `Night`. Every tenth account has a reason and somebody to write to; the others are quiet."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import select

from agent.bench.bench_team import bench_team
from agent.bench.board_night import board_night, tokens
from agent.bench.board_server import TELLING, VALIDATED
from agent.clock import MovedClock, SystemClock
from agent.domain.contacts import Contact, Function, Seniority
from agent.domain.runs import Run, RunState
from agent.domain.teams import Team
from agent.domain.weeks import week_of
from agent.errors import FirstlightError
from agent.night.prepare import Preparer
from agent.pipeline import PREPARE, Night, local_night
from agent.store import contacts
from agent.store.engine import Store
from agent.tables.drafts import DraftRow
from drafting.draft import Drafter

ONE_IN = 10
MAILBOXES = 20
"""So many owners share the accounts, each with an established mailbox: no reason waits for want of room."""


@dataclass(slots=True)
class CpuOfDrafting:
    """The CPU seconds of a night's drafting stage, by its progress."""

    seconds: float = 0.0
    _began: float | None = None

    def begin(self, stage: str, total: int) -> None:
        self._began = time.process_time() if stage == PREPARE else None

    def advance(self, number: int) -> None:
        if self._began is not None:
            now = time.process_time()
            self.seconds += now - self._began
            self._began = now


@dataclass(frozen=True, slots=True)
class WholeNight:
    """Nights of one team, one after the other."""

    night: Night
    clock: MovedClock
    drafting: CpuOfDrafting

    async def play(self) -> tuple[Run, float]:
        """Tonight's run and its seconds; then it is the next day. Raises FirstlightError where a unit failed."""
        began = time.perf_counter()
        run = await self.night.play(local_night(self.clock.now(), self.night.team.time_zone))
        seconds = time.perf_counter() - began
        if run.state is not RunState.DONE or run.note:
            raise FirstlightError(f"The bench's night ended as {run.state}: {run.note or 'no reason was noted'}.")
        self.clock.at += timedelta(days=1)
        return run, seconds

    def composed(self) -> int:
        """How many of the drafts that wait were not written by a model."""
        with self.night.store.read() as session:
            return sum(made["drafter"] != "model" for made in session.exec(select(DraftRow.authorship)))


@asynccontextmanager
async def whole_night(accounts: int, drafter: Drafter | None = None) -> AsyncIterator[WholeNight]:
    """A fresh team with so many accounts, drafts by the composer unless there is a `drafter`; gone with the block."""
    quiet, telling = tokens(accounts - accounts // ONE_IN, VALIDATED), tokens(accounts // ONE_IN, TELLING)
    clock = MovedClock(_with_a_day_left(SystemClock().now()))
    async with board_night([*telling, *quiet], team=_team(), clock=clock) as boards:
        _put_people(boards.store, telling, clock)
        cpu = CpuOfDrafting()
        night = Night(
            store=boards.store,
            team=boards.gatherer.team,
            clock=clock,
            gatherer=boards.gatherer,
            preparer=Preparer(boards.store, boards.gatherer.team, clock, drafter or Drafter()),
            progress=cpu,
            unconfirmed_too=True,
        )
        yield WholeNight(night, clock, cpu)


def _with_a_day_left(now: datetime) -> datetime:
    """`now`, or a day earlier where tomorrow begins a week: that night judges every board anew, the others do not."""
    tomorrow = now + timedelta(days=1)
    return now if week_of(tomorrow) == week_of(now) else now - timedelta(days=1)


def _team() -> Team:
    team = bench_team()
    mailbox, owner = replace(team.mailboxes[0], established=True), team.owners[0]
    numbers = range(MAILBOXES)
    return replace(
        team,
        mailboxes=tuple(replace(mailbox, id=f"m{n}", address=f"m{n}@bench.example") for n in numbers),
        owners=tuple(replace(owner, id=f"o{n}", mailbox=f"m{n}") for n in numbers),
    )


def _put_people(store: Store, account_ids: list[str], clock: MovedClock) -> None:
    now = clock.now()
    with store.write() as session:
        for account_id in account_ids:
            person = Contact(
                f"c-{account_id}",
                account_id,
                "Ann Example",
                "Ann",
                "Example",
                "Head of Sales",
                f"ann@{account_id}.example",
                Function.SALES,
                Seniority.HEAD,
                country="US",
                time_zone="America/New_York",
                source="crm",
                sourced_at=now,
            )
            contacts.put(session, person, now=now)
