"""Dates are read as intervals, in place; what needs a day to count from waits for `as_of`."""

from __future__ import annotations

from datetime import date
from time import thread_time

import pytest

from signals.extract.dates import dates_in

AS_OF = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "raw", "start", "end"),
    [
        ("It starts 2026-11-12 at noon.", "2026-11-12", "2026-11-12", "2026-11-12"),
        ("On November 12, 2026 it began", "November 12, 2026", "2026-11-12", "2026-11-12"),
        ("from 12 November 2026", "12 November 2026", "2026-11-12", "2026-11-12"),
        ("the 3rd of March 2026", "3rd of March 2026", "2026-03-03", "2026-03-03"),
        ("March 3rd, 2026", "March 3rd, 2026", "2026-03-03", "2026-03-03"),
        ("effective Sept. 1, 2026.", "Sept. 1, 2026", "2026-09-01", "2026-09-01"),
        ("zum 1. Oktober 2026", "1. Oktober 2026", "2026-10-01", "2026-10-01"),
        ("am 01.10.2026 wurde", "01.10.2026", "2026-10-01", "2026-10-01"),
        ("le 1er octobre 2026", "1er octobre 2026", "2026-10-01", "2026-10-01"),
        ("el 5 de octubre de 2026", "5 de octubre de 2026", "2026-10-05", "2026-10-05"),
        ("on 11/12/2026", "11/12/2026", "2026-11-12", "2026-11-12"),
        ("on 25/12/2026", "25/12/2026", "2026-12-25", "2026-12-25"),
        ("November 12-14, 2026", "November 12-14, 2026", "2026-11-12", "2026-11-14"),
        ("12–14 November 2026", "12–14 November 2026", "2026-11-12", "2026-11-14"),
        ("since March 2026 we", "March 2026", "2026-03-01", "2026-03-31"),
        ("in Q3 2026", "Q3 2026", "2026-07-01", "2026-09-30"),
        ("the third quarter of 2026", "third quarter of 2026", "2026-07-01", "2026-09-30"),
        ("in H1 2026", "H1 2026", "2026-01-01", "2026-06-30"),
        ("results for FY26", "FY26", "2026-01-01", "2026-12-31"),
        ("for fiscal year 2026", "fiscal year 2026", "2026-01-01", "2026-12-31"),
        ("founded in 2019.", "2019", "2019-01-01", "2019-12-31"),
    ],
)
def test_an_absolute_date_is_an_interval_in_its_place(text: str, raw: str, start: str, end: str) -> None:
    (span,) = dates_in(text)
    assert (span.raw, span.start_on.isoformat(), span.end_on.isoformat()) == (raw, start, end)
    assert text[span.start : span.end] == raw


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on 12 Nov they", "2026-11-12", "2026-11-12"),
        ("on Nov. 12 they", "2026-11-12", "2026-11-12"),
        ("by January 5", "2027-01-05", "2027-01-05"),
        ("in Q4", "2026-10-01", "2026-12-31"),
        ("three weeks ago", "2026-11-01", "2026-11-01"),
        ("2 months ago", "2026-09-01", "2026-09-30"),
        ("yesterday", "2026-11-21", "2026-11-21"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("next quarter", "2027-01-01", "2027-03-31"),
        ("on Thursday", "2026-11-19", "2026-11-19"),
        ("next Monday", "2026-11-23", "2026-11-23"),
    ],
)
def test_a_yearless_or_relative_date_counts_from_as_of(text: str, start: str, end: str) -> None:
    (span,) = dates_in(text, as_of=AS_OF)
    assert (span.start_on.isoformat(), span.end_on.isoformat()) == (start, end)
    assert dates_in(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "you may 5 times",
        "31 June 2026"[:7],
        "a $2026 price",
        "version 12.11",
        "ratio 3/4",
        "the market grew",
        "in 20261",
    ],
)
def test_what_is_no_date_is_left_out(text: str) -> None:
    assert dates_in(text) == ()


def test_a_day_that_the_calendar_lacks_is_left_out() -> None:
    assert [span for span in dates_in("31 June 2026") if span.start_on == span.end_on] == []


def test_several_dates_come_in_the_order_of_the_text() -> None:
    spans = dates_in("From May 1, 2026 to 2026-06-30, then Q4 2026.")
    assert [span.raw for span in spans] == ["May 1, 2026", "2026-06-30", "Q4 2026"]


def test_a_long_hostile_text_is_read_in_time() -> None:
    text = "1 1 1 12 12/12/ first second March 1-" * 6000
    began = thread_time()
    dates_in(text, as_of=AS_OF)
    assert thread_time() - began < 8
