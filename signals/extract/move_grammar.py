"""The moves that a sentence tells: what the patterns of `move_patterns` catch, made into who, what, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agent.domain.signals import Direction
from signals.extract.dates import DateSpan
from signals.extract.move_chunks import Chunk, Chunked
from signals.extract.move_patterns import FORMER, PATTERNS
from signals.extract.move_words import PROMOTIONS
from signals.extract.name_words import PLACES
from signals.extract.titles import folded


@dataclass(frozen=True, slots=True)
class Move:
    """One person's move as one sentence tells it; `person` is None where only the office is named."""

    direction: Direction
    verb: Chunk
    person: Chunk | None = None
    title: Chunk | None = None
    company: Chunk | None = None
    from_company: Chunk | None = None
    effective: DateSpan | None = None
    predecessor: bool = False
    successor: bool = False


def moves_in(sentence: Chunked, as_of: date | None = None) -> Iterator[Move]:
    """The moves that one sentence tells, the surest reading of a person first; another verb may tell a person again.

    What lies 270 days or more before `as_of`, or in a year that stands alone where nobody says when it is now, is a
    look back and not told.
    """
    told: set[tuple[int, int]] = set()
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(sentence.codes):
            verb = match.start("verb")
            person = next((match.start(name) for name in ("person", "gone") if match.groupdict().get(name)), -1)
            if (verb, person) in told or not _is_told(sentence, verb) or _is_past(sentence, verb, as_of):
                continue
            told.add((verb, person))
            yield from _MAKERS[kind](_Slots(sentence, match))


def _is_told(sentence: Chunked, verb: int) -> bool:
    """Whether the verb is asserted: not negated, asked for or rumoured, and not an aside ("who joined")."""
    before = sentence.codes[max(0, verb - 6) : verb]
    clause = re.split("[,|:]", before)[-1]
    who = clause.rfind("W")
    link = sentence.chunks[verb - len(clause) + who].raw.casefold() if who >= 0 else ""
    right_before = before.endswith("W") and sentence.codes[verb] != "L" and link != "that"
    return "!" not in clause and not right_before and link not in _BACK and _leaves_work(sentence, verb)


def _leaves_work(sentence: Chunked, verb: int) -> bool:
    """Whether what is left is a job or an employer: not a door left open, nor "on leaving" told as a theme."""
    if not _LEAVING.match(sentence.chunks[verb].raw):
        return True
    before = sentence.chunks[verb - 1].raw.casefold() if verb else ""
    after = sentence.chunks[verb + 1] if verb + 1 < len(sentence.chunks) else None
    return before not in {"on", "about", "of"} and (
        after is None or after.code != "w" or after.raw.casefold() in _AFTER_LEAVING
    )


_LEAVING = re.compile(r"(?:\w+\s+){0,3}(?:leav|left|exit|quit)\w*$", re.IGNORECASE)
_AFTER_LEAVING = frozenset(
    {
        "job",
        "post",
        "role",
        "firm",
        "company",
        "amid",
        "today",
        "yesterday",
        "abruptly",
        "over",
        "following",
        "just",
        "less",
    }
    | {
        "suddenly",
        "unexpectedly",
        "early",
        "under",
        "weeks",
        "months",
        "days",
        "on",
        "this",
        "next",
        "late",
        "two",
        "three",
    }
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "startup", "giant", "maker", "months", "as", "against"}
)
_BACK = frozenset({"since", "when", "before", "while", "seit", "als", "nachdem"})
_OLD = timedelta(days=270)


def _is_past(sentence: Chunked, verb: int, as_of: date | None) -> bool:
    """Whether the clause of the verb, or the opening of the sentence, gives a date of long ago."""
    after = re.split("[,|:]", sentence.codes[verb + 1 : verb + 14])[0]
    places = [*range(min(3, verb)), *range(verb + 1, verb + 1 + len(after))]
    dates = [sentence.chunks[place].on for place in places if place < len(sentence.chunks)]
    if as_of is None:
        return any(span is not None and span.raw.isdigit() for span in dates)
    return any(span is not None and span.end_on < as_of - _OLD for span in dates)


@dataclass(frozen=True, slots=True)
class _Slots:
    """The chunks that a pattern's groups caught."""

    sentence: Chunked
    match: re.Match[str]

    def __call__(self, *names: str) -> Chunk | None:
        for name in names:
            if name in self.match.re.groupindex and self.match[name]:
                return self.sentence.chunks[self.match.start(name)]
        return None

    @property
    def verb(self) -> Chunk:
        return self.sentence.chunks[self.match.start("verb")]

    @property
    def said(self) -> str:
        return " ".join(chunk.raw for chunk in self.sentence.chunks[self.match.start() : self.match.end()])

    def employer(self, *, any_name: bool = False) -> Chunk | None:
        """The organisation left of the verb, whose news it is: the nearest name of the clause outside of asides.

        `any_name` takes the name right before the verb for an organisation even where it reads like a person's.
        """
        codes, at, boards = self.sentence.codes, self.match.start("verb"), []
        if any_name and codes[at - 1 : at] == "P":
            return self.sentence.chunks[at - 1]
        place = at - 1
        while place >= max(0, at - 24):
            chunk, before = self.sentence.chunks[place], codes[place - 1 : place] if place else ""
            opening = codes.rfind(",", max(0, place - 18), place) if chunk.code == "," else -1
            if opening > 0 and codes[opening - 1] in "NPp":
                place = opening - 1
                continue
            if chunk.code == "|":
                break
            if chunk.code == "N" and before not in {"q", "F"} and folded(chunk.raw) not in PLACES:
                if before != "f":
                    return chunk
                boards.append(chunk)
            place -= 1
        return boards[0] if boards else None

    def office_aside(self) -> Chunk | None:
        """The office told between person and verb ("Jane Doe, the firm's CFO, is leaving"), unless a former one."""
        person, verb = self.match.start("person"), self.match.start("verb")
        for place in range(person + 1, verb):
            if self.sentence.codes[place] == "T" and "q" not in self.sentence.codes[person:place]:
                return self.sentence.chunks[place]
        return None

    def aside_name(self, *, until: str = "verb") -> Chunk | None:
        """The organisation of that office ("Jane Doe, CEO of Acme, steps down")."""
        person, end = self.match.start("person"), self.match.start(until)
        found = _OFFICE_OF.search(self.sentence.codes, person, max(person, end))
        return self.sentence.chunks[found.start(found.lastindex or 0)] if found else None

    def held_before(self) -> Chunk | None:
        """The office that the sentence names before the verb, where the verb's own words name none."""
        at = self.sentence.codes.rfind("T", 0, self.match.start("verb"))
        aside = bool(re.search("[Wq]", self.sentence.codes[max(0, at - 6) : at + 1]))
        return self.sentence.chunks[at] if at >= 0 and not aside else None

    def way_name(self) -> Chunk | None:
        """The organisation between verb and person ("hires Lantern's Jane Doe")."""
        if not self.match.groupdict().get("way"):
            return None
        start, end = self.match.span("way")
        at = self.sentence.codes.rfind("N", start, end)
        return self.sentence.chunks[at] if at >= 0 else None

    def way_title(self) -> Chunk | None:
        """The office that the person holds already, named between verb and person; a former one is none."""
        way = self.match.groupdict().get("way") or ""
        if "T" not in way or "q" in way:
            return None
        return self.sentence.chunks[self.match.start("way") + way.index("T")]

    def former(self) -> Chunk | None:
        """The organisation of a former office in the match ("former Lantern VP Jane Doe", "who was VP of Lantern")."""
        codes, start = self.sentence.codes, self.match.start()
        found = FORMER.search(codes, max(0, start - 4), self.match.end())
        return self.sentence.chunks[found.start(found.lastindex or 0)] if found else None


_OFFICE_OF = re.compile("Tf[d]?(N)|,[d]?(N)p")


def _appointed(slots: _Slots) -> Iterator[Move]:
    way = slots.match.groupdict().get("way") or ""
    origin = slots("origin") or slots.former() or slots.way_name() or slots.aside_name(until="title")
    title = slots("title")
    # "hires Lantern CFO Jane Doe" names the office that she leaves, not the one that she takes.
    if slots.match.start("title") < slots.match.start("person") and ("q" in way or slots.way_name()):
        title = None
    held = slots.way_title()
    inside = "k" in way or (held is not None and "founder" not in held.raw.casefold() and origin is None)
    promoted = bool(PROMOTIONS.search(slots.verb.raw)) or inside
    yield Move(
        direction=Direction.PROMOTE if promoted else Direction.JOIN,
        verb=slots.verb,
        person=slots("person"),
        title=title,
        company=slots("at", "title_at") or slots.employer(any_name=True),
        from_company=origin,
    )


def _passive(slots: _Slots) -> Iterator[Move]:
    promoted = bool(PROMOTIONS.search(slots.verb.raw)) or slots("earlier") is not None
    yield Move(
        direction=Direction.PROMOTE if promoted else Direction.JOIN,
        verb=slots.verb,
        person=slots("person"),
        title=slots("title"),
        company=slots("at", "title_at", "whose") or slots.employer(),
        from_company=slots.former(),
    )


def _joined(slots: _Slots) -> Iterator[Move]:
    held_at = slots("held_at", "whose") if slots("held") else None
    to = slots.match.end("to") if "to" in slots.match.re.groupindex else -1
    if slots("title") is None and slots.sentence.codes[to : to + 1] in {"w", "f"}:
        return
    yield Move(
        direction=Direction.JOIN,
        verb=slots.verb,
        person=slots("person"),
        title=slots("title"),
        company=slots("to", "at", "title_at"),
        from_company=slots("origin") or slots.former() or held_at,
    )


def _became(slots: _Slots) -> Iterator[Move]:
    if slots.verb.raw.casefold() == "is" and "first" in slots.said.casefold():
        return  # "is the first CEO to …" is no news of an office
    yield Move(
        direction=Direction.PROMOTE if slots("held") and not slots.former() else Direction.JOIN,
        verb=slots.verb,
        person=slots("person"),
        title=slots("title"),
        company=slots("at", "title_at", "to", "whose") or slots.employer(),
        from_company=slots.former(),
    )


def _left(slots: _Slots) -> Iterator[Move]:
    yield Move(
        direction=Direction.LEAVE,
        verb=slots.verb,
        person=slots("person"),
        title=slots("title", "given", "held", "was") or slots.office_aside(),
        company=slots("at", "title_at", "left", "left_only", "left_at", "held_at", "whose", "origin")
        or slots.aside_name()
        or slots.employer(),
    )


def _relayed(slots: _Slots) -> Iterator[Move]:
    title = slots("title", "office")
    company = slots("at", "title_at") or slots.employer(any_name=slots.verb.code == "S")
    joined = Move(Direction.JOIN, slots.verb, slots("person"), title, company)
    yield joined
    yield replace(joined, direction=Direction.LEAVE, person=slots("gone"), predecessor=True)


def _succeeded(slots: _Slots) -> Iterator[Move]:
    title = slots("title", "office") or slots.held_before()
    company = slots("at", "title_at", "whose") or slots.employer()
    yield Move(Direction.JOIN, slots.verb, slots("person"), title, company, slots.former())
    yield Move(Direction.LEAVE, slots.verb, slots("gone"), title, company, predecessor=True)


def _preceded(slots: _Slots) -> Iterator[Move]:
    yield Move(Direction.LEAVE, slots.verb, slots("gone"), slots("office"), predecessor=True)


def _took_over(slots: _Slots) -> Iterator[Move]:
    yield Move(Direction.JOIN, slots.verb, slots("person"), successor=True)


def _nameless_joined(slots: _Slots) -> Iterator[Move]:
    yield Move(Direction.JOIN, slots.verb, title=slots("title"), company=slots("whose"), from_company=slots("origin"))


def _nameless_left(slots: _Slots) -> Iterator[Move]:
    yield Move(
        Direction.LEAVE,
        slots.verb,
        title=slots("title"),
        company=slots("whose", "left", "left_only") or slots.employer(),
    )


_MAKERS = {
    "appoint": _appointed,
    "passive": _passive,
    "join": _joined,
    "become": _became,
    "leave": _left,
    "relay": _relayed,
    "succeed": _succeeded,
    "follow": _preceded,
    "take over": _took_over,
    "nameless_join": _nameless_joined,
    "nameless_leave": _nameless_left,
}
