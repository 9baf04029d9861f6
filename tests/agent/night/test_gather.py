"""Gathering: many targets share a transaction, and one that cannot be stored fails alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from agent.bench.bench_team import bench_team
from agent.clock import MovedClock
from agent.domain.documents import FetchOutcome, Target
from agent.domain.items import Item, ItemKind
from agent.domain.policies import SourceSetting
from agent.night.gather import Gatherer
from agent.store import items, readings
from agent.store.engine import Store
from agent.store.readings import Kept, Reading
from agent.tables.items import ItemRow, TargetRow
from tests.fetching import fetcher_for
from tests.local_server import LocalServer

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def _collect(store: Store, server: LocalServer, *boards: str) -> list[BaseException | None]:
    """Read these boards at once; how each ended."""
    source = SourceSetting("greenhouse", "greenhouse")
    params = {"base_url": server.url("").rstrip("/")}
    with store.write() as session:
        ids = items.put_targets(session, [Target("greenhouse", board, "account-1", params) for board in boards])

    async def run() -> list[BaseException | None]:
        async with fetcher_for(server.port, clock=MovedClock(NOW)) as fetcher:
            gatherer = Gatherer(store, replace(bench_team(), sources=(source,)), MovedClock(NOW), fetcher)
            return await asyncio.gather(*(gatherer.collect_target(one) for one in ids), return_exceptions=True)

    return asyncio.run(run())


def _board(server: LocalServer, name: str, *titles: str) -> None:
    jobs = [{"id": number, "title": title} for number, title in enumerate(titles)]
    server.route(f"/v1/boards/{name}/jobs", {"jobs": jobs})


def test_targets_read_at_once_are_stored_in_one_transaction(
    store: Store, server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    whole = readings.put_readings

    def counted(session: object, some: tuple[Reading, ...], **more: object) -> Kept:
        sizes.append(len(some))
        return whole(session, some, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(readings, "put_readings", counted)
    for name in ("alder", "birch", "cedar"):
        _board(server, name, "Account Executive")
    assert _collect(store, server, "alder", "birch", "cedar") == [None, None, None]
    assert sizes == [3]


def test_a_reading_that_cannot_be_stored_fails_alone(
    store: Store, server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = readings.put_readings

    def refusing(session: object, some: tuple[Reading, ...], **more: object) -> Kept:
        kept = whole(session, some, **more)  # type: ignore[arg-type]
        if any(reading.target.key == "birch" for reading in some):
            raise SQLAlchemyError("a value that the database refuses")
        return kept

    monkeypatch.setattr(readings, "put_readings", refusing)
    for name in ("alder", "birch", "cedar"):
        _board(server, name, "Account Executive")
    ended = _collect(store, server, "alder", "birch", "cedar")
    assert [isinstance(one, SQLAlchemyError) for one in ended] == [False, True, False]
    with store.read() as session:
        assert sorted(session.exec(select(ItemRow.key))) == ["alder:0", "cedar:0"]
        read = session.exec(select(TargetRow.key).where(TargetRow.last_outcome == "ok")).all()
        assert sorted(read) == ["alder", "cedar"]


def test_a_reading_with_an_instant_before_utc_begins_fails_alone(store: Store, server: LocalServer) -> None:
    targets = [Target("greenhouse", board, "account-1") for board in ("alder", "birch", "cedar")]
    first = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1)))
    with store.write() as session:
        ids = items.put_targets(session, targets)
    some = [
        Reading(target_id, target, FetchOutcome.OK, items=(_item(target.key, first if target.key == "birch" else NOW),))
        for target_id, target in zip(ids, targets, strict=True)
    ]

    async def run() -> list[BaseException | None]:
        async with fetcher_for(server.port, clock=MovedClock(NOW)) as fetcher:
            writer = Gatherer(store, bench_team(), MovedClock(NOW), fetcher).writer
            return await asyncio.gather(*(writer.hand_in(one) for one in some), return_exceptions=True)

    assert [isinstance(one, OverflowError) for one in asyncio.run(run())] == [False, True, False]
    with store.read() as session:
        assert sorted(session.exec(select(ItemRow.key))) == ["alder:0", "cedar:0"]


def _item(board: str, published_at: datetime) -> Item:
    key, url = f"{board}:0", "https://jobs.example/0"
    return Item("greenhouse", key, ItemKind.POSTING, "Cook", "Cook", url, published_at=published_at)


def test_an_item_that_says_nothing_waits_for_no_detector(store: Store, server: LocalServer) -> None:
    _board(server, "alder", "Account Executive", "Salesforce migration lead: migrate us to Salesforce")
    assert _collect(store, server, "alder") == [None]
    with store.read() as session:
        assert [item.key for _, item in items.undetected(session)] == ["alder:1"]
