"""Pages and DNS as fingerprints: one item a page, the same pages each time, nothing new when read twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from documents import document
from fetching import fetcher_for
from local_server import Answer, LocalServer

from agent.domain.documents import Cursor, FetchOutcome, Target, Validators
from agent.domain.items import ItemKind
from agent.errors import SourceChanged
from signals.collect import Collected, collect
from signals.collectors.dns import Dns
from signals.collectors.site_tech import SiteTech
from signals.detect import detect
from signals.technology.readings import reading_of
from signals.technology.rules import rules_with

HOME = """<html><head><script src="https://js.hs-scripts.com/4711.js"></script></head><body>
<a href="/pricing?ref=nav">Pricing</a><a href="/pricing/enterprise">Enterprise</a><a href="/contact#form">Contact</a>
<a href="/about">About</a><a href="https://other.example/careers">Careers</a><a href="/careers">Careers</a>
</body></html>"""
PRICING = '<html><body><script src="https://js.stripe.com/v3/"></script></body></html>'
PLAIN = "<html><body>Write to us.</body></html>"
HTML = {"Content-Type": "text/html"}


def target(server: LocalServer, **params: str) -> Target:
    return Target(
        "site_tech", "alder.example", "a1", {"home_page": server.url("/{domain}/").replace("/{domain}", ""), **params}
    )


def read(server: LocalServer, cursor: Cursor | None = None) -> Collected:
    async def one() -> Collected:
        async with fetcher_for(server.port) as fetcher:
            return await collect(SiteTech(), target(server), cursor or Cursor(), Validators(), fetcher)

    return asyncio.run(one())


def site(server: LocalServer) -> None:
    for path, page in (("/", HOME), ("/pricing", PRICING), ("/contact", PLAIN), ("/careers", PLAIN)):
        server.route(path, page, headers=HTML)


def test_a_site_gives_one_item_a_page_with_its_marks_verbatim() -> None:
    with LocalServer() as server:
        site(server)
        got = read(server)
    assert got.outcome is FetchOutcome.OK
    assert [item.key for item in got.items] == [
        "alder.example:home", "alder.example:/pricing", "alder.example:/contact", "alder.example:/careers",
    ]  # fmt: skip
    assert {item.kind for item in got.items} == {ItemKind.FINGERPRINT}
    assert "https://js.hs-scripts.com" in got.items[0].text and "https://js.hs-scripts.com" in HOME
    assert all(detect(item) == () for item in got.items), "a fingerprint alone is no news"


def test_the_same_pages_are_read_again_and_tell_the_same() -> None:
    with LocalServer() as server:
        site(server)
        first = read(server)
        server.route("/", HOME.replace("/pricing?ref=nav", "/plans") + "<!-- news -->", headers=HTML)
        server.route("/plans", PLAIN, headers=HTML)
        second = read(server, first.cursor)
    assert [(item.key, item.text) for item in first.items] == [(item.key, item.text) for item in second.items]


def test_a_page_that_fails_costs_only_itself_and_is_no_absence() -> None:
    with LocalServer() as server:
        site(server)
        first = read(server)
        server.route("/pricing", Answer(status=429))
        second = read(server, first.cursor)
    assert second.outcome is FetchOutcome.OK
    reading = reading_of(second.items, rules_with(), source="site_tech", at=first.documents[0].fetched_at)
    assert reading.places == {"/", "/contact", "/careers"}
    assert "pricing" in second.cursor.state["pages"], "asked again another night"


def test_a_page_that_is_gone_is_forgotten() -> None:
    with LocalServer() as server:
        site(server)
        first = read(server)
        server.route("/contact", Answer(status=404))
        second = read(server, first.cursor)
    assert "contact" not in second.cursor.state["pages"]


def test_a_home_page_on_another_site_is_not_the_accounts() -> None:
    home = replace(
        document("site_tech", HOME, key="alder.example", url="https://alder.example/"),
        final_url="https://parked.example/",
    )
    with pytest.raises(SourceChanged, match="another site"):
        SiteTech().read(home, Cursor())
    with pytest.raises(SourceChanged, match="is no page"):
        SiteTech().read(document("site_tech", "just words", key="alder.example"), Cursor())


ANSWERS = """; MX @ answered
alder.example MX 1 aspmx.l.google.com
; TXT @ unanswered
; CNAME help answered
help.alder.example CNAME alder.zendesk.com
; CNAME status answered
"""


def test_dns_gives_one_item_and_says_which_questions_were_answered() -> None:
    asked = document("dns", ANSWERS, key="alder.example", url="dns:alder.example")
    page = Dns().read(asked, Cursor())
    (item,) = page.items
    reading = reading_of([item], rules_with(), source="dns", at=asked.fetched_at)
    assert reading.places == {"MX @", "CNAME help", "CNAME status"}
    assert {(seen.tool, seen.place) for seen in reading.seen} == {
        ("Google Workspace", "MX @"),
        ("Zendesk", "CNAME help"),
    }
    assert all(seen.found in ANSWERS for seen in reading.seen)
    assert Dns().read(asked, Cursor()).items == page.items


def test_what_is_no_dns_answer_is_refused() -> None:
    with pytest.raises(SourceChanged, match="is no record"):
        Dns().read(document("dns", "<html>blocked</html>", key="alder.example"), Cursor())


def test_the_questions_are_the_teams_to_choose() -> None:
    request = Dns().start(Target("dns", "alder.example", "a1", {"names": "help, shop"}), Cursor())
    assert request.url == "dns:alder.example?mx=@&txt=@&cname=help,shop"
