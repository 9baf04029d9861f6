"""25 bare domains, no contacts, one dated filing: `try`, then `run`, is never a silent morning."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

import pytest
from commands import run_command, starter_team
from local_server import Answer, LocalServer

NAMES = [
    "Alder Robotics", "Brookline Pumps", "Caldera Freight", "Dunmore Labs", "Elmstead Dental", "Fernhill Foods",
    "Garnet Optics", "Hollis Marine", "Ivybridge Legal", "Juniper Looms", "Kestrel Avionics", "Larkspur Tea",
    "Mossgate Energy", "Norwell Paper", "Osprey Cranes", "Pinecrest Homes", "Quarry Stone", "Redwing Tools",
    "Sorrel Health", "Tamarack Skis", "Umber Paints", "Verdant Soils", "Willowbank Care", "Yarrow Seeds",
    "Zinnia Flowers",
]  # fmt: skip
FILER = "Kestrel Avionics"
TELLER = "Caldera Freight"
ACCESSION = "0001999001-26-000007"


def domain(name: str) -> str:
    return f"{name.lower().replace(' ', '-')}.example"


def current(base: str, filed: datetime, form: str) -> str:
    if form != "D":
        return '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Latest Filings</title></feed>'
    summary = escape(f"<b>Filed:</b> {filed:%Y-%m-%d} <b>AccNo:</b> {ACCESSION} <br>Item 06b: Rule 506(b)")
    folder = f"{base}/Archives/edgar/data/1999001/{ACCESSION.replace('-', '')}"
    return f"""<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Latest Filings</title><entry><title>D - {FILER}, Inc. (0001999001) (Filer)</title>
<link rel="alternate" type="text/html" href="{folder}/{ACCESSION}-index.htm"/>
<summary type="html">{summary}</summary><updated>{filed:%Y-%m-%dT%H:%M:%S}+00:00</updated>
<category scheme="https://www.sec.gov/" label="form type" term="D"/>
<id>urn:tag:sec.gov,2008:accession-number={ACCESSION}</id></entry></feed>"""


def form_d(first_sale: datetime) -> str:
    return f"""<?xml version="1.0"?>
<edgarSubmission><schemaVersion>X0708</schemaVersion><submissionType>D</submissionType><testOrLive>LIVE</testOrLive>
<primaryIssuer><cik>0001999001</cik><entityName>{FILER}, Inc.</entityName><issuerAddress><city>RENO</city>
<stateOrCountry>NV</stateOrCountry></issuerAddress><jurisdictionOfInc>DELAWARE</jurisdictionOfInc>
<entityType>Corporation</entityType></primaryIssuer>
<relatedPersonsList><relatedPersonInfo><relatedPersonName><firstName>Ines</firstName><lastName>Marlow</lastName>
</relatedPersonName><relatedPersonRelationshipList><relationship>Executive Officer</relationship>
</relatedPersonRelationshipList></relatedPersonInfo></relatedPersonsList>
<offeringData><industryGroup><industryGroupType>Other Technology</industryGroupType></industryGroup>
<typeOfFiling><newOrAmendment><isAmendment>false</isAmendment></newOrAmendment>
<dateOfFirstSale><value>{first_sale:%Y-%m-%d}</value></dateOfFirstSale></typeOfFiling>
<typesOfSecuritiesOffered><isEquityType>true</isEquityType></typesOfSecuritiesOffered>
<offeringSalesAmounts><totalOfferingAmount>9000000</totalOfferingAmount><totalAmountSold>9000000</totalAmountSold>
<totalRemaining>0</totalRemaining></offeringSalesAmounts>
<investors><hasNonAccreditedInvestors>false</hasNonAccreditedInvestors>
<totalNumberAlreadyInvested>6</totalNumberAlreadyInvested></investors></offeringData></edgarSubmission>"""


def newsroom(told: datetime) -> str:
    return f"""<?xml version="1.0"?><rss version="2.0"><channel><title>{TELLER} news</title><item>
<title>{TELLER} raises $12 million Series A</title><link>https://{domain(TELLER)}/news/series-a</link>
<guid isPermaLink="false">series-a</guid><pubDate>{format_datetime(told)}</pubDate>
<description>{TELLER} has raised $12 million in a Series A round led by Harrow Ventures. The company will hire in sales.
</description></item></channel></rss>"""


def home(base: str, name: str) -> str:
    feed = f'<link rel="alternate" type="application/rss+xml" href="{base}/feeds/{domain(name)}.xml">'
    return f'<!DOCTYPE html><html lang="en"><head><title>{name} | Home</title>{feed}</head><body><h1>{name}</h1></body>'


@pytest.fixture
def web() -> Iterator[LocalServer]:
    """Their documents: half the home pages stand, all feeds but one are gone, one filing is dated."""
    filed = datetime.now(UTC) - timedelta(days=3)
    with LocalServer() as server:
        base = server.url("").rstrip("/")
        for place, name in enumerate(NAMES):
            if place % 2 == 0:
                server.route(f"/home/{domain(name)}", home(base, name), headers={"Content-Type": "text/html"})
            elif place % 5 == 0:
                server.route(f"/home/{domain(name)}", Answer(b"", status=503))
        server.route(
            "/cgi-bin/browse-edgar",
            lambda got: Answer(
                current(base, filed, got.query["type"]), headers={"Content-Type": "application/atom+xml"}
            ),
        )
        path = f"/Archives/edgar/data/1999001/{ACCESSION.replace('-', '')}/primary_doc.xml"
        server.route(f"/feeds/{domain(TELLER)}.xml", newsroom(filed), headers={"Content-Type": "application/rss+xml"})
        server.route(path, form_d(filed - timedelta(days=4)), headers={"Content-Type": "application/xml"})
        yield server


def _domains(folder: Path) -> Path:
    path = folder / "domains.csv"
    path.write_text("".join(f"{domain(name)}\n" for name in NAMES), encoding="utf-8")
    return path


def _played(folder: Path, web: LocalServer) -> tuple[dict[str, Any], dict[str, Any]]:
    port = str(web.port)
    environment = {
        "FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": port,
        "FIRSTLIGHT_FETCH__HOME_PAGE": web.url("/home/{domain}"),
    }
    tried = run_command("try", str(_domains(folder)), "--folder", str(folder), "--json", env=environment)
    assert tried.code == 0, tried.errors
    ran = run_command("run", "--folder", str(folder), "--json", env=environment)
    assert ran.code == 0, ran.errors
    return json.loads(tried.out.splitlines()[-1]), json.loads(ran.out.splitlines()[-1])


@pytest.mark.parametrize("does", ["routes every inbound lead to the right owner in minutes", ""])
def test_a_trial_and_its_first_night_are_never_silent(tmp_path: Path, web: LocalServer, does: str) -> None:
    starter_team(tmp_path, does=does, sec_base_url=web.url("").rstrip("/"))
    tried, ran = _played(tmp_path, web)

    by_domain = {one["domain"]: one for one in tried["tried"]}
    filed, told = by_domain[domain(FILER)], by_domain[domain(TELLER)]
    assert filed["news"][0]["dated_on"] and ACCESSION.replace("-", "") in filed["news"][0]["url"]
    if does:
        for one in (filed, told):  # which frame speaks depends on the account's id: the offer and greeting do not
            assert one["mail"]["text"].startswith("Hi,") and "Harbor" in one["mail"]["text"]
    else:
        assert "offer.yaml" in told["fix"] and "offer.yaml" in filed["fix"]
    assert all(one["mail"] or one["why_not"] for one in tried["tried"])
    assert len(tried["tried"]) == len(NAMES)
    assert tried["cost"]["usd"] == 0

    assert ran["drafts"] + ran["to_find"] == 2
    assert sum(ran["skipped"].values()) + ran["drafts"] == len(NAMES)
    assert all(one["why"] for one in ran["why"])


def test_what_a_trial_would_miss_is_said(tmp_path: Path, web: LocalServer) -> None:
    starter_team(tmp_path, sec_base_url=web.url("").rstrip("/"))
    tried, _ = _played(tmp_path, web)
    unread = " ".join(one["what"] for one in tried["misses"]["unread"])
    assert domain("Brookline Pumps") in unread
    assert f"/feeds/{domain('Alder Robotics')}.xml" in unread
    assert "Brookline Pumps" in tried["misses"]["no_feed_or_board"]
    assert "sec_form_d" in tried["misses"]["unconfirmed_sources"]


def test_trying_twice_finds_the_same_and_keeps_no_draft(tmp_path: Path, web: LocalServer) -> None:
    starter_team(tmp_path, does="routes every inbound lead", sec_base_url=web.url("").rstrip("/"))
    environment = {
        "FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port),
        "FIRSTLIGHT_FETCH__HOME_PAGE": web.url("/home/{domain}"),
    }
    asked = ("try", str(_domains(tmp_path)), "--folder", str(tmp_path), "--json")
    first, second = (json.loads(run_command(*asked, env=environment).out.splitlines()[-1]) for _ in range(2))
    assert first["tried"] == second["tried"]
    assert second["import"]["created"] == 0 and second["counts"].get("items_new", 0) == 0
