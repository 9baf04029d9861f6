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
from signals.extract.moves.marks import SPANS
from signals.extract.name_words import PLACES
from signals.extract.people import is_surely_person
from signals.extract.titles import classify, folded

VERBS: Final = frozenset("AVJBLXxSYU")


_OFFICERS: Final = frozenset({Seniority.C_LEVEL, Seniority.VP, Seniority.HEAD, Seniority.DIRECTOR, Seniority.MANAGER})
_SKIPPED: Final = frozenset("zdwknpq")


@dataclass(frozen=True, slots=True)
class Move:
    """One person's move as one sentence tells it; `person` is None where only the office is named.

    `is_anaphor`: the person is one named before ("he", "him"); `is_narrator`: the writer. `title` of a `predecessor` or
    `successor` may be told by the other. `is_weak`: the verb alone says little. `is_open`: only a move if
    the text tells elsewhere that somebody leaves an office.
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
    is_open: bool = False
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
    passive = passive or re.search("b,?w(?:dw{1,2}|D),?z?$", before) is not None  # "was on the same date appointed"
    window = re.search("[^,|&]*$", before)
    looks_back = re.search("c[rdhbz]{0,4}$", before) is not None
    reach = max(len(words), len(window[0]) if window else 0)
    denied = any(
        phrased.nodes[index].code == "!" and not _is_foretold(phrased, index) for index in range(at - reach, at)
    )
    return Clause(phrased, at, passive, denied or looks_back)


def _is_foretold(phrased: Phrased, index: int) -> bool:
    """Whether "would be" only tells in the past what will be ("said that she would be replaced")."""
    if phrased.nodes[index].chunk.raw.casefold() != "would be":
        return False
    told = {node.chunk.raw.casefold() for node in phrased.nodes[:index]}
    return "u" in phrased.codes[:index] or bool(told & _TELLS and "that" in told)


_TELLS: Final = frozenset(
    """announced announces confirmed confirms confirming informed notified advised indicated agreed agrees stating
    provides providing reported""".split()  # noqa: SIM905
)


def subject_of(clause: Clause) -> tuple[list[Actor], str]:
    """The people left of the verb, and how they are told: "@" by name, "r" by pronoun, "I" the writer, "T" an office,
    "W" as an aside, "" not at all."""
    codes, place = clause.phrased.codes, clause.at - 1
    if is_foreign(clause) and re.match("d?r", clause.right):
        return [], "r"  # "scheidet er zum Jahresende aus"
    while place >= 0 and clause.at - place < 40:
        code = codes[place]
        if code == "@":
            if codes[place - 1 : place] == "F":
                place -= 1
                continue
            return _coordinated(clause, place), "@"
        if code in "rI":
            return [], "" if clause.node(place).chunk.raw.casefold() in _SEVERAL else code
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
        if code == "|" or (code in VERBS and clause.verb.code != "O" and not _is_aside(clause, place)):
            return [], ""
        place -= 1
    return [], ""


# Who are several is not the one person named last.
_SEVERAL: Final = frozenset({"they", "they'll", "they’ll"})
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
    between = codes[place + 1 : clause.at]
    if between == "t" and clause.verb.code == "L":
        entry = clause.verb.entry
        if entry is not None and entry.is_weak and entry.lemma not in {"leave", "exit"}:
            return False
        return re.search("(?:^|[|:])$", codes[:place]) is not None  # "Kestrel CEO to step down"
    if not re.fullmatch("(?:,W[^|@]*,|,[dNp][^|@,LXASJBTV]*,|,w{1,2},)?(?:bt)?[bhmzwdDp]*", between):
        return False
    if codes[place - 1 : place] == "," and "@" in codes[:place]:
        return False
    if clause.verb.entry is not None and clause.verb.entry.lemma.startswith("pour "):
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
    if verb and verb.lemma.startswith("pour "):
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


_PLAIN: Final = frozenset({"group"})


def may_employ(name: Chunk) -> bool:
    plain = folded(name.raw)
    return len(name.raw) > 2 and plain not in PLACES | _PLAIN and not _CITY.fullmatch(plain)


_CITY: Final = re.compile(
    r"(?:the )?(?:san (?:francisco|diego|jose|antonio)|los angeles|las vegas|new (?:york|delhi|orleans|jersey|zealand)"
    r"(?: city)?|hong kong|kansas city|palo alto|mountain view|silicon valley|buenos aires|rio de janeiro|sao paulo"
    r"|kuala lumpur|tel aviv|abu dhabi|salt lake city|oklahoma city|mexico city|st\.? louis)"
)


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
    if behind is None or behind.code != "w" or behind.chunk.raw.casefold() in _AFTER_OFFICE:
        return False
    return behind.chunk.raw.split()[-1].casefold() not in SPANS  # "fires COO four months before …"


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


def office_there(clause: Clause) -> Office | None:
    """ "has moved to Acme, where she'll be CFO", "says goodbye to Acme, where she was CFO": told behind the company."""
    there = re.match("(?:dwf|F)?[zd]{0,2}N,Wr?[mz]{0,2}[bBshk]{1,3}[dnz]{0,2}(T)", clause.right)
    where = clause.node(clause.at + 1 + clause.right.index("W")).chunk.raw.casefold() if there else ""
    return clause.node(clause.at + 1 + there.start(1)).office if there and where in {"where", "wo", "où"} else None


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
