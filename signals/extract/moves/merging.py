"""The moves of one person put together, and what one move of a text lends to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from agent.domain.contacts import Seniority
from agent.domain.signals import Direction
from signals.extract.moves.actors import FOUNDER_AND
from signals.extract.moves.chunks import Chunked
from signals.extract.moves.clauses import Move, is_acting_head, is_office, is_same
from signals.extract.people import person_key
from signals.extract.titles import classify, folded

_NAMELESS: Final = frozenset({Seniority.C_LEVEL, Seniority.VP, Seniority.HEAD, Seniority.DIRECTOR})


def leaves(move: Move) -> bool:
    return move.direction is Direction.LEAVE


def is_officer(move: Move) -> bool:
    """Whether a move is an officer's: by its title, or without one by words that tell who leads or comes whence."""
    if move.title is not None:
        return is_office(move.title) and _SUPERVISES.search(move.title.raw) is None
    if leaves(move) or move.is_definite:
        return move.is_definite
    leads = move.verb.entry is not None and "tête" in move.verb.entry.lemma
    moved = move.from_company is not None and move.company is not None
    return leads or (move.direction is Direction.JOIN and moved)


# Seats of those who watch over a company's officers.
_SUPERVISES: Final = re.compile(
    r"aufsichtsr[aä]t|verwaltungsr[aä]t|beirat|supervisory board|conseil (?:d['’]administration|de surveillance)"
    r"|consejo de administración",
    re.IGNORECASE,
)


def staying(moves: Sequence[Move]) -> list[Move]:
    """The moves with who is followed but moves on to another office of the house as risen, and not as gone."""
    risen: dict[int, Move] = {}
    chaired: set[int] = set()
    for gone in moves:
        for at, other in enumerate(moves):
            comes = not leaves(other) and _is_one(other, gone) and other.title and other.title != gone.title
            if leaves(gone) and gone.predecessor and comes and is_same(other.company, gone.company):
                if _is_chair_for_office(other, gone):
                    chaired.add(at)
                    continue
                risen[at] = replace(other, direction=Direction.PROMOTE, company=other.company or gone.company)
    people = [person_key(move.person.raw) for move in risen.values() if move.person]
    return [
        risen.get(at, move)
        for at, move in enumerate(moves)
        if at not in chaired
        and not (leaves(move) and move.predecessor and move.person and person_key(move.person.raw) in people)
    ]


def _is_chair_for_office(comes: Move, gone: Move) -> bool:
    """ "will become chairman and be succeeded as CEO by Ann Roe": the office at the top is left."""
    if comes.title is None or gone.title is None or "and" in comes.title.raw.split():
        return False
    return classify(comes.title.raw).is_board and classify(gone.title.raw).seniority is Seniority.C_LEVEL


def _is_one(one: Move, other: Move) -> bool:
    return bool(one.person and other.person and person_key(one.person.raw) == person_key(other.person.raw))


def gone_to_the_chair(moves: Sequence[Move]) -> list[Move]:
    """ "Ann Roe named CEO as Ben Low moves to executive chairman": who moves to the chair leaves what another takes."""
    tops = [
        move
        for move in moves
        if not leaves(move) and move.title and classify(move.title.raw).seniority is Seniority.C_LEVEL
    ]
    return [_left_for_chair(move, tops) for move in moves]


def _left_for_chair(move: Move, tops: Sequence[Move]) -> Move:
    entry = move.verb.entry
    if leaves(move) or move.title is None or entry is None or not classify(move.title.raw).is_board:
        return move
    if entry.lemma.split()[0] not in {"move", "transition", "shift", "switch"}:
        return move
    other = next((one for one in tops if not _is_one(one, move) and is_same(one.company, move.company)), None)
    if other is None or other.title is None:
        return move
    title = other.title.without(FOR_A_TIME)
    return replace(
        move, direction=Direction.LEAVE, title=title, company=move.company or other.company, from_company=None
    )


def without_open(moves: Sequence[Move]) -> list[Move]:
    """The moves without those that only an office left elsewhere in the text would make one."""
    left = any(leaves(move) and not move.is_open and move.title and not move.person for move in moves)
    named = {person_key(move.person.raw) for move in moves if move.person and leaves(move) and not move.is_open}
    followed = any(move.successor for move in moves)
    return [
        move
        for move in moves
        if not move.is_open or left or followed or (move.person and person_key(move.person.raw) in named)
    ]


def told_as_past(move: Move, moves: Sequence[Move]) -> bool:
    """ "Ann Roe stepped down as CEO. She was named CEO in May, just as …": how she had come to what she leaves.
    Nor is a seat on the board of the company that she leaves news of its own."""
    if leaves(move) or move.title is None:
        return False
    seat = folded(move.title.raw).removeprefix("supervisory ") in {"board", "board of directors"}
    return any(
        leaves(gone)
        and _is_one(gone, move)
        and gone.title
        and (seat or folded(gone.title.raw) == folded(move.title.raw))
        and is_same(gone.company, move.company)
        for gone in moves
    )


def is_bare_leave(move: Move, moves: Sequence[Move]) -> bool:
    """ "Acme names Ann Roe president; Bob Low to retire": who goes without an office beside one who comes."""
    if not leaves(move) or move.title or move.is_weak or move.person is None or " " not in move.person.raw:
        return False
    return any(
        (other.title or other.is_definite) and not leaves(other) and other.person != move.person for other in moves
    )


def is_way_to_join(move: Move, moves: Sequence[Move]) -> bool:
    """ "leaves Acme to join Kestrel as CTO" is one move, unless an office is left."""
    if move.direction is not Direction.LEAVE or move.title is not None:
        return False
    return any(other is not move and other.person == move.person and other.company for other in moves)


def is_own_name(move: Move) -> bool:
    return bool(move.company and move.person and folded(move.company.raw) == folded(move.person.raw))


def is_of_office(move: Move) -> bool:
    """Whether a move without a person is of an office: its title, or the one left at another company."""
    return is_office(move.title) if move.title else move.is_definite and move.from_company is not None


def is_told_of(move: Move) -> bool:
    """Whether a change without a person is worth telling: an office at the top."""
    return move.title is None or is_acting_head(move.title) or classify(move.title.raw).seniority in _NAMELESS


def completed(move: Move, nameless: Sequence[Move]) -> Move:
    """Fill a missing title with the office that the text names without its person."""
    if move.title or move.predecessor or move.successor:
        return move
    office = next((other for other in nameless if leaves(other) == leaves(move)), None)
    return replace(move, title=office.title, company=move.company or office.company) if office else move


def after_the_other(move: Move, moves: Sequence[Move], nameless: Sequence[Move]) -> Move:
    """A predecessor with the office and company of the successor, and the other way round, where no own are told."""
    if not (move.predecessor or move.successor) or (move.title and move.company):
        return move
    others = [other for other in (*moves, *nameless) if other is not move and other.title]
    other = next((one for one in others if leaves(one) != leaves(move)), None)
    other = other or next((one for one in others if one in nameless), None)
    if other is None:
        return move
    if move.title is None and leaves(other) and not leaves(move) and not is_same(move.company, other.company):
        move = replace(move, direction=Direction.JOIN, company=other.company, from_company=move.company)
    return replace(
        move,
        title=move.title or (other.title.without(FOR_A_TIME) if other.title else None),
        company=move.company or other.company,
    )


# An interim's office as his predecessor held it.
FOR_A_TIME: Final = re.compile(rf"(?:interim|acting|founding)\s+|{FOUNDER_AND.pattern}", re.IGNORECASE)
# "head of Acme" says less than the office's own name does.
_OF_COMPANY: Final = re.compile(r"(?:head|chief|boss) of (?:the )?[A-Z]")


def merged(group: Sequence[Move]) -> Move:
    first = group[0]
    titles = [move.title for move in group if move.title and is_office(move.title)]
    titles = [title for title in titles if not _OF_COMPANY.match(title.raw)] or titles
    titles = [title for title in titles if not classify(title.raw).is_board] or titles
    names = [move.person for move in group if move.person]
    promoted = any(move.direction is Direction.PROMOTE for move in group)
    return replace(
        first,
        direction=Direction.PROMOTE if promoted else first.direction,
        person=max(names, key=lambda name: len(name.raw)),
        title=max(titles, key=lambda title: len(title.raw)) if titles else first.title,
        company=next((move.company for move in group if move.company), None),
        from_company=next((move.from_company for move in group if move.from_company), None),
        effective=next((move.effective for move in group if move.effective), None),
        predecessor=any(move.predecessor for move in group),
        successor=any(move.successor for move in group),
        is_weak=all(move.is_weak for move in group),
    )


_EFFECTIVE: Final = frozenset({"effective", "from", "starting", "beginning", "ab", "zum", "per"})


def with_date(move: Move, sentence: Chunked) -> Move:
    """The move with its effective date, where the sentence says "effective …" or "from …"."""
    for before, chunk in zip(sentence.chunks, sentence.chunks[1:], strict=False):
        if chunk.on and chunk.on.start_on == chunk.on.end_on and before.raw.casefold() in _EFFECTIVE:
            return replace(move, effective=chunk.on)
    return move
