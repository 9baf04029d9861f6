"""The day of an officer's move that an item 5.02 tells by another's: who follows comes when the other goes.

Part of stage 2 of 12.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from agent.domain.signals import Direction
from signals.extract.dates import MONTHS
from signals.extract.moves.actors import Phrased
from signals.extract.moves.clauses import Move
from signals.extract.moves.merging import FOR_A_TIME
from signals.extract.titles import folded

# "who will leave at the end of November": a time of his own.
_OWN_TIME: Final = re.compile(
    r",\s(?:and\s)?who\b[^.;]{0,60}\b(?:at the end|later|after|until|remain\w*"
    rf"|in (?:early |late |mid-)?(?:(?i:{MONTHS})|20\d\d))\b"
)


def on_being_followed(move: Move, moves: Sequence[Move], text: str) -> Move:
    """Whom another "succeeds" goes on the day on which the other comes, where no day of his own is told."""
    if move.effective or not move.predecessor or move.told_by != "S":
        return move
    if move.person and _OWN_TIME.match(text, move.person.end):
        return move
    joined = [one for one in moves if one.direction is not Direction.LEAVE and one.effective]
    come = [one.effective for one in joined if one.successor or _is_office_of(move, one)]
    return replace(move, effective=come[0]) if len(come) == 1 else move


def on_following(move: Move, moves: Sequence[Move]) -> Move:
    """Who "will succeed" another comes on the day on which that one goes, where no other day is told."""
    if move.effective or not move.successor or move.direction is Direction.LEAVE:
        return move
    gone = [one.effective for one in moves if one.direction is Direction.LEAVE and one.effective]
    return replace(move, effective=gone[0]) if len(gone) == 1 and move.told_by == "S" else move


def _is_office_of(gone: Move, come: Move) -> bool:
    """Whether who comes has the office that another had for a time or for good."""
    if gone.title is None or come.title is None:
        return False
    return folded(come.title.raw) == folded(gone.title.without(FOR_A_TIME).raw)


_UPON: Final = re.compile(
    r"\beffective (?:upon|as of|on|at|immediately (?:following|upon|after)|following)\s(?:(?:the )?"
    r"(?:resignation|departure|retirement) of (?:Mr\.|Ms\.|Mrs\.|Dr\.)?\s?|(?:Mr\.|Ms\.|Mrs\.|Dr\.)?\s?)([A-Z][\w-]+)",
)
# "to succeed Mr. Doe upon his retirement", "Upon Mr. Doe's retirement, …": the day on which another goes.
UPON_GOING: Final = re.compile(
    r"\b(?:[Uu]pon|(?<!effective )[Ff]ollowing|effective with) (?:his|her|(?:Mr|Ms|Mrs|Dr)\. ([A-Z][\w-]+)[’']s?)\s"
    r"(?:retirement|resignation|departure|separation)\b"
)


def upon_leaving(move: Move, moves: Sequence[Move], sentences: Sequence[Phrased], text: str) -> Move:
    """Who comes "effective upon Mr. Doe's departure" comes on the day on which Mr. Doe leaves."""
    own = next((one for one in sentences if one.holds(move.verb)), None)
    if move.effective or own is None or move.direction is Direction.LEAVE:
        return move
    upon = _UPON.search(text, own.sentence.start, own.sentence.end)
    gone = (one for one in moves if one.direction is Direction.LEAVE and one.person and one.effective)
    if upon is None and (going := UPON_GOING.search(text, own.sentence.start, own.sentence.end)):
        named = going[1]
        leavers = [
            one for one in gone if one.person and (named is None or named in one.person.raw.replace(",", " ").split())
        ]
        return replace(move, effective=leavers[0].effective) if len(leavers) == 1 else move
    day = next(
        (one.effective for one in gone if upon and one.person and upon[1] in one.person.raw.replace(",", " ").split()),
        None,
    )
    return replace(move, effective=day) if day else move


# "effective on the date Ms. Doe takes office", "until Mr. Roe joins the Company": the day on which another comes.
_COMES: Final = re.compile(
    r"\b(?:effective|until)\s(?:(?:upon|on|as of|at|when|from)\s)?(?:the (?:date|day|time) )?"
    r"(?:on which |that |when |of )?(?:(?:Mr|Ms|Mrs|Dr)\.\s)?(?:[A-Z][\w-]+\s)??(?P<name>[A-Z][\w-]+)(?:[’']s?)?\s"
    r"(?:takes office|joins|joining|start\w*|begins|commence\w*|assum\w*|appointment|election|succe\w+)"
)


def upon_coming(move: Move, moves: Sequence[Move], sentences: Sequence[Phrased], text: str) -> Move:
    """Who goes "effective on the date Ms. Doe takes office" goes on the day on which Ms. Doe comes."""
    own = next((one for one in sentences if one.holds(move.verb)), None)
    if move.effective or own is None or move.direction is not Direction.LEAVE:
        return move
    found = _COMES.search(text, own.sentence.start, own.sentence.end)
    come = (one for one in moves if found and one.person and found["name"] in one.person.raw.split())
    return replace(move, effective=next((one.effective for one in come if one.direction is not Direction.LEAVE), None))
