"""The twelve stages in order, and how one night plays them: the executable table of contents.

A night is units of work behind barriers: read every target, understand what was read, score, draft for the best, write
down why the rest was passed over. Killed anywhere, it resumes; played again, it does nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.runs import Run, RunState
from agent.domain.teams import Team
from agent.enrichment.desk import EnrichmentDesk
from agent.night import licences, planted, source_notices
from agent.night.ahead import AheadDesk
from agent.night.between import wait_for_round
from agent.night.doubts import DoubtDesk
from agent.night.due import of_tonight
from agent.night.gather import Gatherer
from agent.night.hiring import HiringWatch
from agent.night.leadership import LeadershipWatch
from agent.night.outdated import mark_outdated
from agent.night.plans import Planner
from agent.night.prepare import Preparer
from agent.night.targets import BATCH, register_targets
from agent.night.tools import ToolWatch
from agent.plurals import count
from agent.sends import erasure, follow_up, limits, notices
from agent.store import asked, doubts, drafts, enrichment, known_answers, retention, runs, sends, signals, work
from agent.store.engine import Store
from agent.work.holders import new_holder, take_over
from agent.work.memory import seldom_swept
from agent.work.runner import Runner
from drafting.answers import KEPT


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its number, name, the module that is it, and what goes in and comes out."""

    number: int
    name: str
    module: str
    takes: str
    gives: str


STAGES = (
    Stage(1, "collect", "signals.collectors", "target, cursor", "Items"),
    Stage(2, "detect", "signals.detectors", "Items", "Mentions with evidence"),
    Stage(3, "resolve", "signals.resolve", "Mentions", "Signals at accounts and people"),
    Stage(4, "score", "signals.score", "Account, Signals, as_of", "Score with reasons"),
    Stage(5, "research", "drafting.research", "Account, Signals", "Brief"),
    Stage(6, "draft", "drafting.draft", "Brief, Offer, Persona", "Draft or NoReason"),
    Stage(7, "check", "drafting.check", "Draft, Brief, Offer", "Findings"),
    Stage(8, "review", "review_queue.review", "Draft, person", "Decision"),
    Stage(9, "release", "agent.sends.release", "Decision, policy, now", "Send or Skip"),
    Stage(10, "listen", "agent.sends.listen", "mailbox", "Replies, Bounces, Complaints, Opt-outs"),
    Stage(11, "follow up", "agent.sends.follow_up", "Send, silence", "next touch, back to 5"),
    Stage(12, "learn", "agent.learn", "Decisions, Outcomes", "proposed weights"),
)

COLLECT, PREPARE, FOLLOW_UP = "collect", "prepare", "follow_up"
NIGHT_LEASE = timedelta(minutes=30)


class Progress(Protocol):
    """Who is told how a night goes on: a progress bar, or nobody."""

    def begin(self, stage: str, total: int) -> None: ...

    def advance(self, number: int) -> None: ...


class NoProgress:
    def begin(self, stage: str, total: int) -> None:
        pass

    def advance(self, number: int) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Night:
    """One night of one team. `holder` is the name under which this process has the night to itself."""

    store: Store
    team: Team
    clock: Clock
    gatherer: Gatherer
    preparer: Preparer
    doubts: DoubtDesk | None = None
    ahead: AheadDesk | None = None
    enrichment: EnrichmentDesk | None = None
    progress: Progress = field(default_factory=NoProgress)
    collect_concurrency: int = 40
    draft_concurrency: int = 1
    unconfirmed_too: bool = False
    read_all: bool = False
    holder: str = field(default_factory=new_holder)

    @property
    def hiring(self) -> HiringWatch:
        return HiringWatch(self.store, self.team, self.clock, self.gatherer.tally)

    @property
    def leadership(self) -> LeadershipWatch:
        return LeadershipWatch(self.store, self.team, self.clock, self.gatherer.tally)

    @property
    def tools(self) -> ToolWatch:
        return ToolWatch(self.store, self.team, self.clock, self.gatherer.tally)

    async def play(self, night: str | None = None) -> Run:
        """Play `night` (a local date; today's by default). Resumes an unfinished one; a finished one is a no-op, unless
        it had nothing to read and there is something now.

        While another process plays it, it is left to that one; what a dead process left is taken over at once.
        """
        night = night or local_night(self.clock.now(), self.team.time_zone)
        now, too = self.clock.now(), self.unconfirmed_too
        run_id, is_open = open_night(self.store, self.team, night, now, unconfirmed_too=too)
        if is_open and self._take_over(run_id):
            try:
                await wait_for_round(self.store, self.clock)
                with seldom_swept():
                    await self._play(run_id, night)
            finally:
                with self.store.write() as session:
                    work.drop_lease(session, _lease(run_id), self.holder)
        with self.store.read() as session:
            run = runs.get(session, run_id)
        assert run is not None
        return run

    def _take_over(self, run_id: str) -> bool:
        """Take the night's lease, and with it the units that a dead process had under way."""
        with self.store.write() as session:
            if not take_over(session, _lease(run_id), self.holder, now=self.clock.now(), length=NIGHT_LEASE):
                return False
            work.free(session, key_prefix=f"{run_id}:")
            return True

    def _hold(self, session: Session, run_id: str) -> bool:
        now = self.clock.now()
        return work.take_lease(session, _lease(run_id), self.holder, now=now, length=NIGHT_LEASE)

    def _stay_holder(self, run_id: str) -> None:
        with self.store.write() as session:
            self._hold(session, run_id)

    async def _play(self, run_id: str, night: str) -> None:
        await self.read_sources(run_id)
        self._stage(run_id, "detect", 1)
        self.gatherer.understand()
        if self.doubts is not None:
            self.doubts.settle(run_id, lambda: self._stay_holder(run_id))
        looked_at = self.gatherer.look_at_roles()
        self.leadership.judge_pages()
        self.hiring.judge_boards(looked_at)
        self.tools.judge_tools()
        self._stage(run_id, "score", 1)
        self.gatherer.score_accounts()
        self._save_counts(run_id)
        outdated = await asyncio.to_thread(mark_outdated, self.store, self.team, now=self.clock.now())
        with self.store.write() as session:
            runs.note_counts(session, run_id, {"drafts_outdated": outdated})
        await self._take_answers(run_id, night)
        await self._follow_up(run_id)
        await self._prepare(run_id)
        await self._find_people(run_id)
        self._explain_the_rest(run_id)
        await self._ask_ahead(run_id, night)
        self._save_counts(run_id)
        with self.store.write() as session:
            now = self.clock.now()
            failed = work.failures(session, key_prefix=run_id)
            note = f"{count(len(failed), 'unit')} of work failed; the newest: {failed[-1][2]}" if failed else ""
            cost = drafts.cost_of_run(session, run_id) + doubts.cost_of_run(session, run_id)
            cost += known_answers.claim_unused(session, night)
            run = runs.get(session, run_id)
            cost += enrichment.cost_since(session, run.started_at) if run else 0.0
            runs.finish(session, run_id, RunState.DONE, now=now, note=note, cost=cost)
            notices.queue_ready(session, run_id, now=now)
            source_notices.tell(session, self.team, now)
            planted.rest_planters(session, now)
            erasure.forget_outlived(session, now=now)
            retention.forget_bodies(session, retention.wires_of(self.team.sources), now=now)
            licences.forget_expired(session, now=now)
            enrichment.forget_expired(session, now=now)
            known_answers.forget_old(session, now=now, kept=KEPT)
            asked.forget_old(session, now=now)

    async def _take_answers(self, run_id: str, night: str) -> None:
        """What was asked ahead for this night; what is not there by now is drafted without."""
        if self.ahead is not None:
            self._stay_holder(run_id)
            answered = await asyncio.to_thread(self.ahead.take, night)
            self.preparer.tally.add(answered_ahead=answered)

    async def _ask_ahead(self, run_id: str, night: str) -> None:
        if self.ahead is not None:
            self._stay_holder(run_id)
            self.preparer.tally.add(asked_ahead=await asyncio.to_thread(self.ahead.ask, night, run_id))

    async def read_sources(self, run_id: str) -> None:
        """Stage 1 for every target of every scheduled source that is due; for all of them with `read_all`."""
        target_ids = register_targets(self.store, self.team, unconfirmed_too=self.unconfirmed_too)
        due = of_tonight(self.store, target_ids, self.clock.now(), everything=self.read_all)
        with self.store.write() as session:
            runs.note_counts(session, run_id, {"targets_known": len(target_ids), "targets_due": len(due)})
        await self._run_units(run_id, COLLECT, due, self._collect, concurrency=self.collect_concurrency)
        self._save_counts(run_id)

    async def _collect(self, payload: Mapping[str, Any]) -> Awaitable[None] | None:
        return await self.gatherer.read_target(payload["id"])

    async def _follow_up(self, run_id: str) -> None:
        with self.store.write() as session:
            follow_up.recycle_silent(session, team=self.team, now=self.clock.now())
            touches = follow_up.due(session, team=self.team, now=self.clock.now())
        by_enrolment = {touch.enrolment_id: touch for touch in touches}

        async def one(payload: Mapping[str, Any]) -> None:
            touch = by_enrolment.get(payload["id"])
            if touch is not None:  # else it was drafted before the night was cut off, or the sequence has stopped
                await asyncio.to_thread(self.preparer.prepare_touch, touch, run_id)

        await self._run_units(run_id, FOLLOW_UP, list(by_enrolment), one, concurrency=self.draft_concurrency)

    async def _prepare(self, run_id: str) -> None:
        """Every scored account, best first; each finds out for itself whether its owner has room left."""
        now = self.clock.now()
        with self.store.read() as session:
            ranked = [account_id for account_id, _ in signals.ranked_accounts(session)]
        room = self._room(now)

        async def one(payload: Mapping[str, Any]) -> Awaitable[None] | None:
            return await self.preparer.prepare_beside(payload["id"], run_id, room)

        with self.preparer.refusals.coming():  # all night: reasons of one account wait for those of the next
            await self._run_units(run_id, PREPARE, ranked, one, concurrency=self.draft_concurrency)

    def _room(self, now: datetime) -> dict[str, int]:
        """How many first touches each owner has place for."""
        with self.store.read() as session:
            return limits.nightly_room(self.team, sends.planned(session, now=now), now=now)

    async def _find_people(self, run_id: str) -> None:
        """Ask providers about *To find* cards whose owner has room left, and plan for those accounts again."""
        if self.enrichment is None:
            return
        if self.enrichment.providers:
            self._stage(run_id, "find_people", 1)
        room = self._room(self.clock.now())

        def has_room(owner_id: str) -> bool:
            with self.store.read() as session:
                return drafts.made_in_run(session, run_id, owner_id) < room.get(owner_id, 0)

        async for looked in self.enrichment.look(has_room):
            self._stay_holder(run_id)
            self.preparer.tally.add(people_found=len(looked.people))
            if looked.people:
                account_id = looked.wanted.account.id
                await asyncio.to_thread(self.preparer.prepare, account_id, run_id, room)
                with self.store.write() as session:
                    runs.drop_skip_of_drafted(session, run_id, account_id)
        if self.enrichment.providers:
            self.progress.advance(1)

    async def _run_units(
        self,
        run_id: str,
        unit: str,
        ids: list[str],
        handler: Callable[[Mapping[str, Any]], Any],
        *,
        concurrency: int = 1,
    ) -> None:
        with self.store.write() as session:
            runs.set_stage(session, run_id, unit)
            units = ((f"{run_id}:{one}", {"id": one}) for one in ids)
            work.enqueue_all(session, unit, units, due_at=self.clock.now())
        self.progress.begin(unit, len(ids))
        ahead = {COLLECT: self.gatherer.load_ahead, PREPARE: self.preparer.load_ahead}
        runner = Runner(self.store, {unit: handler}, self.clock, ahead)

        def advance(number: int) -> None:
            with self.store.write(repeatable=True) as session:
                self._hold(session, run_id)
            self.progress.advance(number)

        await runner.drain([unit], concurrency=concurrency, progress=advance)

    def _explain_the_rest(self, run_id: str) -> None:
        """Every account that was neither drafted nor already explained: nothing was read about it."""
        with self.store.write() as session:
            planner = Planner(session, self.team, self.clock.now())
            rest = iter(runs.unexplained(session, run_id))
            while some := list(islice(rest, BATCH)):
                runs.put_first_skips(session, run_id, planner.quiet(some, tried=self.unconfirmed_too))

    def _stage(self, run_id: str, stage: str, total: int) -> None:
        with self.store.write() as session:
            runs.set_stage(session, run_id, stage)
            self._hold(session, run_id)
        self.progress.begin(stage, total)

    def _save_counts(self, run_id: str) -> None:
        with self.store.write() as session:
            runs.add_counts(session, run_id, self.gatherer.tally.take())
            runs.add_counts(session, run_id, self.preparer.tally.take())


def open_night(
    store: Store, team: Team, night: str, now: datetime, *, unconfirmed_too: bool = False
) -> tuple[str, bool]:
    """The run of `night`, made when it is new, and whether anything is left to do. A finished one that knew no target
    begins anew once a scheduled source names one."""
    with store.write() as session:
        row, is_open = runs.begin(session, night, now=now)
        run_id, was_blank = row.id, row.counts.get("targets_known") == 0
    if is_open or not was_blank or not register_targets(store, team, unconfirmed_too=unconfirmed_too):
        return run_id, is_open
    with store.write() as session:
        if runs.reopen(session, run_id, now=now):
            work.forget(session, key_prefix=f"{run_id}:")
    return run_id, True


def _lease(run_id: str) -> str:
    return f"night:{run_id}"


def local_night(now: datetime, time_zone: str) -> str:
    """The local date that a night at `now` belongs to, as text."""
    return now.astimezone(ZoneInfo(time_zone)).date().isoformat()
