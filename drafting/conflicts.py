"""What a reviewer weighs: evidence that disagrees with what a claim stands on, or is past its time (drafting §2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from agent.domain.drafts import Finding, Severity, Verdict
from agent.domain.evidence import EvidenceKind, Party
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.context import Context
from drafting.anchors.reading import Reading
from drafting.anchors.sources import Source

_SAME_EVENT = timedelta(days=30)
_TOLERANCE = Decimal("0.01")


def conflicts(index: int, reading: Reading, used: Sequence[Source], context: Context) -> list[Finding]:
    """A warning for each amount of the sentence that another report of the same round gives otherwise."""
    found = []
    for claim in reading.of(AnchorType.MONEY):
        backing = [s for s in used if any(_same(claim, a) for a in _amounts(s, claim))]
        for other in context.prospect:
            amounts = _amounts(other, claim)
            if not backing or other in backing or not amounts or not _same_event(backing[0], other):
                continue
            if not any(_same(claim, a) for a in amounts):
                words = f"“{claim.raw}” stands in {backing[0].id}, but {other.id} says “{amounts[0].raw}”"
                ids = (backing[0].id, other.id)
                span = (claim.start, claim.end)
                found.append(
                    Finding(Verdict.CONFLICT, Severity.WARN, words, index, *span, ids, amounts[0].raw, "grounding")
                )
    return found


# The longest that §6 lets a kind of source serve, in days.
_SERVES = {
    EvidenceKind.NEWS: 90,
    EvidenceKind.FILING: 90,
    EvidenceKind.JOB: 30,
    EvidenceKind.TECH: 60,
    EvidenceKind.PAGE: 180,
}


def aged(index: int, reading: Reading, used: Sequence[Source], context: Context) -> list[Finding]:
    """A warning where all that a sentence stands on is older than its kind may serve (§2.2 stale, §6)."""
    theirs = [s for s in used if s.party is Party.PROSPECT and s.evidence.kind in _SERVES]
    if not theirs or not all(s.dated_on for s in theirs):
        return []
    ages = {s.id: (context.as_of - s.dated_on).days for s in theirs if s.dated_on}
    if any(ages[s.id] <= _SERVES[s.evidence.kind] for s in theirs):
        return []
    newest = min(ages, key=lambda key: ages[key])
    words = f"{newest} is {ages[newest]} days old: check that this still holds"
    span = (0, len(reading.text))
    return [Finding(Verdict.STALE, Severity.WARN, words, index, *span, tuple(ages), None, "grounding")]


def _amounts(source: Source, claim: Anchor) -> list[Anchor]:
    return [a for a in source.reading.of(AnchorType.MONEY) if a.tokens == claim.tokens]


def _same(one: Anchor, other: Anchor) -> bool:
    if one.number is None or other.number is None or one.unit != other.unit:
        return False
    return bool(one.hedge) or abs(one.number - other.number) <= one.number * _TOLERANCE


def _same_event(one: Source, other: Source) -> bool:
    if not (one.says("funding") and other.says("funding")):
        return False
    rounds = [{a.unit for a in s.reading.of(AnchorType.ROUND)} for s in (one, other)]
    if rounds[0] and rounds[1] and not rounds[0] & rounds[1]:
        return False
    return one.dated_on is None or other.dated_on is None or abs(one.dated_on - other.dated_on) <= _SAME_EVENT
