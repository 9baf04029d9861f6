"""What stands between quotation marks is the speaker's words: a verb there has its people and offices there, too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from agent.domain.signals import Direction
from signals.extract.moves.actors import Phrased
from signals.extract.moves.clauses import Move, named_after

_QUOTED: Final = re.compile(
    r"[“„][^“„”]{1,900}?[”“]|«[^«»]{1,900}?»|(?:(?<=[\s(\[–—-])|(?<![\s\S]))\"(?=\S)[^\"\n]{1,900}?(?<=\S)\""
)


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where quotations stand in `text`, without their marks."""
    return tuple((found.start() + 1, found.end() - 1) for found in _QUOTED.finditer(text))


def is_only_said(move: Move, quoted: tuple[tuple[int, int], ...]) -> bool:
    """Whether a verb within a quotation is told of somebody who only says it (`"… I lose sleep over," says Ann Roe`).

    A writer's "I", and a verb that alone is quoted (`Acme "parts ways" with its CFO`), are told all the same.
    """
    span = next(((start, end) for start, end in quoted if start <= move.verb.start < end), None)
    if span is None or move.is_narrator or span == (move.verb.start, move.verb.end):
        return False
    told = move.person or move.title
    return told is not None and not span[0] <= told.start < span[1]


def with_speaker(move: Move, quoted: tuple[tuple[int, int], ...], sentences: Sequence[Phrased]) -> Move:
    """A writer's "I" within a quotation as who says it (`"I am stepping down," said CEO Ann Roe`)."""
    end = next((end for start, end in quoted if start <= move.verb.start < end), None)
    if end is None or not move.is_narrator or move.direction is not Direction.LEAVE:
        return move
    nodes = [node for one in sentences for node in one.nodes if end <= node.chunk.start < end + _NEAR]
    for before, node in pairwise(nodes):
        actor = (node.actor if before.code == "u" else None) or (before.actor if node.code == "u" else None)
        if actor is not None:
            held = actor.office()
            title, company = (held.title, held.company) if held else (None, None)
            return replace(
                move,
                person=actor.person,
                title=move.title or title,
                company=move.company or company or named_after(nodes[:6], "f"),
                is_narrator=False,
            )
    return move


_NEAR: Final = 60
