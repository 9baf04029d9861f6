"""Collecting a target to its end: what is a baseline, what is no change, what is kept after a failure."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from agent.clock import MovedClock
from agent.domain.documents import Cursor, FetchOutcome, Target, Validators
from agent.domain.items import Item, ItemKind
from signals.collect import Collected, collect, is_news
from signals.registry import collector
from tests.fetching import fetcher_for
from tests.local_server import Answer, LocalServer, Received

OK, FAILED = FetchOutcome.OK, FetchOutcome.FAILED
CLOCK = MovedClock()


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def board(jobs: int, days_old: int = 100) -> dict[str, Any]:
    posted = (CLOCK.now() - timedelta(days=days_old)).isoformat()
    return {"jobs": [{"id": n, "title": f"Role {n}", "first_published": posted} for n in range(jobs)]}


def collected(
    server: LocalServer,
    ats: str = "greenhouse",
    cursor: Cursor | None = None,
    validators: Validators | None = None,
    **more: Any,
) -> Collected:
    async def run() -> Collected:
        target = Target(ats, "acme", "account-1", {"base_url": server.url("").rstrip("/")})
        async with fetcher_for(server.port, clock=CLOCK) as fetcher:
            return await collect(
                collector(ats), target, cursor or Cursor(), validators or Validators(), fetcher, **more
            )

    return asyncio.run(run())


def test_the_first_crawl_of_a_500_job_board_raises_nothing_undated(server: LocalServer) -> None:
    server.route("/v1/boards/acme/jobs", board(500))
    got = collected(server)
    assert got.outcome is OK and got.complete and len(got.items) == 500 and got.requests == 1
    assert all(item.baseline and item.account_id == "account-1" for item in got.items)
    assert all(item.document_sha256 == got.documents[0].sha256 for item in got.items)
    assert not any(is_news(item, baseline_at=CLOCK.now()) for item in got.items)
    assert got.cursor.first_ok_at == CLOCK.now()


def test_on_first_contact_only_what_the_source_dates_itself_is_news(server: LocalServer) -> None:
    server.route("/v1/boards/acme/jobs", board(1, days_old=13))
    assert is_news(collected(server).items[0], baseline_at=CLOCK.now())


@pytest.mark.parametrize(
    ("kind", "days", "news"),
    [
        (ItemKind.POSTING, 14, True),
        (ItemKind.POSTING, 15, False),
        (ItemKind.ARTICLE, 45, True),
        (ItemKind.FILING, 45, True),
        (ItemKind.FILING, 46, False),
        (ItemKind.ARTICLE, None, False),
        (ItemKind.PAGE, 1, False),
    ],
)
def test_how_old_a_dated_item_may_be_on_first_contact(kind: ItemKind, days: int | None, news: bool) -> None:
    at = CLOCK.now() - timedelta(days=days) if days is not None else None
    item = Item("s", "k", kind, "t", "t", "u", published_at=at, baseline=True)
    assert is_news(item, baseline_at=CLOCK.now()) is news


def test_after_the_first_contact_a_new_job_is_news_whatever_its_date(server: LocalServer) -> None:
    server.route("/v1/boards/acme/jobs", [Answer(json.dumps(board(2))), Answer(json.dumps(board(3)))])
    first = collected(server)
    second = collected(server, cursor=first.cursor)
    assert len(second.items) == 3 and not any(item.baseline for item in second.items)
    assert second.cursor.first_ok_at == first.cursor.first_ok_at
    assert is_news(second.items[2], baseline_at=CLOCK.now())


def test_half_a_character_in_one_posting_does_not_cost_the_board(server: LocalServer) -> None:
    """JSON can spell what no database takes; every text that leaves a collector can be stored."""
    odd = board(2, days_old=2)
    odd["jobs"][0] |= {"title": "Head of \ud800Sales", "absolute_url": "https://alder.example/\0\udfff"}
    server.route("/v1/boards/acme/jobs", odd)
    items = collected(server).items
    assert len(items) == 2
    for item in items:
        for text in (item.title, item.text, item.url, *map(str, item.fields.values())):
            assert "\0" not in text and text.encode()


def test_the_same_bytes_again_are_unchanged_even_without_validators(server: LocalServer) -> None:
    server.route("/v1/boards/acme/jobs", board(3))
    first = collected(server)
    second = collected(server, cursor=first.cursor, validators=first.validators)
    assert second.outcome is FetchOutcome.UNCHANGED and second.items == () and second.cursor == first.cursor


def test_a_304_is_unchanged_and_keeps_cursor_and_validators(server: LocalServer) -> None:
    def conditional(got: Received) -> Answer:
        known = got.headers.get("if-none-match") == '"v1"'
        return Answer(b"" if known else json.dumps(board(3)), 304 if known else 200, {"ETag": '"v1"'})

    server.route("/v1/boards/acme/jobs", conditional)
    first = collected(server)
    second = collected(server, cursor=first.cursor, validators=first.validators)
    assert second.outcome is FetchOutcome.UNCHANGED and second.validators == first.validators == Validators('"v1"')
    assert second.cursor == first.cursor


def test_a_429_then_a_200_is_no_change(server: LocalServer) -> None:
    jobs = json.dumps(board(3))
    server.route(
        "/v1/boards/acme/jobs", [Answer(jobs), Answer(status=429, headers={"Retry-After": "60"}), Answer(jobs)]
    )
    first = collected(server)
    busy = collected(server, cursor=first.cursor, validators=first.validators)
    assert busy.outcome is FAILED and busy.items == () and busy.status == 429 and busy.cursor == first.cursor
    assert busy.retry_at == CLOCK.now() + timedelta(seconds=60)
    after = collected(server, cursor=busy.cursor, validators=first.validators)
    assert after.outcome is FetchOutcome.UNCHANGED and after.items == ()


@pytest.mark.parametrize("answer", [Answer(b"<html>Attention Required</html>"), Answer(b'{"jobs": [{"id'), Answer(b"")])
def test_a_blocked_torn_or_empty_answer_is_a_failure_and_moves_nothing(server: LocalServer, answer: Answer) -> None:
    server.route("/v1/boards/acme/jobs", [Answer(json.dumps(board(3))), answer])
    first = collected(server)
    second = collected(server, cursor=first.cursor)
    assert second.outcome is FAILED and second.items == () and not second.complete
    assert second.cursor == first.cursor and second.validators == Validators()


def test_an_unknown_board_is_told_apart_from_a_failure(server: LocalServer) -> None:
    got = collected(server)
    assert got.outcome is FetchOutcome.UNKNOWN_TARGET and got.status == 404 and got.cursor == Cursor()


def lever_pages(pages: int) -> Any:
    def page(got: Received) -> Answer:
        skip = int(got.query["skip"])
        full = range(skip, skip + (100 if skip < 100 * (pages - 1) else 7))
        return Answer(json.dumps([{"id": str(n), "text": f"Role {n}"} for n in full]), headers={"ETag": f'"{skip}"'})

    return page


def test_pages_are_read_to_the_end_and_no_validator_hides_the_later_ones(server: LocalServer) -> None:
    server.route("/v0/postings/acme", lever_pages(3))
    got = collected(server, "lever")
    assert got.outcome is OK and len(got.items) == 207 and got.requests == 3 and got.validators == Validators()


def test_a_failure_midway_keeps_what_was_read_and_is_still_first_contact(server: LocalServer) -> None:
    pages = lever_pages(3)
    server.route("/v0/postings/acme", lambda got: Answer(status=403) if got.query["skip"] == "100" else pages(got))
    got = collected(server, "lever")
    assert got.outcome is FAILED and not got.complete and len(got.items) == 100 and got.cursor.first_ok_at is None


def test_pages_without_end_are_ended(server: LocalServer) -> None:
    server.route("/v0/postings/acme", lever_pages(10_000))
    got = collected(server, "lever", max_pages=5)
    assert got.outcome is OK and not got.complete and got.requests == 5 and "5 pages" in got.reason


def test_a_server_that_repeats_its_first_page_is_left_at_once(server: LocalServer) -> None:
    same = json.dumps([{"id": str(n), "text": f"Role {n}"} for n in range(100)])
    server.route("/v0/postings/acme", same)
    got = collected(server, "lever")
    assert got.outcome is OK and not got.complete and got.requests == 2 and len(got.items) == 100


def test_a_bad_target_is_a_failure_with_the_fix(server: LocalServer) -> None:
    async def run() -> Collected:
        async with fetcher_for(server.port) as fetcher:
            return await collect(collector("recruitee"), Target("recruitee", "a/b"), Cursor(), Validators(), fetcher)

    got = asyncio.run(run())
    assert got.outcome is FAILED and "no name of a board" in got.reason and server.requests == []


def test_a_board_that_shrinks_is_suspicious_for_72_hours_and_believed_then(server: LocalServer) -> None:
    server.route("/v1/boards/acme/jobs", board(10))
    clock = MovedClock()
    cursor = _read_at(server, clock, Cursor()).cursor
    server.route("/v1/boards/acme/jobs", board(3))
    for hours in (24, 24, 23):
        clock.move(timedelta(hours=hours))
        got = _read_at(server, clock, cursor)
        assert got.outcome is OK and not got.complete and "shows 3 where there were 10" in got.reason
        cursor = got.cursor
    clock.move(timedelta(hours=25))
    assert _read_at(server, clock, cursor).complete
    assert not _read_at(server, clock, Cursor({**cursor.state, "_shrunk_at": clock.now().isoformat()})).complete


def test_a_board_that_came_back_is_judged_at_once(server: LocalServer) -> None:
    clock = MovedClock()
    server.route("/v1/boards/acme/jobs", board(10))
    cursor = _read_at(server, clock, Cursor()).cursor
    server.route("/v1/boards/acme/jobs", {"jobs": []})
    cursor = _read_at(server, clock, cursor).cursor
    server.route("/v1/boards/acme/jobs", board(9))
    got = _read_at(server, clock, cursor)
    assert got.complete and "_shrunk_at" not in got.cursor.state and got.cursor.state["_counts"] == "10,9"


def _read_at(server: LocalServer, clock: MovedClock, cursor: Cursor) -> Collected:
    async def run() -> Collected:
        target = Target("greenhouse", "acme", "account-1", {"base_url": server.url("").rstrip("/")})
        async with fetcher_for(server.port, clock=clock) as fetcher:
            return await collect(collector("greenhouse"), target, cursor, Validators(), fetcher)

    return asyncio.run(run())
