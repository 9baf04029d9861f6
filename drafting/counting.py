"""Counting: whether the evidence counts, lists or spans as many as a sentence says (drafting §2.2). Stage 7 of 12."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from agent.domain.evidence import EvidenceKind, Party
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.names import stands_in
from drafting.anchors.numbers import DAYS, EVERY, ROLE_NOUN, ROLE_NOUNS
from drafting.anchors.sources import Source
from drafting.anchors.spans import spans_of
from drafting.anchors.titles import titles_of
from drafting.anchors.words import FRAME, Word, related, stem, stems_of, words_of
from drafting.binding import clauses_of
from drafting.matched import ABSENT, Match, Matched, agrees, found, other_of
from signals.extract.titles import classify


def count(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    if anchor.number == 1 and not anchor.hedge:
        for source in sources:
            if any(w.stem == anchor.unit and not w.folded.endswith("s") for w in words_of(source.text)):
                return found(source)
    if anchor.unit in _PLACES and (counted := _places(anchor, sources)):
        return counted
    roles = anchor.unit in {*ROLE_NOUNS, EVERY} or _ends_in_title(anchor)
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
            same = candidate.number == anchor.number if _is_part(anchor) else agrees(anchor, candidate)
            if listed.match is Match.OTHER and any(candidate.number == len(s.items) for s in sources):
                continue  # the length of the whole list counts no part of it
            if same and (roles or _stand(anchor, source)):
                return found(source)
            other = other if other is not ABSENT else other_of(source, candidate.raw)
    if _is_part(anchor) and not any(s.items or s.evidence.kind is EvidenceKind.JOB for s in sources):
        return _of_things(anchor, sources)
    named = [s for s in sources if s.party is Party.SELLER or related(anchor.unit) & s.stems]
    if named and anchor.number == 1 and _ONE_NAMED.match(text[anchor.end :]):
        return found(*named[:1])
    for source in sources if not roles else ():
        if any(n == anchor.number for n in _told_off(anchor, source)):
            return found(source)
    return other if other is not ABSENT else listed


# "One customer, Quillon Foods": the name that follows is what is claimed.
_ONE_NAMED = re.compile(r",? [A-Z]")


def _of_things(anchor: Anchor, sources: Sequence[Source]) -> Matched:
    """ "140 of them", where the sentence before has named what the evidence counts."""
    counts = [(s, c) for s in sources for c in s.reading.of(AnchorType.COUNT) if c.unit != "ordinal"]
    return next((found(s) for s, c in counts if c.number == anchor.number), ABSENT)


def _stand(anchor: Anchor, source: Source) -> bool:
    """Whether what a count says of its noun ("three enterprise customers") stands in the source too."""
    said = anchor.tokens - {anchor.unit} - _NEUTRAL
    return all(related(token) & source.stems or stands_in(token, source.text) for token in said)


_PLACES = frozenset(stem(w) for w in ["city", "town", "country", "state", "location", "place"])
_PLACE = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
_PLACED = re.compile(rf"\(({_PLACE})\)|, ({_PLACE})(?=[;.\n]|$)|\b(?:in|and|at|across|,) ({_PLACE})")


_ROW = re.compile(
    rf"\b(?:in|across|into|enter(?:s|ed|ing)?|to|at|between|from) ({_PLACE}(?:, {_PLACE})*,? and {_PLACE})"
)


def _places(anchor: Anchor, sources: Sequence[Source]) -> Matched | None:
    """ "Two cities" where two are named: in brackets after roles, or one by one after "in"."""
    for source in sources:
        if any(_same_noun(anchor, c) for c in source.reading.of(AnchorType.COUNT)):
            continue
        named = {next(part for part in m.groups() if part) for m in _PLACED.finditer(source.text)}
        stood = {name for name in named if not titles_of(name)}
        bracketed = {m[1] for m in re.finditer(rf"\(({_PLACE})\)", source.text)}
        if anchor.number in {len(stood), len(bracketed), *places_in_rows(source.text)}:
            return found(source)
    return None


def places_in_rows(text: str) -> set[int]:
    """How many places each row of them in a text has: "in Leeds and Bristol" two."""
    return {len(re.findall(_PLACE, m[1])) for m in _ROW.finditer(text)}


_PAIR = re.compile(r"((?:[\w.&'-]+, )*[\w.&'-]+,? (?:and|&) [\w.&'-]+) $")
_NAMED = re.compile(
    r"^(?: (?:in|from|of|for|with|called|named|including|such as)|:|,)? "
    r"((?:[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*)*, )*[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*)*,? (?:and|&) [A-Z][\w.&'-]*)"
)
_ORDINALS = re.compile(r"(?:[\w-]+(?:th|nd|rd|st) (?:and|to) )?[\w-]+(?:th|nd|rd|st) $")
_LOOK_BACK = 400
"""So many characters before a noun may tell it off one by one."""
_BACKERS = frozenset(stem(w) for w in ["investor", "backer", "fund", "vc", "firm"])


def _told_off(anchor: Anchor, source: Source) -> list[int]:
    """How many a source names one by one: "our UK and Dutch entities" and "plants in Leeds and York" are two."""
    numbers = []
    for word in words_of(source.text):
        if not related(word.stem) & {anchor.unit}:
            continue
        numbers += _ordinals_before(word, source)
        if not word.folded.endswith("s"):
            continue
        before = _PAIR.search(source.text, max(0, word.start - _LOOK_BACK), word.start)
        after = _NAMED.match(source.text[word.end :])
        numbers += [len(re.split(r",? (?:and|&) |, ", m[1])) for m in (before, after) if m]
    if anchor.unit in _BACKERS:
        numbers.append(len({other.raw for part, other in source.parts if part in {"lead", "investor"}}))
    return numbers


def _ordinals_before(word: Word, source: Source) -> list[int]:
    """ "Its third and fourth plants" and "its fourth plant" make four."""
    m = _ORDINALS.search(source.text, max(0, word.start - _LOOK_BACK), word.start)
    ordinals = [a for a in source.reading.of(AnchorType.NUMBER) if a.unit == "ordinal" and a.number]
    return [int(a.number or 0) for a in ordinals if m and m.start() <= a.start < m.end()]


def _ends_in_title(anchor: Anchor) -> bool:
    return bool(anchor.tokens & _TITLED) or "hir" in anchor.tokens


_TITLED_WORDS = """planner trainer agent supervisor nurse driver buyer clerk chef barista operator technician
    lead producer programmer controller officer manager analyst engineer
    administrator admin rep representative executive recruiter director specialist
    developer designer accountant coordinator associate consultant"""
_TITLED = frozenset(stem(w) for w in _TITLED_WORDS.split())


def _same_noun(claim: Anchor, evidence: Anchor) -> bool:
    if evidence.unit == "ordinal":
        return False
    shared = related(claim.unit) & evidence.tokens or related(evidence.unit) & claim.tokens
    return bool(shared) or (evidence.type is AnchorType.NUMBER and not evidence.tokens and not evidence.unit)


def _listed(anchor: Anchor, sources: Sequence[Source]) -> Matched:
    """A number of roles stands when that many are listed, or that many postings are cited, of the kind it names."""
    listing = [s for s in sources if s.items] or [s for s in sources if s.evidence.kind is EvidenceKind.JOB]
    if not listing:
        return ABSENT
    titles = [item for s in listing for item in (s.items or (s.text,))]
    if anchor.unit == EVERY or _is_part(anchor):
        return _part_of(anchor, titles, listing)
    qualifiers = anchor.tokens - ROLE_NOUNS - _NEUTRAL
    titled = bool(qualifiers & _TITLED)
    if qualifiers and not titled and any(_is_headed(qualifiers, s) for s in listing):
        qualifiers = frozenset()
    fitting = [t for t in titles if (_fits_wholly(qualifiers, t) if titled else _fits(qualifiers, t))]
    whole = not qualifiers or (not titled and 2 * len(fitting) >= len(titles))
    for number in {len(fitting), *([len(titles)] if whole else [])}:
        if agrees(anchor, Anchor(AnchorType.COUNT, "", 0, 0, number=Decimal(number))):
            return found(*listing)
    if not any(s.items for s in listing):
        summed = [s for s in listing if not qualifiers and _sum_of_roles(s) == anchor.number]
        return found(*summed) if summed else ABSENT
    return other_of(listing[0], f"{len(titles)}", f"lists {len(titles)}")


def _sum_of_roles(source: Source) -> Decimal:
    """ "Five territory managers and one sales trainer" are six roles."""
    titles = source.reading.of(AnchorType.TITLE)
    counts = source.reading.of(AnchorType.COUNT)
    of_roles = [a for a in counts if _ends_in_title(a) or any(a.overlaps(t.start, t.end) for t in titles)]
    return sum((a.number or Decimal(0) for a in of_roles), Decimal(0))


def _is_headed(qualifiers: frozenset[str], source: Source) -> bool:
    """ "Open roles in guest support: …" lists guest support roles."""
    heading = {w.stem for w in words_of(source.heading)}
    return all(related(q) & heading for q in qualifiers)


def _is_part(anchor: Anchor) -> bool:
    """ "Two of them", "two of your roles": the number stands without its noun."""
    return anchor.hedge == "over" and ROLE_NOUN in anchor.tokens and len(anchor.raw.split()) == 1


def _part_of(anchor: Anchor, titles: Sequence[str], listing: Sequence[Source]) -> Matched:
    """ "Two of them in Austin": as many of the roles say all of that; "all of them" every one."""
    wanted = anchor.tokens - ROLE_NOUNS - _NEUTRAL - FRAME
    fitting = [t for t in titles if _fits_wholly(wanted, t)]
    least = len(titles) if anchor.number is None else anchor.number
    if len(fitting) >= least:
        return found(*listing)
    return other_of(listing[0], f"{len(fitting)}", f"says so of {len(fitting)}")


_NEUTRAL = frozenset(
    {"bas", "locat", "op", "new", "current", "differ", "mor", "separat", "such", "fresh", "liv", "activ"}
)


def _fits(qualifiers: frozenset[str], title: str) -> bool:
    about = str(classify(title).function).replace("_", " ")
    expanded = {w.stem for w in words_of(f"{title.casefold().replace('revops', 'revenue operations')} {about}")}
    return bool(qualifiers) and any(related(q) & expanded for q in qualifiers | _spelled(qualifiers))


def _fits_wholly(qualifiers: frozenset[str], title: str) -> bool:
    return all(_fits(frozenset({q}), title) for q in qualifiers)


def _spelled(qualifiers: frozenset[str]) -> frozenset[str]:
    """What an umbrella of the trade covers."""
    spelled = {"revenu", "operat"} if "revop" in qualifiers else set()
    if qualifiers & {"gtm", "commerci"} or {"go", "market"} <= qualifiers:
        spelled |= {"sal", "market", "revenu", "custom", "account"}
    return frozenset(spelled)


def duration(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    other = ABSENT
    for source in sources:
        for candidate in source.reading.of(AnchorType.DURATION):
            if agrees(anchor, candidate):
                return found(source)
            if other is ABSENT:
                other = other_of(source, candidate.raw)
        if _is_one_unit(anchor, source, text) or _is_difference(anchor, source, text):
            return found(source)
        if f" {anchor.raw.casefold()} " in f" {source.text.casefold()} ":
            return found(source)
    if any(fact.type == "span" for source in sources for fact in source.evidence.facts):
        return other  # counted over weeks of its own: the dates of a few postings say nothing of them
    windowed = _window(anchor, sources, text, as_of)
    return windowed if windowed.match is Match.FOUND or other is ABSENT else other


def _is_one_unit(anchor: Anchor, source: Source, text: str) -> bool:
    """ "Its first week" is seven days."""
    same = (m for m in _ONE_UNIT.finditer(source.text) if DAYS[m["unit"].casefold()] == anchor.number)
    return any(_tells_of(source, m.start(), text) for m in same)


def _tells_of(source: Source, at: int, text: str) -> bool:
    """Whether no other clause that states a duration has more words of the sentence than the one at `at`."""

    def shared(row: tuple[int, int]) -> int:
        return len(said & stems_of(source.text[slice(*row)]))

    said, rows = stems_of(text), clauses_of(source.text)
    own = next(row for row in rows if row[0] <= at < row[1])
    lengths = [a.start for a in source.reading.of(AnchorType.DURATION)]
    others = (row for row in rows if row != own and any(row[0] <= start < row[1] for start in lengths))
    return all(shared(own) >= shared(row) for row in others)


_ONE_UNIT = re.compile(r"\b(?:first|single|same) (?P<unit>hour|day|week|month|quarter|year)\b", re.IGNORECASE)


def _is_difference(anchor: Anchor, source: Source, text: str) -> bool:
    """ "Seven days off" of a source that leads from eleven days to four."""
    if not _OFF.search(f"{text[: anchor.start]} {text[anchor.end :]}"):
        return False
    spans = spans_of(source.text, source.reading.anchors)
    return any(
        a.unit == b.unit == anchor.unit and abs((a.number or 0) - (b.number or 0)) == anchor.number for a, b in spans
    )


_OFF = re.compile(r"\b(?:off|sav(?:ed|es|ing)|shav\w+|faster|shorter|sooner|earlier|less|quicker|gained|won)\b", re.I)


def _years(anchor: Anchor, sources: Sequence[Source], as_of: date) -> list[Source]:
    """ "Two years after the Series A" of 2024, told in 2026."""
    count = round((anchor.number or Decimal(0)) / 365)
    return [
        s
        for s in sources
        if any(d.since and d.until and as_of.year - d.since.year == count > 0 for d in s.reading.of(AnchorType.DATE))
    ]


def _gap(anchor: Anchor, sources: Sequence[Source]) -> Matched | None:
    """ "A day later": two days that a source names lie so far apart."""
    for source in sources:
        days = [d.since for d in source.reading.of(AnchorType.DATE) if d.since and d.since == d.until]
        if any((b - a).days == anchor.number for a in days for b in days):
            return found(source)
    return None


def _window(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    """ "Within a week of each other", "in the last 14 days": the dates of the evidence lie that close (§2.2)."""
    before, after = text[: anchor.start].rstrip().casefold(), text[anchor.end :].casefold()
    if anchor.unit == "year" and (years := _years(anchor, sources, as_of)):
        return found(*years)
    if re.match(r"\s(?:later|before|after|earlier|apart)\b", after) and (gapped := _gap(anchor, sources)):
        return gapped
    dates = [s.dated_on for s in sources if s.dated_on]
    if not dates or anchor.number is None:
        return ABSENT
    apart = " of each other" in after or " apart" in after or " later" in after or before.endswith("within")
    apart = apart or (len(dates) > 1 and " and " in before and before.endswith((" in", "inside", "over")))
    if len(dates) > 1 and re.match(r"\s(?:before|after|earlier)\b", after):
        gap = Decimal((max(dates) - min(dates)).days)
        near = abs(gap - anchor.number) <= max(Decimal(3), anchor.number / 3)
        return found(*(s for s in sources if s.dated_on)) if near else other_of(sources[0], f"{gap} days")
    spread = (max(dates) - min(dates)).days if apart and len(dates) > 1 else (as_of - min(dates)).days
    posted = any(s.evidence.kind is EvidenceKind.JOB for s in sources) and before.endswith(("in", "over", "inside"))
    if apart or posted or before.endswith(("last", "past")):
        dated = [s for s in sources if s.dated_on]
        return found(*dated) if spread <= anchor.number else other_of(dated[0], f"{spread} days")
    return ABSENT
