"""Dates that stand in a text, as intervals with their place in it. No I/O.

A day is an interval of one day; a month, quarter, half or year is as long as it is. A date without a year, and words
such as "last week", are read only where `as_of` is given. Fiscal years are read as calendar years.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class DateSpan:
    """`raw == text[start:end]` says some time from `start_on` to `end_on`, both days included."""

    start_on: date
    end_on: date
    start: int
    end: int
    raw: str


_Interval = tuple[date, date]

_MONTH_NAMES = (
    ("january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene"),
    ("february", "feb", "februar", "février", "févr", "fevrier", "febrero"),
    ("march", "mar", "märz", "maerz", "mrz", "mars", "marzo"),
    ("april", "apr", "avril", "avr", "abril", "abr"),
    ("may", "mai", "mayo"),
    ("june", "jun", "juni", "juin", "junio"),
    ("july", "jul", "juli", "juillet", "juil", "julio"),
    ("august", "aug", "août", "aout", "agosto", "ago"),
    ("september", "sept", "sep", "septembre", "septiembre"),
    ("october", "oct", "oktober", "okt", "octobre", "octubre"),
    ("november", "nov", "novembre", "noviembre"),
    ("december", "dec", "dezember", "dez", "décembre", "decembre", "diciembre", "dic"),
)
MONTHS = "|".join(names[0] for names in _MONTH_NAMES)
"""The English months as alternatives of an expression, in lower case."""
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_NAMED = frozenset({"mdy", "dmy", "month"})
# In lower case these are words before they are months.
_LOWER_CASE_WORDS = frozenset({"may", "mar", "march", "mars", "sep", "jan", "dec", "august", "ago"})
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {
    word: n
    for n, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"a": 1, "an": 1}

# "ago" is an English word long before it is the Spanish August; capitals are asked for below, so only "ago" must go.
_MONTH = "(?:" + "|".join(sorted((m for m in _MONTHS if m != "ago"), key=len, reverse=True)) + r")\b\.?"
_ORDINAL = "(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_TO = r"\s?(?:-|–|to|bis)\s?"
_DAY_MARK = r"(?:st|nd|rd|th|er|\.)?"
_WEEKDAY = "(?:" + "|".join(_WEEKDAYS) + ")"
_COUNT = r"(?:\d{1,3}|" + "|".join(_NUMBERS) + ")"

_PATTERN = re.compile(
    "|".join(
        (
            rf"\b(?P<iso>{_YEAR}-\d\d-\d\d)(?!\d)",
            rf"\b(?P<dots>{_DAY}\.(?:0?[1-9]|1[0-2])\.{_YEAR})(?!\d)",
            rf"\b(?P<slashes>\d{{1,2}}/\d{{1,2}}/{_YEAR})(?!\d)",
            rf"\b(?P<mdy>(?P<mdy_m>{_MONTH})\s(?P<mdy_d>{_DAY}){_DAY_MARK}(?:{_TO}(?P<mdy_e>{_DAY})"
            rf"{_DAY_MARK})?(?:,?\s(?:of\s)?(?P<mdy_y>{_YEAR}))?)(?![\w%])",
            rf"\b(?P<dmy>(?P<dmy_d>{_DAY}){_DAY_MARK}(?:{_TO}(?P<dmy_e>{_DAY}){_DAY_MARK})?\s(?:(?:day\s)?of\s|de\s)?"
            rf"(?P<dmy_m>{_MONTH})(?:,?\s(?:de\s|del\s)?(?P<dmy_y>{_YEAR}))?)(?!\w)",
            rf"\b(?P<month>(?P<month_m>{_MONTH}),?\s(?:of\s|de\s)?(?P<month_y>{_YEAR}))(?!\w)",
            rf"\b(?P<quarter>(?:Q(?P<quarter_n>[1-4])|(?P<quarter_o>{_ORDINAL})[-\s]quarter)"
            rf"(?:\s?(?:of\s|in\s)?(?:fiscal\s(?:year\s)?|FY\s?)?(?P<quarter_y>{_YEAR}|'?\d\d(?=\W|$)))?)(?!\w)",
            rf"\b(?P<half>(?:H(?P<half_n>[12])|(?P<half_o>first|second)[-\s]half)"
            rf"(?:\s(?:of\s)?(?:fiscal\s(?:year\s)?|FY\s?)?(?P<half_y>{_YEAR}))?)(?!\w)",
            rf"\b(?P<fiscal>(?:FY\s?|fiscal\s(?:year\s)?)(?P<fiscal_y>{_YEAR}|'?\d\d))(?!\w)",
            rf"(?<=\b(?:in|of|by)\s)(?P<year>{_YEAR})(?![\w%$€,.]\d|\w)",
            rf"(?<=\bsince\s)(?P<since>{_YEAR})(?!\w)",
            rf"\b(?P<ago>(?P<ago_n>{_COUNT})\s(?P<ago_u>day|week|month|year)s?\sago)\b",
            r"\b(?P<near>today|yesterday|tomorrow)\b",
            r"\b(?P<around>(?P<around_w>last|this|next|past)\s(?P<around_u>week|month|quarter|year))\b",
            rf"\b(?P<weekday>(?:last|this|next|on)\s(?P<weekday_d>{_WEEKDAY}))\b",
        )
    ),
    re.IGNORECASE,
)
# Finds where a date could stand at all; most texts have no such place and pay only for this search.
_GATE = re.compile(r"\d|\b(?:quarter|half|ago|today|yesterday|tomorrow|week|month|year|\w+day)\b", re.IGNORECASE)


def dates_in(text: str, *, as_of: date | None = None) -> tuple[DateSpan, ...]:
    """Every date of `text` in its order, English, German, French or Spanish.

    `as_of` dates what needs a day to count from: a yearless date takes the year that brings it nearest. Slashed dates
    are month first, unless that is no date. What is no date of the calendar ("31 June 2026") is left out.
    """
    if not _GATE.search(text):
        return ()
    found = []
    for match in _PATTERN.finditer(text):
        kind = next(name for name in _READERS if match[name])
        if kind in _NAMED and match[f"{kind}_m"] in _LOWER_CASE_WORDS:
            continue
        try:
            interval = _READERS[kind](match, as_of)
        except ValueError:
            continue
        if interval is not None:
            start, end = match.span(kind)
            found.append(DateSpan(*interval, start, end, text[start:end]))
    return tuple(found)


def _day(value: date) -> _Interval:
    return value, value


def _month_number(raw: str) -> int:
    return _MONTHS[raw.rstrip(".").lower()]


def _year_number(raw: str) -> int:
    digits = raw.lstrip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _months(year: int, first: int, count: int) -> _Interval:
    last = first + count - 1
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _nearest(month: int, day: int, as_of: date) -> date:
    candidates = []
    for year in (as_of.year - 1, as_of.year, as_of.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    if not candidates:
        raise ValueError(f"no day {day} in month {month}")
    return min(candidates, key=lambda candidate: abs(candidate - as_of))


def _iso(match: re.Match[str], as_of: date | None) -> _Interval | None:
    return _day(date.fromisoformat(match["iso"]))


def _dots(match: re.Match[str], as_of: date | None) -> _Interval | None:
    day, month, year = (int(part) for part in match["dots"].split("."))
    return _day(date(year, month, day))


def _slashes(match: re.Match[str], as_of: date | None) -> _Interval | None:
    first, second, year = (int(part) for part in match["slashes"].split("/"))
    month, day = (first, second) if first <= 12 else (second, first)
    return _day(date(year, month, day))


def _written(kind: str) -> Callable[[re.Match[str], date | None], _Interval | None]:
    def read(match: re.Match[str], as_of: date | None) -> _Interval | None:
        month, day = _month_number(match[f"{kind}_m"]), int(match[f"{kind}_d"])
        raw_year, raw_end = match[f"{kind}_y"], match[f"{kind}_e"]
        if raw_year is None and as_of is None:
            return None
        first = date(int(raw_year), month, day) if raw_year else _nearest(month, day, as_of or date.min)
        return first, first.replace(day=int(raw_end)) if raw_end else first

    return read


def _month(match: re.Match[str], as_of: date | None) -> _Interval | None:
    return _months(int(match["month_y"]), _month_number(match["month_m"]), 1)


def _part(kind: str, length: int) -> Callable[[re.Match[str], date | None], _Interval | None]:
    def read(match: re.Match[str], as_of: date | None) -> _Interval | None:
        raw_year = match[f"{kind}_y"]
        if raw_year is None and as_of is None:
            return None
        number = int(match[f"{kind}_n"] or _ORDINALS[match[f"{kind}_o"].lower()])
        year = _year_number(raw_year) if raw_year else (as_of or date.min).year
        return _months(year, (number - 1) * length + 1, length)

    return read


def _whole_year(group: str) -> Callable[[re.Match[str], date | None], _Interval | None]:
    return lambda match, as_of: _months(_year_number(match[group]), 1, 12)


def _shift_months(value: date, by: int) -> date:
    year, month = divmod(value.year * 12 + value.month - 1 + by, 12)
    return date(year, month + 1, min(value.day, calendar.monthrange(year, month + 1)[1]))


def _ago(match: re.Match[str], as_of: date | None) -> _Interval | None:
    if as_of is None:
        return None
    raw = match["ago_n"].lower()
    count, unit = _NUMBERS.get(raw) or int(raw), match["ago_u"].lower()
    if unit in {"day", "week"}:
        return _day(as_of - timedelta(days=count * (7 if unit == "week" else 1)))
    if unit == "month":
        then = _shift_months(as_of, -count)
        return _months(then.year, then.month, 1)
    return _months(as_of.year - count, 1, 12)


def _near(match: re.Match[str], as_of: date | None) -> _Interval | None:
    if as_of is None:
        return None
    return _day(as_of + timedelta(days={"yesterday": -1, "today": 0, "tomorrow": 1}[match["near"].lower()]))


def _around(match: re.Match[str], as_of: date | None) -> _Interval | None:
    if as_of is None:
        return None
    step = {"last": -1, "past": -1, "this": 0, "next": 1}[match["around_w"].lower()]
    unit = match["around_u"].lower()
    if unit == "week":
        monday = as_of - timedelta(days=as_of.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6)
    if unit == "year":
        return _months(as_of.year + step, 1, 12)
    length = 3 if unit == "quarter" else 1
    then = _shift_months(as_of.replace(day=1), step * length)
    return _months(then.year, (then.month - 1) // length * length + 1, length)


def _weekday(match: re.Match[str], as_of: date | None) -> _Interval | None:
    if as_of is None:
        return None
    ahead = (_WEEKDAYS.index(match["weekday_d"].lower()) - as_of.weekday()) % 7
    if match["weekday"][:4].lower() in {"next", "this"}:
        return _day(as_of + timedelta(days=ahead or 7))
    return _day(as_of + timedelta(days=ahead - 7 if ahead else -7 if match["weekday"][:4].lower() == "last" else 0))


_READERS: dict[str, Callable[[re.Match[str], date | None], _Interval | None]] = {
    "iso": _iso,
    "dots": _dots,
    "slashes": _slashes,
    "mdy": _written("mdy"),
    "dmy": _written("dmy"),
    "month": _month,
    "quarter": _part("quarter", 3),
    "half": _part("half", 6),
    "fiscal": _whole_year("fiscal_y"),
    "year": _whole_year("year"),
    "since": _whole_year("since"),
    "ago": _ago,
    "near": _near,
    "around": _around,
    "weekday": _weekday,
}
