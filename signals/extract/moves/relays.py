"""Predicates of two people: one follows the other, hands over to the other, or takes over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agent.domain.signals import Direction
from signals.extract.moves.actors import Actor, Node, Office, is_founder
from signals.extract.moves.chunks import Chunk
from signals.extract.moves.clauses import (
    Clause,
    Move,
    company_of,
    employer_aside,
    employer_of,
    is_same,
    named_after,
    origin_of,
    subject_of,
)
from signals.extract.moves.merging import FOR_A_TIME
from signals.extract.moves.regions import region_of


def succeeds(clause: Clause) -> Iterator[Move]:
    """New person, old person, office; "succeeded by" turns them round, "replaced A with B" has both behind."""
    codes, region = clause.phrased.codes, region_of(clause)
    entry = clause.verb.entry
    past = entry is not None and entry.form in {"past", "participle"}
    if entry is not None and entry.lemma == "follow" and _is_preposition(clause):
        return
    if not re.match("[^|]{0,12}[@j]|d([.,|]|$)", clause.right) and clause.verb.code != "Z":
        return
    behind = [node.actor for node in region if node.code == "@" and node.actor]
    by = re.match("[zdw]{0,2}y", codes[clause.at + 1 :]) is not None
    people, told = subject_of(clause)
    if not people and told in {"", "W"}:
        people = _nearest_left(clause)
    if entry is not None and entry.lemma == "folgt" and _is_followed_here(clause):
        yield from _relay(clause, people[:1], behind[:1], next((n.office for n in region if n.code == "T"), None))
        return
    office = next((node.office for node in region if node.code == "T"), None)
    if by and not _is_office_taken(region):
        office = None
    if clause.verb.code == "Z" or (past and (by or (clause.is_passive and behind))):
        yield from _relay(clause, people[:1], behind[:1], office)
        return
    exchanged = next((index for index, node in enumerate(region) if node.code == "v"), None)
    if exchanged is not None and len(behind) > 1:
        yield from _relay(clause, behind[:1], behind[1:2], office, employer=employer_of(clause))
        return
    if past and clause.is_passive:
        return
    yield from _relay(clause, behind[:1], people[:1], office)


def _is_followed_here(clause: Clause) -> bool:
    """ "Auf Jens Roth folgt Jana Vogel", "dem Finanzchef Jens Roth folgt Jana Vogel": who goes stands first."""
    opens = re.match("(w|f)d?@$", clause.phrased.codes[: clause.at])
    return opens is not None and clause.node(0).chunk.raw in {"Auf", "Dem"}


def _is_office_taken(region: Sequence[Node]) -> bool:
    """Whether an office behind "replaced by" is the one taken ("as CFO by Ann Roe", "by Ann Roe as CFO"); what stands
    behind a comma is what the newcomer did so far ("by Ann Roe, its senior finance VP")."""
    row = "".join(node.code for node in region)
    return re.search("@[,&][^@Ts]*T", row) is None or re.match("[^@]*T", row) is not None


def _is_preposition(clause: Clause) -> bool:
    """ "following the death of …", "following a meeting of …", "the following changes": no verb."""
    before = clause.phrased.codes[clause.at - 1 : clause.at]
    if before == "d" or re.match("[dzkw]{0,3}(?:@p[dzkw]{0,2})?[OR]", clause.right):
        return True
    entry = clause.verb.entry
    gerund = entry is not None and entry.form == "gerund"
    return gerund and re.match("[dznkq]{0,3}(?:Np?[dznkq]{0,2})?T?,?[@j]", clause.right) is None


def _nearest_left(clause: Clause) -> list[Actor]:
    """The nearest person left of the verb in its sentence, whatever stands between."""
    for node in reversed(clause.phrased.nodes[: clause.at]):
        if node.code == "@" and node.actor:
            return [node.actor]
    return []


def _relay(
    clause: Clause,
    gone: Sequence[Actor],
    come: Sequence[Actor],
    office: Office | None,
    *,
    employer: Chunk | None = None,
) -> Iterator[Move]:
    old = gone[0].office() if gone else None
    old = None if old and is_founder(old) else old
    new = come[0].office() if come else None
    shown = office or old or (new if new and new.is_new else None)
    company = (shown.company if shown else None) or (old.company if old else None) or employer
    verb = clause.verb.chunk
    if come:
        news_of = employer_of(clause)
        came = new.company if new and new.company and news_of and not is_same(news_of, new.company) else None
        inside = new is not None and (new.is_insider or (new.company is None and not is_founder(new)))
        promoted = came is None and new is not None and not new.is_new and not origin_of(come[0]) and inside
        direction = Direction.PROMOTE if promoted else Direction.JOIN
        title = shown.title.without(FOR_A_TIME) if shown and shown is old else shown.title if shown else None
        place = company or (news_of if came else new.company if new else None) or employer_aside(clause)
        if clause.is_passive and new and new.company and not (came or company or news_of or new.is_new):
            place, came, direction = None, new.company, Direction.JOIN
        yield Move(direction, verb, come[0].person, title, place, origin_of(come[0]) or came, successor=True)
    if gone:
        title = (old.title if old else None) or (office.title if office else None)
        yield Move(Direction.LEAVE, verb, gone[0].person, title, company, predecessor=True)


def hands_over(clause: Clause) -> Iterator[Move]:
    """Jane Doe hands the CEO job to John Roe."""
    people, told = subject_of(clause)
    region = region_of(clause)
    office = next((node.office for node in region if node.code == "T"), None)
    if clause.is_passive and clause.verb.entry is not None and clause.verb.entry.form != "gerund":
        yield from _is_given(clause, people, office)
        return
    index = next((at for at, node in enumerate(region) if node.code == "t" or node.chunk.raw == "an"), None)
    to = (
        next((node.actor for node in region[index or 0 :] if node.code == "@" and node.actor), None)
        if index is not None
        else None
    )
    held = people[0].office() if people else None
    shown = office or held
    leads = any(node.chunk.raw.casefold() in _LEAD for node in region[:3])
    of_work = bool(set(clause.verb.entry.lemma.split()) & (_JOBS | _LEAD)) if clause.verb.entry else False
    if told == "r" or not people:
        people = _nearest_left(clause)[:1] if clause.verb.entry and clause.verb.entry.form == "gerund" else []
        told = "@"
    if not people or not (shown or leads or of_work) or told != "@":
        return
    company = (office.company if office else None) or (held.company if held else None) or named_after(region, "f")
    company = company or employer_aside(clause) or people[0].origin
    company = company if shown or leads else None
    title = shown.title if shown else None
    yield Move(
        Direction.LEAVE, clause.verb.chunk, people[0].person, title, company, predecessor=not title, is_definite=leads
    )
    if to:
        inside = any(one.company is None and not one.is_former for one in to.offices)
        direction = Direction.PROMOTE if inside else Direction.JOIN
        title = title.without(FOR_A_TIME) if title else None
        yield Move(direction, clause.verb.chunk, to.person, title, company, successor=True, is_definite=leads)


def _is_given(clause: Clause, people: Sequence[Actor], office: Office | None) -> Iterator[Move]:
    """ "Jane Doe, interim CFO, was given the job permanently", "was handed the post of CFO": she comes to it."""
    held = people[0].office() if people else None
    words = {node.chunk.raw.casefold() for node in clause.phrased.nodes[clause.at + 1 : clause.at + 5]}
    interim = held is not None and FOR_A_TIME.match(held.title.raw) is not None and bool(words & _JOBS)
    shown = office or (held if interim else None)
    if shown is not None and people and (interim or words & _JOBS):
        title = shown.title if office else shown.title.without(FOR_A_TIME)
        company = shown.company or (held.company if held else None) or employer_aside(clause)
        yield Move(Direction.PROMOTE if held else Direction.JOIN, clause.verb.chunk, people[0].person, title, company)


_JOBS: Final = frozenset({"job", "role", "post", "position", "the job of", "the role of", "the post of"}) | {
    f"{noun} of serving as" for noun in ("responsibility", "responsibilities", "role", "duties")
}


def made_permanent(clause: Clause, actor: Actor) -> Move | None:
    """ "Jane Doe, interim CFO, was appointed to that position on a permanent basis": the office without "interim"."""
    held = actor.office()
    words = {node.chunk.raw.casefold() for node in clause.phrased.nodes[clause.at + 1 : clause.at + 9]}
    if held is None or not FOR_A_TIME.match(held.title.raw) or not words & {"permanent", "permanently", "regular"}:
        return None
    return Move(Direction.PROMOTE, clause.verb.chunk, actor.person, held.title.without(FOR_A_TIME), held.company)


# "hands over the reins": who leads, though no office is named.
_LEAD: Final = frozenset({"reins", "helm", "baton", "leadership"})


def takes_over(clause: Clause) -> Iterator[Move]:
    people, told = subject_of(clause)
    if told == "W":
        return
    for actor in people[:1]:
        region = region_of(clause)
        office = next((node.office for node in region if node.code == "T"), None)
        named = named_after(region, "f")
        inside = actor.office() is not None and company_of(actor) is None and named is None and actor.origin is None
        yield Move(
            Direction.PROMOTE if inside else Direction.JOIN,
            clause.verb.chunk,
            actor.person,
            office.title if office else None,
            (office.company if office else None) or named or company_of(actor),
            origin_of(actor) or (company_of(actor) if named else None),
            successor=True,
            is_definite=named is not None and clause.verb.chunk.raw.split()[-1].casefold() in _LEADS,
        )


_LEADS: Final = frozenset({"job", "helm", "charge", "reins"})
