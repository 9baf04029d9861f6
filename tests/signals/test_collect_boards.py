"""Boards that page by POST or by links, read to their end through the real client from a real server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

import pytest

from agent.domain.documents import Cursor, FetchOutcome, Target, Validators
from signals.collect import Collected, collect
from signals.registry import collector
from tests.fetching import fetcher_for
from tests.local_server import Answer, LocalServer, Received

JOBS = 57
PATH = "/wday/cxs/acme/careers/jobs"


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def workday(server: LocalServer, cursor: Cursor | None = None) -> Collected:
    async def run() -> Collected:
        params = {"base_url": server.url("").rstrip("/")}
        target = Target("workday", "acme.wd5.myworkdayjobs.com/careers", "account-1", params)
        async with fetcher_for(server.port) as fetcher:
            return await collect(collector("workday"), target, cursor or Cursor(), Validators(), fetcher)

    return asyncio.run(run())


def site(received: Received) -> Answer:
    """What the vendor answers: the total on the first page alone, and that page again past the end."""
    asked = json.loads(received.body)
    start = asked["offset"] if asked["offset"] < JOBS else 0
    jobs = [
        {"title": f"Role {n}", "externalPath": f"/job/Oslo/Role_R-{n}"} for n in range(start, min(start + 20, JOBS))
    ]
    return Answer(json.dumps({"total": 0 if asked["offset"] else JOBS, "jobPostings": jobs}).encode())


def test_a_board_asked_for_by_post_is_read_to_its_end(server: LocalServer) -> None:
    server.route(PATH, site)
    got = workday(server)
    assert got.outcome is FetchOutcome.OK and got.complete and got.requests == 3
    assert len({item.key for item in got.items}) == JOBS and all(item.baseline for item in got.items)
    asked = [json.loads(request.body)["offset"] for request in server.requests if request.path == PATH]
    assert asked == [0, 20, 40]


def test_a_reading_that_broke_off_begins_anew_and_closes_nothing(server: LocalServer) -> None:
    broken = [Answer(b"oops", status=500)] * 9
    first = site(Received("POST", PATH, {}, {}, b'{"offset": 0}'))
    server.route(PATH, [first, *broken])
    got = workday(server)
    assert got.outcome is FetchOutcome.FAILED and not got.complete and len(got.items) == 20
    server.route(PATH, site)
    again = workday(server, got.cursor)
    assert again.complete and len(again.items) == JOBS


def test_a_site_that_is_not_there_is_unknown_and_not_empty(server: LocalServer) -> None:
    server.route(PATH, {"errorCode": "S21"}, status=404)
    assert workday(server).outcome is FetchOutcome.UNKNOWN_TARGET
