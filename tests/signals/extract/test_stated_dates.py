"""Dates of sources: whole ones are read in every usual form, parts are never filled in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signals.extract.stated_dates import believed, instant


@pytest.mark.parametrize(
    ("stated", "want"),
    [
        ("2026-11-18T09:00:00-05:00", "2026-11-18T14:00:00"),
        ("2026-11-18T09:00:00Z", "2026-11-18T09:00:00"),
        ("2026-11-18T09:00:00.1234567Z", "2026-11-18T09:00:00.123456"),
        ("2026-11-18 09:00:00 UTC", "2026-11-18T09:00:00"),
        ("2026-11-18", "2026-11-18T00:00:00"),
        ("Wed, 18 Nov 2026 09:00:00 -0500", "2026-11-18T14:00:00"),
        ("Wed, 18 Nov 2026 09:00:00 EST", "2026-11-18T14:00:00"),
        ("18 Nov 2026", "2026-11-18T00:00:00"),
        ("November 18, 2026", "2026-11-18T00:00:00"),
        ("18.11.2026", "2026-11-18T00:00:00"),
        ("11/18/2026", "2026-11-18T00:00:00"),
        ("18/11/2026", "2026-11-18T00:00:00"),
        (1763456400000, "2025-11-18T09:00:00"),
    ],
)
def test_usual_forms_are_read(stated: object, want: str) -> None:
    assert instant(stated) == datetime.fromisoformat(want).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "stated",
    ["", None, True, "12", "Monday", "10:30", "Nov 2026", "2026", "2026-11", "3/4/2026", "soon", "Q3 2026", {}],
)
def test_parts_are_no_date(stated: object) -> None:
    assert instant(stated) is None


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers()))
def test_anything_is_a_utc_instant_or_none(stated: object) -> None:
    read = instant(stated)
    assert read is None or read.utcoffset() == timedelta(0)


def test_the_future_and_the_long_past_are_not_believed() -> None:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    assert believed(now + timedelta(days=2), now) is None and believed(now - timedelta(days=366), now) is None
    assert believed(now - timedelta(days=364), now) == now - timedelta(days=364)
