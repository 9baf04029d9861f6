"""Mapping profiles: how one tool's columns become the fields of an event, and what its licence allows (signals §1.8).

A profile is a file that the team owns and edits; no vendor's columns are known to the code. Part of stage 1 of 12.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

_SCALES = {"": 1, "k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9}
_NUMBER = re.compile(r"[^\d.,-]*(?P<figure>-?[\d.,]*\d)\s*(?P<scale>[a-z]*)\s*", re.IGNORECASE)
_DATE = re.compile(r"(?P<one>\d{1,2})[./-](?P<two>\d{1,2})[./-](?P<year>\d{4}|\d{2})(?!\d)")
FIELDS = frozenset(
    {"external_id", "kind", "occurred_at", "evidence_url", "vendor", "licence_tag"}
    | {f"company.{name}" for name in ("name", "domain", "linkedin_url", "country")}
    | {f"person.{name}" for name in ("name", "first_name", "last_name", "title", "email", "prev_company", "prev_title")}
)
"""Where a column may go; besides these any payload.NAME."""


@dataclass(frozen=True, slots=True)
class Licence:
    """What a vendor's licence allows. `internal_only`: shown to our own people, never in a mail, a prompt or an export;
    `keep_days`: deleted so long after it came, 0: kept."""

    tag: str = ""
    internal_only: bool = False
    keep_days: int = 0

    def keep_until(self, now: datetime) -> datetime | None:
        return now + timedelta(days=self.keep_days) if self.keep_days else None


@dataclass(frozen=True, slots=True)
class IntakeProfile:
    """`columns`: column → field; `fixed`: field → value where no column gives one; `transforms`: field → names of
    TRANSFORMS, applied in order; `values`: field → what the tool calls it → what we call it."""

    name: str
    columns: Mapping[str, str]
    fixed: Mapping[str, str] = field(default_factory=dict)
    transforms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    licence: Licence = Licence()

    def read(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """One row in the event's fields ("company.name": …). Columns that the profile does not name are left out."""
        flat = flattened(row)
        cells = {_plain(column): value for column, value in flat.items()}
        event: dict[str, Any] = {}
        for column, where in self.columns.items():
            value = cells.get(_plain(column))
            if value not in (None, "") and where not in event:
                event[where] = self._valued(where, str(value))
        for where, value in self.fixed.items():
            event.setdefault(where, value)
        return _named({where: value for where, value in event.items() if value != ""})

    def missing(self, columns: frozenset[str]) -> tuple[str, ...]:
        """The profile's columns that a file with `columns` does not have."""
        there = {_plain(column) for column in columns}
        return tuple(column for column in self.columns if _plain(column) not in there)

    def _valued(self, where: str, value: str) -> str:
        for name in self.transforms.get(where, ()):
            value = TRANSFORMS[name](value.strip())
        ours = {_plain(theirs): our for theirs, our in self.values.get(where, {}).items()}
        return ours.get(_plain(value), value)


def flattened(row: Mapping[str, Any], under: str = "") -> dict[str, Any]:
    """Nested objects as dotted columns ("contact.name"); lists of plain values as one text."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            flat |= flattened(value, f"{under}{name}.")
        elif isinstance(value, list):
            flat[f"{under}{name}"] = ", ".join(str(one) for one in value if not isinstance(one, Mapping | list))
        else:
            flat[f"{under}{name}"] = value
    return flat


def _named(event: dict[str, Any]) -> dict[str, Any]:
    first, last = event.pop("person.first_name", ""), event.pop("person.last_name", "")
    if (first or last) and "person.name" not in event:
        event["person.name"] = f"{first} {last}".strip()
    return event


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("_", " ").split())


def _number(value: str) -> str:
    """ "12,500,000", "$12.5M" or "1.250.000,50 €" as a plain number; "" for none."""
    match = _NUMBER.match(value)
    scale = _SCALES.get(match["scale"].casefold()) if match else None
    if match is None or scale is None:
        return ""
    figure = match["figure"]
    point = max(figure.rfind("."), figure.rfind(","))
    mark = figure[point] if point >= 0 else ""
    grouped = bool(mark) and (figure.count(mark) > 1 or (len(figure) - point - 1 == 3 and scale == 1))
    whole, part = (figure, "") if not mark or grouped else (figure[:point], figure[point + 1 :])
    digits = re.sub(r"[.,]", "", whole) + (f".{part}" if part else "")
    try:
        return f"{(Decimal(digits) * scale).normalize():f}"
    except InvalidOperation:
        return ""


def _times(by: int) -> Callable[[str], str]:
    def scaled(value: str) -> str:
        plain = _number(value)
        return f"{(Decimal(plain) * by).normalize():f}" if plain else ""

    return scaled


def _day(first: str, second: str) -> Callable[[str], str]:
    """A reader of numbered dates; what is none is left as it stands, for the row to be refused with it."""

    def iso(value: str) -> str:
        match = _DATE.match(value)
        if match is None:
            return value
        year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
        return f"{year}-{int(match[second]):02d}-{int(match[first]):02d}"

    return iso


def _unix(value: str) -> str:
    try:
        seconds = float(value)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return value


def _domain(value: str) -> str:
    """The host of an address of any kind: a web page's, a mail's."""
    host = value.rpartition("@")[2].partition("://")[2] or value.rpartition("@")[2]
    return re.split(r"[/?#:]", host)[0].casefold().removeprefix("www.")


TRANSFORMS: Mapping[str, Callable[[str], str]] = {
    "lower": str.casefold,
    "number": _number,
    "thousands": _times(10**3),
    "millions": _times(10**6),
    "day_first": _day("one", "two"),
    "month_first": _day("two", "one"),
    "unix_time": _unix,
    "domain": _domain,
    "first_of_list": lambda value: re.split(r"\s*[,;|]\s*", value)[0],
    "list": lambda value: ", ".join(part for part in re.split(r"\s*[;|\n]\s*", value) if part),
}
"""What may be done to a value, by name. Each takes and gives text, and never fails."""
