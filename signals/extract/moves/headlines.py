"""Moves that are told without a verb of moving: "Jane Doe to Acme as CFO", "New CFO at Acme: Jane Doe", "CEO out"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent.domain.signals import Direction
from signals.extract.moves.actors import Phrased
from signals.extract.moves.becoming import becomes
from signals.extract.moves.chunks import Chunk
from signals.extract.moves.clauses import Clause, Move, clause_at, may_employ, named_after, origin_of
from signals.extract.moves.coming import joins


def told_by_infinitive(phrased: Phrased) -> Iterator[Move]:
    """Jane Doe to become CFO of Acme: the infinitive of a headline, where no verb before it governs it."""
    for match in re.finditer("(@)(?:,?b)?[,dz]?(s)[dzn]{0,2}T", phrased.codes):
        entry = phrased.nodes[match.start(2)].entry
        clause = re.split("[|]", phrased.codes[: match.start()])[-1]
        if entry and entry.lemma.startswith("to ") and not re.search("[AVXJBRSLY]", clause):
            yield from becomes(Clause(phrased, match.start(2), False, False))


def told_by_place(phrased: Phrased) -> Iterator[Move]:
    """Jane Doe to Acme as CFO; Jane Doe will be CFO at Acme; Jane Doe, nueva directora de Acme: no verb of moving."""
    for match in re.finditer("(?:^|[:|,])[d]?(@)(t)N(?:f|s)?d?T", phrased.codes):
        yield from joins(Clause(phrased, match.start(2), False, False))
    for match in re.finditer("[mI]z?(b)z?[dn]?T", phrased.codes):
        clause = clause_at(phrased, match.start(1))
        if not clause.is_negated:
            yield from becomes(clause)
    alone = re.fullmatch("(?:[^@|]*,)?(@)", phrased.codes)
    if alone and not re.search("[AVJBLXSYRO!]", phrased.codes):
        actor = phrased.nodes[alone.start(1)].actor
        office = next((one for one in actor.offices if one.is_new), None) if actor else None
        if actor and office and office.title.start > actor.person.start:
            yield Move(
                Direction.JOIN, office.title, actor.person, office.title, office.company, actor.origin, told_by="n"
            )


def told_by_list(phrased: Phrased) -> Iterator[Move]:
    """The following were appointed: Jane Doe, CEO; John Roe, CFO."""
    opening = phrased.codes.find(":")
    if opening < 0:
        return
    told = [node for node in phrased.nodes[:opening] if node.code in "AVRLOJ"]
    verbs = [node for node in told if node.entry is not None and node.entry.lemma != "make"]
    verb = next((node for node in verbs if node.code in "RO"), verbs[0] if verbs else None)
    plural = any(node.chunk.raw.casefold() in _FOLLOWING for node in phrased.nodes[:opening])
    if verb is None or not plural:
        return
    direction = Direction.LEAVE if verb.code in "LO" else Direction.JOIN
    company = next(
        (node.chunk for node in phrased.nodes[:opening] if node.code == "N" and may_employ(node.chunk)), None
    )
    for at, node in enumerate(phrased.nodes[opening:], opening):
        held = node.actor.office() if node.actor else None
        alone = re.match("[,]?[|&@]|$", phrased.codes[at + 1 :]) is not None
        if node.actor and held and alone:
            yield Move(direction, verb.chunk, node.actor.person, held.title, held.company or company, told_by="list")


_FOLLOWING: Final = frozenset(
    """following changes appointments executives hires leaders persons officers individuals departures promotions
    directors managers members executive-level veterans two three four five six""".split()  # noqa: SIM905
)


def told_by_office(phrased: Phrased) -> Iterator[Move]:
    """New sales chief for Acme: Jane Doe; Jane Doe is the new CFO at Acme; Acme has a new CFO."""
    for at, node in enumerate(phrased.nodes):
        if node.code != "T" or node.office is None or not node.office.is_new:
            continue
        company = node.office.company or named_after(phrased.nodes[at : at + 5], "Tf")
        right = re.match(r"[Ddzw]{0,2}(?:[N,&fbzpdkn]{0,7}?)(?:[:b]|mz?b|,[zdk]*)(@)", phrased.codes[at + 1 :])
        left = re.search("(@)(?:F[dk]?N)?(?:[,zD]{0,2}|,?[bz]{1,3}[d]?)$", phrased.codes[:at])
        left = left or re.search("v(@)hN$", phrased.codes[:at])  # "Mit Ann Roe hat Kestrel eine neue Finanzchefin"
        place = at + 1 + right.start(1) if right else left.start(1) if left else -1
        if place >= 0:
            actor = phrased.nodes[place].actor
            if actor and not re.search("[!]", phrased.codes[min(at, place) : max(at, place)]):
                where = company or _news_of(phrased, at)
                direction = (
                    Direction.PROMOTE
                    if re.match(r"[,zbh]{0,3}[AV]", phrased.codes[place + 1 :])
                    and "promot" in phrased.nodes[min(place + 2, len(phrased.nodes) - 1)].chunk.raw
                    else Direction.JOIN
                )
                yield Move(
                    direction,
                    node.chunk,
                    actor.person,
                    node.chunk,
                    where,
                    origin_of(actor, phrased.nodes[place:]),
                    told_by="n",
                )
        elif re.search("Nzh?$|N[zd]{0,2}h[zd]?$", phrased.codes[:at]):
            yield Move(Direction.JOIN, node.chunk, None, node.chunk, company or _news_of(phrased, at), told_by="n")


def _news_of(phrased: Phrased, at: int) -> Chunk | None:
    """The organisation nearest before node `at`."""
    for place in range(at - 1, -1, -1):
        node = phrased.nodes[place]
        if node.code == "N" and may_employ(node.chunk) and phrased.codes[place - 1 : place] not in {"F", "q"}:
            return node.chunk
        if node.code == "|":
            return None
    return None


# "no longer" in other tongues, which must tell of what.
_NO_MORE: Final = frozenset({"nicht mehr", "ya no", "n'est plus", "ne sera plus"})


def told_by_out(phrased: Phrased) -> Iterator[Move]:
    """Sam Reed out; Kyle Lowe is out as chief executive; CFO out, Jane Doe in."""
    for match in re.finditer("([@T])[Dbz,]{0,3}(o)(?=[,|&sfDzc]|$|Wb?|b?[dw]?T|S)", phrased.codes):
        node = phrased.nodes[match.start(1)]
        rest = phrased.nodes[match.end() : match.end() + 8]
        if [one.chunk.raw for one in rest[:1]] == ["of"] and phrased.codes[match.end() + 1 : match.end() + 2] == "w":
            continue  # "out of hospital"
        if (
            phrased.nodes[match.start(2)].chunk.raw.casefold() in _NO_MORE
            and "T" not in phrased.codes[match.end() :][:3]
        ):
            continue  # "ist nicht mehr im Urlaub"
        office = next((one.office for one in rest[:5] if one.code == "T"), None)
        held = node.actor.office() if node.actor else node.office
        shown = office or held
        own = shown.company if shown else None
        own = own or (node.actor.origin if node.actor and not (held and held.is_former) else None)
        company = own or named_after(rest, "f") or (held.company if held else None) or _news_of(phrased, match.start())
        yield Move(
            Direction.LEAVE,
            phrased.nodes[match.start(2)].chunk,
            node.actor.person if node.actor else None,
            shown.title if shown else None,
            company,
            predecessor=shown is None,
            told_by="o",
        )
    for match in re.finditer("o.*(@)b?z?(f)(?=[,|.]|$)", phrased.codes):
        came, word = phrased.nodes[match.start(1)].actor, phrased.nodes[match.start(2)].chunk
        if came and word.raw.casefold() == "in":
            yield Move(Direction.JOIN, word, came.person, from_company=origin_of(came), successor=True, told_by="o")
