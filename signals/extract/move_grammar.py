"""The grammar of job changes: short patterns over the codes of `move_chunks`, one for each way of saying it.

Every gap in a pattern is bounded, so that the time is linear in the length of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from agent.domain.signals import Direction
from signals.extract.dates import DateSpan
from signals.extract.move_chunks import Chunk, Chunked
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


_SMALL = "[dknqw]{0,4}"
_GAP = "[wDGdk]{0,4}"
_ASIDE = "(?:,[^,:|!]{1,24}?,)?"
_WHERE = "(?:w?(?:f|w)[dknw]{0,4}(?P<{0}>[NP])(?!p))?"
_SUBJECT = "(?:(?P<whose>[NP])p?[dnkqw]{0,2})?(?:(?P<held>T)(?:f[dw]{0,3}(?P<held_at>[NP]))?,?)?d?(?P<person>P)(?!p)"
_AS = "(?:[st]{1,2}[dknqwp]{0,4}(?:Np)?[dknw]{0,2}|[dkn]{0,3}|,[dkn]{0,2})"
_FROM = "(?:F[dkqw]{0,3}(?P<origin>[NP]))?"


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(body)


def _where(name: str) -> str:
    return _WHERE.replace("{0}", name)


_TITLE = "(?P<title>T)" + f"(?:{_where('at')})"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # Acme names former Lantern VP Jane Doe (, 45,) as its chief revenue officer of Acme Europe
    (
        "appoint",
        _pattern(
            f"(?P<verb>[AV])(?P<way>[dknqwpNPT&]{{0,9}}?)(?P<person>P)(?:f[d]?[NP])?{_ASIDE}{_FROM}[Dw]{{0,3}}{_ASIDE}{_AS}{_TITLE}"
        ),
    ),
    # Acme names new CFO Jane Doe
    ("appoint", _pattern("(?P<verb>[AV])(?P<way>[dknqwpN]{0,5})(?P<title>T)(?:f[dw]{0,2}[NP])?,?d?(?P<person>P)(?!p)")),
    # Jane Doe was ernannt zum / Jane Doe wurde zum CEO der Acme AG ernannt; hat … Jane Doe zum COO befördert
    ("appoint", _pattern(f"{_SUBJECT}{_GAP}s[dknw]{{0,3}}{_TITLE}[wD,]{{0,3}}(?P<verb>V)")),
    # Jane Doe (…) has been named / named chief executive of Acme
    (
        "passive",
        _pattern(
            f"{_SUBJECT}{_ASIDE}{_GAP},?(?P<verb>[aV])[D]?[wfN]{{0,4}}?(?:F[dkn]*(?P<earlier>[Tw])[wf]?(?=t))?{_AS}{_TITLE}"
        ),
    ),
    # Jane Doe joins Acme from Lantern as CFO
    (
        "join",
        _pattern(
            f"{_SUBJECT}{_ASIDE}{_GAP}(?P<verb>J)[dknqwft]{{0,6}}(?P<to>[NP])(?!p)(?:f[dw]?[NP])?{_FROM}[Dw]{{0,3}}"
            f"(?:{_ASIDE}[wD]{{0,3}}[s]{{1,2}}[dknqw]{{0,5}}(?P<title>T))?"
        ),
    ),
    ("join", _pattern(f"{_SUBJECT}{_ASIDE}{_GAP}(?P<verb>J)[dknwt]{{0,4}}{_FROM}[Dw]{{0,2}}s[dknqw]{{0,5}}{_TITLE}")),
    # Jane Doe becomes / takes over as / will be made the maker's CFO
    ("become", _pattern(f"{_SUBJECT}{_ASIDE}{_GAP}(?P<verb>B)[Dsf]{{0,2}}(?:(?P<to>N)p)?[dknwsqp]{{0,6}}{_TITLE}")),
    ("become", _pattern(f"{_SUBJECT}{_ASIDE}(?P<verb>G)[Dw]{{0,3}}[dkn]{{0,2}}{_TITLE}(?!p)(?![wDfN,]{{0,5}}V)")),
    ("become", _pattern(f"n{_TITLE}(?P<verb>G)(?P<person>P)")),
    # Acme names Jane Doe CFO and John Roe COO
    ("appoint", _pattern(f"(?P<verb>[AVR])[dknqwpNTf]{{0,9}}P{_AS}T(?:fN)?,?&d?(?P<person>P){_AS}{_TITLE}")),
    # the appointment of Jane Doe as CFO; Jane Doe's appointment as CFO
    ("appoint", _pattern(f"(?P<verb>R)[dknqw]{{0,4}}(?P<person>P){_ASIDE}{_FROM}[Dw]{{0,2}}{_AS}{_TITLE}")),
    ("appoint", _pattern("(?P<verb>R)[dkn]{0,3}(?P<title>T),?(?P<person>P)")),
    ("appoint", _pattern(f"(?P<person>P)p[dknw]{{0,2}}(?P<verb>h){_AS}{_TITLE}")),
    # the departure of CFO Jane Doe; Jane Doe's resignation (as CFO)
    (
        "leave",
        _pattern(f"(?P<verb>O)[dkqw]{{0,4}}(?:(?P<whose>N)p)?(?P<held>T)?,?(?P<person>P){_ASIDE}(?:{_AS}{_TITLE})?"),
    ),
    (
        "leave",
        _pattern(f"(?:(?P<whose>[NP])p?[dkq]?)?(?P<held>T)?(?P<person>P)p[dkw]{{0,2}}(?P<verb>H)(?:{_AS}{_TITLE})?"),
    ),
    # Acme ousts / parts ways with CEO Jane Doe
    (
        "leave",
        _pattern(f"(?P<verb>X)(?:(?P<whose>N)p)?[dkqw]{{0,3}}(?P<held>T)?,?(?P<person>P)(?:[wD]?{_AS}{_TITLE})?"),
    ),
    # CEO Jane Doe (…) steps down as chief executive of Acme; leaves Acme
    (
        "leave",
        _pattern(
            f"{_SUBJECT}{_ASIDE},?{_GAP}(?P<verb>L)(?:[wDd]{{0,4}}(?:d{{0,2}}w{{0,2}}(?P<left>[NP])p?)?{_FROM}[wDWd]{{0,5}}s[dknqwp]{{0,4}}{_TITLE}"
            f"|[wD]?[dkw]{{0,3}}(?:f|F)?[dw]{{0,3}}(?P<left_only>[NP]))?"
        ),
    ),
    # John Roe will be succeeded by Jane Doe (as CFO)
    (
        "relay",
        _pattern(
            f"(?P<office>T)?,?(?P<gone>P){_ASIDE}[wDd,&LsTfNpG]{{0,10}}(?P<verb>Z)[dknqw]{{0,4}}T?,?(?P<person>P)(?:{_AS}{_TITLE})?"
        ),
    ),
    # Acme replaced CEO John Roe (…) with Jane Doe
    (
        "relay",
        _pattern(f"(?P<verb>S)[dkqw]{{0,3}}(?P<title>T)?,?(?P<gone>P){_ASIDE}[wD]{{0,3}}v[dknqw]{{0,4}}(?P<person>P)"),
    ),
    # Jane Doe succeeds John Roe, as CFO
    (
        "succeed",
        _pattern(
            f"{_SUBJECT}{_ASIDE}{_GAP}(?P<verb>S)[dkqw]{{0,4}}(?P<office>T)?(?P<gone>P)(?:{_ASIDE},?[wD]{{0,3}}s[dknw]{{0,4}}{_TITLE})?"
        ),
    ),
    # …, succeeding John Roe
    ("predecessor", _pattern("(?P<verb>S)[dkqw]{0,4}(?P<office>T)?(?P<gone>P)")),
    # Acme names new CFO; Acme's CEO steps down
    (
        "nameless_join",
        _pattern(
            f"(?P<whose>[NP])[,wDd]{{0,3}}(?P<verb>[AV])(?P<way>[dkw]{{0,2}}n?[dkw]{{0,1}})(?P<title>T){_FROM}(?![NPp&])"
        ),
    ),
    (
        "nameless_leave",
        _pattern(
            "(?:(?P<whose>[NP])p?[dkw]{0,2})?(?P<title>T)[wDGd]{0,3}(?P<verb>L)(?:F[dw]{0,3}(?P<left>[NP])|d?(?P<left_only>[NP]))?"
        ),
    ),
)


def moves_in(sentence: Chunked) -> Iterator[Move]:
    """The moves that one sentence tells, the surest reading of a person first; may tell one person twice."""
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(sentence.codes):
            if _is_told(sentence, match):
                yield from _MAKERS[kind](_Slots(sentence, match))


def _is_told(sentence: Chunked, match: re.Match[str]) -> bool:
    """Whether the verb is asserted: not negated, asked for or rumoured, and not of a look back ("who joined")."""
    verb = match.start("verb")
    before = sentence.codes[max(0, verb - 6) : verb]
    clause = re.split("[,|:]", before)[-1]
    who = clause.rfind("W")
    back = who >= 0 and sentence.chunks[verb - len(clause) + who].raw.casefold() in _BACK
    return "!" not in clause and not before.endswith("W") and not back


_BACK = frozenset({"since", "when", "before", "while", "seit", "als", "nachdem"})


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
    def aside(self) -> list[Chunk]:
        return list(self.sentence.chunks[self.match.start() : self.match.end()])

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

    def former(self) -> Chunk | None:
        """The organisation of a former office in the match ("former Lantern VP Jane Doe", "who was VP of Lantern")."""
        codes, start = self.sentence.codes, self.match.start()
        found = _FORMER.search(codes, max(0, start - 4), self.match.end())
        return self.sentence.chunks[found.start(found.lastindex or 0)] if found else None


_FORMER = re.compile(
    "q[dkw]{0,2}(?:Tf[dw]?)?([NP])(?=p?[dwT])|q[dkw]{0,2}T[fw][dw]?([NP])|q[fw]?([NP])|Ww{1,3}[dn]?Tf[d]?([NP])"
)


def _appointed(slots: _Slots) -> Iterator[Move]:
    way = slots.match.groupdict().get("way") or ""
    former = slots.former()
    company = slots("at") or slots.employer(any_name=True)
    inside = "k" in way or ("T" in way and "q" not in way and "N" not in way and slots("origin") is None)
    promoted = bool(PROMOTIONS.search(slots.verb.raw)) or inside
    yield Move(
        direction=Direction.PROMOTE if promoted else Direction.JOIN,
        verb=slots.verb,
        person=slots("person"),
        title=slots("title"),
        company=company,
        from_company=slots("origin") or former,
    )


def _passive(slots: _Slots) -> Iterator[Move]:
    promoted = bool(PROMOTIONS.search(slots.verb.raw)) or slots("earlier") is not None
    yield Move(
        direction=Direction.PROMOTE if promoted else Direction.JOIN,
        verb=slots.verb,
        person=slots("person"),
        title=slots("title"),
        company=slots("at", "whose"),
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
        company=slots("to", "at"),
        from_company=slots("origin") or slots.former() or held_at,
    )


def _became(slots: _Slots) -> Iterator[Move]:
    yield Move(
        direction=Direction.PROMOTE if slots("held") and not slots.former() else Direction.JOIN,
        verb=slots.verb,
        person=slots("person"),
        title=slots("title"),
        company=slots("at", "to", "whose"),
        from_company=slots.former(),
    )


def _left(slots: _Slots) -> Iterator[Move]:
    yield Move(
        direction=Direction.LEAVE,
        verb=slots.verb,
        person=slots("person"),
        title=slots("title", "held") or slots.office_aside(),
        company=slots("at", "left", "left_only", "held_at", "whose", "origin") or slots.employer(),
    )


def _relayed(slots: _Slots) -> Iterator[Move]:
    title, company = slots("title", "office"), slots("at") or slots.employer(any_name=True)
    joined = Move(Direction.JOIN, slots.verb, slots("person"), title, company)
    yield joined
    yield replace(joined, direction=Direction.LEAVE, person=slots("gone"), predecessor=True)


def _succeeded(slots: _Slots) -> Iterator[Move]:
    title, company = slots("title", "office"), slots("at", "whose")
    yield Move(Direction.JOIN, slots.verb, slots("person"), title, company, slots.former())
    yield Move(Direction.LEAVE, slots.verb, slots("gone"), title, company, predecessor=True)


def _preceded(slots: _Slots) -> Iterator[Move]:
    yield Move(Direction.LEAVE, slots.verb, slots("gone"), slots("office"), predecessor=True)


def _nameless_joined(slots: _Slots) -> Iterator[Move]:
    yield Move(Direction.JOIN, slots.verb, title=slots("title"), company=slots("whose"), from_company=slots("origin"))


def _nameless_left(slots: _Slots) -> Iterator[Move]:
    yield Move(Direction.LEAVE, slots.verb, title=slots("title"), company=slots("whose", "left", "left_only"))


_MAKERS = {
    "appoint": _appointed,
    "passive": _passive,
    "join": _joined,
    "become": _became,
    "leave": _left,
    "relay": _relayed,
    "succeed": _succeeded,
    "predecessor": _preceded,
    "nameless_join": _nameless_joined,
    "nameless_leave": _nameless_left,
}
