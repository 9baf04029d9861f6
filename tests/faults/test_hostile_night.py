"""Forty hosts at once of which ten hang, lie or never end: the night is over in time and says of each what happened.

The limits are a fraction of the real ones; `make test-faults` plays it with those (signals §8.1).
"""

from __future__ import annotations

import time
from asyncio.selector_events import BaseSelectorEventLoop
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest
from local_server import Answer, LocalServer
from raw_server import RawServer
from sqlmodel import select
from town import Town, town_in
from town_web import Story, rss

import agent.wiring
from agent.domain.runs import Run, RunState
from agent.tables.items import ItemRow, TargetRow
from signals.fetch.client import WebFetcher
from signals.fetch.exchange import Limits

QUICK = Limits(connect_s=0.5, read_s=0.7, total_s=1.2, tries=2, try_gap_s=0.05)
GOOD = 30
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
NO_ROBOTS = b"HTTP/1.1 404 no\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
HANGING: dict[str, tuple[Callable[[], Any], str]] = {
    "never answers": (lambda: [60.0], "timed out"),
    "drips its head": (lambda: chain([HEAD + b"X: "], *repeat((b"y", 0.3), 900)), "timed out"),
    "drips its body": (lambda: chain([HEAD + b"\r\n"], *repeat((b"x", 0.2), 300)), "timed out"),
    "stops within its body": (lambda: [HEAD + b"Content-Length: 900\r\n\r\n<rss>", 60.0], "timed out"),
    "never ends": (lambda: chain([HEAD + b"\r\n"], repeat(b"<item>" * 2_000)), "is larger than"),
    "hangs up": (list, "the connection failed or was cut"),
    "lies about its length": (lambda: [HEAD + b"Content-Length: 900\r\n\r\n<rss/>"], "cut short"),
    "is no web server": (lambda: [b"220 mail.example ESMTP\r\n"], "not valid HTTP"),
    "leads inside": (lambda: [b"HTTP/1.1 302 x\r\nLocation: http://169.254.169.254/\r\n\r\n"], "not read:"),
    "leads in a circle": (lambda: [b"HTTP/1.1 302 x\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"], "redirects"),
}


class AfterRobots:
    """Says that there is no robots.txt, then what it is here for."""

    def __init__(self, said: Callable[[], Any]) -> None:
        self._said, self._server = said, RawServer(self._say)

    def _say(self) -> Any:
        return [NO_ROBOTS] if b"/robots.txt" in self._server.requests[-1].split(b"\r\n")[0] else self._said()

    def __enter__(self) -> RawServer:
        return self._server.__enter__()

    def __exit__(self, *_: object) -> None:
        self._server.__exit__()


@pytest.fixture
def went_to(monkeypatch: pytest.MonkeyPatch) -> set[Any]:
    """Every address that an event loop's socket was told to connect to."""
    connect, log = BaseSelectorEventLoop.sock_connect, set()

    async def logging(self: BaseSelectorEventLoop, sock: Any, address: Any) -> None:
        log.add(address[:2])
        await connect(self, sock, address)

    monkeypatch.setattr(BaseSelectorEventLoop, "sock_connect", logging)
    return log


@pytest.fixture
def forty(tmp_path: Path) -> Iterator[tuple[Town, dict[str, str], set[int]]]:
    """A town of forty companies, each with a host of its own; the hanging ones by what they do."""
    with ExitStack() as open_servers:
        good = [open_servers.enter_context(LocalServer()) for _ in range(GOOD)]
        bad = {name: open_servers.enter_context(AfterRobots(said)) for name, (said, _) in HANGING.items()}
        ports = {server.port for server in (*good, *bad.values())}
        town = open_servers.enter_context(town_in(tmp_path / "town", ports=ports))
        for number, server in enumerate(good):
            key = f"good{number}"
            told = Story(key, f"{key.title()} Works opens an office", "An office.", town.clock.now())
            server.route("/feed.xml", rss(key, [told]), headers={"Content-Type": "application/rss+xml"})
            town.settle(key, feeds=(server.url("/feed.xml"),))
        addresses = {}
        for number, (name, raw) in enumerate(bad.items()):
            addresses[name] = raw.url("/feed.xml")
            town.settle(f"bad{number}", feeds=(addresses[name],))
        yield town, addresses, ports | {town.server.port}


def play(town: Town, limits: Limits | None, monkeypatch: pytest.MonkeyPatch) -> tuple[Run, float]:
    if limits is not None:
        monkeypatch.setattr(agent.wiring, "WebFetcher", partial(WebFetcher, limits=limits))
    began = time.monotonic()
    run = town.play()
    return run, time.monotonic() - began


def assert_all_told(town: Town, run: Run, addresses: dict[str, str]) -> None:
    with town.installation.store.read() as session:
        said = {row.key: (row.last_outcome, row.last_reason) for row in session.exec(select(TargetRow))}
        read = session.exec(select(ItemRow.key)).all()
    assert run.state is RunState.DONE
    assert len(read) == GOOD
    for name, address in addresses.items():
        outcome, reason = said[address]
        assert outcome == "failed", name
        assert HANGING[name][1] in reason, (name, reason)
    skips = town.skips(run)
    assert len(skips) == GOOD + len(HANGING)
    assert all(skip.why for skip in skips.values())
    for number in range(len(HANGING)):
        assert skips[f"bad{number}"].why != skips["good0"].why, "a site that could not be read is not called quiet"


def test_ten_of_forty_hosts_hang_and_the_night_is_over_in_time(
    forty: tuple[Town, dict[str, str], set[int]], went_to: set[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, addresses, ports = forty
    run, took = play(town, QUICK, monkeypatch)
    assert took < 15
    assert_all_told(town, run, addresses)
    assert {host for host, _ in went_to} <= {"127.0.0.1"}
    assert {port for _, port in went_to} <= ports


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_with_the_limits_of_every_night_it_takes_a_few_minutes_at_most(
    forty: tuple[Town, dict[str, str], set[int]], went_to: set[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, addresses, ports = forty
    run, took = play(town, None, monkeypatch)
    assert took < 180
    assert_all_told(town, run, addresses)
    assert {port for _, port in went_to} <= ports


def test_pages_that_never_end_cost_a_bounded_number_of_requests(tmp_path: Path) -> None:
    """A board that always has another hundred jobs is read to the most pages of a reading, and closes nothing."""
    with town_in(tmp_path / "town") as town:
        town.server.route("/v1/companies/alder/postings", _endless)
        town.settle("alder", boards=("smartrecruiters:alder",))
        run = town.play()
        assert run.state is RunState.DONE
        assert 0 < run.counts["requests"] <= 205
        with town.installation.store.read() as session:
            [row] = session.exec(select(TargetRow).where(TargetRow.source == "smartrecruiters")).all()
        assert "pages" in row.last_reason


def _endless(received: Any) -> Answer:
    start = int(received.query.get("offset", "0"))
    jobs = ",".join(
        f'{{"id": "{start + n}", "name": "Fitter {start + n}", "releasedDate": "2026-09-01T09:00:00.000Z"}}'
        for n in range(100)
    )
    body = f'{{"offset": {start}, "limit": 100, "totalFound": 99999999, "content": [{jobs}]}}'
    return Answer(body, 200, {"Content-Type": "application/json"})
