"""When mail may leave: caps that grow with a mailbox, spacing, and the recipient's office hours (sending §2.1–2.3).

Pure: every function takes the instant and the bookings that it decides on.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import holidays

from agent.domain.policies import Mailbox, SendPolicy
from agent.domain.sends import Booking
from agent.domain.teams import Team
from agent.plurals import count
from agent.sends.zones import Place, zone

_RAMP = ((7, 5, 10), (14, 10, 20), (21, 15, 30), (30, 20, 40))
_SAME_COMPANY_GAP = timedelta(seconds=60)
_WEEK = timedelta(days=7)
_MOST_STEPS = 2000


@dataclass(frozen=True, slots=True)
class Want:
    """What wants to leave: from which mailbox, to whom at which account, and where the clocks stand. The days of an
    account are told apart in `account_zone`."""

    send_id: str
    mailbox: Mailbox
    account_id: str
    place: Place
    sender_zone: str
    first_touch: bool
    contact_id: str = ""
    account_zone: str = "UTC"


def caps(mailbox: Mailbox, policy: SendPolicy, day: date) -> tuple[int, int]:
    """First touches and all mail of this mailbox on `day` (the ramp of sending §2.1)."""
    first, every = policy.first_touches_per_day, policy.all_mail_per_day
    if mailbox.established:
        return first, every
    age = (day - mailbox.started_on).days + 1 if mailbox.started_on else 1
    for until, ramp_first, ramp_all in _RAMP:
        if age <= until:
            return min(first, ramp_first), min(every, ramp_all)
    return first, every


def gap(send_id: str, policy: SendPolicy) -> timedelta:
    """The pause before this send after the one before it in its mailbox: seeded by the send, so that it replays."""
    extra = random.Random(send_id).expovariate(1 / policy.mean_gap_seconds) if policy.mean_gap_seconds else 0.0
    return timedelta(seconds=min(policy.minimum_gap_seconds + extra, policy.maximum_gap_seconds))


@lru_cache(maxsize=512)
def _calendar(country: str, region: str) -> holidays.HolidayBase | None:
    supported = holidays.list_supported_countries()
    if country not in supported:
        return None
    return holidays.country_holidays(country, subdiv=region if region in supported[country] else None)


def is_business_day(day: date, *, country: str = "", region: str = "") -> bool:
    """Monday to Friday, no public holiday there, and not 24–31 December (sending §2.3)."""
    if day.weekday() >= 5 or (day.month == 12 and day.day >= 24):
        return False
    calendar = _calendar(country, region) if country else None
    return calendar is None or day not in calendar


def office_hours(day: date, place: Place, policy: SendPolicy) -> tuple[datetime, datetime] | None:
    """The part of `day` that is inside the window in every zone of the place, in UTC, or None."""
    if not is_business_day(day, country=place.country, region=place.region):
        return None
    zones = [zone(name) for name in place.zones]
    start = max(datetime.combine(day, policy.window_start, z).astimezone(UTC) for z in zones)
    end = min(datetime.combine(day, policy.window_end, z).astimezone(UTC) for z in zones)
    return (start, end) if start < end else None


def next_open(at: datetime, place: Place, policy: SendPolicy) -> datetime:
    """`at` itself inside the recipient's window, else the moment at which it opens next."""
    day = at.astimezone(UTC).date() - timedelta(days=1)
    for _ in range(60):
        hours = office_hours(day, place, policy)
        if hours and at < hours[1]:
            return max(at, hours[0])
        day += timedelta(days=1)
    return at + timedelta(days=60)


def slot(now: datetime, want: Want, *, policy: SendPolicy, bookings: Sequence[Booking]) -> datetime:
    """The first instant from `now` on at which this send keeps to every cap, the spacing and the window.

    `bookings` are the sends of the last week and, when planning, those that wait; its own is left out.
    """
    others = [booking for booking in bookings if booking.send_id != want.send_id]
    mine = sorted((b for b in others if b.mailbox_id == want.mailbox.id), key=lambda b: b.at)
    company = sorted(b.at for b in others if b.account_id == want.account_id and b.mailbox_id != want.mailbox.id)
    colleagues = [b for b in others if _is_colleague(b, want)]
    at = now
    for _ in range(_MOST_STEPS):
        later = next_open(at, want.place, policy)
        later = _after_gap(later, want, policy, mine, company)
        later = _after_hour(later, policy, mine)
        later = _after_day(later, want, policy, mine, others)
        later = _after_company(later, want, policy, others)
        later = _after_colleagues(later, want, policy, colleagues)
        if later == at:
            return at
        at = later
    return at


def _after_gap(
    at: datetime, want: Want, policy: SendPolicy, mine: list[Booking], company: list[datetime]
) -> datetime:  # fmt: skip
    wanted = gap(want.send_id, policy)
    for booking in mine:
        if abs(at - booking.at) < wanted:
            at = booking.at + wanted
    for moment in company:
        if abs(at - moment) < _SAME_COMPANY_GAP and policy.minimum_gap_seconds:
            at = moment + _SAME_COMPANY_GAP
    return at


def _after_hour(at: datetime, policy: SendPolicy, mine: list[Booking]) -> datetime:
    hour = [b.at for b in mine if at - timedelta(hours=1) < b.at <= at]
    return hour[-policy.per_hour] + timedelta(hours=1) if len(hour) >= policy.per_hour else at


def _after_day(
    at: datetime, want: Want, policy: SendPolicy, mine: list[Booking], others: list[Booking]
) -> datetime:  # fmt: skip
    here = zone(want.sender_zone)
    day = at.astimezone(here).date()
    start = datetime.combine(day, time(0), here).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), time(0), here).astimezone(UTC)
    today = [b for b in mine if start <= b.at < end]
    first, every = caps(want.mailbox, policy, day)
    full = len(today) >= every or (want.first_touch and sum(b.first_touch for b in today) >= first)
    if full or sum(start <= b.at < end for b in others) >= policy.domain_per_day:
        return end
    return at


def _after_company(at: datetime, want: Want, policy: SendPolicy, others: list[Booking]) -> datetime:
    if not want.first_touch:
        return at
    week = sorted(b.at for b in others if b.account_id == want.account_id and b.first_touch and at - _WEEK < b.at <= at)
    return week[-policy.people_per_company_7d] + _WEEK if len(week) >= policy.people_per_company_7d else at


def _is_colleague(booking: Booking, want: Want) -> bool:
    return booking.account_id == want.account_id and booking.contact_id != want.contact_id


def _after_colleagues(at: datetime, want: Want, policy: SendPolicy, colleagues: Sequence[Booking]) -> datetime:
    """Two people of one account never on one day of theirs, and a first mail not before the company's cool-down since
    anybody there was mailed. The same thread does not count (DESIGN §7)."""
    here = zone(want.account_zone)
    day = at.astimezone(here).date()
    rest = max(policy.company_cooldown_days, 1) if want.first_touch else 1
    days = (booking.at.astimezone(here).date() for booking in colleagues)
    late = max((one for one in days if 0 <= (day - one).days < rest), default=None)
    if late is None:
        return at
    return datetime.combine(late + timedelta(days=rest), time(0), here).astimezone(UTC)


def why_later(now: datetime, at: datetime, want: Want, *, policy: SendPolicy, bookings: Sequence[Booking]) -> str:
    """Why a send may leave only `at`, where it would sooner but for mails to its recipient's colleagues; else ""."""
    colleagues = [b for b in bookings if b.send_id != want.send_id and _is_colleague(b, want) and b.at <= at]
    if not colleagues or at <= now:
        return ""
    others = [b for b in bookings if not _is_colleague(b, want)]
    if slot(now, want, policy=policy, bookings=others) >= at:
        return ""
    last = max(b.at for b in colleagues).astimezone(zone(want.account_zone))
    cooldown = f", and the company's cool-down is {policy.company_cooldown_days} days"
    return f"a colleague of theirs is mailed on {last:%a %-d %b}{cooldown if want.first_touch else ''}"


def looks_back(policy: SendPolicy) -> int:
    """How many days of mails that left caps and the company's cool-down look at."""
    return max(8, policy.company_cooldown_days + 1)


@dataclass(frozen=True, slots=True)
class Capacity:
    """Free first-touch slots a working day, today first."""

    days: tuple[tuple[date, int], ...]
    today: date

    @property
    def total(self) -> int:
        return sum(free for _, free in self.days)

    @property
    def free_today(self) -> int:
        return next((free for day, free in self.days if day == self.today), 0)

    @property
    def words(self) -> str:
        """ "5 slots today, the rest Thursday", "No slots until Monday"."""
        later = next((day for day, free in self.days if day > self.today and free), None)
        if not self.free_today:
            return f"No slots until {later:%A}" if later else "No slots today"
        slots = f"{count(self.free_today, 'slot')} today"
        return f"{slots}, the rest {later:%A}" if later else slots


def capacity(
    now: datetime,
    mailbox: Mailbox,
    *,
    policy: SendPolicy,
    sender_zone: str,
    bookings: Iterable[Booking],
    working_days: int = 2,
) -> Capacity:
    """Free first-touch slots of today and the next working days, in the sender's own time."""
    here = zone(sender_zone)
    local = now.astimezone(here)
    mine = [b for b in bookings if b.mailbox_id == mailbox.id]
    days: list[tuple[date, int]] = []
    day = local.date()
    while len(days) < working_days:
        if is_business_day(day) and not (day == local.date() and local.time() >= policy.window_end):
            taken = [b for b in mine if b.at.astimezone(here).date() == day]
            first, every = caps(mailbox, policy, day)
            free = min(first - sum(b.first_touch for b in taken), every - len(taken))
            if day == local.date():
                free = min(free, _still_fits(local, policy))
            days.append((day, max(0, free)))
        day += timedelta(days=1)
    return Capacity(tuple(days), local.date())


def _still_fits(local: datetime, policy: SendPolicy) -> int:
    """How many sends still fit between now and the end of the window at the usual spacing."""
    begin = max(local, local.replace(hour=policy.window_start.hour, minute=policy.window_start.minute, second=0))
    end = local.replace(hour=policy.window_end.hour, minute=policy.window_end.minute, second=0)
    pace = max(policy.minimum_gap_seconds + policy.mean_gap_seconds, 1)
    return max(0, int((end - begin).total_seconds() // pace))


def sender_zone(team: Team, mailbox_id: str) -> str:
    """The zone of the owner who sends from this mailbox, else the team's."""
    return next((owner.time_zone for owner in team.owners if owner.mailbox == mailbox_id), team.time_zone)


def nightly_capacity(team: Team, owner_id: str, bookings: Iterable[Booking], *, now: datetime) -> int:
    """How many first touches a night drafts for this owner (DESIGN §7): two working days' free slots × the factor."""
    owner = team.owner(owner_id)
    mailbox = team.mailbox_of(owner_id) or (team.mailboxes[0] if team.mailboxes else None)
    if mailbox is None:
        return 0
    free = capacity(
        now,
        mailbox,
        policy=team.policy,
        sender_zone=owner.time_zone if owner else team.time_zone,
        bookings=bookings,
    ).total
    return min(int(free * team.policy.capacity_factor), team.policy.nightly_drafts_per_owner)


def nightly_room(team: Team, bookings: Sequence[Booking], *, now: datetime) -> dict[str, int]:
    """The nightly capacity of each owner, and under "" of an account that nobody owns."""
    owners = [*(owner.id for owner in team.owners), ""]
    return {owner: nightly_capacity(team, owner, bookings, now=now) for owner in owners}


def leaves_words(at: datetime, sender: str, recipient: Place, *, now: datetime | None = None) -> str:
    """ "leaves 16:30 yours, 10:30 theirs"; with `now`, the weekday where it is another day."""
    yours = at.astimezone(zone(sender))
    theirs = at.astimezone(zone(recipient.zones[0]))
    day = f"{yours:%a} " if now is not None and now.astimezone(yours.tzinfo).date() != yours.date() else ""
    if yours.utcoffset() == theirs.utcoffset():
        return f"leaves {day}{yours:%H:%M}" + ("" if recipient.known else ", their zone assumed")
    weekday = f" {theirs:%a}" if theirs.date() != yours.date() else ""
    return f"leaves {day}{yours:%H:%M} yours, {theirs:%H:%M}{weekday} theirs"
