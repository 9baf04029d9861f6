"""The dates that sources put on their items: whole ones only, and believed only within reason (signals §1.3).

No part of a date is ever filled in: "Monday", "12" or "Nov 2026" is no date, where a parser would make one up.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from dateutil import parser

TOO_OLD = timedelta(days=365)
TOO_NEW = timedelta(days=1)

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_RFC_822 = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b")
_YEAR_SOMEWHERE = re.compile(r"\b(?:19|20)\d\d\b")


def instant(value: object) -> datetime | None:
    """ISO 8601, RFC 822, a written date or milliseconds since 1970 as an aware UTC instant; None for anything else."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        if isinstance(value, (int, float)):
            return datetime.fromtimestamp(value / 1000, UTC)
        read = _read(str(value).strip())
        if read is None or read.tzinfo is UTC:
            return read
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError, TypeError, AttributeError):
        return None


def _read(text: str) -> datetime | None:
    if _ISO.match(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            return parser.parse(text[:64])
    if _RFC_822.match(text):
        try:
            return parsedate_to_datetime(text)
        except ValueError:
            return _written(text)
    numeric = _NUMERIC.match(text)
    return _by_numbers(text, numeric) if numeric else _written(text)


def _by_numbers(text: str, parts: re.Match[str]) -> datetime | None:
    """3/4/2026 is two dates, so none; 20/4/2026 and 4/20/2026 are one each, and 3.4.2026 is the third of April."""
    first, second = int(parts[1]), int(parts[3])
    if parts[2] != "." and first <= 12 and second <= 12 and first != second:
        return None
    return parser.parse(text[:64], dayfirst=parts[2] == "." or first > 12)


def _written(text: str) -> datetime | None:
    """A date in words, if year, month and day all stand there: two readings with other defaults must agree."""
    if not _YEAR_SOMEWHERE.search(text):
        return None
    one, other = (parser.parse(text[:64], default=at) for at in (datetime(2000, 1, 1), datetime(2001, 2, 2)))  # noqa: DTZ001
    return one if one.date() == other.date() else None


def believed(at: datetime | None, read_at: datetime) -> datetime | None:
    """`at`, unless it lies in the future (by more than a time zone's slip) or more than a year back: then the source's
    date says nothing about news."""
    if at is None or at > read_at + TOO_NEW or at < read_at - TOO_OLD:
        return None
    return at
