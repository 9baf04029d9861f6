"""What every collector promises (signals §1.1): pure, keyed, lost for words only by SourceChanged, and documented."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from agent.domain.documents import Cursor, Document, FetchOutcome, Target
from agent.domain.items import Item, ItemKind
from agent.errors import SourceChanged
from signals.registry import COLLECTORS, collector
from tests.documents import DATA, document

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "docs/sources"
DNS = "alder.example. MX 10 mx.mail.example.\nalder.example. TXT v=spf1 include:spf.tool.example -all\n"


class Recorded(NamedTuple):
    """A document as the source gives it (a file of tests/data, or text), the key it is asked by, and how many items
    it has."""

    body: str
    items: int
    key: str = "acme"
    url: str = "https://source.example/document"


BOARDS = {
    "greenhouse": 3,
    "lever": 2,
    "ashby": 2,
    "workable": 2,
    "smartrecruiters": 2,
    "recruitee": 2,
    "personio": 2,
    "bamboohr": 2,
    "teamtailor": 2,
    "breezy": 2,
    "pinpoint": 2,
    "rippling": 2,
    "eightfold": 2,
}
REGISTER = "https://api.company-information.service.gov.uk/company/01234567/officers?start_index=0"
STREAM = "https://stream.companieshouse.gov.uk/officers"
RECORDED = {
    **{name: Recorded(f"boards/{name}.{'xml' if name == 'personio' else 'json'}", -1) for name in BOARDS},
    "workday": Recorded("boards/workday.json", 3, "acme.wd5.myworkdayjobs.com/careers"),
    "oracle": Recorded("boards/oracle.json", 2, "abcd.fa.em2.oraclecloud.com/CX_1"),
    "neogov": Recorded("boards/neogov.xml", 2, "brindlecounty"),
    "paylocity": Recorded("boards/paylocity.html", 2, "00000000-0000-4000-8000-000000000007"),
    "icims": Recorded("boards/icims.html", 2, "careers-otterby"),
    "jobvite": Recorded("boards/jobvite.html", 3, "gorsehill"),
    "job_posting": Recorded("boards/job_posting.html", 2, "https://heronsgate.example/careers"),
    "job_list": Recorded("boards/lever.json", -1, "https://heronsgate.example/jobs.json"),
    "feed": Recorded("feeds/newsroom.rss.xml", -1, "https://alder.example/feed.xml"),
    "newsroom": Recorded("newsrooms/list.html", 0, "https://alder.example/news", "https://alder.example/news"),
    "sitemap": Recorded("sitemaps/news.xml", 2, "https://wire.example/map.xml", "https://wire.example/map.xml"),
    "gdelt": Recorded("wires/gdelt.json", 2, "https://api.gdeltproject.org/api/v2/doc/doc?query=x"),
    "sec_form_d": Recorded("edgar/primary_doc.xml", 1, "current"),
    "sec_8k": Recorded("edgar/8k.htm", 1, "current"),
    "sec_daily_index": Recorded(
        "edgar/daily_index.json", 0, "current", "https://www.sec.gov/Archives/edgar/daily-index/index.json"
    ),
    "sec_company": Recorded(
        "edgar/submissions.json", 0, "9900003", "https://data.sec.gov/submissions/CIK0009900003.json"
    ),
    "companies_house": Recorded("registers/officers.json", 2, "01234567", REGISTER),
    "companies_house_stream": Recorded("registers/officers_stream.ndjson", 4, "current", STREAM),
    "site_tech": Recorded("newsrooms/list.html", -1, "alder.example", "https://alder.example/"),
    "team_page": Recorded("pages/leadership.html", 1, "https://alder.example/leadership"),
    "dns": Recorded(DNS, -1, "alder.example", "dns:alder.example"),
}
READ_WITHOUT_A_DOCUMENT_OF_THE_WEB = {"intake"}
JSON_ONLY = [
    *BOARDS.keys() - {"personio", "teamtailor"},
    "workday",
    "oracle",
    "gdelt",
    "companies_house",
    "companies_house_stream",
    "sec_company",
]
GARBAGE = [
    "",
    " ",
    "null",
    "{}",
    "[]",
    "[1]",
    '"x"',
    "\x00\x01",
    "<html><body>Please wait</body></html>",
    "<",
    "<a/>",
    "{",
]


def recorded(name: str) -> Document:
    told = RECORDED[name]
    body = DATA / told.body if "\n" not in told.body else told.body
    return document(name, body, key=told.key, url=told.url)


def of(name: str, body: str) -> Document:
    return document(name, body, key=RECORDED[name].key, url=RECORDED[name].url)


def test_every_collector_has_a_recorded_document() -> None:
    assert RECORDED.keys() | READ_WITHOUT_A_DOCUMENT_OF_THE_WEB == COLLECTORS.keys()


@pytest.mark.parametrize("name", RECORDED)
def test_asking_is_pure_and_names_an_address(name: str) -> None:
    target = Target(name, RECORDED[name].key, "acc")
    first, second = (collector(name).start(target, Cursor()) for _ in range(2))
    assert first == second and re.match(r"(?:https?|dns):", first.url)
    assert not first.url.startswith("http://") and first.max_bytes <= 100_000_000


@pytest.mark.parametrize("name", RECORDED)
def test_reading_twice_gives_the_same_and_leaves_nothing_behind(name: str) -> None:
    reader = collector(name)
    before = dict(getattr(reader, "__dict__", {}))
    first, second = (reader.read(recorded(name), Cursor()) for _ in range(2))
    assert first == second and dict(getattr(reader, "__dict__", {})) == before
    assert first.outcome is FetchOutcome.OK
    if RECORDED[name].items >= 0:
        assert len(first.items) == RECORDED[name].items
    for item in first.items:
        holds(item, name)
    assert len({item.key for item in first.items}) == len(first.items)


def holds(item: Item, name: str) -> None:
    assert item.source == name and item.key and item.title and item.url
    assert item.text.startswith(item.title) or item.kind is ItemKind.PAGE
    assert item.published_at is None or item.published_at.tzinfo is not None
    assert all(isinstance(value, str) for value in item.fields.values())


@pytest.mark.parametrize("name", RECORDED)
def test_garbage_is_a_changed_source_or_an_outcome(name: str) -> None:
    for body in GARBAGE:
        try:
            page = collector(name).read(of(name, body), Cursor())
        except SourceChanged:
            continue
        assert page.items == () or name in {"site_tech", "dns"}


@pytest.mark.parametrize("name", sorted(JSON_ONLY))
def test_a_page_where_json_was_is_no_empty_answer(name: str) -> None:
    with pytest.raises(SourceChanged):
        collector(name).read(of(name, "<html><body>Please wait</body></html>"), Cursor())


@pytest.mark.parametrize("name", COLLECTORS)
def test_every_collector_has_a_page_and_the_index_names_it(name: str) -> None:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {name}: ") and f"collector: {name}" in text and "firstlight source test " in text
    for part in ("**What is read.**", "**Terms.**", "**What it gives.**", "**Try it.**"):
        assert part in text, f"docs/sources/{name}.md has no {part}"
    assert "**How it fails.**" in text or "**What it does not see.**" in text
    assert f"(sources/{name}.md)" in (ROOT / "docs/sources.md").read_text(encoding="utf-8")


def test_no_page_is_left_of_a_collector_that_is_gone() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == COLLECTORS.keys()
