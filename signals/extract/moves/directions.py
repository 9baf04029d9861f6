"""Which way somebody moves by the words of the whole text: for a time, up within the house, or in from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from agent.domain.signals import Direction
from signals.extract.moves.actors import Phrased
from signals.extract.moves.clauses import Move
from signals.extract.people import is_surely_person

_INTERIM: Final = re.compile(
    r"\b(?:interim|acting|kommissarisch\w*|interimistisch\w*|interimsweise|par intérim|interin[oa]|temporar\w+"
    r"|for the time being|until a (?:permanent|successor|new)\b|vorübergehend|fill(?:s|ed|ing)? in"
    r"|while (?:it|the (?:company|board|group|firm|bank)) (?:searches|looks|hunts|seeks))\b",
    re.IGNORECASE,
)
_PERMANENT: Final = re.compile(r"\bpermanent(?:ly)? (?!successor|replacement|chief executive is|ceo is)", re.IGNORECASE)
# "All three were promoted from within": the direction of everybody who comes.
_FROM_WITHIN: Final = re.compile(
    r"\b(?:all|both|each|they)\b[^.;]{0,40}?\b(?:(?:was|were|are|is|been) (?:promoted|elevated)"
    r"|(?:an )?internal (?:promotions?|appointments?|candidates?)|from within|rose through|from the ranks)\b",
    re.IGNORECASE,
)


def directed(text: str, sentences: Sequence[Phrased], move: Move) -> Move:
    """Interim where the title or its sentence says so; a promotion where the text as a whole speaks of one."""
    if move.direction is Direction.LEAVE:
        return move
    if _is_interim(text, sentences, move) if move.person else _is_called_interim(move):
        return replace(move, direction=Direction.INTERIM)
    if move.direction is Direction.JOIN and move.from_company is None and _promotes(text, sentences):
        return replace(move, direction=Direction.PROMOTE)
    return move


def _is_interim(text: str, sentences: Sequence[Phrased], move: Move) -> bool:
    """Whether the office is called interim, or the clause says so beside no other's interim office."""
    if move.title and _INTERIM.search(move.title.raw):
        return True
    for one in sentences:
        if one.holds(move.verb):
            end = text.find(";", move.verb.end, one.sentence.end)
            begin = max(text.rfind(";", one.sentence.start, move.verb.start), one.sentence.start)
            stop = end if end > 0 else one.sentence.end
            titles = [(chunk.start, chunk.end) for chunk in one.sentence.chunks if chunk.code == "T"]
            found = [word.start() for word in _INTERIM.finditer(text, begin, stop)]
            own = [at for at in found if not any(first <= at < last for first, last in titles)]
            return bool(own) and not _PERMANENT.search(text, begin, stop)
    return False


def _promotes(text: str, sentences: Sequence[Phrased]) -> bool:
    """A headline that says "promotes two" without a name speaks of everybody, and so does "all were promoted"."""
    if _FROM_WITHIN.search(text, 0, 6_000):
        return True
    opening = sentences[0].sentence if sentences else None
    return opening is not None and any(
        chunk.entry is not None
        and re.match(r"promot|befördert", chunk.raw, re.IGNORECASE) is not None
        and not any(one.code == "P" and is_surely_person(one.raw) for one in opening.chunks)
        for chunk in opening.chunks
    )


def _is_called_interim(move: Move) -> bool:
    """Whether an office without a person is an interim's; "acting" heads without a name are told as appointed."""
    return move.title is not None and re.match(r"interim\b", move.title.raw, re.IGNORECASE) is not None
