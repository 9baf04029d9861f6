"""Time as anchors: dates and periods as intervals, and the words that say something is recent."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from drafting.anchors.anchor import Anchor, AnchorType
from signals.extract.dates import dates_in

MONTHS = tuple(calendar.month_name)[1:]
_SHORT = ("Jan", "Feb", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
_MONTH = re.compile(rf"\b({'|'.join((*MONTHS, *_SHORT))})\b")
_YEAR_OF_RANGE = re.compile(rf"\s?(?:to|through|until|–|-|and)\s?(?:{'|'.join((*MONTHS, *_SHORT))})\s((?:19|20)\d\d)\b")
_LOWER_MONTH = re.compile(rf"(?<=\bin )({'|'.join(name.lower() for name in MONTHS if name not in {'March', 'May'})})\b")
_YEAR = re.compile(r"(?<![\w$€£.,-])(?:19|20)\d\d(?![\w%]|[.,]\d)")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}
_YEARS = {"last": -1, "this": 0, "next": 1}
_QUARTER = re.compile(
    r"\b(?P<which>(?:first|second|third|fourth)(?= quarter)|q[1-4])(?: quarter)? (?:of )?"
    r"(?P<when>last|this|next) year\b",
    re.IGNORECASE,
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_A_SEASON = 91
_SEASON = re.compile(
    r"\b(?:(?P<when>this|next|last|in|by|since|from)(?: the)? )?(?:early |late |mid-)?"
    r"(?P<season>spring|summer|autumn|fall|winter)(?: (?:of )?(?P<year>20\d\d))?\b",
    re.IGNORECASE,
)
# Days back that a word still holds (drafting §2.2, L22).
_RECENCY = (
    (re.compile(r"\b(?:this week|in the (?:last|past) (?:few )?days|just now|these days|fresh off)\b", re.I), 14),
    (
        re.compile(r"\bjust (?=\w+(?:ed|ught|old|aw|ade|ook|ave|ired|ew|ent|on|eft)\b|hit\b|put\b|set\b|cut\b)", re.I),
        14,
    ),
    (re.compile(r"\b(?:recently|lately|newly|recent)\b", re.I), 14),
    (re.compile(r"\b(?:new(?=\s)|freshly|now(?! that))\b", re.I), 45),
)
_CALENDAR_WORDS = re.compile(r"^(?:this|last|past|next|today|yesterday|tomorrow)\b", re.I)


def dates_of(text: str, as_of: date) -> list[Anchor]:
    """Dates, months without a year and bare years, each as an interval of days."""
    found = [
        Anchor(AnchorType.DATE, s.raw, s.start, s.end, since=s.start_on, until=s.end_on, unit=_unit(s.raw))
        for s in dates_in(text, as_of=as_of)
    ]
    for pattern in (_MONTH, _LOWER_MONTH):
        for m in pattern.finditer(text):
            if not any(a.overlaps(m.start(), m.end()) for a in found) and not _is_no_month(text, m):
                ranged = _YEAR_OF_RANGE.match(text, m.end())
                from_day = date(int(ranged[1]), 6, 30) if ranged else as_of
                since, until = _nearest_month(_month_number(m[1]), from_day)
                found.append(Anchor(AnchorType.DATE, m[0], m.start(), m.end(), since=since, until=until))
    for m in _QUARTER.finditer(text):
        found = [a for a in found if not a.overlaps(m.start(), m.end())]
        first = date(as_of.year + _YEARS[m["when"].casefold()], 3 * _QUARTERS[m["which"].casefold()] - 2, 1)
        until = first + timedelta(days=_A_SEASON)
        found.append(Anchor(AnchorType.DATE, m[0], m.start(), m.end(), since=first, until=until.replace(day=1)))
    for m in _SEASON.finditer(text):
        if (m["when"] or m["year"]) and not any(a.overlaps(m.start(), m.end()) for a in found):
            since, until = _season(m, as_of)
            found.append(Anchor(AnchorType.DATE, m[0], m.start(), m.end(), since=since, until=until))
    for m in _YEAR.finditer(text):
        if not any(a.overlaps(m.start(), m.end()) for a in found):
            year = int(m[0])
            found.append(
                Anchor(AnchorType.DATE, m[0], m.start(), m.end(), since=date(year, 1, 1), until=date(year, 12, 31))
            )
    return found


def recency_of(text: str, as_of: date) -> list[Anchor]:
    """Words such as "just", "recently" and "new": what they speak of happened between `since` and `until`."""
    found: list[Anchor] = []
    for pattern, days in _RECENCY:
        for m in pattern.finditer(text):
            if not any(a.overlaps(m.start(), m.end()) for a in found):
                since = as_of - timedelta(days=days)
                found.append(Anchor(AnchorType.RECENCY, m[0].strip(), m.start(), m.end(), since=since, until=as_of))
    return found


def is_relative(anchor: Anchor) -> bool:
    """Whether a date is counted from today ("last week") and so goes stale while the draft waits (L22)."""
    return anchor.unit == "relative" or anchor.type is AnchorType.RECENCY


def _unit(raw: str) -> str:
    return "relative" if _CALENDAR_WORDS.match(raw) or raw.lower().endswith(" ago") else ""


def _is_no_month(text: str, m: re.Match[str]) -> bool:
    """ "May" at the start or before a verb is the verb; before a number or after "in" it is the month."""
    if re.match(r" [A-Z][a-z]+", text[m.end() :]) and not re.search(
        r"\b(?:in|since|last|by|until)\s$", text[: m.start()]
    ):
        return True  # Jun Takeda, April Moss
    if m[1] != "May":
        return False
    return not re.search(r"\b(?:in|since|last|this|by|until|of|your|the)\s$", text[: m.start()], re.I)


def _season(m: re.Match[str], as_of: date) -> tuple[date, date]:
    """The season of its year; without one the next, the last, or the nearest to `as_of`. Of the northern half."""
    first = _SEASONS[m["season"].casefold()]
    years = [int(m["year"])] if m["year"] else [as_of.year + n for n in (-1, 0, 1)]
    spans = [(date(y, first, 1), date(y, first, 1) + timedelta(days=_A_SEASON)) for y in years]
    if (when := (m["when"] or "").casefold()) == "next":
        spans = [span for span in spans if span[0] > as_of]
    elif when == "last":
        spans = [span for span in spans if span[1] < as_of][-1:]
    return min(spans, key=lambda span: abs((span[0] - as_of).days))


def _month_number(raw: str) -> int:
    return next(n for n, name in enumerate(MONTHS, start=1) if name.casefold().startswith(raw[:3].casefold()))


def _nearest_month(month: int, as_of: date) -> tuple[date, date]:
    year = as_of.year
    ahead = (month - as_of.month) % 12
    year = (
        as_of.year + (1 if month < as_of.month and ahead <= 4 else 0) - (1 if month > as_of.month and ahead > 4 else 0)
    )
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
