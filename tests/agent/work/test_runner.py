"""The queue of units: once each, resumed after a lost worker, a failure kept beside the unit."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from agent.clock import MovedClock
from agent.errors import SourceUnavailable
from agent.store import work
from agent.store.engine import Store
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
