"""The daily index and a company's own list: what the current list missed is counted and read, once, by its readers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from agent.clock import MovedClock
from agent.domain.documents import Cursor, FetchOutcome, Target, Validators
from agent.domain.items import Item
from agent.domain.signals import SignalKind
from agent.errors import ConfigError, SourceChanged
from agent.net.urls import place_of
from signals.collect import Collected, collect
from signals.collectors.sec_company import SecCompany
from signals.collectors.sec_daily_index import PEERS_KEY, SecDailyIndex, filings_of
from signals.contract import Collector
from signals.detect import detect
from signals.fetch.exchange import bucket_of
from signals.fetch.pace import SHARED
from tests.documents import DATA, document
from tests.fetching import fetcher_for
from tests.local_server import LocalServer

EDGAR = DATA / "edgar"
FOLDER = "/Archives/edgar/daily-index"
QUARTER = f"{FOLDER}/2026/QTR4"
FORM_D_PATH = "/Archives/edgar/data/9900001/000990000126000003/primary_doc.xml"
FILED = "/Archives/edgar/data/9900003/000990000326000009"
OTHER_INDEX = "/Archives/edgar/data/9900005/000990000526000002/0009900005-26-000002-index.htm"
ITEMS = '<div class="formGrouping"><div class="infoHead">Items</div><div class="info">{}<br/>Item 9.01</div></div>'
READ_AT = datetime(2026, 11, 19, 7, 0, tzinfo=UTC)


@pytest.fixture
def sec() -> Iterator[LocalServer]:
    with LocalServer() as server:
        server.route(f"{FOLDER}/index.json", (EDGAR / "daily_index.json").read_bytes())
        server.route(f"{QUARTER}/index.json", (EDGAR / "daily_index_quarter.json").read_bytes())
        server.route(f"{QUARTER}/master.20261118.idx", (EDGAR / "master.20261118.idx").read_bytes())
        quiet = (EDGAR / "master.20261118.idx").read_text().split("9900001|")[0]
        server.route(f"{QUARTER}/master.20261117.idx", quiet)
        server.route(f"{QUARTER}/master.20261113.idx", status=404)
        server.route(FORM_D_PATH, (EDGAR / "primary_doc.xml").read_bytes())
        index = (EDGAR / "index.htm").read_text()
        server.route(f"{FILED}/0009900003-26-000009-index.htm", ITEMS.format("Item 5.02: Departure") + index)
        server.route(f"{FILED}/pwh-20261118.htm", (EDGAR / "8k.htm").read_bytes())
        server.route(OTHER_INDEX, ITEMS.format("Item 2.02: Results") + index)
        server.route("/submissions/CIK0009900003.json", (EDGAR / "submissions.json").read_bytes())
        older = "/Archives/edgar/data/9900003/000990000326000003/primary_doc.xml"
        server.route(older, (EDGAR / "primary_doc.xml").read_bytes())
        yield server


def night(
    server: LocalServer, collector: Collector, cursor: Cursor, *, key: str = "current", at: datetime = READ_AT
) -> Collected:
    async def run() -> Collected:
        target = Target("edgar", key, params={"base_url": server.url("").rstrip("/")})
        async with fetcher_for(server.port, clock=MovedClock(at)) as fetcher:
            return await collect(collector, target, cursor, Validators(), fetcher)

    return asyncio.run(run())


def known(cursor: Cursor, *accessions: str) -> Cursor:
    """The cursor as the night hands it over: with what the lists of current filings saw."""
    return Cursor({**cursor.state, PEERS_KEY: json.dumps(accessions)}, cursor.first_ok_at or READ_AT)


def test_what_the_current_list_missed_is_counted_and_read(sec: LocalServer) -> None:
    seen = known(Cursor(), "0009900005-26-000002", "0009900003-26-000009")
    got = night(sec, SecDailyIndex(), seen)
    assert got.outcome is FetchOutcome.OK and got.counts == {"edgar_gap": 1}
    (item,) = got.items
    assert item.key == "0009900001-26-000003" and item.fields["amount_sold"] == "12250000.50"
    assert item.published_at == datetime(2026, 11, 18, tzinfo=UTC) and item.url.endswith("-index.htm")
    assert PEERS_KEY not in got.cursor.state
    assert not any("9900003/" in path or "9900005/" in path for path in sec.paths())


def test_a_list_without_gaps_reads_no_filing(sec: LocalServer) -> None:
    seen = known(Cursor(), "0009900005-26-000002", "0009900003-26-000009", "0009900001-26-000003")
    got = night(sec, SecDailyIndex(), seen)
    assert got.counts == {} and got.items == () and not any("/data/" in path for path in sec.paths())


def test_a_second_night_counts_and_reads_nothing_again(sec: LocalServer) -> None:
    first = night(sec, SecDailyIndex(), known(Cursor(), "0009900003-26-000009"))
    assert first.counts == {"edgar_gap": 2}
    second = night(sec, SecDailyIndex(), known(first.cursor, "0009900003-26-000009"), at=READ_AT + timedelta(hours=20))
    assert second.items == () and second.counts == {} and sec.paths().count(FORM_D_PATH) == 1


def test_days_without_a_file_and_a_missing_file_are_no_failure(sec: LocalServer) -> None:
    got = night(sec, SecDailyIndex(), known(Cursor(), "x"))
    asked = [path for path in sec.paths() if "master" in path]
    assert asked == [f"{QUARTER}/master.{day}.idx" for day in ("20261118", "20261117")]
    assert got.outcome is FetchOutcome.OK
    later = night(sec, SecDailyIndex(), known(got.cursor, "x"), at=datetime(2026, 11, 18, 7, 0, tzinfo=UTC))
    assert f"{QUARTER}/master.20261113.idx" in sec.paths() and later.outcome is FetchOutcome.OK


def test_an_8k_whose_index_names_other_items_is_not_opened(sec: LocalServer) -> None:
    got = night(sec, SecDailyIndex(), known(Cursor(), "0009900001-26-000003"))
    assert OTHER_INDEX in sec.paths() and f"{FILED}/pwh-20261118.htm" in sec.paths()
    (item,) = got.items
    assert item.fields["item"] == "5.02" and item.company == "PALEWATER HOLDINGS INC"
    assert {mention.kind for mention in detect(item)} == {SignalKind.JOB_CHANGE}


def test_with_nothing_to_compare_with_the_first_reading_is_a_baseline_and_later_ones_read_what_is_new(
    sec: LocalServer,
) -> None:
    first = night(sec, SecDailyIndex(), Cursor())
    assert first.items == () and first.counts == {} and not any("20261117" in path for path in sec.paths())
    more = (
        EDGAR / "master.20261118.idx"
    ).read_text() + "9900004|Tidewell Corp|D/A|20261118|edgar/data/9900004/{}.txt\n"
    sec.route(f"{QUARTER}/master.20261118.idx", more.format("0009900004-26-000001"))
    sec.route(
        "/Archives/edgar/data/9900004/000990000426000001/primary_doc.xml", (EDGAR / "primary_doc.xml").read_bytes()
    )
    second = night(sec, SecDailyIndex(), first.cursor, at=READ_AT + timedelta(hours=12))
    assert [item.key for item in second.items] == ["0009900004-26-000001"] and second.counts == {}


def test_january_looks_into_last_years_folder() -> None:
    listing = (EDGAR / "daily_index.json").read_text()
    new_year = replace(
        document("edgar", listing, url=f"https://www.sec.gov{FOLDER}/index.json"),
        fetched_at=datetime(2027, 1, 3, 7, 0, tzinfo=UTC),
    )
    page = SecDailyIndex().read(new_year, Cursor())
    assert page.next_request is not None and page.next_request.url.endswith("/2027/QTR1/index.json")
    onward = SecDailyIndex().skip(page.next_request, page.cursor, again=False)
    assert onward.next_request is not None and onward.next_request.url.endswith("/2026/QTR4/index.json")


def test_a_filing_of_several_registrants_counts_once_and_other_forms_do_not() -> None:
    filings = filings_of(document("edgar", EDGAR / "master.20261118.idx"))
    assert [(one.form, one.cik) for one in filings] == [("D", "9900001"), ("8-K", "9900003"), ("8-K", "9900005")]


@pytest.mark.parametrize("spoiled", ["", "<html>Rate limit</html>", '{"directory": []}', "[]", "CIK,Name,Form"])
@pytest.mark.parametrize("path", [f"{FOLDER}/index.json", f"{QUARTER}/index.json", f"{QUARTER}/master.20261118.idx"])
def test_an_index_that_is_none_is_a_changed_source(path: str, spoiled: str) -> None:
    with pytest.raises(SourceChanged):
        SecDailyIndex().read(document("edgar", spoiled, url=f"https://www.sec.gov{path}"), Cursor())


def test_a_company_list_gives_its_rounds_and_officers_of_the_last_months(sec: LocalServer) -> None:
    first = night(sec, SecCompany(), Cursor(), key="9900003")
    assert [(item.fields.get("item"), item.key) for item in first.items] == [
        (None, "0009900003-26-000003"),
        ("5.02", "0009900003-26-000009"),
    ]
    assert not any("-index.htm" in path or "er.htm" in path or "old.htm" in path for path in sec.paths())
    officers: Item = first.items[1]
    assert officers.published_at == datetime(2026, 11, 18, 21, 5, tzinfo=UTC)
    asked = len(sec.requests)
    second = night(sec, SecCompany(), first.cursor, key="9900003")
    assert second.items == () and len(sec.requests) == asked + 1


def test_a_cik_is_digits_and_an_unknown_one_is_unknown(sec: LocalServer) -> None:
    with pytest.raises(ConfigError, match="no CIK"):
        SecCompany().start(Target("edgar", "Palewater"), Cursor())
    got = night(sec, SecCompany(), Cursor(), key="1")
    assert got.outcome is FetchOutcome.UNKNOWN_TARGET and sec.paths() == ["/submissions/CIK0000000001.json"]


@pytest.mark.parametrize("spoiled", ["", "<html>", "[]", '{"filings": {"recent": {"accessionNumber": ["1"]}}}'])
def test_a_company_list_of_another_shape_is_a_changed_source(spoiled: str) -> None:
    url = "https://data.sec.gov/submissions/CIK0009900003.json"
    with pytest.raises(SourceChanged):
        SecCompany().read(document("edgar", spoiled, key="9900003", url=url), Cursor())


def test_every_host_of_the_sec_shares_one_limit_of_five_a_second() -> None:
    hosts = ("www.sec.gov", "data.sec.gov", "efts.sec.gov")
    assert {bucket_of(place_of(f"https://{host}/x")) for host in hosts} == {"sec.gov"}
    assert SHARED["sec.gov"].gap_s >= 1 / 5
