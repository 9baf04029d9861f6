"""A change on a leadership page counts after two readings 48 hours apart; a redesign begins anew (signals §1.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from agent.domain.accounts import Account
from agent.domain.leadership import LeadershipPage, Seat
from signals.detect import verify
from signals.extract.people import person_key
from signals.leadership.changes import Change, LeadershipChange, advance, recently_gone
from signals.leadership.told import told_by_page

START = datetime(2026, 11, 1, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEN = tuple(
    Seat(f"{first} Estrade", "VP Sales")
    for first in ("Anna", "Bob", "Carla", "David", "Eva", "Frank", "Greta", "Hans", "Ida", "John")
)
NEW = Seat("Rosa Lindqvist", "Chief Revenue Officer")


def read(*readings: tuple[float, Sequence[Seat]], known: frozenset[str] = frozenset()) -> list[LeadershipChange]:
    """What all these readings tell, each (hours after the first, who is shown)."""
    page: LeadershipPage | None = None
    told: list[LeadershipChange] = []
    for hours, seats in readings:
        page, changes = advance(page, seats, START + hours * HOUR, known_people=known)
        told += changes
    return told


def changes(told: Sequence[LeadershipChange]) -> list[tuple[Change, str]]:
    return [(one.change, one.seat.name) for one in told]


def test_a_change_counts_at_48_hours_and_not_at_47() -> None:
    begins = ((0, TEN), (24, (*TEN, NEW)))
    assert read(*begins, (71, (*TEN, NEW))) == []
    told = read(*begins, (72, (*TEN, NEW)), (96, (*TEN, NEW)))
    assert changes(told) == [(Change.CAME, NEW.name)]
    assert told[0].first_at == START + 24 * HOUR and told[0].at == START + 72 * HOUR


def test_four_of_ten_names_are_a_change_and_five_a_redesign() -> None:
    others = tuple(Seat(f"{first} Okafor", "VP Sales") for first in ("Kofi", "Lena", "Marc", "Nora", "Oscar"))
    four, five = (*TEN[4:], *others[:4]), (*TEN[5:], *others)
    assert len(read((0, TEN), (24, four), (72, four))) == 8
    assert read((0, TEN), (24, five), (72, five), (120, five)) == []


def test_after_a_redesign_changes_count_from_there() -> None:
    others = tuple(Seat(f"{first} Okafor", "VP Sales") for first in ("Kofi", "Lena", "Marc", "Nora", "Oscar"))
    assert changes(read((0, TEN), (24, others), (48, (*others, NEW)), (96, (*others, NEW)))) == [
        (Change.CAME, NEW.name)
    ]


def test_who_comes_back_within_a_year_did_not_come() -> None:
    without = TEN[1:]
    told = read((0, TEN), (24, without), (72, without), (96, TEN), (144, TEN))
    assert changes(told) == [(Change.WENT, TEN[0].name)]


def test_another_spelling_or_title_is_no_change() -> None:
    again = (Seat("Dr. Anna M. Estrade", "Senior VP Sales"), *TEN[1:])
    assert read((0, TEN), (24, again), (96, again)) == []


def test_a_reading_that_is_judged_twice_changes_nothing() -> None:
    page, _ = advance(None, TEN, START)
    page, _ = advance(page, (*TEN, NEW), START + 24 * HOUR)
    assert advance(page, (*TEN, NEW), START + 24 * HOUR) == (page, ())


def test_only_leading_offices_of_people_who_were_not_known_are_told() -> None:
    engineer, board = Seat("Wei Zhang", "Software Engineer"), Seat("Jane Whitlow", "CEO, Otter", on_board=True)
    more = (*TEN, NEW, engineer, board)
    assert changes(read((0, TEN), (24, more), (72, more))) == [(Change.CAME, NEW.name)]
    assert read((0, TEN), (24, more), (72, more), known=frozenset({person_key(NEW.name)})) == []


def test_a_departure_is_offered_again_for_as_long_as_a_second_source_may_tell() -> None:
    page, _ = advance(None, TEN, START)
    for hours in (24, 72):
        page, _ = advance(page, TEN[1:], START + hours * HOUR)
    late = START + 30 * 24 * HOUR
    assert changes(recently_gone(page, late, timedelta(days=60))) == [(Change.WENT, TEN[0].name)]
    assert recently_gone(page, late, timedelta(days=20)) == ()


def test_a_report_stands_on_the_pages_own_line() -> None:
    (change,) = read((0, TEN), (24, (*TEN, NEW)), (72, (*TEN, NEW)))
    told = told_by_page(change, Account("a", "Alder", "alder.example"), source="team", url="https://alder.example/team")
    assert verify(told.mention, told.item.text) == told.mention
    assert told.mention.value("person") == NEW.name and told.mention.value("direction") == "join"
    assert told.item.text.splitlines()[0].endswith(": Rosa Lindqvist, Chief Revenue Officer")
    assert told.mention.confidence == 0.7
