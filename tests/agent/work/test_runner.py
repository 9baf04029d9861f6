"""The queue of units: once each, resumed after a lost worker, a failure kept beside the unit."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from agent.clock import MovedClock
from agent.errors import SourceUnavailable
from agent.store import work
from agent.store.engine import Store
from agent.work import runner
from agent.work.runner import LEASE, MAX_ATTEMPTS, Runner

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def _enqueue(store: Store, *keys: str) -> list[bool]:
    with store.write() as session:
        return [work.enqueue(session, "collect", {"target": key}, key, due_at=NOW) for key in keys]


def _drain(store: Store, clock: MovedClock, seen: list[str], fail: frozenset[str] = frozenset()) -> Any:
    async def collect(payload: Mapping[str, Any]) -> None:
        seen.append(payload["target"])
        if payload["target"] in fail:
            raise SourceUnavailable("board is down")

    return asyncio.run(Runner(store, {"collect": collect}, clock).drain(["collect"], concurrency=3))


def test_the_same_unit_is_enqueued_once(store: Store) -> None:
    assert _enqueue(store, "a", "a") == [True, False]


def test_every_unit_runs_once_and_a_second_drain_does_nothing(store: Store) -> None:
    _enqueue(store, *"abcdefgh")
    seen: list[str] = []
    clock = MovedClock(NOW)
    assert _drain(store, clock, seen).done == 8
    assert _drain(store, clock, seen).done == 0
    assert sorted(seen) == list("abcdefgh")


def test_a_failing_unit_is_tried_three_times_and_its_error_kept(store: Store) -> None:
    _enqueue(store, "a", "b")
    seen: list[str] = []
    drained = _drain(store, MovedClock(NOW), seen, frozenset("a"))
    assert drained.done == 1
    assert seen.count("a") == MAX_ATTEMPTS
    assert drained.failed == (("collect", "board is down"),)
    with store.read() as session:
        assert work.failures(session, key_prefix="a") == [("collect", "a", "board is down")]


def test_a_unit_whose_worker_died_is_free_after_its_lease(store: Store) -> None:
    _enqueue(store, "a")
    with store.write() as session:
        lost = work.claim(session, ["collect"], now=NOW, lease=LEASE, limit=5)[0]
    clock = MovedClock(NOW)
    seen: list[str] = []
    assert _drain(store, clock, seen).done == 0
    clock.move(LEASE + timedelta(seconds=1))
    assert _drain(store, clock, seen).done == 1
    with store.write() as session:
        assert not work.finish(session, lost, now=clock.now())


def test_a_named_lease_has_one_holder(store: Store) -> None:
    hour = timedelta(hours=1)
    with store.write() as session:
        assert work.take_lease(session, "schedule", "one", now=NOW, length=hour)
    with store.write() as session:
        assert not work.take_lease(session, "schedule", "two", now=NOW, length=hour)
        assert work.take_lease(session, "schedule", "two", now=NOW + 2 * hour, length=hour)


def test_one_hanging_unit_holds_no_other(store: Store) -> None:
    _enqueue(store, "hanging", *(f"unit-{number}" for number in range(12)))
    seen: list[str] = []

    async def story() -> None:
        others_done = asyncio.Event()

        async def collect(payload: Mapping[str, Any]) -> None:
            if payload["target"] == "hanging":
                await others_done.wait()
            seen.append(payload["target"])
            if len(seen) == 12:
                others_done.set()

        drained = await Runner(store, {"collect": collect}, MovedClock(NOW)).drain(["collect"], concurrency=2)
        assert drained.done == 13

    asyncio.run(asyncio.wait_for(story(), 30))
    assert seen[-1] == "hanging" and len(set(seen)) == 13


def test_a_unit_whose_rest_is_under_way_leaves_its_place_to_the_next(store: Store) -> None:
    _enqueue(store, *"abc")

    async def story() -> None:
        together: list[asyncio.Future[None]] = []

        async def collect(payload: Mapping[str, Any]) -> asyncio.Future[None]:
            together.append(asyncio.get_running_loop().create_future())
            if len(together) == 3:
                for number, rest in enumerate(together[:3]):
                    if number == 1:
                        rest.set_exception(SourceUnavailable("not stored"))
                    else:
                        rest.set_result(None)
            elif len(together) > 3:
                together[-1].set_result(None)
            return together[-1]

        drained = await Runner(store, {"collect": collect}, MovedClock(NOW)).drain(["collect"], concurrency=1)
        assert drained.done == 3 and len(together) == 4, "the one that was not stored is done again"

    asyncio.run(asyncio.wait_for(story(), 30))


def test_many_units_are_enqueued_once_and_claimed_in_their_order(store: Store) -> None:
    keys = [f"{number:02}" for number in range(50, 0, -1)]
    for _ in range(2):
        with store.write() as session:
            work.enqueue_all(session, "collect", ((key, {"target": key}) for key in keys), due_at=NOW)
    seen: list[str] = []
    assert _drain(store, MovedClock(NOW), seen).done == 50
    assert seen == keys


def test_the_last_unit_is_recorded_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "RECORD_AFTER_S", 60.0)
    monkeypatch.setattr(runner, "LOOK_AGAIN_S", 60.0)
    _enqueue(store, *"abc")

    async def collect(_payload: Mapping[str, Any]) -> None:
        await asyncio.sleep(0)

    async def story() -> None:
        drain = Runner(store, {"collect": collect}, MovedClock(NOW)).drain(["collect"], concurrency=3)
        assert (await asyncio.wait_for(drain, 20)).done == 3

    asyncio.run(story())


def test_what_waits_for_its_turn_keeps_its_lease(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "CLAIMED_AHEAD", 8)
    monkeypatch.setattr(runner, "LEASE", timedelta(seconds=0.2))
    _enqueue(store, *"abcd")
    renewed: list[int] = []
    renew = work.renew

    def counted(session: Session, units: Sequence[work.Claimed], *, now: datetime, lease: timedelta) -> None:
        renewed.append(len(units))
        renew(session, units, now=now, lease=lease)

    monkeypatch.setattr(work, "renew", counted)

    async def collect(_payload: Mapping[str, Any]) -> None:
        await asyncio.sleep(0.06)

    asyncio.run(Runner(store, {"collect": collect}, MovedClock(NOW)).drain(["collect"], concurrency=1))
    assert renewed[0] == 3, "the three that had not begun"


def test_units_claimed_together_are_told_of_before_any_begins(store: Store) -> None:
    _enqueue(store, *"abcd")
    told: list[list[str]] = []

    async def collect(payload: Mapping[str, Any]) -> None:
        assert payload["target"] in told[-1]

    def ahead(payloads: Sequence[Mapping[str, Any]]) -> None:
        told.append([payload["target"] for payload in payloads])

    ran = Runner(store, {"collect": collect}, MovedClock(NOW), {"collect": ahead})
    assert asyncio.run(ran.drain(["collect"], concurrency=2)).done == 4
    assert told == [list("abcd")]


def test_a_renewed_lease_is_not_free_and_a_lost_one_stays_lost(store: Store) -> None:
    _enqueue(store, "a", "b")

    def claim(now: datetime) -> list[work.Claimed]:
        with store.write() as session:
            return work.claim(session, ["collect"], now=now, lease=LEASE, limit=1)

    first, second = claim(NOW)[0], claim(NOW)[0]
    stolen = claim(NOW + LEASE + timedelta(seconds=1))[0]
    with store.write() as session:
        work.renew(session, [first, second], now=NOW + timedelta(hours=1), lease=LEASE)
    assert (stolen.id, stolen.token) == (first.id, 2)
    assert claim(NOW + LEASE * 3)[0].id == first.id, "the thief's lease ran out; the renewed one did not"
    assert not claim(NOW + LEASE * 3)
