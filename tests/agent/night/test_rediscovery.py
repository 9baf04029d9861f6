"""A board that is gone for a week is looked for on the account's own site, once, and never lost for good."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from agent.clock import MovedClock
from agent.domain.accounts import Account
from agent.domain.documents import Target
from agent.night.rediscovery import look_for_lost_boards
from agent.store import accounts, items
from agent.store.engine import Store
from agent.tables.items import TargetRow
from tests.fetching import fetcher_for
from tests.local_server import Answer, LocalServer, Received

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def lose(store: Store, *, lost: bool = True) -> None:
    with store.write() as session:
        accounts.put(session, Account("a", "Alder", "alder.example", boards=("greenhouse:alder",)), now=NOW - 9 * WEEK)
        [target_id] = items.put_targets(session, [Target("greenhouse", "alder", "a")])
        row = session.get_one(TargetRow, target_id)
        row.failing_since, row.lost_at = NOW - WEEK, NOW - timedelta(hours=1) if lost else None


def look(store: Store, server: LocalServer) -> tuple[int, tuple[str, ...]]:
    async def run() -> int:
        async with fetcher_for(server.port, clock=MovedClock(NOW)) as fetcher:
            return await look_for_lost_boards(store, fetcher, now=NOW, url=server.url("/home"))

    moved = asyncio.run(run())
    with store.read() as session:
        found = accounts.get(session, "a")
        assert found is not None
        return moved, found.boards


def test_the_board_that_the_site_names_takes_the_dead_ones_place(store: Store, server: LocalServer) -> None:
    server.route("/home", '<html><body><a href="https://jobs.ashbyhq.com/alder">Careers</a></body></html>')
    lose(store)
    assert look(store, server) == (1, ("ashby:alder",))


@pytest.mark.parametrize("page", ["<html><body>We make robots.</body></html>", None])
def test_a_site_that_names_none_or_is_down_leaves_the_board_and_is_asked_once(
    store: Store, server: LocalServer, page: str | None
) -> None:
    if page:
        server.route("/home", page)
    lose(store)
    assert look(store, server) == (0, ("greenhouse:alder",))
    asked = len(server.requests)
    assert look(store, server) == (0, ("greenhouse:alder",)) and len(server.requests) == asked


def test_a_board_that_is_not_lost_is_not_looked_for(store: Store, server: LocalServer) -> None:
    lose(store, lost=False)
    assert look(store, server) == (0, ("greenhouse:alder",)) and server.requests == []


def test_while_the_site_is_read_the_record_keeps_its_board(store: Store, server: LocalServer) -> None:
    """So that a process that is killed there loses no board."""
    seen: list[tuple[str, ...]] = []

    def answer(_: Received) -> Answer:
        with store.read() as session:
            found = accounts.get(session, "a")
        seen.append(found.boards if found else ())
        return Answer('<html><body><a href="https://jobs.ashbyhq.com/alder">Careers</a></body></html>')

    server.route("/home", answer)
    lose(store)
    assert look(store, server) == (1, ("ashby:alder",))
    assert seen == [("greenhouse:alder",)]
