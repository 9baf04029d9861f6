"""Moving: whether people's moves are told as the evidence tells them. Part of stage 7 of 12.

Sentence and evidence are read by the rules that find job changes (signals §2.3): who joins, leaves, steps in for now,
and as what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from agent.domain.drafts import Finding
from agent.domain.signals import Direction
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.context import Context
from drafting.anchors.reading import Reading
from drafting.anchors.sources import Source
from drafting.anchors.titles import same_title
from drafting.anchors.words import words_of
from drafting.binding import block
from signals.extract.moves.clauses import Move
from signals.extract.moves.reader import read_moves
from signals.extract.titles import title_tokens

ROLE_EVENTS = frozenset({"join", "appoint", "promote", "leave", "retire"})
_FOR_NOW = frozenset({"interim", "acting"})


def moves_that_stand(reading: Reading, sources: Sequence[Source], context: Context) -> tuple[tuple[int, int], ...]:
    """Where the verbs of those moves stand that a source tells of the same person, the same way and as the same."""
    return tuple(
        (claim.verb.start, claim.verb.end)
        for claim in _claimed(reading, context)
        if any(_stands(claim, told) for _, told in _told_of(claim, sources))
    )


def mistold(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "Priya joined" where she resigned; "as VP" who joins as COO; "the new CFO" who is so for now."""
    for claim in _claimed(reading, context):
        told = _told_of(claim, sources)
        same = [(s, m) for s, m in told if _is_same_way(claim, m)]
        if told and not same and not _tells_the_other_way(claim, reading):
            source, move = told[0]
            words = f"{source.id} says “{move.verb.raw}” of {_name(claim)}"
            yield block(index, claim.verb.start, claim.verb.end, words, source, None)
        elif same and claim.title and not any(_is_office(claim, m) for _, m in same):
            source, move = same[0]
            instead = move.title.raw if move.title else None
            words = f"“{claim.title.raw}” is not what {source.id} says of {_name(claim)}: “{instead}”"
            yield block(index, claim.title.start, claim.title.end, words, source, instead)


def _claimed(reading: Reading, context: Context) -> list[Move]:
    if not any(e.unit in ROLE_EVENTS and not e.negated for e in reading.of(AnchorType.EVENT)):
        return []
    return [m for m in _moves(reading.text, context.as_of) if m.person and len(m.person.raw.split()) > 1]


def _told_of(claim: Move, sources: Sequence[Source]) -> list[tuple[Source, Move]]:
    """What the sources tell of the claimed person."""
    wanted = _tokens(claim)
    moves = ((s, m) for s in sources for m in _moves(s.text, s.dated_on) if m.person)
    return [(s, m) for s, m in moves if _tokens(m) <= wanted or wanted <= _tokens(m)]


@lru_cache(maxsize=1024)
def _moves(text: str, as_of: date | None) -> tuple[Move, ...]:
    return tuple(told.move for told in read_moves(text, as_of))


def _tokens(move: Move) -> frozenset[str]:
    return frozenset(word.folded for word in words_of(move.person.raw)) if move.person else frozenset()


def _name(move: Move) -> str:
    return f"“{move.person.raw}”" if move.person else "them"


def _is_same_way(claim: Move, told: Move) -> bool:
    return (claim.direction is Direction.LEAVE) is (told.direction is Direction.LEAVE)


def _tells_the_other_way(claim: Move, reading: Reading) -> bool:
    """Whether the sentence tells of somebody's leaving where a join was read in it, or of a joining for a leave."""
    leaving = {"leave", "retire", "dismiss"}
    other = ROLE_EVENTS - leaving if claim.direction is Direction.LEAVE else leaving
    return any(e.unit in other for e in reading.of(AnchorType.EVENT))


def _stands(claim: Move, told: Move) -> bool:
    """Whether the told move holds all of the claimed one: who joins is not promoted."""
    promoted = claim.direction is not Direction.PROMOTE or told.direction is Direction.PROMOTE
    titled = claim.title is None or told.title is not None
    return promoted and titled and _is_same_way(claim, told) and _is_office(claim, told)


def _is_office(claim: Move, told: Move) -> bool:
    """Whether the claimed office is the told one, or a part of its name; one held for now is no other."""
    if claim.title is None or told.title is None or claim.successor or claim.predecessor:
        return True  # the office of a successor may be told of who held it
    if claim.direction is not Direction.LEAVE and told.direction is Direction.INTERIM is not claim.direction:
        return False
    stood = title_tokens(told.title.raw)
    if "founder" in claim.title.raw.casefold():
        return True  # what somebody always is
    said = [title_tokens(part) - _FOR_NOW for part in claim.title.raw.split(",")]
    return any(same_title(part, stood - _FOR_NOW) or part < stood for part in said)


def is_of_move(anchor: Anchor, verbs: Sequence[tuple[int, int]]) -> bool:
    """Whether an event is the verb of one of these moves."""
    return anchor.type is AnchorType.EVENT and any(anchor.overlaps(start, end) for start, end in verbs)
