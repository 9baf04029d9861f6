"""What stands between quotation marks is the speaker's words: a verb there has its people and offices there, too."""

from __future__ import annotations

import re
from typing import Final

from signals.extract.moves.clauses import Move

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
