"""Reading: one text with all its anchors, read once and kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.lexemes import events_of, lexemes_of, negations_of
from drafting.anchors.names import names_of
from drafting.anchors.numbers import counts_in, money_in, ratios_in
from drafting.anchors.quotations import quotations_of
from drafting.anchors.spans import with_units
from drafting.anchors.times import dates_of, recency_of
from drafting.anchors.titles import titles_of
from drafting.anchors.words import stems_of
from signals.extract.rounds import rounds


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, its anchors in order, and the stems of all its words."""

    text: str
    anchors: tuple[Anchor, ...]
    stems: frozenset[str]
    negations: tuple[tuple[int, int], ...]

    def of(self, *types: AnchorType) -> tuple[Anchor, ...]:
        return tuple(a for a in self.anchors if a.type in types)


@lru_cache(maxsize=4096)
def read(text: str, as_of: date, lower_case: frozenset[str] = frozenset(), subject: bool = False) -> Reading:
    """All anchors of `text`; relative dates are counted from `as_of`. For `lower_case` see `names_of`."""
    money = money_in(text)
    dates = [a for a in dates_of(text, as_of) if not _within(a, money)]
    rounded = _rounds_of(text)
    titles = titles_of(text)
    ratios = [a for a in ratios_in(text) if not _within(a, money)]
    counts = counts_in(text, [*money, *dates, *rounded, *ratios])
    money, ratios, counts = _split(with_units(text, [*money, *ratios, *counts]))
    named = names_of(text, [*money, *dates, *rounded, *titles], lower_case=lower_case, subject=subject)
    anchors = [*money, *dates, *rounded, *titles, *ratios, *counts, *named, *recency_of(text, as_of)]
    anchors += [*quotations_of(text), *events_of(text)]
    anchors += [a for a in lexemes_of(text) if a.unit != "future" or not _within(a, dates)]
    return Reading(text, tuple(sorted(anchors, key=lambda a: a.start)), stems_of(text), tuple(negations_of(text)))


def _rounds_of(text: str) -> list[Anchor]:
    found = [Anchor(AnchorType.ROUND, text[r.start : r.end], r.start, r.end, unit=str(r.round)) for r in rounds(text)]
    loose = (m for m in _SEED.finditer(text) if not any(a.overlaps(*m.span()) for a in found))
    return found + [Anchor(AnchorType.ROUND, m[0], *m.span(), unit="pre_seed" if m["pre"] else "seed") for m in loose]


_SEED = re.compile(r"\b(?:(?P<pre>pre-?seed)|seed(?= (?:cheque|check|backing|deal|cash)))\b", re.IGNORECASE)


def _split(anchors: list[Anchor]) -> tuple[list[Anchor], list[Anchor], list[Anchor]]:
    """Money, ratios, and counts with all other numbers."""
    money = [a for a in anchors if a.type is AnchorType.MONEY]
    ratios = [a for a in anchors if a.type in {AnchorType.PERCENT, AnchorType.MULTIPLE}]
    return money, ratios, [a for a in anchors if a not in money and a not in ratios]


def _within(anchor: Anchor, others: list[Anchor]) -> bool:
    return any(anchor.overlaps(o.start, o.end) for o in others)
