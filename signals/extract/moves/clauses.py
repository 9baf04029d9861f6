"""The parts of a clause: where a verb has its subject, its objects, its organisation, and how far the clause goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agent.domain.contacts import Seniority
from agent.domain.signals import Direction
from signals.extract.dates import DateSpan
from signals.extract.moves.actors import Actor, Node, Office, Phrased
from signals.extract.moves.chunks import Chunk
from signals.extract.name_words import PLACES
from signals.extract.people import is_surely_person
from signals.extract.titles import classify, folded

_VERBS: Final = frozenset("AVJBLXxSYU")


_OFFICERS: Final = frozenset({Seniority.C_LEVEL, Seniority.VP, Seniority.HEAD, Seniority.DIRECTOR, Seniority.MANAGER})
_SKIPPED: Final = frozenset("zdwknpq")


@dataclass(frozen=True, slots=True)
class Move:
    """One person's move as one sentence tells it; `person` is None where only the office is named.

    `is_anaphor`: the person is one named before ("he", "him"); `is_narrator`: the writer. `title` of a `predecessor` or
    `successor` may be told by the other. `is_weak`: the verb alone says little.
    """

    direction: Direction
    verb: Chunk
    person: Chunk | None = None
    title: Chunk | None = None
    company: Chunk | None = None
    from_company: Chunk | None = None
    effective: DateSpan | None = None
    predecessor: bool = False
    successor: bool = False
    is_anaphor: bool = False
    is_narrator: bool = False
    is_weak: bool = False
    is_definite: bool = False
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb in its sentence: `at` its node, `passive` and `negated` by the words before it."""

    phrased: Phrased
    at: int
    is_passive: bool
    is_negated: bool

    @property
    def verb(self) -> Node:
        return self.phrased.nodes[self.at]

    @property
    def right(self) -> str:
        return self.phrased.codes[self.at + 1 :]

    def node(self, index: int) -> Node:
        return self.phrased.nodes[index]


def clause_at(phrased: Phrased, at: int) -> Clause:
    before = phrased.codes[max(0, at - 8) : at]
    group = re.search("[bhmz!wnIr]*$", before)
    words = group[0] if group else ""
    near = re.search("[bhmzp!]*$", before)
    would = at - len(near[0]) if near else at
    passive = any(phrased.nodes[index].code == "b" or _is_foretold(phrased, index) for index in range(would, at))
    window = re.search("[^,|&]*$", before)
    looks_back = re.search("c[rdhbz]{0,4}$", before) is not None
    reach = max(len(words), len(window[0]) if window else 0)
    denied = any(
        phrased.nodes[index].code == "!" and not _is_foretold(phrased, index) for index in range(at - reach, at)
    )
    return Clause(phrased, at, passive, denied or looks_back)


def _is_foretold(phrased: Phrased, index: int) -> bool:
    """Whether "would be" only tells in the past what will be ("said that she would be replaced")."""
    return phrased.nodes[index].chunk.raw.casefold() == "would be" and "u" in phrased.codes[:index]


def subject_of(clause: Clause) -> tuple[list[Actor], str]:
    """The people left of the verb, and how they are told: "@" by name, "r" by pronoun, "I" the writer, "T" an office,
    "W" as an aside, "" not at all."""
    codes, place = clause.phrased.codes, clause.at - 1
    while place >= 0 and clause.at - place < 40:
        code = codes[place]
        if code == "@":
            if codes[place - 1 : place] == "F":
                place -= 1
                continue
            return _coordinated(clause, place), "@"
        if code in "rI":
            return [], code
        if code == "W":
            return _relative(clause, place)
        if codes[place - 2 : place] == "@," and clause.node(place).chunk.raw in {"der", "die", "das"}:
            return [], "W"
        if code == "T" and _is_subject_office(clause, place):
            return [], "T"
        if code == "," and codes[place - 1] != "@":
            aside = _ASIDE.search(codes, max(0, place - 24), place)
            if aside:
                place = aside.start()
                continue
        if code == "|" or (code in _VERBS and clause.verb.code != "O" and not _is_aside(clause, place)):
            return [], ""
        place -= 1
    return [], ""


# What stands between two commas behind a name: ", 51, who joined in 2009 and ran its dairy unit,".
_ASIDE: Final = re.compile("[@T](?:,w{1,2})?,(?:W[^|,]*|W[^|@]*|[^,|]*)$")


def possessor_of(clause: Clause) -> list[Actor]:
    """Whose intent, decision or notice it is: "received notice from Jane Doe of her intent to resign"."""
    owned = re.search("d[wzk]{0,2}m?z?$", clause.phrased.codes[: clause.at])
    if owned is None or clause.node(owned.start()).chunk.raw.casefold() not in {"his", "her", "their"}:
        return []
    nodes = reversed(clause.phrased.nodes[: owned.start()])
    return [actor for node in nodes if (actor := node.actor) is not None][:1]


def movers(people: Sequence[Actor], told: str, unnamed: str) -> list[Actor | None]:
    """Who moves: the people, or None for one who is not named but told in one of the ways `unnamed`."""
    return list(people) or ([None] if told and told in unnamed else [])


def _is_subject_office(clause: Clause, place: int) -> bool:
    """Whether an office without a name is the subject ("Acme's CEO quits"), and not the object of a verb at the end."""
    codes = clause.phrased.codes
    if not re.fullmatch("(?:,W[^|@]*,)?(?:bt)?[bhmzwdDp]*", codes[place + 1 : clause.at]):
        return False
    if codes[place - 1 : place] == "," and "@" in codes[:place]:
        return False
    ends = clause.verb.code == "V" or is_foreign(clause)
    return not (ends and re.search("@[^|LJAXBS]*$", codes[:place]))


def is_foreign(clause: Clause) -> bool:
    return clause.verb.entry is not None and clause.verb.entry.is_foreign


def _is_aside(clause: Clause, place: int) -> bool:
    """Whether another verb left of this one leaves its subject to it ("said", a gerund, an infinitive, "and will")."""
    entry, verb = clause.node(place).entry, clause.verb.entry
    if verb and verb.form == "base" and re.search("[tms][zd]?$", clause.phrased.codes[: clause.at]):
        return True
    if entry is None or entry.form in {"gerund", "base"}:
        return True
    return bool(re.search("[&,]", clause.phrased.codes[place : clause.at]))


def _relative(clause: Clause, place: int) -> tuple[list[Actor], str]:
    who = clause.node(place).chunk.raw.casefold()
    before = clause.phrased.codes[max(0, place - 2) : place]
    if who in {"who", "whom", "qui", "quien", "que"} and "@" in before:
        at = place - 2 + before.rfind("@") + (2 - len(before))
        actor = clause.node(at).actor
        return ([actor] if actor else []), "W"
    return [], "W"


def _coordinated(clause: Clause, place: int) -> list[Actor]:
    """The people of a list that ends at node `place` ("A, B and C")."""
    found: list[Actor] = []
    codes = clause.phrased.codes
    while place >= 0 and codes[place] == "@":
        actor = clause.node(place).actor
        found[:0] = [actor] if actor else []
        joint = re.search("@[,]?[&]?[dz]?$|@,[d]?$", codes[max(0, place - 4) : place])
        is_list = "&" in codes[max(0, place - 3) : clause.at]
        if joint is None or not re.search("[,&]", joint[0]) or not is_list:
            break
        place = max(0, place - 4) + joint.start()
    return found


def region_of(clause: Clause, start: int | None = None, *, stop: str = "|W") -> list[Node]:
    """The nodes right of the verb that its clause may reach."""
    found: list[Node] = []
    nodes, codes = clause.phrased.nodes, clause.phrased.codes
    first = clause.at + 1 if start is None else start
    skipped = -1
    for index in range(first, min(len(nodes), first + 40)):
        node = nodes[index]
        if node.code == "W" and "W" in stop:
            closing = codes.find(",", index) if codes[index - 1] == "," else -1
            if closing < 0 or "|" in codes[index:closing]:
                break
            skipped = closing
        if index <= skipped:
            continue
        if node.code == "," and _NEXT_CLAUSE.match(codes, index + 1) and not _is_list(codes[clause.at + 1 : index]):
            break
        if node.code == "," and _AS_ANNOUNCED.match(codes, index) and re.fullmatch("[wzD]*", codes[first:index]):
            break
        if node.code == "u" and re.match("[dqkn]{0,2}[@TN]", codes[index + 1 :]):
            break  # "named supplier of the year, says managing director Ann Roe"
        if _WHILE.match(codes, index) and node.chunk.raw.casefold() == "as":
            break
        if node.code in stop or (node.code in "@T" and re.match("[zD]{0,2}u", codes[index + 1 :])):
            break
        if _is_adjective(clause, index):
            continue
        if node.code in _VERBS and node.entry is not None:
            infinitive = codes[index - 1] in "msth" and node.entry.form in {"base", "participle", "past"}
            if not (infinitive and node.code in "BA" and node.entry.form == "base"):
                break
        found.append(node)
    return found


# "…, Beth Hall promoted to COO": somebody else's clause.
_NEXT_CLAUSE: Final = re.compile("@[zD]{0,2}(?:[bhm]{1,2}z?)?[AVLJBXSUo]")


# "As previously announced, Jane Doe, CFO, will retire": the verb is not about her.
_AS_ANNOUNCED: Final = re.compile(",@,?[zD]{0,2}[bhm]{1,2}z?[AVLJBXS]")
# "names interim chief as Jane Doe departs": "as" that begins a clause.
_WHILE: Final = re.compile("s@[zD]{0,2}(?:[bhm]{0,2}z?[LXJSBo]|[w!])")


def _is_list(codes: str) -> bool:
    """Whether nothing stands before the comma yet that the verb could be about, and no day that it happened on."""
    return not re.search("[@TND]", codes)


def _is_adjective(clause: Clause, index: int) -> bool:
    """ "appoints retired banker Judith Amos": a participle that only describes who comes."""
    entry = clause.node(index).entry
    behind = re.match("w{0,2}@", clause.phrased.codes[index + 1 :])
    return entry is not None and entry.lemma == "retire" and entry.form in {"past", "participle"} and behind is not None


def pairs_in(nodes: Sequence[Node]) -> list[tuple[Actor | None, Office | None]]:
    """People with the offices told behind them; people who share one office each get it."""
    pairs: list[tuple[Actor | None, Office | None]] = []
    pending: list[Actor] = []
    early: Office | None = None
    before = ""
    for index, node in enumerate(nodes):
        owner = index + 1 < len(nodes) and nodes[index + 1].code == "p"
        if node.code == "@" and node.actor and before not in ("F", "f", "v", "c") and not owner:
            if pending and pairs and pairs[-1][0] is pending[-1]:
                pending = []
            pending.append(node.actor)
        elif node.code == "T" and node.office and before != "F":
            if pending and not any(pair[0] is pending[-1] for pair in pairs):
                pairs += [(actor, node.office) for actor in pending]
            elif not pending:
                early = early or node.office
        before = node.code if node.code not in "dknz" else before
    told = [pair[0] for pair in pairs]
    pairs += [(actor, early) for actor in pending if all(actor is not one for one in told)]
    return pairs or ([(None, early)] if early else [])


def employer_of(clause: Clause) -> Chunk | None:
    """The organisation left of the verb, whose news it is; asides and former employers are none."""
    nodes, place, behind = clause.phrased.nodes, clause.at - 1, None
    while place >= 0 and clause.at - place < 30:
        node = nodes[place]
        before = clause.phrased.codes[place - 1 : place] if place else ""
        if node.code == ",":
            opening = clause.phrased.codes.rfind(",", max(0, place - 18), place)
            if opening > 0 and clause.phrased.codes[opening - 1] in "Np":
                place = opening - 1
                continue
        if node.code == "|":
            break
        if node.code == "N" and before not in {"q", "F"} and may_employ(node.chunk):
            if behind and place == 0 and clause.phrased.codes[1:2] in {"f", "F", "c"}:
                return behind
            if before != "f":
                return node.chunk
            behind = node.chunk
        if node.code == "@" and node.actor:
            company = company_of(node.actor)
            says = re.match("[zwD]?u", clause.phrased.codes[place + 1 :]) is not None
            unsure = not (node.actor.offices or is_surely_person(node.actor.person.raw))
            if says and unsure:
                return node.actor.person
            if company or (clause.verb.code in "AX" and not clause.is_passive and (place == clause.at - 1 or unsure)):
                return company or node.actor.person
        if node.code == "T" and node.office and node.office.company:
            return node.office.company
        place -= 1
    return behind


def may_employ(name: Chunk) -> bool:
    return len(name.raw) > 2 and folded(name.raw) not in PLACES


def company_of(actor: Actor | None) -> Chunk | None:
    office = actor.office() if actor else None
    return office.company if office else None


def named_after(nodes: Sequence[Node], after: str) -> Chunk | None:
    """The first organisation behind one of the words `after`."""
    for index, node in enumerate(nodes):
        if node.code == "N" and may_employ(node.chunk):
            before = next((one.code for one in reversed(nodes[:index]) if one.code not in _SKIPPED), "")
            if before and before in after:
                return node.chunk
    return None


def origin_of(actor: Actor | None, nodes: Sequence[Node] = ()) -> Chunk | None:
    if actor and actor.origin:
        return actor.origin
    former = actor.office(former=True) if actor else None
    row = re.search("F[dkn]?Ns", "".join(node.code for node in nodes))
    if row and nodes[row.start()].chunk.raw == "vom":
        return None  # "vom Prokuristen zum Geschäftsführer": an office, and no company
    return (former.company if former else None) or named_after(nodes, "F")


def is_office(title: Chunk) -> bool:
    """Whether a title is of somebody who decides: an officer, a head, a director, a manager, or a seat on the board."""
    found = classify(title.raw)
    return is_acting_head(title) or found.is_board or found.seniority in _OFFICERS


def is_acting_head(title: Chunk) -> bool:
    """Whether a title is of who heads an agency for a time ("acting port administrator")."""
    return (
        re.match(
            r"(?:acting|interim)\s.*(?:administrator|commissioner|superintendent|inspector)$", title.raw, re.IGNORECASE
        )
        is not None
    )


def is_attribute(clause: Clause, office: Office) -> bool:
    """ "a new CFO dashboard": the office only describes another thing."""
    nodes = clause.phrased.nodes
    at = next((index for index, node in enumerate(nodes) if node.office is office), len(nodes))
    behind = nodes[at + 1] if at + 1 < len(nodes) else None
    return behind is not None and behind.code == "w" and behind.chunk.raw.casefold() not in _AFTER_OFFICE


_AFTER_OFFICE: Final = frozenset("amid after following over and on in for this from under as role job post".split())  # noqa: SIM905


def is_same(one: Chunk | None, other: Chunk | None) -> bool:
    return one is None or other is None or folded(one.raw) == folded(other.raw)


def office_left(clause: Clause) -> Office | None:
    for node in reversed(clause.phrased.nodes[max(0, clause.at - 14) : clause.at]):
        if node.code == "T":
            return node.office
        if node.code == "|":
            return None
    return None


def employer_aside(clause: Clause) -> Chunk | None:
    """An organisation left of a passive verb that is not the person's aside."""
    found = employer_of(clause)
    people, _ = subject_of(clause)
    return None if found and any(actor.person is found for actor in people) else found


def is_inverted(clause: Clause) -> bool:
    """Whether a verb of another tongue stands before its subject ("heute übernimmt Jana Vogel")."""
    entry = clause.verb.entry
    return bool(entry and entry.is_foreign and re.match("[dz]{0,2}@", clause.right))


PROMOTIONS: Final = re.compile(
    r"promot|elevat|befördert|promu|promeut|ascend|asciend|bump|rises? to|rückt|steigt|step.* up|move.* up",
    re.IGNORECASE,
)
