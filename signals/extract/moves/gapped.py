"""People whose verb is the one before: "Ann joins as CTO from Acme, Ben as CFO and Cy as general counsel"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent.domain.signals import Direction
from signals.extract.moves.actors import Node, Phrased
from signals.extract.moves.clauses import PROMOTIONS, Move, clause_at, employer_of, named_after

_GAP: Final = re.compile(r"(?:[,|]&?v?|&|v)[dz]?(?P<who>@)(?:[,]?(?P<as>[st])[dzn]{0,2})?(?P<title>T)(?=[,|&wDzfF]|$)")
_COMING: Final = frozenset("AVJB")


def told_by_gap(phrased: Phrased) -> Iterator[Move]:
    """The moves of a list whose later members leave out the verb; an office stands behind the first member's."""
    for match in _GAP.finditer(phrased.codes):
        at = _verb_before(phrased, match.start("who"))
        if at is None:
            continue
        verb, actor = phrased.nodes[at], phrased.nodes[match.start("who")].actor
        office = phrased.nodes[match.start("title")].office
        rises = PROMOTIONS.search(verb.chunk.raw) is not None
        if actor is None or office is None or (match["as"] == "t" and not rises):
            continue
        if match["as"] is None and not (verb.code == "A" and re.match("[sdn]{0,2}T", phrased.codes[at + 1 :])):
            continue
        behind = phrased.nodes[match.start("title") : match.end() + 4]
        direction = Direction.PROMOTE if rises else Direction.JOIN
        employer = employer_of(clause_at(phrased, at))
        people = {node.actor.person for node in phrased.nodes if node.actor}
        company = office.company or (employer if employer not in people else None)
        origin = actor.origin or named_after(_own(behind), "F")
        yield Move(direction, verb.chunk, actor.person, office.title, company, origin)


def _own(nodes: tuple[Node, ...]) -> list[Node]:
    """The nodes up to the next member of the list."""
    stop = next((at for at, node in enumerate(nodes) if node.code in ",&|@"), len(nodes))
    return list(nodes[:stop])


def _verb_before(phrased: Phrased, place: int) -> int | None:
    """The verb of coming that the list hangs on, with an office behind it and no other verb since."""
    for at in range(place - 1, -1, -1):
        node = phrased.nodes[at]
        if node.code in "LXSYO":
            return None
        if node.code in _COMING and node.entry is not None:
            told = phrased.codes[at:place]
            return at if "T" in told and not clause_at(phrased, at).is_negated else None
    return None
