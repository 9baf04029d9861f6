"""What only German does: "wird" with its verb at the end, an office told by its holder. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from agent.domain.signals import Direction
from signals.extract.moves.actors import Actor, Node, Office
from signals.extract.moves.clauses import Clause, Move, employer_aside, movers, named_after, origin_of, subject_of

_FUTURE: Final = frozenset({"wird", "werde", "werden"})
_COMES: Final = frozenset(
    """übernehmen antreten kommen wechseln leiten führen verantworten beginnen starten werden anfangen aufrücken
    aufsteigen besetzen bekleiden einnehmen nachrücken""".split()  # noqa: SIM905
)
_RELIEVES: Final = frozenset({"ablösen", "beerben", "ersetzen", "nachfolgen", "folgen"})
_GOES: Final = frozenset({"ausscheiden", "zurücktreten", "abtreten", "aufhören"})
_GIVES_UP: Final = frozenset({"niederlegen", "abgeben", "aufgeben", "räumen"})
_PRESENT: Final = frozenset({"kommen", "werden", "wechseln", "verlassen"})
_WORK: Final = re.compile(
    r"(?:das |den |die |sein |ihr |seine |ihre )?(?:\w*(?:amt|ämter|posten|mandat|mandate|funktion|funktionen|position"
    r"|rolle|aufgabe|aufgaben|nachfolge|stelle|vorsitz|chefsessel|agenden|leitung|führung))",
    re.IGNORECASE,
)


def end_of(clause: Clause) -> str | None:
    """The infinitive that "wird" governs at the end of its clause, None where it stands alone ("wird Finanzchef")."""
    if clause.verb.chunk.raw.casefold() not in _FUTURE:
        return None
    nodes = clause.phrased.nodes
    for at in range(clause.at + 1, min(len(nodes), clause.at + 30)):
        raw, behind = nodes[at].chunk.raw, nodes[at + 1].code if at + 1 < len(nodes) else "|"
        if nodes[at].code == "|":
            return None
        if behind in "|,&" and nodes[at].code in "wLB" and raw.islower() and raw.endswith("n"):
            return raw
    return None


def foretold(clause: Clause, region: Sequence[Node], ending: str) -> Iterator[Move]:
    """Jana Vogel wird Jens Roth ablösen; wird sein Mandat niederlegen; wird den Posten von Jens Roth übernehmen."""
    people, told = subject_of(clause)
    named = [node for node in region if node.code == "@" and node.actor]
    if not people and told == "" and named:
        people, named = [named[0].actor] if named[0].actor else [], named[1:]
    office = next((node.office for node in region if node.code == "T"), None)
    gone = next((node.actor for node in named if node.actor and node.actor not in people), None)
    if ending in _RELIEVES and gone:
        yield from relayed(clause, people[:1], gone)
    elif ending in _GOES | _GIVES_UP and people:
        given_up = any(_WORK.fullmatch(node.chunk.raw) for node in region) or office is not None
        held = office or people[0].office()
        if ending in _GOES or given_up:
            company = (held.company if held else None) or named_after(region, "f") or employer_aside(clause)
            title = held.title if held and not _WORK.match(held.title.raw) else None
            yield Move(Direction.LEAVE, clause.verb.chunk, people[0].person, title, company, predecessor=title is None)
    elif ending in _COMES:
        if (holder := holder_in(region)) is not None:
            yield from relayed(clause, people[:1], holder)
        elif office is None and people and any(_WORK.fullmatch(node.chunk.raw) for node in region):
            yield Move(Direction.JOIN, clause.verb.chunk, people[0].person, successor=True)
        elif office is not None:
            yield from _comes(clause, people[:1], told, office, region)


def _comes(
    clause: Clause, people: Sequence[Actor], told: str, office: Office, region: Sequence[Node]
) -> Iterator[Move]:
    to = next(
        (two.chunk for one, two in pairwise(region) if one.chunk.raw == "zu" and two.code == "N"),
        None,
    )
    for actor in movers(people, told, "r"):
        company = office.company or to or named_after(region, "f") or employer_aside(clause)
        held = actor.office() if actor else None
        yield Move(
            Direction.PROMOTE if held and actor and not origin_of(actor) else Direction.JOIN,
            clause.verb.chunk,
            actor.person if actor else None,
            office.title,
            company,
            origin_of(actor, region),
            is_anaphor=told == "r",
        )


def holder_in(region: Sequence[Node]) -> Actor | None:
    """ "den Posten von Vorstandschef Jens Roth", "die Aufgaben von Jens Roth": whose place is taken."""
    row = "".join(node.code for node in region)
    for found in re.finditer("[swNT]f@", row):
        if _WORK.fullmatch(region[found.start()].chunk.raw):
            return region[found.end() - 1].actor
    return None


def relayed(clause: Clause, come: Sequence[Actor], gone: Actor) -> Iterator[Move]:
    """One comes to the office that the other leaves."""
    held = gone.office()
    title, company = (held.title, held.company) if held else (None, None)
    for actor in come:
        yield Move(Direction.JOIN, clause.verb.chunk, actor.person, title, company, origin_of(actor), successor=True)
    yield Move(Direction.LEAVE, clause.verb.chunk, gone.person, title, company, predecessor=True)
