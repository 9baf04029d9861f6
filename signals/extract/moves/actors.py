"""The phrases of a sentence: people with the offices told beside their names, offices with their organisations.

A row of chunks becomes a shorter row of nodes, so that a predicate finds its parts by place and not by wording. No I/O.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from signals.extract.moves.chunks import Chunk, Chunked
from signals.extract.moves.forms import Entry
from signals.extract.name_words import HONORIFICS, PLACES
from signals.extract.people import is_surely_person
from signals.extract.titles import folded


@dataclass(frozen=True, slots=True)
class Office:
    """A title beside a name or alone; `is_new` where the words call it so ("first CMO"), `is_former` likewise."""

    title: Chunk
    company: Chunk | None = None
    is_former: bool = False
    is_new: bool = False
    is_insider: bool = False


_FOUNDED: Final = re.compile(r"(?:(?:co-?)?founder|(?:mit)?gründer(?:in)?)", re.IGNORECASE)
FOUNDER_AND: Final = re.compile(rf"{_FOUNDED.pattern}(?:,|\s+and|\s*&)\s+", re.IGNORECASE)
"""What opens a title and is no office: "co-founder and"."""


def is_founder(office: Office) -> bool:
    """Whether an office is no more than that of who founded the company."""
    return _FOUNDED.fullmatch(office.title.raw) is not None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, the offices before and behind the name, and the organisation that the person comes from."""

    person: Chunk
    offices: tuple[Office, ...] = ()
    origin: Chunk | None = None

    def office(self, *, former: bool = False) -> Office | None:
        """The first office held or left; that of a founder only where there is no other."""
        told = [office for office in self.offices if office.is_former is former]
        return next((office for office in told if not is_founder(office)), told[0] if told else None)


@dataclass(frozen=True, slots=True)
class Node:
    """`chunks[start:end]` of a sentence: "@" a person with what is beside the name, "T" an office, else one chunk."""

    code: str
    start: int
    end: int
    chunk: Chunk
    actor: Actor | None = None
    office: Office | None = None

    @property
    def entry(self) -> Entry | None:
        return self.chunk.entry


@dataclass(frozen=True, slots=True)
class Phrased:
    """A sentence as nodes; `codes` has one letter a node."""

    sentence: Chunked
    nodes: tuple[Node, ...]
    codes: str = field(default="")

    def holds(self, chunk: Chunk) -> bool:
        """Whether a piece of the text stands in this sentence."""
        return self.sentence.start <= chunk.start < self.sentence.end


_ORGS: Final = r"(?P<org>[NP])(?:[,&]{1,2}[NP]){0,2}"
_LEFT: Final = re.compile(
    rf"(?P<adj>[qknd]{{0,4}})(?:{_ORGS}(?:p|(?=[qkn]{{0,3}}T)|(?=k))|wp)?(?P<adj2>[qkn]{{0,3}})"
    r"(?:(?P<title>T)(?:f[dkn]{0,2}w{0,4}(?P<at>[NP])(?=,))?(?P<comma>,?))?(?P<adj3>q[NP]k|[dkq]{0,3})$"
)
_AGE: Final = r"(?:,[wD],?)?"
_RIGHT: Final = re.compile(
    r"(?:,w{1,2}(?=,))?,(?:[dw]f)?[dz]?w?(?P<adj>[qknzd]{0,4})(?:(?P<org>[NP])p[qknd]{0,3}|w?p[qkn]{0,2}|(?P<pre>[NP])(?=T))?(?:w,?&d?)?(?P<title>T)(?:,?&?d?T){0,2}"
    r"(?:[,]?f{1,2}d?wpd?N|[,]?f{1,2}[dz]{0,2}w{1,2}(?:&d?[wN])?(?=[,LAVJSBbhm])|[,]?f{1,2}d?(?P<owner>[NP])p[wdqknN]{1,4}(?=,)|[,]?[f]{1,2}[dkwz]{0,4}?(?P<at>[NP])(?!p)(?:&d?[N]|&d?w)?)?(?:,?&[dwkzqn]{1,6})?(?:[cF]?D|cw)?(?=,|\||&|[bhmo!zWALJBXSYVRO]|$)"
)
# ", 51, a 20-year veteran of Acme,", ", a former Acme executive,", ", from Acme,"
_FROM: Final = re.compile(
    r"(?:,w{1,2}(?=,))?,(?:[qz]{1,2}(?:T?f)?|d?[wz]{0,3}(?:q[kz]?|k)[kw]{0,2}(?:T?f)?|dw{1,3}f|Fw{0,3}f?|F[dkw]{0,3})"
    r"[dkn]{0,2}(?P<origin>[NP])[kw]{0,2}(?=[,|]|$|[&smtVALJ])"
)
# ", who has served as CFO of Acme since 2017,": the office in a clause of its own.
_WHO: Final = re.compile(
    r"(?:,w{1,2}(?=,))?,(?:(?P<was>q)(?!z?[AB])|q?z?[AB]|W[hqkz]{0,3}(?:b{0,2}z?[AB]|b|J(?P<joined>[NP])?))s?[dknz]{0,3}"
    r"(?:(?P<org>[NP])p[qkn]{0,2}|w?p[qkn]{0,2})?(?P<title>T)"
    r"(?:[,]?f{1,2}[dkwz]{0,4}?(?P<at>[NP])(?!p))?[^|@AVLXJWBSYR]{0,10}?(?=,|&W)"
)
_OFFICE: Final = re.compile(
    r"(?P<adj>[qkndz]{0,4})(?:(?P<org>N)p[dkqn]{0,3}|(?P<pre>N)(?=[qkn]{0,2}T))?(?P<adj2>[qkn]{0,3})(?P<title>T)"
    r"(?:,?f{1,2}[dknz]{0,3}w{0,3}?(?P<at>[NP])(?!p))?"
)


def phrased(sentence: Chunked) -> Phrased:
    """The nodes of a sentence."""
    nodes: list[Node] = []
    codes, chunks, place = sentence.codes, sentence.chunks, 0
    starts = _actor_starts(sentence)
    while place < len(codes):
        if place in starts:
            node = starts[place]
        elif (office := _office_at(sentence, place)) is not None and not any(
            at in starts for at in range(place + 1, office.end)
        ):
            node = office
        else:
            code = "N" if codes[place] == "P" else codes[place]
            alone = Office(chunks[place]) if code == "T" else None
            node = Node(code, place, place + 1, chunks[place], office=alone)
        nodes.append(node)
        place = node.end
    return Phrased(sentence, tuple(nodes), "".join(node.code for node in nodes))


def _actor_starts(sentence: Chunked) -> dict[int, Node]:
    """The person nodes by the chunk where they begin."""
    found: dict[int, Node] = {}
    taken = 0
    for place, code in enumerate(sentence.codes):
        if code == "P" and place >= taken and not _is_company(sentence, place):
            node = _actor_at(sentence, place, taken)
            found[node.start] = node
            taken = node.end
    return found


def _is_company(sentence: Chunked, place: int) -> bool:
    """Whether a name of two words is an organisation's by its place: before "'s CEO", or before another's title."""
    behind = sentence.codes[place + 1 : place + 6]
    if re.match("p?[qknd]{0,2}T,?P|p[qknd]{0,2}T", behind) and not _LISTED.search(sentence.codes[: place + 1]):
        return True
    if re.match("k{1,2}P", behind) and not _is_surely(sentence.chunks[place].raw):
        return True  # "Kestrel Sports veteran Ann Roe"
    if sentence.chunks[place - 1].raw == "a" and "J" in sentence.codes[:place] and place:
        return not _is_surely(sentence.chunks[place].raw)
    if place and folded(sentence.chunks[place - 1].raw) in HONORIFICS:
        return False
    if sentence.codes[:place].endswith("Sf") or (sentence.codes[:place].endswith("Of") and re.match("fd?T", behind)):
        return False  # "en remplacement d'Ann Roe", "la salida de Ann Roe de la presidencia"
    codes = sentence.codes[:place].rstrip("dkzw")
    if codes.endswith("J"):
        meets = re.match(",[dkqn]?(?:Np)?T|tw", sentence.codes[place + 1 :]) is not None
        return not (meets and _is_surely(sentence.chunks[place].raw))  # "joined Ann Roe, CFO of Acme, on stage"
    last = sentence.chunks[len(codes) - 1].entry if codes else None
    if last is not None and last.code == "B" and last.rest[-1:] in {("at",), ("of",)}:
        return not _is_surely(sentence.chunks[place].raw)
    if codes.endswith("f") and place > 1 and sentence.chunks[len(codes) - 2].raw.casefold() in _ONLY_OF_PEOPLE:
        return re.match(",?s?[dn]?(?:[Nw]p)?T", sentence.codes[place + 1 :]) is None and not _is_surely(
            sentence.chunks[place].raw
        )
    comes = codes.endswith("F") and next((code for code in reversed(codes) if code in _MOVING), "J") in "JAVROLX"
    return (codes.endswith("f") or comes) and not _is_surely(sentence.chunks[place].raw)


def _is_surely(name: str) -> bool:
    return is_surely_person(name) or _INITIAL.search(name) is not None


_INITIAL: Final = re.compile(r"^[A-Z]\w+\s[A-Z]\.\s[A-Z]\w+$")
# "the employment of Wade Roe, Treasurer": companies have no such thing.
_ONLY_OF_PEOPLE: Final = frozenset({"employment", "appointment", "election", "resignation", "promotion", "retirement"})
_MOVING: Final = frozenset("AVJBLXxSYURO")
# "made Ann Roe president, Bob Low treasurer": the verb's own object, however the list goes on.
_LISTED: Final = re.compile("A[dz]{0,2}P$|APs?[dn]?T(?:,&?|&)(?:Ps?[dn]?T(?:,&?|&))*P$")


def _actor_at(sentence: Chunked, place: int, floor: int) -> Node:
    codes, chunks = sentence.codes, sentence.chunks
    begin = max(floor, place - 14)
    left = _LEFT.search(codes[begin:place])
    offices: list[Office] = []
    start, origin = place, None
    has_own = re.match("s?[dn]?T", codes[place + 1 :]) is not None
    own = left is not None and not (
        left["comma"] and (_OF_ANOTHER.search(codes[: begin + left.start()]) or (has_own and left["title"]))
    )
    if left is not None and own and left.end() > left.start() and _governs_name(left, codes[: begin + left.start()]):
        start = begin + left.start()
        aside = len(left["adj3"]) == 3 and left["adj3"].endswith("k") and left["adj3"][1] in "NP"
        adjectives = left["adj"] + left["adj2"] + ("" if aside else left["adj3"])  # "its CFO, ex-Acme manager Jane Doe"
        company = _chunk(sentence, begin, left, "at") or _chunk(sentence, begin, left, "org")
        title = _chunk(sentence, begin, left, "title")
        if title:
            words = {chunks[at].raw.casefold() for at in range(start, place)}
            offices.append(
                Office(title, company, "q" in adjectives, "n" in adjectives, bool("k" in adjectives or words & _HELD))
            )
        if company and (title is None or "q" in adjectives):
            origin = company
    end = place + 1
    right = _RIGHT.match(codes, end)
    if right:
        title = chunks[right.start("title")]
        company = (
            _chunk(sentence, 0, right, "at")
            or _chunk(sentence, 0, right, "owner")
            or _chunk(sentence, 0, right, "org")
            or _chunk(sentence, 0, right, "pre")
        )
        adjectives = right["adj"]
        offices.append(Office(title, company, "q" in adjectives, "n" in adjectives, "k" in adjectives))
        end = right.end()
        if "q" in adjectives and company:
            origin = company
    elif who := _WHO.match(codes, end):
        company = next((one for name in ("at", "org", "joined") if (one := _chunk(sentence, 0, who, name))), None)
        offices.append(
            Office(chunks[who.start("title")], company, bool(who["was"] and company), is_insider=not company)
        )
        end = who.end()
    elif came := _FROM.match(codes, end):
        origin, end = chunks[came.start("origin")], came.end()
    return Node("@", start, end, chunks[place], Actor(chunks[place], tuple(offices), origin))


# "Jane Doe named CFO at Acme, John Roe promoted": the office before the comma is told of the first.
_OF_ANOTHER: Final = re.compile("P[zDbhm]{0,3}[AB]s?$|P[zDbhm]{0,3}[JL]s$")
_HELD: Final = frozenset({"insider", "internal", "own"})


def _governs_name(left: re.Match[str], before: str) -> bool:
    """Whether what stands before a name belongs to it: "named CEO, Jane Doe said" has no words that say so."""
    if left["title"] is None:
        return left["org"] is not None or bool(left["adj"] + left["adj2"])
    if left["comma"]:
        return before.endswith(",&") or bool(
            left["adj"] or left["adj2"] or left["org"] or left["at"] or left[0].startswith("w")
        )
    return True


def _chunk(sentence: Chunked, begin: int, match: re.Match[str], name: str) -> Chunk | None:
    """The piece that a group of the pattern names; a place is where an office is, and not whose."""
    found = sentence.chunks[begin + match.start(name)] if match[name] else None
    return None if found and name == "at" and folded(found.raw) in PLACES else found


def _office_at(sentence: Chunked, place: int) -> Node | None:
    match = _OFFICE.match(sentence.codes, place)
    if match is None:
        return None
    title = sentence.chunks[match.start("title")]
    company = next((found for name in ("at", "org", "pre") if (found := _chunk(sentence, 0, match, name))), None)
    adjectives = sentence.codes[place : match.start("title")]
    office = Office(title, company, "q" in adjectives, "n" in adjectives, "k" in adjectives)
    return Node("T", place, match.end(), title, office=office)
