"""Ends and beginnings of an office in filings without a verb of going: an employment, a position, an offer.

Part of stage 2 of 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agent.domain.signals import Direction
from signals.extract.moves.actors import Actor, Node, Office, Phrased
from signals.extract.moves.chunks import Chunk
from signals.extract.moves.clauses import Move

_ENDS: Final = re.compile(r"(?:terminat\w+|end(?:s|ed)?|ceas\w+|conclud\w+|eliminated|severed)$", re.IGNORECASE)
_WORK: Final = frozenset({"employment", "service", "tenure", "position", "positions"})


def moves_without_verb(sentences: Sequence[Phrased]) -> Iterator[Move]:
    """The moves that filings tell of an employment, of a position, of an office "in those capacities", of an offer."""
    for one in sentences:
        for read in _PHRASES:
            yield from read(one)


def _goes(
    actor: Actor | None, verb: Chunk, office: Office | None = None, *, told_by: str = "employment"
) -> Iterator[Move]:
    held = office or (actor.office() if actor else None)
    if actor is not None:
        yield Move(
            Direction.LEAVE,
            verb,
            actor.person,
            held.title if held else None,
            held.company if held else None,
            told_by=told_by,
        )


def _comes(actor: Actor | None, verb: Chunk, office: Office | None) -> Iterator[Move]:
    if actor is not None and office is not None:
        yield Move(Direction.JOIN, verb, actor.person, office.title, office.company, told_by="employment")


def _raw(node: Node) -> str:
    return node.chunk.raw.casefold()


def _severed(one: Phrased) -> Iterator[Move]:
    """ "has severed its employment relationship with Jane Doe, Treasurer" """
    for found in re.finditer("([wLX])d?[wk]{0,2}(w)[vf](@)", one.codes):
        verb, what = one.nodes[found.start(1)], one.nodes[found.start(2)]
        if re.match(r"(?:sever|terminat|end)", _raw(verb)) and _raw(what) in {
            "relationship",
            "relations",
            "employment",
        }:
            yield from _goes(one.nodes[found.start(3)].actor, verb.chunk)


def _eliminated(one: Phrased) -> Iterator[Move]:
    """ "eliminated the positions held by Jane Doe, Treasurer, and John Roe, Controller" """
    for found in re.finditer("([wLX])d[wk]?(w)wy(@(?:[^|@VLAJB]{0,8}@)*)", one.codes):
        verb, what = one.nodes[found.start(1)], one.nodes[found.start(2)]
        if re.match("eliminat", _raw(verb)) and re.match(r"(?:position|office|role|job)", _raw(what)):
            for node in one.nodes[found.start(3) : found.end(3)]:
                yield from _goes(node.actor, verb.chunk)


def _position_of(one: Phrased) -> Iterator[Move]:
    """ "notified Jane Doe that her position as Treasurer is being eliminated" """
    for found in re.finditer("(@)W(?:(s)|dw+s)[dwN]?p?(T)[^|@]{0,4}?[bm][^|@]{0,4}?([wLX])", one.codes):
        ends, office = one.nodes[found.start(4)], one.nodes[found.start(3)].office
        words = " ".join(_raw(node) for node in one.nodes[found.start() + 2 : found.start(3)])
        if _ENDS.match(_raw(ends)) and re.match(
            r"(?:his|her)\s(?:\w+\s)?(?:position|role|office|employment|service)", words
        ):
            yield from _goes(one.nodes[found.start(1)].actor, ends.chunk, office)


def _employment_as(one: Phrased) -> Iterator[Move]:
    """ "Mr. Doe's employment as Treasurer of the Company and its subsidiary would terminate" """
    for found in re.finditer("(@)p(w)s[dwN]?p?(T)([^|@TAJBS]{0,26})", one.codes):
        ends = next((node for node in one.nodes[found.start(4) : found.end()] if _ENDS.match(_raw(node))), None)
        if ends and _raw(one.nodes[found.start(2)]) in _WORK:
            yield from _goes(one.nodes[found.start(1)].actor, ends.chunk, one.nodes[found.start(3)].office)


def _tendered_by(one: Phrased) -> Iterator[Move]:
    """ "accepted the resignation tendered by Jane Doe as Treasurer" """
    for found in re.finditer("(O)(w)y(@)(?:,?sd?(T))?", one.codes):
        office = one.nodes[found.start(4)].office if found[4] else None
        if _raw(one.nodes[found.start(2)]) in {"tendered", "submitted", "given", "delivered", "offered"}:
            yield from _goes(one.nodes[found.start(3)].actor, one.nodes[found.start(1)].chunk, office, told_by="O")


def _no_longer(one: Phrased) -> Iterator[Move]:
    """ "Jane Doe is no longer the Company's Treasurer", "no longer holds the office of Treasurer" """
    for found in re.finditer("(@)[zbmD]{0,2}(o)[^|@TLAJ,]{0,6}(T)", one.codes):
        office = one.nodes[found.start(3)].office
        yield from _goes(one.nodes[found.start(1)].actor, one.nodes[found.start(2)].chunk, office)


def _gave_up(one: Phrased) -> Iterator[Move]:
    """ "Jane Doe, President and Chief Executive Officer, relinquished her title of President" """
    for found in re.finditer("(@),?[mhz]{0,2}(L)dw?(w)f(T)", one.codes):
        verb, what = one.nodes[found.start(2)], one.nodes[found.start(3)]
        if re.match(r"(?:relinquish|g[ai]ve|giv|vacat|surrender)", _raw(verb)) and _raw(what) in _POSTS:
            yield from _goes(one.nodes[found.start(1)].actor, verb.chunk, one.nodes[found.start(4)].office, told_by="L")


_POSTS: Final = frozenset({"title", "titles", "office", "offices", "position", "positions", "role", "roles", "post"})


def _commenced(one: Phrased) -> Iterator[Move]:
    """ "Jane Doe commenced employment with the Company as its Treasurer" """
    for found in re.finditer("(@)[mzbhD,]{0,3}([wB])d?(w)[^|@LAJ]{0,6}?sd?[wN]?p?n?(T)", one.codes):
        verb, what, office = (one.nodes[found.start(group)] for group in (2, 3, 4))
        if re.match(r"(?:commenc|began|begin|start|enter)", _raw(verb)) and _raw(what) in {"employment", "service"}:
            yield from _comes(one.nodes[found.start(1)].actor, verb.chunk, office.office)


def _in_those(one: Phrased) -> Iterator[Move]:
    """ "agreed that Ms. Doe would cease to serve in those capacities" """
    for found in re.finditer("(@)[mz]{0,3}(L)[fF]w(w)", one.codes):
        verb, which, what = one.nodes[found.start(2)], one.nodes[found.start(3) - 1], one.nodes[found.start(3)]
        serves = re.match(r"ceas", _raw(verb)) and _raw(which) in {"those", "these", "such", "that", "this", "both"}
        if serves and re.match(r"(?:capacit|position|office|role)", _raw(what)):
            yield from _goes(one.nodes[found.start(1)].actor, verb.chunk)


def _who_resigned(one: Phrased) -> Iterator[Move]:
    """ "Jane Doe, who has served as Treasurer since January 2018 resigned": the comma behind the aside is left out."""
    for found in re.finditer("(@),W[^|,@&LAJ]{1,12}D(L)", one.codes):
        verb = one.nodes[found.start(2)]
        told = one.nodes[found.start() + 2 : found.start(2)]
        office = next((Office(node.chunk) for node in told if node.code == "T"), None)
        if verb.entry is not None and verb.entry.form in {"past", "participle"} and _raw(told[0]) == "who":
            yield from _goes(one.nodes[found.start(1)].actor, verb.chunk, office, told_by="L")


def _each(one: Phrased) -> Iterator[Move]:
    """ "Jane Doe, Treasurer, and John Roe, Controller, each tendered his or her resignation" """
    found = re.search("(@(?:[^|@VLAJB]{0,4}@)+),?w[wA][dw]{0,4}(O)", one.codes)
    if found and _raw(one.nodes[found.end(1) + (one.codes[found.end(1)] == ",")]) == "each":
        for node in one.nodes[found.start(1) : found.end(1)]:
            yield from _goes(node.actor, one.nodes[found.start(2)].chunk, told_by="O")


def _offered(one: Phrased) -> Iterator[Move]:
    """ "Jane Doe has accepted the Company's offer to become its Treasurer" """
    for found in re.finditer("(@)h?(w)[dwN]{0,2}p?(w)[^|@LAB]{0,4}?(?:s|tB)[dwNn]{0,2}p?n?(T)", one.codes):
        actor, verb, what = (one.nodes[found.start(group)] for group in (1, 2, 3))
        office = one.nodes[found.start(4)].office
        if _raw(verb) == "accepted" and re.match(r"(?:offer|position|appointment|role|post|job)", _raw(what)):
            yield from _comes(actor.actor, verb.chunk, office)
    for found in re.finditer("(@)h?(w)(s)d?[wN]?p?n?(T)", one.codes):
        verb, what = one.nodes[found.start(2)], one.nodes[found.start(3)]
        if _raw(verb) == "accepted" and re.search(r"\b(?:position|office|role|post|job) (?:of|as)$", _raw(what)):
            yield from _comes(one.nodes[found.start(1)].actor, verb.chunk, one.nodes[found.start(4)].office)


_PHRASES: Final = (
    *(_severed, _eliminated, _position_of, _employment_as, _in_those, _who_resigned, _each),
    *(_tendered_by, _gave_up, _no_longer, _commenced, _offered),
)
