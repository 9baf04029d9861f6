"""The DNS is asked by the network's one door: three kinds of record, honest about what nobody answered."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from fetching import fetcher_for
from name_server import NameServer

from agent.clock import MovedClock
from agent.domain.documents import Fetched, FetchOutcome, Request, Target
from signals.fetch import names
from signals.fetch.kept_headers import kept_headers

RECORDS = {
    ("alder.example", "MX"): ["10 mx2.oak.example.", "1 mx1.oak.example."],
    ("alder.example", "TXT"): ['"v=spf1 include:spf.oak.example" " -all"'],
    ("help.alder.example", "CNAME"): ["alder.desk.example."],
}
URL = "dns:alder.example?mx=@&txt=@&cname=help,status"


@pytest.fixture
def server() -> Iterator[NameServer]:
    with NameServer(RECORDS) as one:
        yield one


def ask(server: NameServer, url: str = URL) -> Fetched:
    async def one() -> Fetched:
        async with fetcher_for(clock=MovedClock(), name_servers=(server.address,)) as fetcher:
            return await fetcher.fetch(Request(url), Target("dns", "alder.example"))

    return asyncio.run(one())


def test_records_are_one_a_line_in_an_order_of_their_own(server: NameServer) -> None:
    first, second = ask(server), ask(server)
    assert first.document is not None and second.document is not None
    assert first.document.text.splitlines() == [
        "; MX @ answered",
        "alder.example MX 1 mx1.oak.example",
        "alder.example MX 10 mx2.oak.example",
        "; TXT @ answered",
        "alder.example TXT v=spf1 include:spf.oak.example -all",
        "; CNAME help answered",
        "help.alder.example CNAME alder.desk.example",
        "; CNAME status answered",
    ]
    assert first.document.sha256 == second.document.sha256
    assert set(server.asked) == {
        ("alder.example", "MX"), ("alder.example", "TXT"),
        ("help.alder.example", "CNAME"), ("status.alder.example", "CNAME"),
    }  # fmt: skip


def test_a_question_that_nobody_answered_is_no_empty_answer(
    server: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "LOOK_UP_S", 0.3)
    server.silent.add("help.alder.example")
    found = ask(server)
    assert found.document is not None
    assert "; CNAME help unanswered" in found.document.text
    server.silent |= {"alder.example", "status.alder.example"}
    assert ask(server).outcome is FetchOutcome.FAILED


def test_a_domain_that_does_not_exist_is_an_unknown_target(server: NameServer) -> None:
    assert ask(server, "dns:gone.example?mx=@&cname=help").outcome is FetchOutcome.UNKNOWN_TARGET


@pytest.mark.parametrize(
    "url",
    [
        "dns:localhost?mx=@",
        "dns:10.0.0.1?mx=@",
        "dns:alder.example?ns=@",
        "dns:alder.example?cname=a.b",
        "dns:alder.example",
        "dns:alder .example?mx=@",
        "dns:alder.example?cname=" + ",".join(f"n{n}" for n in range(17)),
        "dns:" + "a" * 80 + ".example?mx=@",
    ],
)
def test_nothing_else_is_asked(server: NameServer, url: str) -> None:
    found = ask(server, url)
    assert found.outcome is FetchOutcome.FAILED
    assert found.reason.startswith("not asked")
    assert server.asked == []


def test_of_cookies_only_the_names_are_kept() -> None:
    headers = {
        "content-type": "text/html",
        "set-cookie": "hubspotutk=secret; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/, other=1; HttpOnly",
        "server": "cloudflare",
        "date": "today",
    }
    assert kept_headers(headers) == {"set-cookie": "hubspotutk\nother", "server": "cloudflare"}
    assert kept_headers({"content-type": "application/json", "server": "x"}) == {}
