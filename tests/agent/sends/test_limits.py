"""Caps, spacing and windows: the ramp of a new mailbox, the recipient's own office hours, and what is left today."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from outbox_world import MAILBOX, NOW, OPEN_POLICY, account, contact, team

from agent.domain.sends import Booking
from agent.sends import limits
from agent.sends.limits import Want, capacity, caps, gap, is_business_day, leaves_words, next_open, office_hours, slot
from agent.sends.zones import Place, place_of

BOSTON = Place(("America/New_York",), "US")
NEW = replace(MAILBOX, established=False, started_on=date(2026, 11, 1))


def want(place: Place = BOSTON, *, first_touch: bool = True, send_id: str = "s1", account_id: str = "a1") -> Want:
    return Want(send_id, MAILBOX, account_id, place, "Europe/London", first_touch)


def booking(at: datetime, *, number: int, account_id: str = "", first: bool = True) -> Booking:
    return Booking(f"b{number}", "mara", account_id or f"other{number}", at, first, waiting=False)


@pytest.mark.parametrize(
    ("day", "first", "every"), [(1, 5, 10), (7, 5, 10), (8, 10, 20), (15, 15, 30), (22, 20, 40), (31, 30, 50)]
)
def test_a_new_mailbox_grows_slowly(day: int, first: int, every: int) -> None:
    assert caps(NEW, OPEN_POLICY, date(2026, 11, 1) + timedelta(days=day - 1)) == (first, every)


def test_an_established_mailbox_keeps_only_the_teams_own_caps() -> None:
    assert caps(MAILBOX, OPEN_POLICY, date(2026, 11, 1)) == (30, 50)
    assert caps(replace(NEW, started_on=None), OPEN_POLICY, date(2026, 11, 1)) == (5, 10)


def test_the_gap_is_random_bounded_and_replays() -> None:
    gaps = [gap(f"send-{number}", OPEN_POLICY).total_seconds() for number in range(500)]
    assert min(gaps) >= 90
    assert max(gaps) <= 900
    assert 200 < sum(gaps) / len(gaps) < 400
    assert gap("send-1", OPEN_POLICY) == gap("send-1", OPEN_POLICY)


@pytest.mark.parametrize(
    ("now", "place", "leaves"),
    [
        (datetime(2026, 11, 20, 15, 0), BOSTON, datetime(2026, 11, 20, 15, 0)),
        (datetime(2026, 11, 20, 12, 0), BOSTON, datetime(2026, 11, 20, 13, 30)),
        (datetime(2026, 11, 20, 22, 0), BOSTON, datetime(2026, 11, 23, 13, 30)),
        (datetime(2026, 11, 26, 15, 0), BOSTON, datetime(2026, 11, 27, 13, 30)),  # Thanksgiving
        (datetime(2026, 12, 24, 15, 0), BOSTON, datetime(2027, 1, 4, 13, 30)),  # the 31st is a Thursday
        (datetime(2026, 11, 20, 3, 0), Place(("Asia/Tokyo",), "JP"), datetime(2026, 11, 20, 3, 0)),
        (datetime(2026, 3, 27, 21, 30), BOSTON, datetime(2026, 3, 30, 12, 30)),  # summer time begins in between
    ],
)
def test_mail_leaves_in_the_recipients_office_hours(now: datetime, place: Place, leaves: datetime) -> None:
    assert next_open(now.replace(tzinfo=UTC), place, OPEN_POLICY) == leaves.replace(tzinfo=UTC)


def test_a_country_of_many_zones_is_open_when_all_of_them_are() -> None:
    hours = office_hours(date(2026, 11, 20), place_of(contact(), account(city=""), sender_zone="UTC"), OPEN_POLICY)
    assert hours == (datetime(2026, 11, 20, 16, 30, tzinfo=UTC), datetime(2026, 11, 20, 22, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    "country", ["RU", "ID", "BR", "AU", "CA", "MX", "CL", "ES", "PT", "NZ", "KZ", "US", "FR", "CN"]
)
def test_no_country_is_so_wide_that_nothing_ever_leaves(country: str) -> None:
    place = place_of(contact(), account(country=country, city=""), sender_zone="UTC")
    assert next_open(NOW, place, OPEN_POLICY) - NOW < timedelta(days=15)


@pytest.mark.parametrize(
    ("who", "where", "zones", "known"),
    [
        ({"time_zone": "Asia/Tokyo"}, {}, ("Asia/Tokyo",), True),
        ({}, {"city": "Boston"}, ("America/New_York",), True),
        ({}, {"city": "", "region": "CA"}, ("America/Los_Angeles",), True),
        ({}, {"city": "Chicago"}, ("America/Chicago",), True),
        ({}, {"city": "", "country": "DE"}, ("Europe/Berlin", "Europe/Busingen"), True),
        ({"country": "DE"}, {"city": "Boston"}, ("Europe/Berlin", "Europe/Busingen"), True),
        ({}, {"city": "", "country": ""}, ("Europe/London",), False),
        ({"time_zone": "Mars/Olympus"}, {"city": "", "country": ""}, ("Europe/London",), False),
    ],
)
def test_the_zone_is_the_contacts_else_the_citys_else_the_countrys_else_ours(
    who: dict[str, str], where: dict[str, str], zones: tuple[str, ...], known: bool
) -> None:
    place = place_of(contact(1, **who), account(1, **where), sender_zone="Europe/London")
    assert (place.zones, place.known) == (zones, known)


def test_the_thirty_first_first_touch_waits_for_tomorrow() -> None:
    morning = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
    taken = [booking(morning + timedelta(minutes=number), number=number) for number in range(30)]
    at = slot(datetime(2026, 11, 18, 16, 0, tzinfo=UTC), want(), policy=OPEN_POLICY, bookings=taken)
    assert at.date() == date(2026, 11, 19)
    follow_up = slot(
        datetime(2026, 11, 18, 16, 0, tzinfo=UTC), want(first_touch=False), policy=OPEN_POLICY, bookings=taken
    )
    assert follow_up.date() == date(2026, 11, 18)


def test_the_fourth_person_at_a_company_waits_a_week() -> None:
    taken = [booking(NOW - timedelta(days=number), number=number, account_id="a1") for number in (1, 2, 3)]
    at = slot(NOW, want(), policy=OPEN_POLICY, bookings=taken)
    assert at >= NOW - timedelta(days=3) + timedelta(days=7)


def test_never_more_than_ten_an_hour() -> None:
    quick = replace(OPEN_POLICY, minimum_gap_seconds=0, mean_gap_seconds=0)
    taken = [booking(NOW - timedelta(minutes=number), number=number) for number in range(1, 11)]
    assert slot(NOW, want(), policy=quick, bookings=taken) >= NOW + timedelta(minutes=50)


def test_planning_forty_mails_keeps_every_rule() -> None:
    planned: list[Booking] = []
    for number in range(40):
        one = want(send_id=f"s{number}", account_id=f"x{number}")
        at = slot(NOW, one, policy=OPEN_POLICY, bookings=planned)
        assert next_open(at, BOSTON, OPEN_POLICY) == at
        planned.append(Booking(f"s{number}", "mara", f"x{number}", at, True, waiting=True))
    times = sorted(b.at for b in planned)
    assert min(b - a for a, b in pairwise(times)) >= timedelta(seconds=90)
    assert max(sum(t.date() == day for t in times) for day in {t.date() for t in times}) <= 30


def test_capacity_counts_what_is_free_today_and_says_the_rest() -> None:
    ten = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
    taken = [booking(ten - timedelta(minutes=number), number=number) for number in range(25)]
    found = capacity(ten, MAILBOX, policy=OPEN_POLICY, sender_zone="Europe/London", bookings=taken)
    assert found.free_today == 5
    assert found.total == 35
    assert found.words == "5 slots today, the rest Thursday"


def test_late_in_the_day_capacity_is_what_still_fits() -> None:
    late = datetime(2026, 11, 18, 16, 45, tzinfo=UTC)
    found = capacity(late, MAILBOX, policy=OPEN_POLICY, sender_zone="Europe/London", bookings=[])
    assert found.free_today == 2
    weekend = capacity(NOW + timedelta(days=1), MAILBOX, policy=OPEN_POLICY, sender_zone="Europe/London", bookings=[])
    assert (weekend.free_today, weekend.words) == (0, "No slots until Monday")


def test_a_night_drafts_for_two_working_days_and_at_most_forty() -> None:
    night = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
    assert limits.nightly_capacity(team(), "mara", [], now=night) == 40
    small = team(mailbox=replace(MAILBOX, established=False, started_on=date(2026, 11, 18)))
    assert limits.nightly_capacity(small, "mara", [], now=night) == 13
    assert limits.nightly_room(small, [], now=night) == {"mara": 13, "": 13}


def test_times_are_told_twice() -> None:
    at = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    assert leaves_words(at, "Europe/London", BOSTON) == "leaves 16:30 yours, 11:30 theirs"
    assert (
        leaves_words(at, "Europe/London", Place(("Europe/London",), known=False)) == "leaves 16:30, their zone assumed"
    )
    assert (
        leaves_words(at, "Europe/London", BOSTON, now=NOW - timedelta(days=1)) == "leaves Fri 16:30 yours, 11:30 theirs"
    )


def test_public_holidays_and_the_last_week_of_the_year_are_no_business_days() -> None:
    assert not is_business_day(date(2026, 5, 1), country="FR")
    assert is_business_day(date(2026, 5, 1), country="US")
    assert not is_business_day(date(2026, 12, 30), country="US")
