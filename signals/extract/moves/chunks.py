"""A sentence as a row of coded pieces: people, organisations, titles, verbs of moving, and the small words between.

`Chunked.codes` has one letter a chunk: P person, N other name, T title, D date, p possessive, "," ":" "|" breaks,
w any other word, and those of `moves.lexicon`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from signals.extract.dates import DateSpan
from signals.extract.moves.forms import Entry
from signals.extract.people import people_in, surname
from signals.extract.titles import folded


@dataclass(frozen=True, slots=True)
class Chunk:
    """`text[start:end]` of the stored text, as one piece."""

    code: str
    start: int
    end: int
    raw: str
    on: DateSpan | None = None
    entry: Entry | None = None

    def without(self, opening: re.Pattern[str]) -> Chunk:
        """The piece without what it opens with; the piece itself where it opens with something else."""
        found = opening.match(self.raw)
        return replace(self, start=self.start + found.end(), raw=self.raw[found.end() :]) if found else self


@dataclass(frozen=True, slots=True)
class Chunked:
    codes: str
    chunks: tuple[Chunk, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the whole text tells about its names: surnames of its people, names that are organisations."""

    surnames: frozenset[str]
    organisations: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Known:
        found = people_in(text[:20_000])
        people = frozenset(surname(person.raw) for person in found)
        people |= frozenset(folded(person.raw.split()[0]) for person in found)
        organisations = frozenset(folded(match[1]) for match in _ORGANISATION.finditer(text[:20_000]))
        return cls(people, organisations)


_ORGANISATION = re.compile(
    r"((?:[A-Z][\w'’-]*[ ]){1,4}?[A-Z]?[\w'’-]*),?[ ](?:Inc|Corp|Corporation|Ltd|Limited|LLC|GmbH|AG|SE|plc|PLC"
    r"|Holdings|Group|S\.A)\b"
)
