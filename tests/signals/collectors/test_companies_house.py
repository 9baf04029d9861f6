"""Companies House: entries of the register as what they are, without what must not be kept, under a key kept secret."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agent.clock import MovedClock
from agent.domain.documents import Cursor, FetchOutcome, Target, Validators
from agent.domain.signals import SignalKind
from agent.errors import ConfigError, SourceChanged
from signals.collect import Collected, collect
from signals.collectors.companies_house import CompaniesHouse, company_number
from signals.detect import detect
from signals.fetch.allowances import spent_until
from signals.fetch.client import SourceSettings
from tests.documents import DATA, document
from tests.fetching import NamesResolver, fetcher_for
from tests.local_server import Answer, LocalServer, Received

OFFICERS = json.loads((DATA / "registers/officers.json").read_text())
URL = "https://api.company-information.service.gov.uk/company/01234567/officers?items_per_page=100&start_index=0"
PATH = "/company/01234567/officers"
KEY = {"Authorization": "Basic c2VjcmV0LWtleTo="}
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def officers(answer: Any = OFFICERS) -> Any:
    doc = document("ch", json.dumps(answer), key="01234567", url=URL, account_id="acc-brightkiln")
    return CompaniesHouse().read(doc, Cursor())


def test_last_years_appointments_and_resignations_of_people_are_items() -> None:
    page = officers()
    assert [(item.fields["person"], item.fields["direction"], item.fields["date"]) for item in page.items] == [
        ("Maren Jane Estrade", "join", "2026-11-02"),
        ("Tobin Ashgrove", "leave", "2026-10-30"),
    ]
    assert page.items[0].published_at == datetime(2026, 11, 2, tzinfo=UTC) and page.next_request is None


def test_a_statutory_seat_is_called_one_and_only_a_registered_office_gives_a_rank() -> None:
    joined, left = (detect(item) for item in officers().items)
    (mention,) = joined
    told = {name: mention.value(name) for name in mention.fields}
    assert mention.kind is SignalKind.JOB_CHANGE and told["title"] == "statutory director"
    assert (told["direction"], told["function"], told["seniority"]) == ("join", "finance", "c_level")
    assert told["effective_on"] == "2026-11-02" and mention.fields["seniority"].quote.text == "Chief Financial Officer"
    assert left[0].value("title") == "statutory secretary" and left[0].value("seniority") == "individual"
    plain = json.loads(json.dumps(OFFICERS).replace("Chief Financial Officer", "Company Director"))
    assert detect(officers(plain).items[0])[0].value("seniority") == "board"


def test_no_date_of_birth_and_no_address_is_kept() -> None:
    page = officers()
    assert page.kept is not None
    for text in (page.kept, *(item.text + repr(item.fields) for item in page.items)):
        for private in ("1970", "Quarry Lane", "LS1", "date_of_birth", "nationality", "British", "England"):
            assert private not in text
    again = officers(json.loads(page.kept))
    assert again.items == page.items and again.kept == page.kept


@pytest.fixture
def register() -> Iterator[LocalServer]:
    with LocalServer() as server:
        server.route(PATH, json.dumps(OFFICERS))
        yield server


def reading(server: LocalServer, cursor: Cursor | None = None, number: str = "01234567") -> Collected:
    async def run() -> Collected:
        target = Target("ch", number, "acc-brightkiln", {"base_url": server.url("").rstrip("/")})
        async with fetcher_for(server.port, sources={"ch": SourceSettings(headers=KEY)}) as fetcher:
            return await collect(CompaniesHouse(), target, cursor or Cursor(), Validators(), fetcher)

    return asyncio.run(run())


def test_what_is_stored_of_a_reading_is_what_may_be_kept(register: LocalServer) -> None:
    got = reading(register)
    assert got.outcome is FetchOutcome.OK and b"date_of_birth" not in got.documents[0].body
    assert "1970" not in got.documents[0].text
    assert {item.document_sha256 for item in got.items} == {got.documents[0].sha256}
    again = reading(register, got.cursor)
    assert [item.key for item in again.items] == [item.key for item in got.items]


def test_all_pages_are_read(register: LocalServer) -> None:
    def answer(got: Received) -> str:
        start = int(got.query["start_index"])
        return json.dumps({**OFFICERS, "items": OFFICERS["items"][start : start + 2]})

    register.route(PATH, answer)
    assert len(reading(register).items) == 2
    assert [got.query["start_index"] for got in register.requests] == ["0", "2"]


def test_an_unknown_number_is_an_unknown_target(register: LocalServer) -> None:
    assert reading(register, number="07654321").outcome is FetchOutcome.UNKNOWN_TARGET


def test_the_key_goes_to_the_api_and_to_no_host_that_it_points_at(register: LocalServer) -> None:
    reading(register)
    assert register.requests[0].headers["authorization"] == KEY["Authorization"]
    assert "c2Vj" not in repr(SourceSettings(headers=KEY))
    with LocalServer(host="127.0.0.2") as other:
        other.route(PATH, json.dumps(OFFICERS))
        register.route(PATH, Answer(status=302, headers={"Location": other.url(PATH)}))

        async def run() -> None:
            target = Target("ch", "01234567", params={"base_url": register.url("").rstrip("/")})
            sources = {"ch": SourceSettings(headers=KEY)}
            async with fetcher_for(register.port, other.port, sources=sources) as fetcher:
                await collect(CompaniesHouse(), target, Cursor(), Validators(), fetcher)

        asyncio.run(run())
        assert other.requests and "authorization" not in other.requests[0].headers


def test_a_spent_allowance_waits_until_it_begins_anew(register: LocalServer) -> None:
    until = NOW + timedelta(minutes=3)
    headers = {"X-Ratelimit-Remain": "0", "X-Ratelimit-Reset": str(int(until.timestamp()))}
    register.route(PATH, Answer(json.dumps(OFFICERS), headers=headers))
    clock = MovedClock(NOW)

    async def run() -> list[Collected]:
        target = Target("ch", "01234567", params={"base_url": register.url("", host="register.example").rstrip("/")})
        async with fetcher_for(register.port, clock=clock, resolver=NamesResolver()) as fetcher:
            got = []
            for wait in (0, 60, 240):
                clock.move(timedelta(seconds=wait))
                got.append(await collect(CompaniesHouse(), target, Cursor(), Validators(), fetcher))
            return got

    first, second, third = asyncio.run(run())
    assert (first.outcome, second.outcome, third.outcome) == (FetchOutcome.OK, FetchOutcome.FAILED, FetchOutcome.OK)
    assert "asked to wait" in second.reason and second.retry_at == until and len(register.requests) == 2


@pytest.mark.parametrize(
    ("headers", "waits"),
    [
        ({"x-ratelimit-remain": "0", "x-ratelimit-reset": "120"}, 120),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "999999999999"}, 3600),
        ({"x-ratelimit-remain": "5", "x-ratelimit-reset": "120"}, None),
        ({"x-ratelimit-remain": "0"}, None),
        ({"x-ratelimit-remain": "0", "x-ratelimit-reset": "soon"}, None),
        ({}, None),
    ],
)
def test_an_allowance_is_read_as_it_is_written(headers: dict[str, str], waits: int | None) -> None:
    assert spent_until(headers, NOW) == (NOW + timedelta(seconds=waits) if waits else None)


@pytest.mark.parametrize(
    ("said", "number"),
    [("1234567", "01234567"), ("sc123456", "SC123456"), (" 0123 4567 ", "01234567"), ("12", ""), ("Ltd", ""), ("", "")],
)
def test_a_number_has_eight_characters(said: str, number: str) -> None:
    assert company_number(said) == number


def test_another_shape_is_a_changed_source_and_a_wrong_number_a_mistake_of_ours() -> None:
    for spoiled in ("{}", "[]", "<html>", '{"items": {}, "total_results": 1}'):
        with pytest.raises(SourceChanged):
            CompaniesHouse().read(document("ch", spoiled, key="01234567", url=URL), Cursor())
    with pytest.raises(ConfigError, match="eight characters"):
        CompaniesHouse().start(Target("ch", "Brightkiln"), Cursor())
