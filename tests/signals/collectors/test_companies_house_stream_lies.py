"""A stream that lies: its place going back, half characters, private things where none belong, a million lines."""

from __future__ import annotations

import json

import pytest

from agent.domain.documents import Cursor
from agent.domain.items import Page
from signals.collectors.companies_house_stream import WATCHED_KEY, CompaniesHouseStream
from signals.fetch.lines import MOST_LINES, Lines
from tests.documents import document
from tests.officers_stream import line

WATCHED = {WATCHED_KEY: json.dumps(["01234567"]), "timepoint": "50"}


def told(at: int = 101, name: str = "ESTRADE, Maren Jane") -> str:
    return line(at, "01234567", name, on="2026-11-02").decode()


def read(body: str) -> Page:
    return CompaniesHouseStream().read(document("stream", body, key="current"), Cursor(WATCHED))


def test_a_place_that_goes_back_is_not_gone_back_to() -> None:
    assert read(told(101) + told(102) + told(5)).cursor.state["timepoint"] == "102"


@pytest.mark.parametrize("wrong", ["-102", '"102"', "102.5", "true", "null", "[102]", "9" * 5_000])
def test_a_place_that_is_none_is_a_line_that_cannot_be_read(wrong: str) -> None:
    page = read(told(101) + told(102).replace('"timepoint": 102', f'"timepoint": {wrong}'))
    assert page.cursor.state["timepoint"] == "101" and "could not be read: 1" in page.reason


def test_half_a_character_is_dropped_from_what_is_kept_and_shown() -> None:
    page = read(told(name="EST\ud800RADE, Maren \udfffJane"))
    assert page.items[0].fields["person"] == "Maren Jane Estrade"
    assert page.kept and page.kept.encode() and page.items[0].text.encode()


def test_nothing_is_kept_of_a_line_but_what_is_read_of_it() -> None:
    lying = told().replace('"type": "changed"', '"type": "changed", "date_of_birth": "1970-03"')
    lying = lying.replace('"company-officers"', '{"nationality": "British"}')
    lying = lying.replace(
        '"links": {', '"links": {"officer": {"appointments": "/officers/q1/appointments", "n": "1970"}, '
    )
    page = read(lying)
    assert page.kept and len(page.items) == 1
    for private in ("1970", "British", "date_of_birth", "nationality"):
        assert private not in page.kept
    again = CompaniesHouseStream().read(document("stream", page.kept, key="current"), Cursor())
    assert again.items == page.items and again.kept == page.kept


def test_very_many_short_lines_fill_a_reading() -> None:
    lines = Lines(32_000_000)
    for _ in range(30):
        lines.feed(b"{}\n" * 10_000)
    assert lines.full and lines.body().count(b"\n") == MOST_LINES
