"""Matching: whether one anchor of a sentence stands in the evidence, is contradicted by it, or is not there.

The rules are those of the table in drafting §2.2, one function a type. Part of stage 7 of 12.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from rapidfuzz import fuzz

from agent.domain.evidence import EvidenceKind
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.lexemes import EVENT_IMPLIED_BY, EVENT_OPPOSITES, is_past, negations_of
from drafting.anchors.names import stands_in
from drafting.anchors.numbers import DAYS, ROLE_NOUNS
from drafting.anchors.quotations import folded_quote
from drafting.anchors.sources import Source
from drafting.anchors.titles import same_title, stands_in_list
from drafting.anchors.words import fold, related, words_of
from signals.extract.titles import classify


class Match(StrEnum):
    FOUND = "found"
    OTHER = "other"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Matched:
    """FOUND in `source_ids`; or OTHER: `source_ids` say `instead`; or ABSENT."""

    match: Match
    source_ids: tuple[str, ...] = ()
    instead: str = ""
    why: str = ""


ABSENT = Matched(Match.ABSENT)


def match(anchor: Anchor, sources: Sequence[Source], *, text: str, as_of: date) -> Matched:
    """Look for `anchor` of the sentence `text` in `sources`, in their order."""
    return _MATCHERS[anchor.type](anchor, sources, text, as_of)


def _found(*sources: Source) -> Matched:
    return Matched(Match.FOUND, tuple(s.id for s in sources))


def _other(source: Source, instead: str, why: str = "") -> Matched:
    return Matched(Match.OTHER, (source.id,), instead, why)


def _number(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    other = ABSENT
    for source in sources:
        for candidate in source.reading.of(anchor.type):
            same_kind = candidate.unit == anchor.unit and candidate.tokens == anchor.tokens
            if anchor.type is AnchorType.MONEY and not _same_sum(anchor, candidate, source, text):
                continue
            if (same_kind or anchor.type is not AnchorType.MONEY) and agrees(anchor, candidate):
                return _found(source)
            if other is ABSENT and candidate.unit != "ordinal":
                other = _other(source, candidate.raw)
    return other


_SUM_LABEL = re.compile(r"offering amount|remaining|amount sold|\bsold\b|first sale")
_SUMS = {
    "remaining": re.compile(r"\b(?:remain\w*|unsold|left|still open|to be sold)\b", re.I),
    "offering amount": re.compile(
        r"\boffer\w*|\b(?:out )?of (?:an? |the |its |your |up to )?[$€£]|\bseek\w*|\btarget\w*", re.I
    ),
}


def _same_sum(claim: Anchor, candidate: Anchor, source: Source, text: str) -> bool:
    """A notice of an offering states what is offered, sold and left: none of these stands for another (Form D)."""
    if source.evidence.kind is not EvidenceKind.FILING:
        return True
    labels = _SUM_LABEL.findall(source.text[max(0, candidate.start - 48) : candidate.start].casefold())
    near = text[max(0, claim.start - 24) : claim.end + 24]
    named = _SUMS.get(labels[-1]) if labels else None
    return named is None or bool(named.search(near))


def agrees(claim: Anchor, evidence: Anchor) -> bool:
    """Equal, or as the claim's hedge allows: over ≤, about ±5 %, nearly within 10 % below, under ≥."""
    if claim.number is None or evidence.number is None:
        return False
    said, stood = claim.number, evidence.number
    if claim.hedge == "over":
        return stood >= said
    if claim.hedge == "under":
        return stood <= said
    if claim.hedge == "nearly":
        return said * Decimal("0.9") <= stood <= said
    if claim.hedge == "about":
        return abs(stood - said) <= said * Decimal("0.05")
    return stood == said


def _count(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    roles = anchor.unit in ROLE_NOUNS or _ends_in_title(anchor)
    if roles:
        listed = _listed(anchor, sources)
        if listed.match is Match.FOUND:
            return listed
    else:
        listed = ABSENT
    other = ABSENT
    for source in sources:
        for candidate in source.reading.of(AnchorType.COUNT, AnchorType.NUMBER):
            if not _same_noun(anchor, candidate):
                continue
            if agrees(anchor, candidate):
                return _found(source)
            other = other if other is not ABSENT else _other(source, candidate.raw)
    return other if other is not ABSENT else listed


def _ends_in_title(anchor: Anchor) -> bool:
    return bool(
        anchor.tokens & {"manag", "analy", "engineer", "administrator", "admin", "rep", "sdr", "hir", "recruit"}
    )


def _same_noun(claim: Anchor, evidence: Anchor) -> bool:
    if evidence.unit == "ordinal":
        return False
    shared = any(related(t) & evidence.tokens for t in claim.tokens)
    return shared or (evidence.type is AnchorType.NUMBER and not evidence.tokens and not evidence.unit)


def _listed(anchor: Anchor, sources: Sequence[Source]) -> Matched:
    """A number of roles stands when that many are listed, or that many postings are cited, of the kind it names."""
    listing = [s for s in sources if s.items] or [s for s in sources if s.evidence.kind is EvidenceKind.JOB]
    if not listing:
        return ABSENT
    titles = [item for s in listing for item in (s.items or (s.text,))]
    qualifiers = anchor.tokens - ROLE_NOUNS - _NEUTRAL
    fitting = [t for t in titles if _fits(qualifiers, t)]
    whole = not qualifiers or 2 * len(fitting) >= len(titles)
    for number in {len(fitting), *([len(titles)] if whole else [])}:
        if agrees(anchor, Anchor(AnchorType.COUNT, "", 0, 0, number=Decimal(number))):
            return _found(*listing)
    if not any(s.items for s in listing):
        return ABSENT
    return _other(listing[0], f"{len(titles)}", f"lists {len(titles)}")


_NEUTRAL = frozenset({"op", "new", "current", "differ", "mor", "separat", "such", "fresh", "liv", "activ"})


def _fits(qualifiers: frozenset[str], title: str) -> bool:
    about = str(classify(title).function).replace("_", " ")
    expanded = {w.stem for w in words_of(f"{title.casefold().replace('revops', 'revenue operations')} {about}")}
    return bool(qualifiers) and any(related(q) & expanded for q in qualifiers | _spelled(qualifiers))


def _spelled(qualifiers: frozenset[str]) -> frozenset[str]:
    return frozenset({"revenu", "operat"}) if "revop" in qualifiers else frozenset()


def _duration(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    other = ABSENT
    for source in sources:
        for candidate in source.reading.of(AnchorType.DURATION):
            if agrees(anchor, candidate):
                return _found(source)
            if other is ABSENT:
                other = _other(source, candidate.raw)
        if f" {anchor.raw.casefold()} " in f" {source.text.casefold()} ":
            return _found(source)
    if any(fact.type == "span" for source in sources for fact in source.evidence.facts):
        return other  # counted over weeks of its own: the dates of a few postings say nothing of them
    windowed = _window(anchor, sources, text, as_of)
    return windowed if windowed.match is Match.FOUND or other is ABSENT else other


def _window(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    """ "Within a week of each other", "in the last 14 days": the dates of the evidence lie that close (§2.2)."""
    before, after = text[: anchor.start].rstrip().casefold(), text[anchor.end :].casefold()
    dates = [s.dated_on for s in sources if s.dated_on]
    if not dates or anchor.number is None:
        return ABSENT
    apart = " of each other" in after or " apart" in after or " later" in after or before.endswith("within")
    spread = (max(dates) - min(dates)).days if apart and len(dates) > 1 else (as_of - min(dates)).days
    posted = any(s.evidence.kind is EvidenceKind.JOB for s in sources) and before.endswith(("in", "over", "inside"))
    if apart or posted or before.endswith(("last", "past")):
        dated = [s for s in sources if s.dated_on]
        return _found(*dated) if spread <= anchor.number else _other(dated[0], f"{spread} days")
    return ABSENT


def _bare(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    for source in sources:
        for candidate in source.reading.of(AnchorType.NUMBER, AnchorType.COUNT):
            if (candidate.unit == "ordinal") == (anchor.unit == "ordinal") and agrees(anchor, candidate):
                return _found(source)
        if anchor.raw.casefold() in {w.folded for w in words_of(source.text)}:
            return _found(source)
    return ABSENT


def _round(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    other = ABSENT
    for source in sources:
        candidates = source.reading.of(AnchorType.ROUND)
        if any(c.unit == anchor.unit for c in candidates):
            return _found(source)
        if candidates and other is ABSENT:
            other = _other(source, candidates[0].raw)
    return other


def _date(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    other = ABSENT
    if anchor.raw.casefold() == "today" and _PRESENT.search(text):
        return _recency(replace(anchor, since=as_of - timedelta(days=45)), sources, text, as_of)
    for source in sources:
        for since, until in source.days + (source.denied_days if negations_of(text) else ()):
            if any(a <= since and until <= b for a, b in _claimed_days(anchor, as_of)):
                return _found(source)
            if other is ABSENT:
                other = _other(source, _day_words(since, until))
        if (
            source.dated_on
            and _announces(anchor, text)
            and any(a <= source.dated_on <= b for a, b in _claimed_days(anchor, as_of))
        ):
            return _found(source)
    return other


_PRESENT = re.compile(r"\b(?:is|are|uses?|runs?|says|has|have)\b", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"\b(?:announc\w+|nam(?:ed|es)|appoint\w+|hir(?:ed|es)|brought in|tapped|posted|lists?|listed|mention\w*|"
    r"report\w*|filed|said|"
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


def _recency(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    dated = [s for s in sources if s.dated_on]
    if not dated:
        return Matched(Match.ABSENT, why="the evidence has no date")
    for source in dated:
        days = [since for since, _ in source.days] + ([source.dated_on] if source.dated_on else [])
        if any(anchor.since and anchor.since <= day <= as_of for day in days):
            return _found(source)
    newest = max(dated, key=lambda s: s.dated_on or date.min)
    age = (as_of - (newest.dated_on or as_of)).days
    return _other(newest, "", f"is {age} days old")


def _title(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    other = ABSENT
    for source in sources:
        candidates = source.reading.of(AnchorType.TITLE)
        same = [c for c in candidates if same_title(anchor.tokens, c.tokens)]
        if any(anchor.negated or not c.negated for c in same):
            return _found(source)
        current = next((c for c in candidates if c.negated == anchor.negated), None)
        if same and current:
            return _other(source, current.raw, f"says “{same[0].raw}” is a former title")
        if not same and stands_in_list(anchor.raw, source.text):
            return _found(source)
        if candidates and other is ABSENT:
            other = _other(source, max(candidates, key=lambda c: len(c.tokens & anchor.tokens)).raw)
    return other


def _name(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    best: tuple[float, Source, Anchor] | None = None
    for source in sources:
        if stands_in(anchor.raw, source.text):
            return _found(source)
        for candidate in source.reading.of(AnchorType.NAME):
            likeness = fuzz.ratio(anchor.raw.casefold(), candidate.raw.casefold())
            if fold(anchor.raw.split()[0]) in candidate.tokens or fold(anchor.raw.split()[-1]) in candidate.tokens:
                likeness = max(likeness, 75)
            if likeness >= 70 and (best is None or likeness > best[0]):
                best = (likeness, source, candidate)
    return _other(best[1], best[2].raw) if best else ABSENT


def _quote(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    wanted = folded_quote(anchor.raw)
    return next((_found(s) for s in sources if wanted in folded_quote(s.text)), ABSENT)


def _lexeme(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    wanted = {w.stem for w in words_of(anchor.raw)}
    for source in sources:
        for candidate in source.reading.of(AnchorType.LEXEME):
            same_words = bool(wanted & {w.stem for w in words_of(candidate.raw)})
            if candidate.unit == anchor.unit and (same_words or anchor.unit != "superlative"):
                return _found(source)
        if anchor.unit == "future" and any(a.planned for a in source.reading.of(AnchorType.EVENT)):
            return _found(source)
    return ABSENT


def _event(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    accepted = EVENT_IMPLIED_BY.get(anchor.unit, {anchor.unit}) | {anchor.unit}
    opposite = EVENT_OPPOSITES.get(anchor.unit, set())
    other = ABSENT
    for source in sources:
        events = source.reading.of(AnchorType.EVENT)
        same = [e for e in events if e.unit in accepted]
        if any(e.negated == anchor.negated and not _only_planned(anchor, e) for e in same):
            return _found(source)
        if any(e.negated != anchor.negated for e in same) and not _is_kind(anchor, source):
            other = _other(source, "", f"says “{same[0].raw}” the other way round")
        elif same and not _is_kind(anchor, source):
            other = _other(source, "", "tells it as a plan")
        elif _is_kind(anchor, source):
            return _found(source)
        elif other is ABSENT and any(e.unit in opposite for e in events):
            other = _other(source, "", f"says “{next(e for e in events if e.unit in opposite).raw}”")
    return other


def _only_planned(claim: Anchor, evidence: Anchor) -> bool:
    return evidence.planned and not claim.planned and is_past(claim.raw)


def _is_kind(anchor: Anchor, source: Source) -> bool:
    """A posting is itself an opening; a technology found on pages is itself in use; what a notice of an offering shows
    as sold was raised, which is no round and names no investor."""
    kind = source.evidence.kind
    if anchor.unit == "funding":
        raises = anchor.raw.casefold().startswith("rais") and not anchor.negated
        return raises and kind is EvidenceKind.FILING and bool(_SOLD.search(source.text))
    if anchor.unit == "opening":
        return kind is EvidenceKind.JOB and not anchor.negated
    return anchor.unit == "adopt" and kind is EvidenceKind.TECH and not anchor.negated and not source.says("remove")


_SOLD = re.compile(r"\bamount sold\b|\bsold\b[^.\n]*\bsecurities\b|\bsecurities\b[^.\n]*\bsold\b", re.IGNORECASE)

_MATCHERS: dict[AnchorType, Callable[[Anchor, Sequence[Source], str, date], Matched]] = {
    AnchorType.MONEY: _number,
    AnchorType.PERCENT: _number,
    AnchorType.MULTIPLE: _number,
    AnchorType.COUNT: _count,
    AnchorType.DURATION: _duration,
    AnchorType.NUMBER: _bare,
    AnchorType.ROUND: _round,
    AnchorType.DATE: _date,
    AnchorType.RECENCY: _recency,
    AnchorType.TITLE: _title,
    AnchorType.NAME: _name,
    AnchorType.QUOTE: _quote,
    AnchorType.LEXEME: _lexeme,
    AnchorType.EVENT: _event,
}
