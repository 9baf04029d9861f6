"""Departures told by a noun: "the resignation of Jane Doe", "her retirement as CFO", an employment that ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agent.domain.signals import Direction
from signals.extract.moves.actors import Actor, Node, Office, Phrased
from signals.extract.moves.chunks import Chunk
from signals.extract.moves.clauses import (
    Clause,
    Move,
    company_of,
    employer_aside,
    employer_of,
    named_after,
    possessor_of,
    subject_of,
)
from signals.extract.moves.regions import pairs_in, region_of


def departure_noun(clause: Clause) -> Iterator[Move]:
    """The departure of CFO Jane Doe; Jane Doe's resignation; Jane Doe announced her retirement as CFO."""
    region = region_of(clause)
    region = region[: next((at for at, node in enumerate(region) if node.code in "RO"), len(region))]
    if region and region[0].chunk.raw.casefold() in _COMPOUNDS | {"would", "could", "might", "may"}:
        return
    opens = next((node.code for node in region if node.code not in "zwkD"), "")
    office = next((node.office for node in region if node.code == "T"), None)
    company = named_after(region, "fF")
    owner = re.search("(@)p[dknzw]{0,3}$", clause.phrased.codes[: clause.at])
    named = opens in {"f", "d", "@"} or (opens == "," and owner is None)
    people = [node.actor for node in region if node.code == "@" and node.actor] if named else []
    if people and (listed := _listed(clause)):
        yield from (_departure(clause, actor, actor.office(), company) for actor in listed)
        return
    if people and re.match("[zwkD]{0,3}[f@,]", clause.right):
        pairs = pairs_in(_each_of(region[1:] if opens == "f" else region))
        for actor in people[:4]:
            own = next((held for one, held in pairs if one is actor), None)
            held = (actor.office() if "s" not in clause.right else None) or own or office or actor.office()
            held = held or (actor.office(former=True) if _is_death(clause) else None)
            yield _departure(clause, actor, held, company)
        return
    if office and not people and re.match("[zwk]{0,2}f?T", clause.right):
        yield Move(Direction.LEAVE, clause.verb.chunk, None, office.title, office.company or employer_of(clause))
        return
    if owner:
        person = clause.node(owner.start(1)).actor
        if person:
            yield _departure(clause, person, office or person.office(), company)
        return
    if (person := _handed_in_by(clause)) is not None:
        office = _told_right_behind(clause, person) or office or person.office()
        yield from [_departure(clause, person, office, company)] if office else []
        return
    announced = re.search("(@)[zD]{0,2}A[zD]{0,2}$", clause.phrased.codes[: clause.at])
    if announced and re.match("[|,.;sD]|$", clause.right):  # "CEO Jane Doe announces retirement"
        person = clause.node(announced.start(1)).actor
        if person and (office or person.office()):
            yield _departure(clause, person, office or person.office(), company)
        return
    if re.search(r"\b(?:his|her|their|son|sa|su)$", _words_before(clause), re.IGNORECASE):
        people, told = subject_of(clause)
        people = people or (possessor_of(clause) if told == "" else [])
        for actor in people[:1]:
            yield _departure(clause, actor, office or actor.office(), company)
        if not people and told == "r":
            yield Move(
                Direction.LEAVE, clause.verb.chunk, None, office.title if office else None, company, is_anaphor=True
            )


def _listed(clause: Clause) -> list[Actor]:
    """ "the departure of Ann Roe, CFO; Ben Low, CTO; and Cy Ash, COO": people parted by semicolons."""
    row = re.match("[zwkD]{0,3}f@(?:[|,]&?@)+$", clause.right)
    nodes = clause.phrased.nodes[clause.at + 1 : clause.at + 1 + row.end()] if row and "|" in row[0] else ()
    people = [node.actor for node in nodes if node.actor]
    return people if all(actor.office() for actor in people) else []


def _handed_in_by(clause: Clause) -> Actor | None:
    """ "la renuncia presentada por Ann Roe", "que había presentado Ann Roe"."""
    found = re.match("(?:w?y|Wh?w{1,2})(@)", clause.right)
    foreign = clause.verb.entry is not None and clause.verb.entry.is_foreign
    return clause.node(clause.at + 1 + found.start(1)).actor if found and foreign else None


def _told_right_behind(clause: Clause, person: Actor) -> Office | None:
    """The office that "as" gives right behind a name ("presentado Ann Roe como directora")."""
    at = next(index for index, node in enumerate(clause.phrased.nodes) if node.actor is person)
    found = re.match("sd?(T)", clause.phrased.codes[at + 1 :])
    return clause.node(at + 1 + found.start(1)).office if found else None


def _is_death(clause: Clause) -> bool:
    """Who died "had served as CFO", though nobody follows yet."""
    return clause.verb.entry is not None and clause.verb.entry.lemma in {"death", "passing"}


def _each_of(region: Sequence[Node]) -> list[Node]:
    """The words without the "of" that begins a list's next member: "of Ann as CEO and of Ben as CFO"."""
    return [node for at, node in enumerate(region) if not (node.code == "f" and at > 0 and region[at - 1].code in "&,")]


# "exit package", "retirement plan": no departure.
_COMPOUNDS: Final = frozenset(
    """package packages plan plans interview strategy savings community poll polls ramp date agreement policy benefits
    benefit party age fund funds home income account accounts letter letters""".split()  # noqa: SIM905
)


def _words_before(clause: Clause) -> str:
    return " ".join(
        node.chunk.raw for node in clause.phrased.nodes[max(0, clause.at - 3) : clause.at] if node.code not in "kzw"
    )


def _departure(clause: Clause, actor: Actor, office: Office | None, company: Chunk | None) -> Move:
    held = company_of(actor)
    where = held or (office.company if office else None) or company or employer_aside(clause)
    title = office.title if office else None
    return Move(Direction.LEAVE, clause.verb.chunk, actor.person, title, where, predecessor=title is None)


def told_by_elimination(phrased: Phrased) -> Iterator[Move]:
    """The position of CFO, held by Jane Doe, is eliminated: she leaves, where nothing else is said."""
    gone = next((node for node in phrased.nodes if _ELIMINATES.match(node.chunk.raw)), None)
    for match in re.finditer("T,?(?:Wb)?(w)y(@)", phrased.codes) if gone else ():
        office, actor = phrased.nodes[match.start()].office, phrased.nodes[match.start(2)].actor
        held = phrased.nodes[match.start(1)].chunk.raw.casefold()
        if gone and office and actor and held in {"held", "occupied", "filled"}:
            yield Move(Direction.LEAVE, gone.chunk, actor.person, office.title, office.company, told_by="employment")


_ELIMINATES: Final = re.compile(r"eliminat(?:e|ed|es|ing|ion)$", re.IGNORECASE)
_ENDS: Final = re.compile(r"terminat|eliminated$|end(?:s|ed)?$|ceas|conclud", re.IGNORECASE)


_WORK: Final = frozenset({"employment", "service", "tenure", "position", "role", "term"})


def told_by_employment(phrased: Phrased) -> Iterator[Move]:
    """Jane Doe's employment with the company will end on May 1; the employment of Jane Doe ended; her last day."""
    yield from _employment_of(phrased)
    yield from _whose_employment(phrased)
    yield from _last_day(phrased)
    for match in re.finditer("(@)(?:p[dzwk]?w|[^@|]{1,24}?dk?w(?=(?:s[dwkp]{0,3}T)?[mbzhX!]))", phrased.codes):
        owner = phrased.nodes[match.end() - 2].chunk.raw.casefold()
        if phrased.codes[match.end(1)] != "p" and owner not in {"his", "her"}:
            continue
        node, work = phrased.nodes[match.start(1)], phrased.nodes[match.end() - 1]
        ends = next((one for one in phrased.nodes[match.end() : match.end() + 12] if _ENDS.match(one.chunk.raw)), None)
        if node.actor and ends and work.chunk.raw.casefold() in _WORK:
            told = phrased.nodes[match.end() : phrased.nodes.index(ends)]
            held = next((one.office for one in told if one.code == "T"), None) or node.actor.office()
            yield Move(
                Direction.LEAVE,
                ends.chunk,
                node.actor.person,
                held.title if held else None,
                held.company if held else None,
                told_by="employment",
            )


def _employment_of(phrased: Phrased) -> Iterator[Move]:
    """ "the employment of Jane Doe, CFO, ended" """
    for match in re.finditer("wf(@)[^@|,]{0,12},?w(?=$|[|wD,])", phrased.codes):
        work, node, ends = (phrased.nodes[at] for at in (match.start(), match.start(1), match.end() - 1))
        ended = ends.chunk.raw.casefold() in {"ended", "ceased", "concluded"}
        if node.actor and node.actor.office() and ended and work.chunk.raw.casefold() == "employment":
            yield _end_of(node.actor, ends.chunk, node.actor.office())


def _whose_employment(phrased: Phrased) -> Iterator[Move]:
    """ "Jane Doe, the former CFO, whose employment terminated effective May 1" """
    for match in re.finditer("(@),?(W)w", phrased.codes):
        whose, work = phrased.nodes[match.start(2)].chunk, phrased.nodes[match.end() - 1].chunk
        actor = phrased.nodes[match.start()].actor
        near = phrased.nodes[match.end() : match.end() + 8]
        ends = next((one.chunk for one in near if _ENDS.match(one.chunk.raw)), None)
        held = (actor.office() or actor.office(former=True)) if actor else None
        if actor and ends and held and (whose.raw + work.raw).casefold() == "whoseemployment":
            yield _end_of(actor, ends, held)


def _last_day(phrased: Phrased) -> Iterator[Move]:
    """ "Ms. Doe's last day as an employee will be May 1" """
    for match in re.finditer("(@)pw(w)", phrased.codes):
        actor, day = phrased.nodes[match.start()].actor, phrased.nodes[match.start(2)].chunk
        if actor and (phrased.nodes[match.start(2) - 1].chunk.raw + day.raw).casefold() == "lastday":
            yield _end_of(actor, day, actor.office())


def _end_of(actor: Actor, verb: Chunk, held: Office | None) -> Move:
    title, company = (held.title, held.company) if held else (None, None)
    return Move(Direction.LEAVE, verb, actor.person, title, company, told_by="employment")
