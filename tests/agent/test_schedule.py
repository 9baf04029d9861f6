"""One schedule an installation: by a lease, a failing job is tried at its next time, the night has hours of grace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from builders import team

from agent.clock import MovedClock
from agent.schedule import GRACE_S, LEASE, Jobs, Schedule, was_missed
from agent.store.engine import Store

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def _jobs(done: list[str]) -> Jobs:
    def failing() -> None:
        done.append("night")
        raise RuntimeError("the night broke off")

    return Jobs(
        night=failing,
        release=lambda: done.append("release"),
        listen=lambda: done.append("listen"),
        upkeep=lambda: done.append("upkeep"),
        doctor=lambda: done.append("doctor"),
    )


def _schedule(store: Store, clock: MovedClock, holder: str, done: list[str]) -> Schedule:
    schedule = Schedule(store, clock, team(), _jobs(done))
    schedule._holder = holder
    return schedule


def test_two_schedules_never_both_work(store: Store) -> None:
    clock = MovedClock(NOW)
    done: list[str] = []
    one, two = _schedule(store, clock, "one", done), _schedule(store, clock, "two", done)
    assert one.holds_lease()
    assert not two.holds_lease()
    clock.move(LEASE + timedelta(seconds=1))
    assert two.holds_lease()
    assert not one.holds_lease()


def test_a_job_without_the_lease_passes_in_silence_and_a_broken_one_does_no_harm(sqlite_store: Store) -> None:
    clock = MovedClock(NOW)
    done: list[str] = []
    one, two = _schedule(sqlite_store, clock, "one", done), _schedule(sqlite_store, clock, "two", done)
    one._under_lease("night", one_job := _jobs(done).night)
    two._under_lease("night", one_job)
    assert done == ["night"]


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin"])
def test_the_night_is_at_the_teams_own_two_o_clock(sqlite_store: Store, zone: str) -> None:
    schedule = Schedule(sqlite_store, MovedClock(NOW), team(time_zone=zone), _jobs([]))
    schedule._scheduler.start(paused=True)
    try:
        job = schedule._scheduler.get_job("night")
        assert job.next_run_time.hour == team().run_at.hour
        assert str(job.next_run_time.tzinfo) == zone
        assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (GRACE_S, True, 1)
    finally:
        schedule._scheduler.shutdown(wait=False)


@pytest.mark.parametrize(("hour", "missed"), [(1, False), (2, True), (7, True), (8, False), (23, False)])
def test_a_night_is_caught_up_for_six_hours(hour: int, missed: bool) -> None:
    crew = team(time_zone="UTC")
    assert crew.run_at.hour == 2
    assert was_missed(datetime(2026, 11, 20, hour, 0, tzinfo=UTC), crew) is missed
