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


_DEFINED_DATE: Final = re.compile(
    r"\((?:the|such date, the|such date being the)\s[“\"]([A-Z]\w+ (?:Date|Time))[,.]?[”\"]\)"
)


NAMED_DAY: Final = re.compile(r"\s*(?:(?:as of|on|from)\s)?the ([A-Z]\w+ (?:Date|Time))\b")
_ON_DEFINED: Final = re.compile(
    r"\s*(?:[Aa]lso )?(?:\b[Oo]n|\b[Aa]s of|\b[Aa]t|\b[Ee]ffective(?: as of| on)?) the ([A-Z]\w+ (?:Date|Time))\b"
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


_AS_OF: Final = re.compile(r"\b(?:as of|effective(?: on| as of)?|beginning(?: on)?|from|on)\s\Z", re.IGNORECASE)
_WILL: Final = re.compile(r"\b(?:will|shall|would|is to)\s(?:\w+\s){0,2}\Z")
_TELLS: Final = re.compile(r"\b(?:that|announc\w+|notif\w+|inform\w+|told|advis\w+|agree\w+|deci\w+|deliver\w+|gave)\b")


def day_before_name(move: Move, sentence: Phrased, text: str) -> DateSpan | None:
    """The day right before who "will" come or go ("as of June 1, 2026, Ann Roe shall assume the role of CFO")."""
    if move.person is None or not sentence.holds(move.person) or move.person.start > move.verb.start:
        return None
    days = [day for day in days_of(sentence) if day.end <= move.person.start]
    told = text[move.person.end : move.verb.start]
    if not days or not _WILL.search(told) or _TELLS.search(told):
        return None
    opens = _AS_OF.search(text, sentence.sentence.start, days[-1].start)
    beside = re.fullmatch(r",?\s+(?:(?:Mr|Ms|Mrs|Dr)\.\s+)?", text[days[-1].end : move.person.start])
    return days[-1].on if opens and beside else None
