"""What each system answers for a board that it does not have (signals §1.4): unknown, not empty and not a change."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from agent.domain.documents import Cursor, FetchOutcome, Target, Validators
from signals.collect import Collected, collect
from signals.registry import collector
from tests.documents import READ_AT
from tests.fetching import fetcher_for
from tests.local_server import Answer, LocalServer

NO_SUCH = json.dumps({"status": 404, "error": "not found"})
ELSEWHERE = "elsewhere"
HTML = "<!DOCTYPE html><html><body><h1>Software for hiring</h1></body></html>"
ANSWERS: list[tuple[str, Any]] = [
    *((name, Answer(NO_SUCH, status=404)) for name in ("greenhouse", "lever", "ashby", "workable", "recruitee")),
    *((name, Answer(HTML, status=404)) for name in ("personio", "teamtailor", "breezy", "bamboohr")),
    ("ashby", "[]"),
    ("smartrecruiters", json.dumps({"offset": 0, "limit": 100, "totalFound": 0, "content": []})),
    ("personio", ELSEWHERE),
    ("bamboohr", ELSEWHERE),
    ("bamboohr", json.dumps({"meta": {"totalCount": 0}, "result": []})),
    ("breezy", "[]"),
    ("breezy", ELSEWHERE),
    ("jobvite", ELSEWHERE),
    ("workday", Answer(NO_SUCH, status=404)),
    ("workday", Answer(NO_SUCH, status=405)),
    ("workday", Answer(NO_SUCH, status=406)),
]
KEYS = {"workday": "acme.wd5.myworkdayjobs.com/careers"}


@pytest.fixture
def servers() -> Iterator[tuple[LocalServer, LocalServer]]:
    with LocalServer() as board, LocalServer(host="127.0.0.2") as front:
        front.route("/*", HTML)
        board.route("/robots.txt", "")
        yield board, front


def reading(name: str, board: LocalServer, front: LocalServer, cursor: Cursor) -> Collected:
    async def run() -> Collected:
        params = {"base_url": board.url("").rstrip("/")}
        target = Target(name, KEYS.get(name, "acme"), "acc", params)
        async with fetcher_for(board.port, front.port) as fetcher:
            return await collect(collector(name), target, cursor, Validators(), fetcher)

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("name", "answer"), ANSWERS, ids=[f"{name}-{number}" for number, (name, _) in enumerate(ANSWERS)]
)
def test_an_unknown_board_is_unknown_and_closes_nothing(
    name: str, answer: Any, servers: tuple[LocalServer, LocalServer]
) -> None:
    board, front = servers
    board.route(
        "/*", Answer(status=302, headers={"Location": front.url("/welcome")}) if answer is ELSEWHERE else answer
    )
    got = reading(name, board, front, Cursor(first_ok_at=READ_AT))
    assert got.outcome is FetchOutcome.UNKNOWN_TARGET and got.reason
    assert not got.complete and got.items == () and got.cursor.first_ok_at == READ_AT


@pytest.mark.parametrize("name", ["greenhouse", "lever", "ashby", "workable", "smartrecruiters", "recruitee", "breezy"])
def test_a_web_page_where_an_api_answered_is_a_failure_and_not_an_unknown_board(
    name: str, servers: tuple[LocalServer, LocalServer]
) -> None:
    board, front = servers
    board.route("/*", HTML)
    assert reading(name, board, front, Cursor()).outcome is FetchOutcome.FAILED


def test_a_large_board_that_suddenly_finds_nothing_closes_nothing(servers: tuple[LocalServer, LocalServer]) -> None:
    board, front = servers
    jobs = [{"id": str(number), "name": f"Fitter {number}", "releasedDate": "2026-11-01"} for number in range(300)]

    def page(got: Any) -> str:
        at = int(got.query["offset"])
        return json.dumps({"offset": at, "limit": 100, "totalFound": 300, "content": jobs[at : at + 100]})

    board.route("/*", page)
    first = reading("smartrecruiters", board, front, Cursor())
    assert len(first.items) == 300 and first.complete
    board.route("/*", json.dumps({"offset": 0, "limit": 100, "totalFound": 0, "content": []}))
    second = reading("smartrecruiters", board, front, first.cursor)
    assert second.outcome is FetchOutcome.UNKNOWN_TARGET and not second.complete
    assert "any unknown name" in second.reason


def test_a_workday_site_that_begins_anew_past_its_end_is_read_once(servers: tuple[LocalServer, LocalServer]) -> None:
    board, front = servers
    jobs = [
        {"title": f"Fitter {n}", "externalPath": f"/job/Ghent/Fitter_R-{n}", "postedOn": "Posted Today"}
        for n in range(45)
    ]

    def page(got: Any) -> str:
        at = json.loads(got.body)["offset"]
        return json.dumps({"total": 60 if at == 0 else 0, "jobPostings": jobs[at : at + 20] or jobs[:20]})

    board.route("/*", page)
    got = reading("workday", board, front, Cursor())
    asked = [one for one in board.requests if one.method == "POST"]
    assert len(got.items) == 45 and len(asked) <= 4
