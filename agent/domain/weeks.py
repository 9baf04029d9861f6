"""Calendar weeks by number: what hiring is counted in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

WEEK = timedelta(weeks=1)
_FIRST_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)


def week_of(moment: datetime) -> int:
    """The number of the week (Monday to Sunday, UTC) that `moment` falls in, counted from the first of 1970."""
    return (moment - _FIRST_MONDAY) // WEEK


def begin_of(week: int) -> datetime:
    """Its Monday, 00:00 UTC."""
    return _FIRST_MONDAY + week * WEEK
