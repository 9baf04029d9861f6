"""Conflicts: a claim stands in its evidence, and other evidence of the same event says otherwise (drafting §2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from agent.domain.drafts import Finding, Severity, Verdict
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
