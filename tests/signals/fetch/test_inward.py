"""Nothing leads inside: redirects, links, robots.txt and names, with a log of every address a socket went to (§8.2)."""

from __future__ import annotations

import asyncio
from asyncio.selector_events import BaseSelectorEventLoop
from collections.abc import Iterator
from typing import Any

import pytest

from agent.domain.documents import Cursor, Fetched, FetchOutcome, Request, Target, Validators
from agent.domain.items import Page
from signals.collect import Collected, collect
from signals.registry import collector
from tests.fetching import TARGET, NamesResolver, fetcher_for
from tests.local_server import LocalServer

INSIDE = [
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://[::1]:{secret}/",
    "http://127.0.0.1:{secret}/",
    "http://localhost:{secret}/",
    "http://localhost/",
    "http://[::ffff:127.0.0.1]:{secret}/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[2002:a9fe:a9fe::1]/",
    "http://2130706433:{secret}/",
    "http://0177.0.0.1:{secret}/",
    "http://0x7f000001:{secret}/",
    "http://127.1:{secret}/",
    "http://0/",
    "http://2852039166/latest/meta-data/",
    "http://0251.0376.0251.0376/",
    "http://user:word@127.0.0.1:{secret}/",
    "http://shop.example@127.0.0.1:{secret}/",
    "http://shop.example\\@127.0.0.1:{secret}/",
    "http://127.0.0.1:{secret}\\@shop.example/",
    "http:\\\\127.0.0.1:{secret}\\",
    "\\\\127.0.0.1:{secret}\\",
    "//127.0.0.1:{secret}/",
    "http:/127.0.0.1:{secret}/",
    "http://inside.example/",
    "http://half.example/",
    "http://mapped.example/",
    "http://nowhere.example/",
    "http://inside.example:{secret}/",
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1:{secret}/_",
    "data:text/html,hello",
    "https://127.0.0.1:{secret}/",
    "http://shop.example:{secret}/",
    "http://[::1%25lo]:{secret}/",
    "http://127.0.0.1%00.shop.example/",
    "http://①②⑦.0.0.1:{secret}/",
    "http://127。0。0。1:{secret}/",
]
NAMES = {
    "inside.example": ["10.0.0.7"],
    "half.example": ["9.9.9.9,169.254.169.254"],
    "mapped.example": ["::ffff:10.0.0.7"],
    "nowhere.example": ["0.0.0.0"],
    "localhost": ["127.0.0.1"],
}


@pytest.fixture
def went_to(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that a socket of an event loop was told to connect to."""
    connect, log = BaseSelectorEventLoop.sock_connect, []

    async def logging(self: BaseSelectorEventLoop, sock: Any, address: Any) -> None:
        log.append(address[:2])
        await connect(self, sock, address)

    monkeypatch.setattr(BaseSelectorEventLoop, "sock_connect", logging)
    return log


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.fixture
def secret() -> Iterator[LocalServer]:
    """A server inside, on a port that nobody allowed."""
    with LocalServer() as running:
        running.route("/*", b"secret")
        yield running


def fetched(server: LocalServer, url: str, *, obey_robots: bool = False) -> Fetched:
    async def run() -> Fetched:
        async with fetcher_for(server.port, resolver=NamesResolver(NAMES)) as fetcher:
            return await fetcher.fetch(Request(url, documented_api=not obey_robots), TARGET)

    return asyncio.run(run())


def assert_kept_out(got: Fetched, server: LocalServer, secret: LocalServer, went_to: list[Any]) -> None:
    assert got.outcome is FetchOutcome.FAILED
    assert got.document is None
    assert got.reason
    assert secret.requests == []
    assert set(went_to) <= {("127.0.0.1", server.port)}


@pytest.mark.parametrize("place", INSIDE)
def test_neither_an_address_nor_a_redirect_leads_inside(
    server: LocalServer, secret: LocalServer, went_to: list[Any], place: str
) -> None:
    url = place.replace("{secret}", str(secret.port))
    assert_kept_out(fetched(server, url), server, secret, went_to)
    assert went_to == []
    for status in (301, 303, 307, 308):
        server.redirect(f"/{status}", url, status=status)
        got = fetched(server, server.url(f"/{status}"))
        assert got.document is None
        assert secret.requests == []
        assert set(went_to) <= {("127.0.0.1", server.port)}


def test_the_last_of_many_redirects_is_looked_at_like_the_first(
    server: LocalServer, secret: LocalServer, went_to: list[Any]
) -> None:
    for hop in range(4):
        server.redirect(f"/{hop}", f"http://site{hop}.example:{server.port}/{hop + 1}")
    server.redirect("/4", secret.url("/"))
    assert_kept_out(fetched(server, server.url("/0")), server, secret, went_to)
    assert server.paths() == ["/0", "/1", "/2", "/3", "/4"]


def test_robots_that_redirect_inside_close_the_site(
    server: LocalServer, secret: LocalServer, went_to: list[Any]
) -> None:
    server.redirect("/robots.txt", secret.url("/robots.txt"))
    server.route("/page", b"hello")
    assert_kept_out(fetched(server, server.url("/page"), obey_robots=True), server, secret, went_to)
    assert server.paths() == ["/robots.txt"]


def test_a_name_that_changes_between_two_questions_is_asked_anew_and_refused(
    server: LocalServer, secret: LocalServer, went_to: list[Any]
) -> None:
    """Keep-alive does not outlive the check, and a retry is a new look-up."""
    server.route("/a", status=503)
    resolver = NamesResolver({"swap.example": ["127.0.0.1", "10.0.0.7"]})

    async def run() -> Fetched:
        async with fetcher_for(server.port, resolver=resolver) as fetcher:
            url = f"http://swap.example:{server.port}/a"
            return await fetcher.fetch(Request(url, documented_api=True), TARGET)

    got = asyncio.run(run())
    assert got.outcome is FetchOutcome.FAILED
    assert set(went_to) == {("127.0.0.1", server.port)}


class Leading:
    """A reader whose document names the next page, as a paged source does."""

    def __init__(self, first: str, following: str) -> None:
        self.first, self.following = first, following

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(self.first, documented_api=True)

    def read(self, document: Any, cursor: Cursor) -> Page:
        return Page((), cursor, Request(self.following, documented_api=True))


def test_a_next_page_inside_is_not_read(server: LocalServer, secret: LocalServer, went_to: list[Any]) -> None:
    server.route("/first", b"one of two")

    async def run(url: str) -> Collected:
        async with fetcher_for(server.port, resolver=NamesResolver(NAMES)) as fetcher:
            reader = Leading(server.url("/first"), url)
            return await collect(reader, TARGET, Cursor(), Validators(), fetcher)

    for place in INSIDE:
        got = asyncio.run(run(place.replace("{secret}", str(secret.port))))
        assert got.outcome is FetchOutcome.FAILED
        assert not got.complete
        assert got.reason.startswith("not read:") or got.reason == "the name has no address"
    assert secret.requests == []
    assert set(went_to) == {("127.0.0.1", server.port)}


def test_links_of_a_newsroom_that_lead_inside_or_elsewhere_are_not_followed(
    server: LocalServer, secret: LocalServer, went_to: list[Any]
) -> None:
    links = "".join(
        f"<li><a href='{place.replace('{secret}', str(secret.port))}'>Acme Robotics opens its office number {n}</a>"
        f"<time>2026-11-{n % 20 + 1:02}</time></li>"
        for n, place in enumerate(INSIDE)
    )
    server.route("/news", f"<html><main><ul>{links}</ul></main></html>", headers={"Content-Type": "text/html"})

    async def run() -> Collected:
        url = server.url("/news")
        async with fetcher_for(server.port, resolver=NamesResolver(NAMES)) as fetcher:
            target = Target("newsroom", url, "account-1", {"url": url})
            return await collect(collector("newsroom"), target, Cursor(), Validators(), fetcher)

    asyncio.run(run())
    assert "/news" in server.paths()
    assert secret.requests == []
    assert set(went_to) <= {("127.0.0.1", server.port)}
