"""The dates that sources put on their items: read by their formats, and believed only within reason (signals §1.3)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dateutil import parser

TOO_OLD = timedelta(days=365)
TOO_NEW = timedelta(days=1)


def instant(value: object) -> datetime | None:
    """ISO 8601, RFC 822 or milliseconds since 1970 as an aware UTC instant; None for anything else."""
    if isinstance(value, bool) or value is None or value == "":
        return None
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value / 1000, UTC)
        text = str(value).strip()
        read = datetime.fromisoformat(text) if text[:4].isdigit() else parser.parse(text)
    except (ValueError, OverflowError, OSError, TypeError):
        try:
            read = parser.parse(str(value))
        except (ValueError, OverflowError, TypeError):
            return None
    try:
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def believed(at: datetime | None, read_at: datetime) -> datetime | None:
    """`at`, unless it lies in the future (by more than a time zone's slip) or more than a year back: then the source's
    date says nothing about news."""
    if at is None or at > read_at + TOO_NEW or at < read_at - TOO_OLD:
        return None
    return at
