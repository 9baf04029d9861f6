"""Predicates of becoming: who takes which office, by verbs that have the office behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from agent.domain.contacts import Seniority
from agent.domain.signals import Direction
from signals.extract.moves.actors import Actor, Node, Office
from signals.extract.moves.chunks import Chunk
from signals.extract.moves.clauses import (
    PROMOTIONS,
    Clause,
    Move,
    employer_aside,
    is_foreign,
    is_inverted,
    movers,
    named_after,
    office_left,
    origin_of,
    subject_of,
)
from signals.extract.moves.german import end_of, foretold, holder_in, relayed
from signals.extract.moves.marks import EMPLOYERS
from signals.extract.moves.regions import region_of
from signals.extract.titles import classify


def becomes(clause: Clause) -> Iterator[Move]:
    """Jane Doe becomes CFO of Acme; takes over as CEO from John Roe; wird neue Finanzchefin."""
    people, told = subject_of(clause)
    region = region_of(clause)
    if (ending := end_of(clause)) is not None:
        yield from foretold(clause, region, ending)
        return
    if is_foreign(clause) and people and (holder := holder_in(region)) is not None:
        yield from relayed(clause, people[:1], holder)
        return
    if (stopgap := _assumed_by(clause, region)) is not None:
        yield stopgap
        return
    if told == "W" and not (people and _is_to_come(clause)):
        return
    inverted = next((node for node in region if node.code == "@"), None)
    if (not people and told in {"", "T"}) or is_inverted(clause):
        people, told = [inverted.actor] if inverted and inverted.actor else [], "@" if inverted else told
        region = [node for node in region if node is not inverted]
    entry = clause.verb.entry
    if entry and entry.lemma.startswith("my "):
        people, told = [], "I"
    row = "".join(node.code for node in region)
    if entry and entry.lemma.startswith(("assume", "take")) and re.match("@p?[dzk]?w", row):
        for newcomer in people if len(people) == 1 else ():  # several divide the work, and none has the office
            yield Move(Direction.JOIN, clause.verb.chunk, newcomer.person, successor=True)
        return
    office = _office_of_becoming(clause, region, told)
    if (chaired := _moves_to_chair(clause, people, office)) is not None:
        yield chaired
        return
    if (advising := _becomes_adviser(clause, people)) is not None:
        yield advising
        return
    if _tells_office(clause, office, row):
        yield from _become(clause, movers(people, told, "rI"), told, office=office, region=region)


def _assumed_by(clause: Clause, region: Sequence[Node]) -> Move | None:
    """ "his duties will be assumed on an interim basis by Jane Doe": who takes an office for a time."""
    by = next((at for at, node in enumerate(region) if node.code == "y"), None)
    if not clause.is_passive or by is None or not _words(region) & _MEANWHILE:
        return None
    subject = _words(clause.phrased.nodes[max(0, clause.at - 8) : clause.at])
    newcomer = next((node.actor for node in region[by + 1 : by + 3] if node.actor), None)
    if newcomer is None or not subject & (_PLACE | {"responsibilities", "functions"}):
        return None
    return Move(Direction.JOIN, clause.verb.chunk, newcomer.person, successor=True)


def _words(nodes: Sequence[Node]) -> set[str]:
    return {node.chunk.raw.casefold() for node in nodes}


def _is_to_come(clause: Clause) -> bool:
    """ "John Roe, who becomes chairman", "who will take over as CEO": news, in a clause of its own."""
    entry = clause.verb.entry
    if entry is None:
        return False
    ahead = re.search("m[zd]?$", clause.phrased.codes[: clause.at]) is not None
    if entry.lemma.split()[0] in _LIFE_COURSE:
        return ahead
    return (entry.form == "finite" and clause.verb.chunk.raw.casefold().split()[0].endswith("s")) or ahead


def _moves_to_chair(clause: Clause, people: Sequence[Actor], office: Office | None) -> Move | None:
    """ "CEO Jane Doe will become executive chairman": she leaves the office that she held."""
    held = people[0].office() if len(people) == 1 else None
    if office is None or held is None or not classify(office.title.raw).is_board:
        return None
    if "and" in office.title.raw.split() or classify(held.title.raw).seniority is not Seniority.C_LEVEL:
        return None
    company = held.company or office.company or people[0].origin or employer_aside(clause)
    return Move(Direction.LEAVE, clause.verb.chunk, people[0].person, held.title, company)


def _becomes_adviser(clause: Clause, people: Sequence[Actor]) -> Move | None:
    """ "CTO Jane Doe will transition to the role of Senior Advisor": she leaves her office."""
    entry, held = clause.verb.entry, people[0].office() if len(people) == 1 else None
    if entry is None or held is None or not entry.lemma.startswith("transition"):
        return None
    told = " ".join(node.chunk.raw for node in clause.phrased.nodes[clause.at + 1 : clause.at + 8]).casefold()
    if _ADVISES.search(told.partition(",")[0]) is None:
        return None
    return Move(Direction.LEAVE, clause.verb.chunk, people[0].person, held.title, held.company)


_ADVISES: Final = re.compile(r"\b(?:advis[eo]r|advisory|consultant|consulting)\b(?! to the (?:office|chief))")


def _office_of_becoming(clause: Clause, region: Sequence[Node], told: str) -> Office | None:
    """The office behind the verb, or before it where the verb stands at the end or an office is its subject."""
    office = _risen_to(clause, region) or next((node.office for node in region if node.code == "T"), None)
    at_end = is_foreign(clause) and told == "@" and not region
    if office is None and (at_end or told == "T"):
        return office_left(clause)
    row = "".join(node.code for node in region)
    entry = clause.verb.entry
    if entry and entry.lemma in _DIRECT and not re.match("[wdnkzqs]?[dnkzqp]{0,3}T", row):
        return None
    if re.match("[dnkzN]*w[^TBs]*t[dp]?T", row):
        return None  # "will serve as adviser to the chief executive"
    if entry and entry.lemma.endswith(" as") and re.match("[dnkzNp]*w[^TBs]*[fv][dp]?T", row):
        return None  # "is back as a guest at a CEO forum"
    if entry and entry.lemma == "oversee" and re.search("s[dnkzwNp]*T", row) is None:
        return None
    return office


def _risen_to(clause: Clause, region: Sequence[Node]) -> Office | None:
    """ "rückt vom Bereichsleiter zum Vorstand auf": the office behind "zum", where another is left."""
    if not is_foreign(clause) or sum(node.code == "T" for node in region) < 2:
        return None
    pairs = pairwise(region)
    return next((node.office for before, node in pairs if before.code == "s" and node.code == "T"), None)


def _tells_office(clause: Clause, office: Office | None, row: str) -> bool:
    """Whether the verb tells of an office that is new: not a life's course, nor "steps into the spotlight"."""
    entry = clause.verb.entry
    if entry is None:
        return False
    if _serves_from_now(clause, office):
        return True
    if entry.form in {"past", "participle", "gerund"} and entry.lemma.split()[0] in _LIFE_COURSE:
        return False
    if entry.form == "finite" and clause.at and clause.node(clause.at - 1).chunk.raw.casefold() in _NOW:
        return False
    if office is not None or entry.lemma.startswith(_MAY_STAND_ALONE) or _is_meanwhile(clause):
        return True
    behind = next((node for node in clause.phrased.nodes[clause.at + 1 :] if node.code not in "dknz"), None)
    if any(node.chunk.raw.casefold() in {"a", "an"} for node in clause.phrased.nodes[clause.at + 1 : clause.at + 2]):
        return False
    return behind is not None and behind.chunk.raw.casefold() in _PLACE


def _serves_from_now(clause: Clause, office: Office | None) -> bool:
    """ "Effective October 6, Jane Doe is serving as Acting CFO": an interim's office, with its first day."""
    before = clause.phrased.nodes[: clause.at]
    is_now = bool(before) and before[-1].chunk.raw.casefold() in {"is", "are"}
    first_day = any(one.chunk.raw.casefold() == "effective" and two.code == "D" for one, two in pairwise(before))
    interim = office is not None and re.match(r"(?:interim|acting)\b", office.title.raw, re.IGNORECASE) is not None
    return is_now and first_day and interim


def _become(
    clause: Clause, people: Sequence[Actor | None], told: str, *, office: Office | None, region: Sequence[Node]
) -> Iterator[Move]:
    gone = next((node.actor for node in region if node.code == "@" and node.actor), None)
    for actor in people:
        held = actor.office() if actor else None
        promoted = held is not None and "founder" not in held.title.raw.casefold() and not origin_of(actor)
        company = (office.company if office else None) or named_after(region, "ft") or (held.company if held else None)
        moved = Move(
            Direction.PROMOTE if promoted or PROMOTIONS.search(clause.verb.chunk.raw) else Direction.JOIN,
            clause.verb.chunk,
            actor.person if actor else None,
            office.title if office else None,
            company or _led(clause, region) or employer_aside(clause),
            origin_of(actor, region),
            successor=office is None,
            is_definite=office is None and _led(clause, region) is not None,
            is_anaphor=told == "r",
            is_narrator=told == "I",
        )
        yield moved
        if gone and _is_from_person(clause, gone):
            own = gone.office()
            title = own.title if own else moved.title
            yield replace(
                moved, direction=Direction.LEAVE, person=gone.person, title=title, predecessor=True, from_company=None
            )


def _led(clause: Clause, region: Sequence[Node]) -> Chunk | None:
    """ "takes the helm at Acme": what somebody leads from now on, though no office is named."""
    words = clause.verb.chunk.raw.casefold().split()
    if not {"helm", "reins", "charge"} & set(words):
        return None
    first = region[0].chunk if region and region[0].code == "N" and words[-1] in {"at", "of"} else None
    return first or named_after(region, "f")


def _is_from_person(clause: Clause, gone: Actor) -> bool:
    """ "takes over as CEO from John Roe", and not "joins from Acme, John Roe as CFO"."""
    at = next((index for index, node in enumerate(clause.phrased.nodes) if node.actor is gone), 0)
    return re.search("F[zd]?$", clause.phrased.codes[:at]) is not None


# Too common to take an office that stands further on.
_DIRECT: Final = frozenset(
    {"step into", "step up", "step up to", "move into", "take on", "take up", "take", "assume", "rise to", "ascend to"}
)


# "currently serves as": no news.
_NOW: Final = frozenset({"currently", "presently", "still", "also currently"})
_PLACE: Final = frozenset({"position", "role", "post", "job", "duties", "mantle", "helm", "reins"})
# Verbs that mean an office which the text tells elsewhere.
_MAY_STAND_ALONE: Final = (
    *(
        "fill the",
        "step into",
        "step up",
        "step in",
        "take the helm",
        "take the reins",
        "take charge",
        "assume leadership",
    ),
    *("prend", "übern", "rückt", "steigt", "toma"),
)
_LIFE_COURSE: Final = frozenset({"serve", "act", "lead", "head", "run", "oversee", "begin"})


_MEANWHILE: Final = frozenset(
    {"until", "interim", "temporarily", "interimistisch", "kommissarisch", "vorübergehend", "interimsweise"}
)


_FIRM: Final = EMPLOYERS | {"basis", "unternehmen", "firma", "konzern", "haus"}


def _is_meanwhile(clause: Clause) -> bool:
    """ "will run the company until …" is an interim's office, though nobody calls it so."""
    told = _words(clause.phrased.nodes)
    return bool(told & _MEANWHILE and told & _FIRM)
