"""The moves of one sentence: every predicate through the frame of its class, then what headlines tell without one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from signals.extract.moves.actors import Phrased
from signals.extract.moves.becoming import becomes
from signals.extract.moves.clauses import Clause, Move, clause_at
from signals.extract.moves.coming import appointment_noun, appoints, joins
from signals.extract.moves.gapped import told_by_gap
from signals.extract.moves.going_nouns import departure_noun, told_by_elimination, told_by_employment
from signals.extract.moves.headlines import told_by_infinitive, told_by_list, told_by_office, told_by_out, told_by_place
from signals.extract.moves.leaving import leaves, ousts
from signals.extract.moves.relays import hands_over, succeeds, takes_over


def moves_of(phrased: Phrased) -> Iterator[Move]:
    """The moves that the predicates of one sentence tell, in its order."""
    for at, node in enumerate(phrased.nodes):
        if node.code in FRAMES and node.entry is not None:
            clause = clause_at(phrased, at)
            if not clause.is_negated:
                for move in respectively(phrased, list(FRAMES[node.code](clause))):
                    weak = node.entry.is_weak and not move.is_definite
                    yield replace(move, told_by=move.told_by or node.code, is_weak=weak)
    yield from told_by_gap(phrased)
    yield from told_by_infinitive(phrased)
    yield from told_by_place(phrased)
    yield from told_by_employment(phrased)
    yield from told_by_elimination(phrased)
    yield from told_by_list(phrased)
    yield from told_by_office(phrased)
    yield from told_by_out(phrased)


_EACH: Final = frozenset({"respective", "respectively"})
_NEXT_TITLE: Final = re.compile(r",?\s+and\s+|,\s+")


def respectively(phrased: Phrased, moves: Sequence[Move]) -> Sequence[Move]:
    """ "Ann and Ben resigned as CEO and CFO, respectively": each of several people has the title of the same place."""
    titles = {move.title for move in moves if move.title}
    if len(moves) < 2 or len(titles) != 1 or not any(node.chunk.raw.casefold() in _EACH for node in phrased.nodes):
        return moves
    title = titles.pop()
    cuts = list(_NEXT_TITLE.finditer(title.raw))
    if len(cuts) != len(moves) - 1 or any(move.person is None for move in moves):
        return moves
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(title.raw)]
    parts = [
        replace(title, start=title.start + first, end=title.start + last, raw=title.raw[first:last])
        for first, last in zip(starts, ends, strict=True)
    ]
    return [replace(move, title=part) for move, part in zip(moves, parts, strict=True)]


FRAMES: Final[dict[str, Callable[[Clause], Iterator[Move]]]] = {
    "A": appoints,
    "V": appoints,
    "J": joins,
    "B": becomes,
    "L": leaves,
    "X": ousts,
    "x": ousts,
    "S": succeeds,
    "Z": succeeds,
    "Y": hands_over,
    "U": takes_over,
    "R": appointment_noun,
    "O": departure_noun,
}
