"""Dating: whether the evidence puts an event in the days that a sentence gives it (drafting §2.2). Stage 7 of 12."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from agent.domain.evidence import EvidenceKind, Party
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.lexemes import events_of, implied_by, lexemes_of, negations_of
from drafting.anchors.numbers import DAYS
from drafting.anchors.sources import Source
from drafting.anchors.times import dates_of
from drafting.matched import ABSENT, Match, Matched, found, other_of


def dated(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    other = ABSENT
    if anchor.raw.casefold() == "today" and (
        _PRESENT.search(text) or (not events_of(text) and any(s.evidence.kind is EvidenceKind.PAGE for s in sources))
    ):
        return recency(replace(anchor, since=as_of - timedelta(days=45)), sources, text, as_of)
    for source in sources:
        bound = _bound(anchor, text, source, as_of)
        standing = source.stated if _is_plan(anchor, text) else source.days
        days = standing if bound is None else bound
        for since, until in days + (source.denied_days if negations_of(text) or _is_since(anchor, text) else ()):
            if any(a <= since and until <= b for a, b in _claimed_days(anchor, as_of)):
                return found(source)
            if other is ABSENT:
                other = other_of(source, _day_words(since, until))
        if (
            source.dated_on
            and _announces(anchor, text)
            and any(a <= source.dated_on <= b for a, b in _claimed_days(anchor, as_of))
        ):
            return found(source)
    return other


def _is_since(anchor: Anchor, text: str) -> bool:
    """ "Since September": what was absent then came after."""
    return bool(re.search(r"\bsince\s$", text[: anchor.start], re.IGNORECASE))


def _is_plan(anchor: Anchor, text: str) -> bool:
    """Whether a date is that of something still to come: the day of the news is not its day."""
    return any(x.unit == "future" and x.start < anchor.start for x in lexemes_of(text))


def _bound(anchor: Anchor, text: str, source: Source, as_of: date) -> tuple[tuple[date, date], ...] | None:
    """The days that a source gives the very event that the date of a sentence is of; None where it leaves that open.

    "Joined the company in 2022" says nothing of the promotion that was announced this month.
    """
    told = sorted(events_of(text), key=lambda e: e.start)
    said = [e for e in told if e.end <= anchor.start] or told
    if not said:
        return None
    event = said[-1] if said[-1].end <= anchor.start else said[0]
    if any(event.end <= d.start < anchor.start for d in dates_of(text, as_of)):
        return None  # the date of the event stands before this one
    accepted = implied_by(event.unit)
    same = [e for e in source.reading.of(AnchorType.EVENT) if e.unit in accepted]
    days: list[tuple[date, date]] = []
    for stood in same:
        own = [d for d in source.reading.of(AnchorType.DATE) if _dates(d, stood, source)]
        if not own or own[0].since is None or own[0].until is None:
            return None
        within = [d for d in own if d.since and d.until and own[0].since <= d.since and d.until <= own[0].until]
        days.extend((d.since, d.until) for d in within if d.since and d.until)
    return tuple(days) if days else None


def _dates(day: Anchor, event: Anchor, source: Source) -> bool:
    """Whether a date of a source is that of an event: after it, in its clause, with nothing else happening between."""
    between = source.text[event.end : day.start]
    others = (e for e in source.reading.of(AnchorType.EVENT) if e.unit != event.unit)
    return (
        event.end <= day.start
        and len(between) <= 60
        and not re.search(r"[.;]\s|\b(?:but|who|which|after|before)\b|\band (?!(?:the )?[A-Z])", between)
        and not any(event.end <= e.start < day.start for e in others)
    )


_PRESENT = re.compile(r"\b(?:is|are|uses?|runs?|says|has|have)\b", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"\b(?:announc\w+|nam(?:ed|es)|appoint\w+|hir(?:ed|es)|brought in|tapped|posted|lists?|listed|mention\w*|"
    r"report\w*|filed|filing|said|"
    r"disclosed|published|posting|job ad|news)\b",
    re.IGNORECASE,
)


def _announces(anchor: Anchor, text: str) -> bool:
    """Whether a date is that of the news ("named … this month") rather than of what the news says will be."""
    return bool(_ANNOUNCED.search(text)) and not re.search(
        r"\b(?:start\w*|effective|beg[ia]n\w*)\b", text, re.IGNORECASE
    )


def _claimed_days(anchor: Anchor, as_of: date) -> list[tuple[date, date]]:
    """The claimed interval; "last week" and "this week" also as they are spoken, counted in days."""
    if anchor.since is None or anchor.until is None:
        return []
    spans = [(anchor.since, anchor.until)]
    spoken = anchor.raw.casefold()
    if spoken == "today":
        spans.append((as_of - timedelta(days=1), as_of))
    if spoken in {"last week", "past week"}:
        spans.append((as_of - timedelta(days=10), as_of - timedelta(days=5)))
    if spoken == "this week":
        spans.append((as_of - timedelta(days=6), as_of))
    if spoken.startswith("past "):
        spans.append((as_of - timedelta(days=int(DAYS.get(spoken.split()[-1], Decimal(7)))), as_of))
    if spoken.endswith("ago") and "week" in spoken:
        spans.append((anchor.since - timedelta(days=4), anchor.until + timedelta(days=4)))
    return spans


def _day_words(since: date, until: date) -> str:
    if since == until:
        return f"{since:%B} {since.day}"
    return f"{since:%B}" if since.month == until.month and since.year == until.year else f"{since} to {until}"


def recency(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    dated = [s for s in sources if s.dated_on]
    if anchor.raw.casefold() in {"now", "new"} and sources and all(s.party is Party.SELLER for s in sources):
        return found(*sources)
    if not dated:
        return Matched(Match.ABSENT, why="the evidence has no date")
    standing = anchor.raw.casefold() in {"now", "today"}
    for source in dated:
        days = [since for since, _ in source.days] + ([source.dated_on] if source.dated_on else [])
        since = as_of - timedelta(days=180) if source.evidence.kind is EvidenceKind.PAGE and standing else anchor.since
        if any(since and since <= day <= as_of for day in days):
            return found(source)
    newest = max(dated, key=lambda s: s.dated_on or date.min)
    age = (as_of - (newest.dated_on or as_of)).days
    return other_of(newest, "", f"is {age} days old")
