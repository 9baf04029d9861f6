"""The SEC's filings: facts as the filing states them, a queue that survives, and nothing read twice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from agent.domain.documents import Cursor, FetchOutcome, Target, Validators
from agent.errors import SourceChanged
from signals.collect import Collected, collect
from signals.collectors.sec_8k import Sec8K, item_502, primary_document
from signals.collectors.sec_form_d import SecFormD, parse_form_d
from signals.collectors.sec_queue import TRIES
from tests.documents import DATA, document
from tests.fetching import fetcher_for
from tests.local_server import Answer, LocalServer

FORM_D = (DATA / "edgar/primary_doc.xml").read_text()
FORM_D_PATH = "/Archives/edgar/data/9900001/000990000126000003/primary_doc.xml"
AMENDED_PATH = "/Archives/edgar/data/9900004/000990000426000001/primary_doc.xml"


def test_a_form_d_states_its_facts() -> None:
    form = parse_form_d(FORM_D)
    assert (form.submission_type, form.cik, form.entity) == ("D", "0009900001", "Brightkiln, Inc.")
    assert (form.total_offering, form.amount_sold, form.remaining) == ("15000000", "12250000.50", "2749999.50")
    assert (form.first_sale, form.investors, form.is_amendment, form.pooled_fund) == ("2026-11-05", "7", False, False)
    assert form.persons == (
        ("Maren J. Estrade", ("Executive Officer", "Director")),
        ("Tobin Ashgrove", ("Director",)),
    )


def test_what_a_form_d_leaves_open_stays_open() -> None:
    changed = FORM_D.replace("15000000", "Indefinite").replace(
        "<value>2026-11-05</value>", "<yetToOccur>true</yetToOccur>"
    )
    form = parse_form_d(changed)
    assert form.total_offering is None and form.first_sale is None
    item = SecFormD().read(document("sec_form_d", changed), Cursor()).items[0]
    assert "total_offering" not in item.fields and "Total offering amount: Indefinite" in item.text
    assert "Date of first sale: Yet to occur" in item.text


def test_a_bare_filing_is_an_item_whose_text_repeats_its_fields() -> None:
    (item,) = SecFormD().read(document("sec_form_d", FORM_D), Cursor()).items
    assert item.company == "Brightkiln, Inc." and item.published_at == datetime(2026, 11, 17, tzinfo=UTC)
    for shown in ("Brightkiln, Inc.", "$15,000,000", "$12,250,000.50", "2026-11-05", "AUSTIN, TX", "Maren J. Estrade"):
        assert shown in item.text
    assert json.loads(item.fields["persons"])[1] == ["Tobin Ashgrove", ["Director"]]


@pytest.mark.parametrize("spoiled", ["<html><body>Rate limited</body></html>", "", "<edgarSubmission/>", "<feed/"])
def test_what_is_no_filing_is_a_changed_source(spoiled: str) -> None:
    with pytest.raises(SourceChanged):
        parse_form_d(spoiled)


def test_a_fund_is_known_by_its_industry() -> None:
    assert parse_form_d(FORM_D.replace("Other Technology", "Pooled Investment Fund")).pooled_fund


def test_item_502_is_cut_out_of_the_filing() -> None:
    section = item_502((DATA / "edgar/8k.htm").read_text())
    assert section.startswith("Item 5.02 Departure of Directors") and section.endswith(
        "Ms. Aldecott succeeds Piers Lanyon."
    )
    assert "appointed Sunniva Aldecott as Chief Revenue Officer, effective December 1, 2026." in section
    assert "hidden facts" not in section and "Exhibits" not in section
    assert item_502("<p>Item 2.02 Results</p>") == ""


def test_item_502_of_a_plain_text_filing_has_whole_sentences() -> None:
    text = (
        "ITEM 5.02. DEPARTURE OF DIRECTORS\n\nOn May 1 the Company\nappointed Ida Rook as\nCFO.\n\nSIGNATURES\n\nSigned"
    )
    assert item_502(text).endswith("On May 1 the Company appointed Ida Rook as CFO.")


def test_the_8k_document_is_found_in_the_filings_index() -> None:
    found = primary_document((DATA / "edgar/index.htm").read_text())
    assert found == "/Archives/edgar/data/9900003/000990000326000009/pwh-20261118.htm"
    with pytest.raises(SourceChanged):
        primary_document("<table><tr><td>1</td><td>x</td><td><a href='/x'>x</a></td><td>EX-99</td></tr></table>")


@pytest.fixture
def sec() -> Iterator[LocalServer]:
    with LocalServer() as server:
        atom = {"Content-Type": "application/atom+xml"}
        name = {"D": "getcurrent_d.atom", "8-K": "getcurrent_8k.atom"}
        server.route(
            "/cgi-bin/browse-edgar",
            lambda got: Answer((DATA / "edgar" / name[got.query["type"]]).read_bytes(), headers=atom),
        )
        server.route(FORM_D_PATH, FORM_D)
        server.route(AMENDED_PATH, FORM_D.replace("Brightkiln, Inc.", "Tidewell Corp"))
        folder = "/Archives/edgar/data/9900003/000990000326000009"
        server.route(f"{folder}/0009900003-26-000009-index.htm", (DATA / "edgar/index.htm").read_bytes())
        server.route(f"{folder}/pwh-20261118.htm", (DATA / "edgar/8k.htm").read_bytes())
        yield server


def night(server: LocalServer, collector: SecFormD | Sec8K, cursor: Cursor) -> Collected:
    async def run() -> Collected:
        target = Target("sec", "current", params={"base_url": server.url("").rstrip("/")})
        async with fetcher_for(server.port) as fetcher:
            return await collect(collector, target, cursor, Validators(), fetcher)

    return asyncio.run(run())


def test_the_list_leads_to_each_operating_companys_filing_and_a_second_night_reads_none_again(sec: LocalServer) -> None:
    first = night(sec, SecFormD(), Cursor())
    assert first.outcome is FetchOutcome.OK and [item.company for item in first.items] == [
        "Brightkiln, Inc.",
        "Tidewell Corp",
    ]
    item = first.items[0]
    assert item.key == "0009900001-26-000003" and item.baseline
    assert item.published_at == datetime(2026, 11, 19, 22, 12, 44, tzinfo=UTC)
    assert item.url.endswith("0009900001-26-000003-index.htm") and len(first.documents) == 3
    assert not any("9900002" in path or "9900003" in path for path in sec.paths())
    asked = len(sec.requests)
    second = night(sec, SecFormD(), first.cursor)
    assert second.items == () and len(sec.requests) == asked + 1
    assert second.outcome in (FetchOutcome.OK, FetchOutcome.UNCHANGED)


def test_a_missing_filing_is_dropped_and_a_failing_one_waits_for_another_night(sec: LocalServer) -> None:
    sec.route(FORM_D_PATH, status=404)
    sec.route(AMENDED_PATH, status=403)
    first = night(sec, SecFormD(), Cursor())
    assert first.outcome is FetchOutcome.OK and not first.complete and first.items == ()
    sec.route(AMENDED_PATH, FORM_D.replace("Brightkiln, Inc.", "Tidewell Corp"))
    second = night(sec, SecFormD(), first.cursor)
    assert [item.company for item in second.items] == ["Tidewell Corp"]
    assert sec.paths().count(FORM_D_PATH) == 1


def test_a_filing_that_always_fails_is_given_up_after_some_nights(sec: LocalServer) -> None:
    sec.route(AMENDED_PATH, status=403)
    cursor = Cursor()
    for _ in range(TRIES + 3):
        cursor = night(sec, SecFormD(), cursor).cursor
    assert sec.paths().count(AMENDED_PATH) == TRIES


def test_item_502_filings_are_read_through_their_index(sec: LocalServer) -> None:
    got = night(sec, Sec8K(), Cursor())
    (item,) = got.items
    assert item.company == "PALEWATER HOLDINGS INC" and item.fields["cik"] == "0009900003"
    assert item.key == "0009900003-26-000009" and "Chief Revenue Officer" in item.text
    assert not any("9900005" in path for path in sec.paths())
    assert night(sec, Sec8K(), replace(got.cursor, first_ok_at=got.cursor.first_ok_at)).items == ()
