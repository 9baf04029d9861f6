"""The rows under "elected the following officers:" in an item 5.02: a name, often an age, an office.

Part of stage 2 of 12. Filings lose their tables when they become text: a row is one line, or its cells are lines of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agent.domain.signals import Direction
from signals.extract.moves.actors import Node, Phrased
from signals.extract.moves.chunks import Chunk
from signals.extract.moves.clauses import Move
from signals.extract.moves.marks import FILED_TITLE, grown_title
from signals.extract.people import is_person
from signals.extract.titles import titles_in

_READ_CHARACTERS: Final = 3_000
_HONORIFIC: Final = re.compile(r"(?:Mr|Ms|Mrs|Dr)\.\s+")
_NAME: Final = re.compile(
    r"[A-Z][\w.’'-]*(?:\s(?:[A-Z][\w.’'-]*|van|von|de|der|la|di|[“\"(][A-Z]\w+[”\")])){1,4}(?:,?\s(?:Jr|Sr)\.|,?\s(?:II|III|IV)\b)?"
)
# What stands between the name and the office: a stroke, dots, the age.
_BETWEEN: Final = re.compile(
    r"[\s,|:;.•–—-]*(?:\(?(?:age[d]?\s)?\d{2}\)?[\s,|:;.–—-]*)?(?:(?:as|to)\s(?:the\s)?)?", re.IGNORECASE
)
_HEADING: Final = re.compile(
    r"(?:[\s|/,&()-]|name|names|age|title|titles|office|offices|positions?|new|held|with|the|company|of|officer"
    r"|individual|person|executive|and|current|effective|date)+",
    re.IGNORECASE,
)
# What may stand behind the office in its row: whose it is, a short form, a date; no verb.
_CLOSED: Final = re.compile(
    r"(?:,?\s(?:of|for)\s(?:the\s)?[A-Z][\w .,&’'-]{1,60})?(?:\s*\([^()]{2,60}\))?[\s.;,|]*(?:and)?"
    r"(?:\w+ \d{1,2}, \d{4}|\d\S*)?[\s|]*"
    r"(?:(?<=\.)\s?(?:Mr|Ms|Mrs|Dr|He|She|Prior|Before|From)\b.*)?"
)
_NUMBERED: Final = re.compile(r"^\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[).]\s+")
_AGE: Final = re.compile(r"\(?(?:age\s)?\d{2}\)?$", re.IGNORECASE)


def moves_in_tables(sentences: Sequence[Phrased], text: str, filer: str) -> Iterator[Move]:
    """A move for each row of a list of officers, by the verb of the sentence that opens it."""
    for one in sentences:
        verb = _opening_verb(one, text)
        if verb is None:
            continue
        direction = Direction.LEAVE if verb.code in "LO" else Direction.JOIN
        for person, title in _rows(text, one.sentence.end, filer):
            yield Move(direction, verb.chunk, person, title, told_by="list")


def _opening_verb(sentence: Phrased, text: str) -> Node | None:
    told = text[sentence.sentence.start : sentence.sentence.end].rstrip()
    opens = told.endswith((":", "below", "below.", "follows", "table")) or re.match(
        r"\s*names?\b", text[sentence.sentence.end : sentence.sentence.end + 20], re.IGNORECASE
    )
    if not opens:
        return None
    verb = next((node for node in sentence.nodes if node.code in "AVRLO" and node.entry), None)
    changes = re.search(
        r"\b(?:following|these)\s(?:\w+\s){0,2}(?:changes|promotions|appointments|elections|resignations|departures)\b",
        told,
    )
    approved = (node for node in sentence.nodes if node.chunk.raw.casefold() in {"approved", "adopted", "made"})
    return verb or (next(approved, None) if changes else None)


def _rows(text: str, start: int, filer: str) -> Iterator[tuple[Chunk, Chunk]]:
    """Names with their offices, line by line, until a line is neither."""
    pending: Chunk | None = None
    for line in re.finditer(r"[^\n]+", text[start : start + _READ_CHARACTERS]):
        begin, end = start + line.start(), start + line.end()
        told = _NUMBERED.sub("", line[0].strip(" \t|•·–—-"))
        if not told or _AGE.match(told) or (_HEADING.fullmatch(told) and pending is None):
            continue
        begin += line[0].index(told)
        name = _name_at(text, begin, end)
        if name is None:
            title = _title_at(text, begin, end, filer) if pending else None
            if pending is None or title is None:
                return
            yield pending, title
            pending = None
            continue
        between = _BETWEEN.match(text, name.end, end)
        after = between.end() if between else name.end
        title = _title_at(text, after, end, filer) if after > name.end else None
        if title:
            yield name, title
        pending = None if title else name
        if title is None and after < begin + len(told):
            return


def _name_at(text: str, at: int, end: int) -> Chunk | None:
    """The longest name that begins a line."""
    honorific = _HONORIFIC.match(text, at, end)
    begin = honorific.end() if honorific else at
    found = _NAME.match(text, begin, end)
    words = found[0].split(" ") if found else []
    for count in range(len(words), 1, -1):
        raw = " ".join(words[:count])
        offices = [span for span in titles_in(raw) if span.start > 0 or span.end == len(raw)]
        if is_person(re.sub(r"[“\"(][A-Z]\w+[”\")]\s", "", raw).rstrip(",")) and not offices:
            return Chunk("P", begin, begin + len(raw.rstrip(",")), raw.rstrip(","))
    return None


def _title_at(text: str, at: int, end: int, filer: str) -> Chunk | None:
    span = next(iter(titles_in(text[at:end])), None)
    filed = FILED_TITLE.match(text, at, end)
    if filed is None and (span is None or span.start > 0):
        return None
    first = at + span.end if span and span.start == 0 else at
    stop = grown_title(text, at, max(first, filed.end() if filed else at), end, filer)
    return Chunk("T", at, stop, text[at:stop]) if _CLOSED.fullmatch(text, stop, end) else None
