"""When things happen: the night, readings between nights, releases, mailboxes, upkeep.

It says when, never what, and works nothing itself. One scheduler an installation, by a lease in the database: two
processes on one schedule would do everything twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from agent.clock import Clock
from agent.domain.teams import Team
from agent.log import logger
from agent.store import work
from agent.store.engine import Store
from agent.work.holders import new_holder

GRACE_S = 6 * 3600
LEASE = timedelta(minutes=5)
log = logger("schedule")


def was_missed(now: datetime, team: Team) -> bool:
    """Whether tonight's time has passed by less than the hours of grace."""
    local = now.astimezone(ZoneInfo(team.time_zone))
    due = local.replace(hour=team.run_at.hour, minute=team.run_at.minute, second=0, microsecond=0)
    return due <= local < due + timedelta(seconds=GRACE_S)


@dataclass(frozen=True, slots=True)
class Jobs:
    """What is to be done at its time; each takes nothing and may run long."""

    night: Callable[[], None]
    release: Callable[[], None]
    listen: Callable[[], None]
    upkeep: Callable[[], None]
    doctor: Callable[[], None]
    between_nights: Callable[[], None] = lambda: None
    intake: Callable[[], None] = lambda: None
    answers: Callable[[], None] = lambda: None


class Schedule:
    """The clock of one installation. `start` is refused nothing: without the lease its jobs pass in silence."""

    def __init__(self, store: Store, clock: Clock, team: Team, jobs: Jobs) -> None:
        self._store = store
        self._clock = clock
        self._holder = new_holder()
        self._scheduler = BackgroundScheduler(
            timezone=ZoneInfo(team.time_zone),
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": GRACE_S},
        )
        zone = ZoneInfo(team.time_zone)
        night = CronTrigger(hour=team.run_at.hour, minute=team.run_at.minute, timezone=zone)
        self._add("night", jobs.night, night)
        self._add("release", jobs.release, IntervalTrigger(seconds=10))
        self._add("listen", jobs.listen, IntervalTrigger(minutes=5))
        self._add("upkeep", jobs.upkeep, IntervalTrigger(minutes=1))
        self._add("doctor", jobs.doctor, IntervalTrigger(hours=6))
        self._add("intake", jobs.intake, IntervalTrigger(minutes=1))
        self._add("answers", jobs.answers, IntervalTrigger(minutes=10))
        self._add("between nights", jobs.between_nights, IntervalTrigger(minutes=5))

    def _add(self, name: str, job: Callable[[], None], trigger: CronTrigger | IntervalTrigger) -> None:
        self._scheduler.add_job(self._under_lease, trigger, args=(name, job), id=name, replace_existing=True)

    def _under_lease(self, name: str, job: Callable[[], None]) -> None:
        if not self.holds_lease():
            return
        try:
            job()
        except Exception:  # a run's boundary: whatever a job raises is logged and the next one still comes
            log.error("scheduled job failed", job=name, exc_info=True)

    def holds_lease(self) -> bool:
        """Take or extend the one lease on the schedule."""
        with self._store.write() as session:
            return work.take_lease(session, "schedule", self._holder, now=self._clock.now(), length=LEASE)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """Stop taking jobs and give the lease back; a job that runs is waited for."""
        self._scheduler.shutdown(wait=True)
        with self._store.write() as session:
            work.drop_lease(session, "schedule", self._holder)

    def next_run_times(self) -> Mapping[str, str]:
        return {job.id: str(job.next_run_time) for job in self._scheduler.get_jobs()}
