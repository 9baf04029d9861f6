"""Doers: whether what the account is said to have done was done, and by the account. Part of stage 7 of 12.

Another company's news in the same article, and what is still to come there (drafting §2.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from agent.domain.drafts import Finding
from agent.domain.evidence import EvidenceKind, Party
from drafting.anchors.anchor import AnchorType
from drafting.anchors.context import Context, speaks_of
from drafting.anchors.names import stands_in
from drafting.anchors.parts import SENTENCE_END
from drafting.anchors.reading import Reading
from drafting.anchors.sources import Source
from drafting.anchors.words import is_telling, related, stems_of, words_of
from drafting.binding import block, clauses_of
from drafting.moving import ROLE_EVENTS

_TOLD_OF = frozenset({EvidenceKind.NEWS, EvidenceKind.FILING, EvidenceKind.PAGE})
_DOER = re.compile(
    r"\W*(?:(?i:rival|competitor|customer|client|supplier|partner|meanwhile|separately),? )*"
    r"(?P<name>[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*)*)"
)
_COMMON = re.compile(r"(?:The|It|Its|We|Our|They|In|On|At|A|An|This|That|As|He|She|By|For|With|After|Since)\b")
_HALF = re.compile(r"[,;]|\band\b")
_BY_NOW = re.compile(
    r"\b(?:already|has (?:now )?(?:passed|completed|received|earned|got|joined|started|taken)|"
    r"is now|now (?:runs|leads))\b",
    re.IGNORECASE,
)


def done_by_another(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "You opened a yard" where a sentence of another company's tells of it, and none of the account's."""
    names = reading.of(AnchorType.NAME)
    ours = speaks_of(reading.text, context) is Party.PROSPECT or any(context.is_account(n.raw) for n in names)
    of_people = [e for e in reading.of(AnchorType.EVENT) if e.unit in ROLE_EVENTS]
    starts = {e.start for e in reading.of(AnchorType.EVENT) if e not in of_people}
    moved = {words_of(e.raw)[0].stem for e in of_people}
    words = words_of(reading.text)
    verbs = [w for w in words if w.start in starts or (w.raw.islower() and w.folded.endswith("ed"))]
    strangers = [n.start for n in names if not context.is_account(n.raw)]
    for word in verbs if ours else ():
        verb = word.stem
        if verb in moved or any(start < word.start for start in strangers):
            continue
        said = {w.stem for w in words_of(reading.text) if is_telling(w) and not context.is_account(w.raw)} - {verb}
        told = [row for s in sources if s.evidence.kind in _TOLD_OF for row in _rows_of(verb, said, s)]
        others = [(s, name) for s, row in told if (name := _doer(row, context))]
        if told and len(others) == len(told) and not any(stands_in(n, reading.text) for _, n in others):
            source, name = others[0]
            why = f"{source.id} says that {name} did this"
            yield block(index, 0, len(reading.text), why, source, None)
            return


def _rows_of(verb: str, said: set[str], source: Source) -> list[tuple[Source, str]]:
    """The sentences of a source in which the verb stands with something else that is said."""
    rows = (source.text[slice(*row)] for row in clauses_of(source.text, SENTENCE_END))
    return [
        (source, row)
        for row in rows
        if verb in (stems := stems_of(row)) and any(related(word) & stems for word in said)
    ]


def _doer(row: str, context: Context) -> str:
    """Who does what a sentence tells, where another company than the account begins it; "" otherwise."""
    m = _DOER.match(row)
    if not m or _COMMON.match(m["name"]) or any(stands_in(name, row) for name in context.account_names):
        return ""
    short = m["name"].split()[0]
    return "" if context.is_account(m["name"]) or context.is_account(short) else m["name"]


def still_to_come(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "Already live in Quebec", "already in the seat" where all that is told of the name is still to come."""
    by_now = _BY_NOW.search(reading.text)
    if by_now is None:
        return
    begin, end = next(c for c in clauses_of(reading.text, _HALF) if c[0] <= by_now.start() < c[1])
    for name in reading.of(AnchorType.NAME):
        if context.is_account(name.raw) or not begin <= name.start < end:
            continue
        rows = [
            (s, row)
            for s in sources
            for row in clauses_of(s.text, SENTENCE_END)
            if stands_in(name.raw, s.text[slice(*row)])
        ]
        if rows and all(_is_to_come(source, row, context.as_of) for source, row in rows):
            words = f"{rows[0][0].id} tells this of {name.raw} as a plan"
            yield block(index, *by_now.span(), words, rows[0][0], None)
            return


def _is_to_come(source: Source, row: tuple[int, int], as_of: date) -> bool:
    """Whether a sentence of a source speaks of what will be, or of a day to come."""
    within = [a for a in source.reading.anchors if row[0] <= a.start < row[1]]
    return any(a.unit == "future" or (a.type is AnchorType.DATE and a.since and a.since > as_of) for a in within)
