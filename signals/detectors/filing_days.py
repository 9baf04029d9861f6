"""The days that a sentence of an item 5.02 names, and those that the filing calls by a name ("the Start Date").

Part of stage 2 of 12.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from signals.extract.dates import DateSpan
from signals.extract.moves.actors import Phrased
from signals.extract.moves.chunks import Chunk
from signals.extract.moves.clauses import Move


def days_of(sentence: Phrased) -> list[Chunk]:
    """The days of a sentence, but for those on which a paper was signed or filed."""
    chunks = sentence.sentence.chunks
    return [
        chunk
        for at, chunk in enumerate(chunks)
        if chunk.on and chunk.on.start_on == chunk.on.end_on and not _is_of_paper(chunks[max(0, at - 4) : at])
    ]


def _is_of_paper(before: Sequence[Chunk]) -> bool:
    return _OF_PAPER.search(" ".join(chunk.raw for chunk in before)) is not None


_OF_PAPER: Final = re.compile(
    r"\b(?:filed(?: on)?|(?:agreement|letter|report|8-K|plan|release) dated(?: as of| as)?)$", re.I
)


_DEFINED_DATE: Final = re.compile(r"\((?:the|such date, the|such date being the)\s[“\"]([A-Z]\w+ Date)[,.]?[”\"]\)")


NAMED_DAY: Final = re.compile(r"\s*(?:(?:as of|on|from)\s)?the ([A-Z]\w+ Date)\b")
_ON_DEFINED: Final = re.compile(
    r"\s*(?:[Aa]lso )?(?:\b[Oo]n|\b[Aa]s of|\b[Ee]ffective(?: as of| on)?) the ([A-Z]\w+ Date)\b"
)
# "On March 2, 2026 (the “Separation Date”), Jane Doe will cease …"
_OPENS_DEFINED: Final = re.compile(
    r"\s*(?:On|Effective|As of)[^.()]{4,40}\(the\s[“\"](?:[A-Z]\w+ )?(?:Separation|Effective|Transition|Start|"
    r"Resignation|Retirement|Termination|Departure|Commencement|Appointment) Date[,.]?[”\"]\),"
)


def day_defined(move: Move, sentence: Phrased, sentences: Sequence[Phrased], text: str) -> DateSpan | None:
    """The day that the filing calls "the Start Date", where the sentence says "on the Start Date"."""
    begin, end = sentence.sentence.start, sentence.sentence.end
    called = _ON_DEFINED.search(text, move.verb.end, end) or _ON_DEFINED.match(text, begin, end)
    opens = _OPENS_DEFINED.match(text, begin, move.verb.start)
    if opens and called is None:
        return last_before(days_of(sentence), opens.end())
    return day_called(called[1], sentences, text) if called else None


def day_called(name: str, sentences: Sequence[Phrased], text: str) -> DateSpan | None:
    """The day that one of the sentences calls so ("(the “Start Date”)")."""
    for one in sentences:
        for found in _DEFINED_DATE.finditer(text, one.sentence.start, one.sentence.end):
            if found[1] == name:
                return last_before(days_of(one), found.start())
    return None


def last_before(days: Sequence[Chunk], at: int) -> DateSpan | None:
    return next((day.on for day in reversed(days) if day.start < at), None)
