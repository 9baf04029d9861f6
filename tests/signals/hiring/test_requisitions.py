"""Requisitions out of postings: places collapse, reposts and pools do not count, a moved board is no surge."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from signals.hiring.reimport import is_agency, rebaselined, reimport
from signals.hiring.requisition_weeks import Board, account_counts, observed_together, weekly_counts
from signals.hiring.requisitions import Posting, Requisition, likeness, requisitions

MONDAY = datetime(2026, 6, 1, tzinfo=UTC)
TEXT = "Account Executive. You sell our scheduling software to dental clinics in the north and travel twice a month."


def day(number: float) -> datetime:
    return MONDAY + timedelta(days=number)


def a_posting(key: str, first: float = 0, last: float = 30, **known: object) -> Posting:
    given: dict[str, object] = {"title": "Account Executive", "text": TEXT, "department": "Sales", **known}
    return Posting(key=key, first_seen_at=day(first), last_seen_at=day(last), **given)  # type: ignore[arg-type]


def counted(*postings: Posting, as_of: float = 40) -> list[Requisition]:
    return [one for one in requisitions(postings, as_of=day(as_of)) if one.counts]


def test_one_requisition_over_places_is_one() -> None:
    places = [a_posting(f"p{n}", location=place) for n, place in enumerate(("Leeds", "York", "Leeds"))]
    (one,) = counted(*places)
    assert one.n_locations == 2
    assert [posting.key for posting in one.postings] == ["p0", "p1", "p2"]


def test_a_place_in_the_title_makes_no_other_role() -> None:
    leeds = a_posting("p0", title="Account Executive - Leeds", location="Leeds")
    assert len(counted(leeds, a_posting("p1", title="Account Executive (York)", location="York"))) == 1


@pytest.mark.parametrize(
    "other", [{"requisition": "R-2"}, {"department": "Partners"}, {"title": "Senior Account Executive"}]
)
def test_another_number_department_or_title_is_another_requisition(other: dict[str, str]) -> None:
    assert len(counted(a_posting("p0", requisition="R-1"), a_posting("p1", **{"requisition": "R-1", **other}))) == 2


def test_a_place_added_later_to_an_open_requisition_is_not_new() -> None:
    assert len(counted(a_posting("p0", 0, 30, location="Leeds"), a_posting("p1", 20, 30, location="York"))) == 1


def test_the_same_text_under_a_new_id_is_a_repost() -> None:
    found = requisitions([a_posting("p0", 0, 20), a_posting("p1", 25, 40, text=f"{TEXT} Apply!")], as_of=day(40))
    assert [one.repost_of for one in found] == [None, "p0"]
    assert [one.counts for one in found] == [True, False]


@pytest.mark.parametrize(
    "again",
    [
        a_posting("p1", 81, 90),
        a_posting("p1", 25, 40, text="Account Executive. You open our office in Oslo and hire a team of five."),
        a_posting("p1", 25, 40, title="Account Manager"),
    ],
)
def test_a_later_vacancy_or_another_text_is_new(again: Posting) -> None:
    assert len(counted(a_posting("p0", 0, 20), again, as_of=95)) == 2


def test_a_role_reposted_three_times_in_a_year_never_closes() -> None:
    rounds = [a_posting(f"p{n}", 30 * n, 30 * n + 20, closed_at=day(30 * n + 21)) for n in range(4)]
    assert [one.evergreen for one in requisitions(rounds, as_of=day(130))] == [True] * 4
    assert not any(one.evergreen for one in requisitions(rounds[:3], as_of=day(130)))


def test_a_posting_open_for_120_days_is_evergreen() -> None:
    assert not counted(a_posting("p0", 0, 119), as_of=120)
    assert counted(a_posting("p0", 0, 119), as_of=119)
    assert counted(a_posting("p0", 0, 60, closed_at=day(61)), as_of=200)
    assert not counted(a_posting("p0", 0, 10, posted_at=day(-115)), as_of=10)


def test_a_pool_is_evergreen_and_a_role_that_ends_on_one_is_not() -> None:
    assert not counted(a_posting("p0", title="Talent Pool: Sales"))
    assert not counted(a_posting("p0", text="Account Executive\nGeneral application for roles to come."))
    assert counted(a_posting("p0", text=f"{TEXT * 3} Not for you? Join our talent community."))


def test_likeness_is_the_share_of_words_in_common() -> None:
    assert likeness("one two three", "Two, three, four") == 0.5
    assert likeness("", "") == 1.0
    assert likeness("one", "") == 0.0


DAILY = [day(number) for number in range(29)]


def weeks_of(*postings: Posting, readings: list[datetime] = DAILY, weeks: int = 4):  # type: ignore[no-untyped-def]
    return weekly_counts(requisitions(postings, as_of=day(28)), readings, until=day(28), weeks=weeks)


def test_a_requisition_counts_in_the_week_in_which_the_board_began_to_show_it() -> None:
    counts = weeks_of(a_posting("p0", 3), a_posting("p1", 10, title="Nurse"), a_posting("p2", 12, title="Chemist"))
    assert counts.weeks == (1, 2, 0, 0)
    assert counts.observed == (1.0, 1.0, 1.0, 1.0)


def test_the_first_reading_is_a_baseline_and_counts_nothing() -> None:
    counts = weeks_of(a_posting("p0", 0, posted_at=day(-3)), a_posting("p1", 0, title="Nurse"), weeks=5)
    assert (counts.weeks, counts.dated) == ((0, 0, 0, 0, 0), (1, 0, 0, 0, 0))
    assert counts.observed[0] == 0.0


def test_what_appeared_while_nobody_looked_counts_in_no_week() -> None:
    gap = [reading for reading in DAILY if not day(3) < reading < day(20)]
    counts = weeks_of(a_posting("p0", 20), a_posting("p1", 22, title="Nurse"), readings=gap)
    assert counts.weeks == (0, 0, 0, 1)
    assert counts.observed == pytest.approx((3 / 7, 0.0, 1 / 7, 1.0))


def test_the_source_dates_within_the_time_between_two_readings_only() -> None:
    weekly = [day(number) for number in (0, 6, 13, 20, 27)]
    within = weeks_of(a_posting("p0", 20, posted_at=day(13.5)), readings=weekly)
    assert within.weeks == (0, 1, 0, 0)
    long_ago = weeks_of(a_posting("p0", 20, posted_at=day(-60)), readings=weekly)
    assert sum(long_ago.weeks) == 1


def board(prefix: str, first: float, last: float, **known: object) -> list[Posting]:
    roles = ("Nurse", "Chemist", "Driver", "Cook", "Welder", "Teacher")
    return [
        a_posting(f"{prefix}{n}", first, last, title=role, text=role, location="Leeds", **known)
        for n, role in enumerate(roles)
    ]


def test_a_board_moved_to_another_system_is_no_surge() -> None:
    old, new = board("old:", 1, 9), board("new:", 10, 28)
    found = reimport(old, new, at=day(10))
    assert found is not None
    assert found.continued["new:3"] == "old:3"
    assert (found.froze(day(23)), found.froze(day(24))) == (True, False)
    moved = rebaselined([*old, *new], found)
    assert [posting.last_seen_at for posting in moved] == [day(28)] * 6
    assert weeks_of(*moved).weeks == weeks_of(*old).weeks == (6, 0, 0, 0)


def test_what_a_reimport_adds_is_a_baseline() -> None:
    old, new = board("old:", 1, 9), [*board("new:", 10, 28), a_posting("new:9", 10, 28, title="Baker")]
    found = reimport(old, new, at=day(10))
    assert found is not None
    assert sum(weeks_of(*rebaselined([*old, *new], found)).weeks) == 6


def test_a_board_dated_anew_in_one_day_while_as_many_close_is_a_reimport() -> None:
    old = board("p", 1, 9)
    listed = [replace(posting, posted_at=day(9)) for posting in old]
    assert reimport(old, listed, at=day(10)) is None
    gone = [replace(posting, key=f"gone{n}") for n, posting in enumerate(old)]
    assert reimport([*old, *gone], listed, at=day(10)) is not None


@pytest.mark.parametrize(("before", "after"), [([], board("p", 0, 9)), (board("p", 0, 9)[:1], board("q", 5, 9)[:3])])
def test_a_first_reading_and_a_tiny_board_are_no_reimport(before: list[Posting], after: list[Posting]) -> None:
    assert reimport(before, after, at=day(5)) is None


def test_a_board_that_grows_by_half_is_no_reimport() -> None:
    old = board("p", 0, 20)
    assert reimport(old, [*old, *board("q", 9, 20)[:5]], at=day(9)) is None


def test_a_small_board_that_trebles_is_no_reimport_and_a_score_of_jobs_at_once_is() -> None:
    old = board("p", 0, 20)[:3]
    grown = [*old, *board("q", 9, 20)]
    assert reimport(old, grown, at=day(9)) is None
    assert reimport(old, [*grown, *board("r", 9, 20), *board("s", 9, 20), *board("t", 9, 20)], at=day(9)) is not None


def test_a_week_is_observed_as_far_as_every_board_was_read() -> None:
    first = Board("old:", [day(n) for n in range(15)], bound=False)
    second = Board("new:", [day(n) for n in range(14, 29)])
    failing = Board("other:", [day(n) for n in range(8)])
    assert observed_together([first, second], until=day(28), weeks=4) == (1.0, 1.0, 1.0, 1.0)
    assert observed_together([first, second, failing], until=day(28), weeks=4) == (1.0, 0.0, 0.0, 0.0)
    counts = account_counts(
        requisitions([a_posting("old:1", 9), a_posting("new:1", 20, title="Nurse")], as_of=day(28)),
        [first, second],
        until=day(28),
        weeks=4,
    )
    assert counts.weeks == (0, 1, 1, 0)


def test_a_board_of_other_employers_is_an_agencys() -> None:
    assert not is_agency(["Alder"] * 5, ["Alder Works"]), "one employer throughout is the account by another name"
    own = ["Tessellate Ltd", "tessellate", "", "Tessellate GmbH"]
    assert not is_agency([*own, "Quarry Foods"], ["Tessellate"])
    assert is_agency([*own, "Quarry Foods", "Lamplight Care"], ["Tessellate"])
    assert not is_agency([], ["Tessellate"])
