"""What looking for an anchor gives: found, another value found, or absent. Part of stage 7 of 12."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from drafting.anchors.anchor import Anchor
from drafting.anchors.sources import Source


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


def found(*sources: Source) -> Matched:
    return Matched(Match.FOUND, tuple(s.id for s in sources))


def other_of(source: Source, instead: str, why: str = "") -> Matched:
    return Matched(Match.OTHER, (source.id,), instead, why)


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
