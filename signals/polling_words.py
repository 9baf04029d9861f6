"""The words in which a reading's time is told: "due 02:00 tomorrow: changes about every 3 days". Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agent.domain.polls import DueAs
from agent.plurals import count

_UNITS = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)))
NIGHT_AHEAD = timedelta(hours=12)
"""A night also reads what comes due before the middle of the day after it: the nearest night is taken."""
BETWEEN_NIGHTS = NIGHT_AHEAD
"""What is read more often than this is also read between nights."""


def lasted(span: timedelta) -> str:
    """`span` in its largest fitting unit: "30 minutes", "4 days", "1 hour"."""
    for name, unit in _UNITS:
        number = round(span / unit)
        if number >= 1 and span >= unit * 0.9:
            return count(number, name)
    return count(max(1, round(span.total_seconds())), "second")


def every(span: timedelta) -> str:
    """`span` after the word "every": "3 days", "hour", "10 minutes"."""
    return lasted(span).removeprefix("1 ")


def hours_words(hours: tuple[str, int, int], *, inside: bool) -> str:
    """Busy hours as `Rhythm` has them: "from 06:00 to 22:30 in New York", or "outside 06:00 to 22:30 in New York"."""
    zone, *minutes = hours
    start, end = (f"{minute // 60:02d}:{minute % 60:02d}" for minute in minutes)
    return f"{'from' if inside else 'outside'} {start} to {end} in {zone.rpartition('/')[2].replace('_', ' ')}"


def times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def due_words(at: datetime | None, as_: str, why: str, now: datetime, time_zone: str) -> str:
    """When and why as one line, local time: "due 14:10: …", "probe 02:00 tomorrow: …". None is a first reading."""
    if at is None:
        return "due now: never read"
    verb = {DueAs.RETRY: "asked again", DueAs.PROBE: "probe"}.get(DueAs(as_ or DueAs.DUE), "due")
    return f"{verb} {moment_words(at, now, time_zone)}" + (f": {why}" if why else "")


def moment_words(at: datetime, now: datetime, time_zone: str) -> str:
    """A coming instant in local words: "now", "14:10", "02:00 tomorrow", "02:00 on Thursday", "02:00 on 3 December"."""
    if at <= now:
        return "now"
    zone = ZoneInfo(time_zone)
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    days = (local.date() - today).days
    clock = f"{local:%H:%M}"
    if days == 0:
        return clock
    if days == 1:
        return f"{clock} tomorrow"
    return f"{clock} on {local:%A}" if days < 7 else f"{clock} on {local.day} {local:%B}"


def reading_at(
    due_at: datetime, not_before_at: datetime | None, interval_s: int, *, now: datetime, run_at: time, time_zone: str
) -> datetime:
    """When a target that is due at `due_at` is really read: at that time where it is read between nights, else in the
    nearest night that breaks no wait that was asked for."""
    if 0 < interval_s < BETWEEN_NIGHTS.total_seconds():
        return due_at
    earliest = max(now, due_at - NIGHT_AHEAD, not_before_at or now)
    zone = ZoneInfo(time_zone)
    day = earliest.astimezone(zone).date()
    nights = (datetime.combine(day + timedelta(days=days), run_at, zone) for days in range(3))
    return next(night for night in nights if night >= earliest).astimezone(UTC)
