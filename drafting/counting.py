"""Counting: whether the evidence counts, lists or spans as many as a sentence says (drafting §2.2). Stage 7 of 12."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from agent.domain.evidence import EvidenceKind
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.numbers import ROLE_NOUNS
from drafting.anchors.sources import Source
from drafting.anchors.words import related, words_of
from drafting.matched import ABSENT, Match, Matched, agrees, found, other_of
from signals.extract.titles import classify


def count(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
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
                return found(source)
            other = other if other is not ABSENT else other_of(source, candidate.raw)
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
            return found(*listing)
    if not any(s.items for s in listing):
        return ABSENT
    return other_of(listing[0], f"{len(titles)}", f"lists {len(titles)}")


_NEUTRAL = frozenset({"op", "new", "current", "differ", "mor", "separat", "such", "fresh", "liv", "activ"})


def _fits(qualifiers: frozenset[str], title: str) -> bool:
    about = str(classify(title).function).replace("_", " ")
    expanded = {w.stem for w in words_of(f"{title.casefold().replace('revops', 'revenue operations')} {about}")}
    return bool(qualifiers) and any(related(q) & expanded for q in qualifiers | _spelled(qualifiers))


def _spelled(qualifiers: frozenset[str]) -> frozenset[str]:
    return frozenset({"revenu", "operat"}) if "revop" in qualifiers else frozenset()


def duration(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    other = ABSENT
    for source in sources:
        for candidate in source.reading.of(AnchorType.DURATION):
            if agrees(anchor, candidate):
                return found(source)
            if other is ABSENT:
                other = other_of(source, candidate.raw)
        if f" {anchor.raw.casefold()} " in f" {source.text.casefold()} ":
            return found(source)
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
        return found(*dated) if spread <= anchor.number else other_of(dated[0], f"{spread} days")
    return ABSENT
