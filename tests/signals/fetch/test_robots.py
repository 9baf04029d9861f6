"""robots.txt as RFC 9309 has it: what disallows, what allows, what is kept when it fails."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from agent.clock import MovedClock
from agent.domain.documents import Fetched, FetchOutcome, Request
from tests.fetching import HASTY, TARGET, NamesResolver, fetcher_for
from tests.local_server import Answer, LocalServer

OK, FAILED = FetchOutcome.OK, FetchOutcome.FAILED


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        running.route("/news", b"hello")
        yield running


def fetch_all(
    server: LocalServer, *paths: str, clock: MovedClock | None = None, days_between: float = 0.0, **settings: Any
) -> list[Fetched]:
    clock = clock or MovedClock()

    async def run() -> list[Fetched]:
        got = []
        async with fetcher_for(server.port, clock=clock, resolver=NamesResolver(), **settings) as fetcher:
            for path in paths:
                got.append(await fetcher.fetch(Request(server.url(path)), TARGET))
                clock.move(timedelta(days=days_between))
        return got

    return asyncio.run(run())


def test_a_disallowed_address_is_not_asked_for(server: LocalServer) -> None:
    server.route("/robots.txt", "User-agent: *\nDisallow: /news")
    (got,) = fetch_all(server, "/news")
    assert got.outcome is FAILED and "robots.txt disallows" in got.reason
    assert server.paths() == ["/robots.txt"]


def test_rules_for_our_own_name_win(server: LocalServer) -> None:
    server.route("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: firstlight\nAllow: /")
    (got,) = fetch_all(server, "/news")
    assert got.outcome is OK and got.reason == "robots: allowed"


@pytest.mark.parametrize("status", [404, 403, 401, 410])
def test_a_client_error_allows_everything(server: LocalServer, status: int) -> None:
    server.route("/robots.txt", b"no", status=status)
    assert fetch_all(server, "/news")[0].outcome is OK


@pytest.mark.parametrize("answer", [Answer(status=500), Answer(status=429), Answer(b"x", delay_s=20)])
def test_trouble_disallows_and_is_asked_again_later(server: LocalServer, answer: Answer) -> None:
    server.route("/robots.txt", answer)
    (got,) = fetch_all(server, "/news", limits=HASTY)
    assert got.outcome is FAILED and "could not be read" in got.reason and got.retry_at is not None
    assert "/news" not in server.paths()


def test_the_last_good_rules_hold_through_trouble_for_thirty_days(server: LocalServer) -> None:
    server.route("/robots.txt", [Answer(b"User-agent: *\nDisallow: /old"), Answer(status=503)])
    got = fetch_all(server, *["/news"] * 4, days_between=12)
    assert [one.outcome for one in got] == [OK, OK, OK, FAILED]


def test_it_is_read_once_a_day_however_many_ask(server: LocalServer) -> None:
    server.route("/robots.txt", "User-agent: *\nAllow: /")

    async def run() -> None:
        async with fetcher_for(server.port) as fetcher:
            await asyncio.gather(*(fetcher.fetch(Request(server.url("/news")), TARGET) for _ in range(20)))

    asyncio.run(run())
    assert server.paths().count("/robots.txt") == 1
    fetch_all(server, "/news", "/news", days_between=1.01)
    assert server.paths().count("/robots.txt") == 3


def test_a_documented_api_needs_no_robots(server: LocalServer) -> None:
    server.route("/robots.txt", "User-agent: *\nDisallow: /")

    async def run() -> Fetched:
        async with fetcher_for(server.port) as fetcher:
            return await fetcher.fetch(Request(server.url("/news"), documented_api=True), TARGET)

    got = asyncio.run(run())
    assert got.outcome is OK and "not asked" in got.reason and server.paths() == ["/news"]


def test_a_documented_api_that_fails_says_why_and_nothing_of_robots(server: LocalServer) -> None:
    server.route("/news", Answer(status=404))

    async def run() -> Fetched:
        async with fetcher_for(server.port) as fetcher:
            return await fetcher.fetch(Request(server.url("/news"), documented_api=True), TARGET)

    assert asyncio.run(run()).reason == "404: there is nothing at this address"


def test_a_redirect_is_asked_of_the_other_hosts_robots_too(server: LocalServer) -> None:
    server.route("/robots.txt", lambda got: "User-agent: *\nDisallow: /x" if "other" in got.headers["host"] else "")
    server.redirect("/go", f"http://other.example:{server.port}/x")
    server.route("/x", b"hidden")
    (got,) = fetch_all(server, "/go")
    assert got.outcome is FAILED and "robots.txt disallows" in got.reason and "/x" not in server.paths()


def test_an_excessive_crawl_delay_pauses_the_source(server: LocalServer) -> None:
    server.route("/robots.txt", "User-agent: *\nCrawl-delay: 3600")
    (got,) = fetch_all(server, "/news")
    assert got.outcome is FAILED and "3600 s between visits" in got.reason


def test_a_long_robots_file_is_read_to_half_a_megabyte_at_least(server: LocalServer) -> None:
    filler = "# filler\n" * 60_000
    server.route("/robots.txt", f"User-agent: *\nDisallow: /early\n{filler}Disallow: /news\n" + filler * 8)
    assert fetch_all(server, "/news")[0].outcome is FAILED
