"""From one value to another: both ends have the unit of either, and a direction (drafting §2.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.numbers import DAYS

_MEASURES = frozenset({AnchorType.DURATION, AnchorType.PERCENT, AnchorType.MONEY, AnchorType.COUNT})
_JUST = r"(?:just |only |about |under |around |nearly |roughly )?"
_THING = r"(?:[\s-](?!to\b|from\b)[a-z][\w-]*){0,4}"
_ON = re.compile(rf"{_THING},?\s(?:down |up |back |all the way |fell |rose |went |dropped )?to\s(?:an? )?{_JUST}", re.I)
_BACK = re.compile(
    rf"(?:[\s-][a-z][\w-]*){{0,8}}?,?\s(?:down |up |compared )?(?:from|instead of|rather than|where it was|not|"
    rf"against|with|versus|vs\.?|"
    rf"(?:it )?used to (?:be|take)|previously|before it was)\s(?:an? )?{_JUST}",
    re.I,
)


def with_units(text: str, anchors: Sequence[Anchor]) -> list[Anchor]:
    """`anchors` where each bare number at one end of a span has the unit of the other: "nine days to four"."""
    ordered = sorted(anchors, key=lambda a: a.start)
    return [_united(text, at, ordered) if _is_bare(a) else a for at, a in enumerate(ordered)]


def _is_bare(anchor: Anchor) -> bool:
    return anchor.type is AnchorType.NUMBER and not anchor.unit


def _united(text: str, at: int, ordered: Sequence[Anchor]) -> Anchor:
    bare = ordered[at]
    for other in (*ordered[max(at - 1, 0) : at], *ordered[at + 1 : at + 2]):
        first, second = sorted((bare, other), key=lambda a: a.start)
        between = text[first.end : second.start]
        if other.type in _MEASURES and (_ON.fullmatch(between) or _BACK.fullmatch(between)):
            if (
                other.type is AnchorType.PERCENT
                and not re.search(r"\bfrom\s$", text[: first.start])
                and not _BACK.fullmatch(between)
            ):
                continue  # "rose 22% to 61,000"
            number = (bare.number or Decimal(0)) * (DAYS[other.unit] if other.type is AnchorType.DURATION else 1)
            return replace(bare, type=other.type, unit=other.unit, tokens=other.tokens, number=number)
    return bare


def spans_of(text: str, anchors: Sequence[Anchor]) -> list[tuple[Anchor, Anchor]]:
    """The pairs of values of one type that a text leads from and to: "from 61% to 78%", "78%, up from 61%"."""
    measured = sorted((a for a in anchors if a.type in _MEASURES), key=lambda a: a.start)
    pairs = []
    for first, second in pairwise(measured):
        between = text[first.end : second.start]
        if first.type is not second.type:
            continue
        if _ON.fullmatch(between):
            pairs.append((first, second))
        elif _BACK.fullmatch(between) and re.search(r"\bfrom\b|instead|rather|used to|previously", between):
            pairs.append((second, first))
    return pairs
