"""The predicates of a sentence and their parts: who comes, goes or takes over, by the place of each phrase.

Every class of predicate has one frame. A frame looks left and right of its verb as far as the clause goes; the voice of
the verb decides which side the person stands on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from agent.domain.signals import Direction
from signals.extract.dates import DateSpan
from signals.extract.move_actors import Actor, Node, Office, Phrased
from signals.extract.move_chunks import Chunk
from signals.extract.name_words import PLACES
from signals.extract.people import is_surely_person
from signals.extract.titles import folded

_PROMOTIONS: Final = re.compile(
    r"promot|elevat|befördert|promu|promeut|ascend|asciend|bump|rises? to|rückt|steigt|step.* up|move.* up",
    re.IGNORECASE,
)
_VERBS: Final = frozenset("AVJBLXxSYU")
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


def moves_of(phrased: Phrased) -> Iterator[Move]:
    """The moves that the predicates of one sentence tell, in its order."""
    for at, node in enumerate(phrased.nodes):
        if node.code in _FRAMES and node.entry is not None:
            clause = _clause(phrased, at)
            if not clause.is_negated:
                for move in _FRAMES[node.code](clause):
                    weak = node.entry.is_weak and not move.is_definite
                    yield replace(move, told_by=move.told_by or node.code, is_weak=weak)
    yield from _told_by_infinitive(phrased)
    yield from _told_by_place(phrased)
    yield from _told_by_employment(phrased)
    yield from _told_by_list(phrased)
    yield from _told_by_office(phrased)
    yield from _told_by_out(phrased)


_BEFORE: Final = re.compile("[bhmzwkdnip]{0,6}$")


def _clause(phrased: Phrased, at: int) -> Clause:
    before = phrased.codes[max(0, at - 8) : at]
    group = re.search("[bhmz!wnIr]*$", before)
    words = group[0] if group else ""
    near = re.search("[bhmzp!]*$", before)
    passive = "b" in (near[0] if near else "")
    window = re.search("[^,|&]*$", before)
    looks_back = re.search("c[rdhbz]{0,4}$", before) is not None
    return Clause(phrased, at, passive, "!" in words or "!" in (window[0] if window else "") or looks_back)


# --- the parts of a clause ------------------------------------------------------------------------------------------


def _subject(clause: Clause) -> tuple[list[Actor], str]:
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
        if code == "T" and re.fullmatch("[bhmzwdDpG]*", codes[place + 1 : clause.at]):
            if not ((clause.verb.code == "V" or _is_foreign(clause)) and re.search("@[^|LJAXBS]*$", codes[:place])):
                return [], "T"
        if code == ",":
            opening = codes.rfind(",", max(0, place - 24), place)
            if opening > 0 and codes[opening - 1] == "@" and "|" not in codes[opening:place]:
                place = opening - 1
                continue
        if code == "|" or (code in _VERBS and clause.verb.code != "O" and not _is_aside(clause, place)):
            return [], ""
        place -= 1
    return [], ""


def _is_foreign(clause: Clause) -> bool:
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
        if joint is None or not re.search("[,&]", joint[0]) or (found and "&" not in codes[place - 3 : clause.at]):
            break
        place = max(0, place - 4) + joint.start()
    return found


def _region(clause: Clause, start: int | None = None, *, stop: str = "|W") -> list[Node]:
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


def _is_adjective(clause: Clause, index: int) -> bool:
    """ "appoints retired banker Judith Amos": a participle that only describes who comes."""
    entry = clause.node(index).entry
    behind = re.match("w{0,2}@", clause.phrased.codes[index + 1 :])
    return entry is not None and entry.lemma == "retire" and entry.form in {"past", "participle"} and behind is not None


def _pairs(nodes: Sequence[Node]) -> list[tuple[Actor | None, Office | None]]:
    """People with the offices told behind them; people who share one office each get it."""
    pairs: list[tuple[Actor | None, Office | None]] = []
    pending: list[Actor] = []
    early: Office | None = None
    before = ""
    for node in nodes:
        if node.code == "@" and node.actor and before not in ("F", "f", "v"):
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


def _employer(clause: Clause) -> Chunk | None:
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
            if before != "f":
                return node.chunk
            behind = node.chunk
        if node.code == "@" and node.actor:
            company = _company_of(node.actor)
            unsure = not (node.actor.offices or is_surely_person(node.actor.person.raw))
            if company or (clause.verb.code in "AX" and not clause.is_passive and (place == clause.at - 1 or unsure)):
                return company or node.actor.person
        if node.code == "T" and node.office and node.office.company:
            return node.office.company
        place -= 1
    return behind


def may_employ(name: Chunk) -> bool:
    return len(name.raw) > 2 and folded(name.raw) not in PLACES


def _company_of(actor: Actor | None) -> Chunk | None:
    office = actor.office() if actor else None
    return office.company if office else None


def _named(nodes: Sequence[Node], after: str) -> Chunk | None:
    """The first organisation behind one of the words `after`."""
    for index, node in enumerate(nodes):
        if node.code == "N" and may_employ(node.chunk):
            before = next((one.code for one in reversed(nodes[:index]) if one.code not in _SKIPPED), "")
            if before and before in after:
                return node.chunk
    return None


def _origin(actor: Actor | None, nodes: Sequence[Node] = ()) -> Chunk | None:
    if actor and actor.origin:
        return actor.origin
    former = actor.office(former=True) if actor else None
    return (former.company if former else None) or _named(nodes, "F")


# --- the frames ------------------------------------------------------------------------------------------------------


def _appoints(clause: Clause) -> Iterator[Move]:
    """Organisation, person, office; passive and participles without an object have the person on the left."""
    entry, region = clause.verb.entry, _region(clause)
    people = [node for node in region if node.code == "@"]
    split = entry is not None and entry.form == "participle"
    past = entry is not None and entry.form in {"past", "participle"} and not people
    if clause.is_passive or (past and not _has_done(clause)):
        yield from _appointed(clause, region)
        return
    if split and not people:
        return
    employer = _employer(clause)
    for actor, office in _pairs(region):
        yield from _appointment(clause, actor, office, employer=employer, region=region)


def _has_done(clause: Clause) -> bool:
    """ "has named", or a past with an organisation before it: active, though nobody stands behind."""
    before = clause.phrased.codes[: clause.at]
    return bool(re.search("h[zwd]{0,2}$", before)) or bool(re.search("N[zwD]{0,3}$", before) and "@" not in before)


def _appointment(
    clause: Clause, actor: Actor | None, office: Office | None, *, employer: Chunk | None, region: Sequence[Node]
) -> Iterator[Move]:
    held = actor.office() if actor else None
    if (
        actor
        and office is None
        and held
        and not held.is_insider
        and (held.is_new or held.company is None or held.company is employer)
    ):
        office, held = held, None
    elsewhere = held.company if held and not held.is_insider and not _same(held.company, employer) else None
    inside = held is not None and elsewhere is None and (held.is_insider or "founder" not in held.title.raw.casefold())
    promoted = bool(_PROMOTIONS.search(clause.verb.chunk.raw)) or (inside and actor is not None and office is not None)
    if actor is None and (office is None or _is_attribute(clause, office)):
        return
    yield Move(
        Direction.PROMOTE if promoted else Direction.JOIN,
        clause.verb.chunk,
        actor.person if actor else None,
        office.title if office else None,
        (office.company if office else None) or _named(region, "f" if office else "t") or employer,
        _origin(actor, region) or elsewhere,
        successor=actor is not None and office is None,
        is_definite=bool(office and (office.is_new or _has_article(clause, office))),
    )


def _is_attribute(clause: Clause, office: Office) -> bool:
    """ "a new CFO dashboard": the office only describes another thing."""
    nodes = clause.phrased.nodes
    at = next((index for index, node in enumerate(nodes) if node.office is office), len(nodes))
    behind = nodes[at + 1] if at + 1 < len(nodes) else None
    return behind is not None and behind.code == "w" and behind.chunk.raw.casefold() not in _AFTER_OFFICE


_AFTER_OFFICE: Final = frozenset("amid after following over and on in for this from under as role job post".split())  # noqa: SIM905


def _has_article(clause: Clause, office: Office) -> bool:
    """ "names a new CFO", "hires its first CMO": an office without any article is often a heading of something else."""
    node = next((node for node in clause.phrased.nodes if node.office is office), None)
    if node is None:
        return False
    codes = clause.phrased.sentence.codes[max(0, node.start - 2) : node.end]
    return "d" in codes or "s" in codes or "n" in codes or office.company is not None


def _same(one: Chunk | None, other: Chunk | None) -> bool:
    return one is None or other is None or folded(one.raw) == folded(other.raw)


def _appointed(clause: Clause, region: Sequence[Node]) -> Iterator[Move]:
    """Jane Doe was named CEO of Acme; wird zum CEO ernannt: the office may stand on either side."""
    people, told = _subject(clause)
    offices = [node.office for node in region if node.code == "T" and node.office]
    left = [one for one in offices if _is_from(clause, one)]
    offices = [one for one in offices if one not in left]
    office = offices[0] if offices else None if left else _office_left(clause)
    if told == "W" or (office is None and not clause.is_passive and not left):
        return
    foreign = clause.verb.entry is not None and clause.verb.entry.is_foreign
    if not (clause.is_passive or foreign or offices or left or re.search("@[zD]*$", clause.phrased.codes[: clause.at])):
        return
    by = _named(region, "y")
    for actor in people or [None]:
        if actor is None and told not in {"r", "T"}:
            continue
        moved = _PROMOTIONS.search(clause.verb.chunk.raw) or any(node.code == "F" for node in region[:3])
        held = actor.office() if actor else None
        company = (office.company if office else None) or by or (held.company if held else None)
        yield Move(
            Direction.PROMOTE if moved or (held and office) else Direction.JOIN,
            clause.verb.chunk,
            actor.person if actor else None,
            office.title if office else None,
            company or _named(region, "ft") or _employer_aside(clause),
            _origin(actor),
            is_anaphor=told == "r",
        )


def _is_from(clause: Clause, office: Office) -> bool:
    nodes = clause.phrased.nodes
    at = next((index for index, node in enumerate(nodes) if node.office is office), 0)
    return clause.phrased.codes[max(0, at - 1) : at] == "F"


def _office_left(clause: Clause) -> Office | None:
    for node in reversed(clause.phrased.nodes[max(0, clause.at - 14) : clause.at]):
        if node.code == "T":
            return node.office
        if node.code == "|":
            return None
    return None


def _employer_aside(clause: Clause) -> Chunk | None:
    """An organisation left of a passive verb that is not the person's aside."""
    found = _employer(clause)
    people, _ = _subject(clause)
    return None if found and any(actor.person is found for actor in people) else found


def _joins(clause: Clause) -> Iterator[Move]:
    people, told = _subject(clause)
    region = _region(clause)
    if told == "W" and not (people and clause.verb.entry and clause.verb.entry.form in {"finite", "base", "gerund"}):
        return
    if not people and told == "" and region and region[0].code == "@":
        people = [region[0].actor] if region[0].actor else []
    to = next((node for node in region if node.code == "N" and may_employ(node.chunk)), None)
    office = next((node.office for node in region if node.code == "T"), None)
    if to and _named(region, "F") is to.chunk:
        to = None
    company = (office.company if office else None) or (to.chunk if to else None)
    if company is None and office is None:
        return
    left = _office_left(clause) if told == "T" else None
    for actor in people or [None]:
        if actor is None and told not in {"r", "I", "T"}:
            continue
        held = actor.office() if actor else left
        if office is None and not (company and (held or _origin(actor) or told == "r")):
            continue
        yield Move(
            Direction.JOIN,
            clause.verb.chunk,
            actor.person if actor else None,
            office.title if office else None,
            company,
            _origin(actor, region) or (held.company if held else None),
            is_anaphor=told == "r",
            is_narrator=told == "I",
        )
        founded = held is not None and "founder" in held.title.raw.casefold()
        if actor and held and held.company and not founded and not held.is_former and not _same(held.company, company):
            yield Move(Direction.LEAVE, clause.verb.chunk, actor.person, held.title, held.company)


def _becomes(clause: Clause) -> Iterator[Move]:
    people, told = _subject(clause)
    region = _region(clause)
    if told == "W":
        return
    inverted = next((node for node in region if node.code == "@"), None)
    if (not people and told in {"", "T"}) or _is_inverted(clause):
        people, told = [inverted.actor] if inverted and inverted.actor else [], "@" if inverted else told
        region = [node for node in region if node is not inverted]
    office = next((node.office for node in region if node.code == "T"), None)
    entry = clause.verb.entry
    if entry and entry.lemma.startswith(("assume", "take")) and re.match("@p?[dzk]?w", "".join(n.code for n in region)):
        for actor in people[:1]:
            yield Move(Direction.JOIN, clause.verb.chunk, actor.person, None, None, successor=True)
        return
    if office is None and entry and entry.is_foreign and told == "@" and not region:
        office = _office_left(clause)
    if entry and entry.lemma.startswith("my "):
        people, told = [], "I"
    if (
        entry
        and entry.lemma in _DIRECT
        and not re.match("[wdnkzq]?[dnkzqp]{0,3}T", "".join(node.code for node in region))
    ):
        office = None
        if entry.lemma not in {"step into", "step up", "take over"}:
            return
    if entry and entry.form in {"past", "participle", "gerund"} and entry.lemma.split()[0] in _LIFE_COURSE:
        return
    if office is None and told == "T":
        office = _office_left(clause)
    if office is None and (entry is None or entry.is_weak) and not _is_meanwhile(clause):
        return
    gone = next((node.actor for node in region if node.code == "@" and node.actor), None)
    for actor in people or [None]:
        if actor is None and told not in {"r", "I"}:
            continue
        held = actor.office() if actor else None
        promoted = held is not None and "founder" not in held.title.raw.casefold() and not _origin(actor)
        company = (office.company if office else None) or _named(region, "ft") or (held.company if held else None)
        moved = Move(
            Direction.PROMOTE if promoted or _PROMOTIONS.search(clause.verb.chunk.raw) else Direction.JOIN,
            clause.verb.chunk,
            actor.person if actor else None,
            office.title if office else None,
            company or _employer_aside(clause),
            _origin(actor, region),
            successor=office is None,
            is_anaphor=told == "r",
            is_narrator=told == "I",
        )
        yield moved
        if gone and clause.phrased.codes[clause.at : clause.at + 12].find("F") > 0:
            yield replace(moved, direction=Direction.LEAVE, person=gone.person, predecessor=True, from_company=None)


# Too common to take an office that stands further on.
_DIRECT: Final = frozenset(
    {"step into", "step up", "step up to", "move into", "take on", "take up", "take", "assume", "rise to", "ascend to"}
)
_LIFE_COURSE: Final = frozenset({"serve", "act", "lead", "head", "run", "oversee", "begin"})
_MEANWHILE: Final = frozenset(
    {"until", "temporarily", "interimistisch", "kommissarisch", "vorübergehend", "interimsweise"}
)

_FIRM: Final = frozenset(
    "company firm business group bank agency airline retailer startup basis unternehmen firma konzern haus bank".split()  # noqa: SIM905
)


def _is_meanwhile(clause: Clause) -> bool:
    """ "will run the company until …" is an interim's office, though nobody calls it so."""
    told = {node.chunk.raw.casefold() for node in clause.phrased.nodes}
    return bool(told & _MEANWHILE and told & _FIRM)


def _is_inverted(clause: Clause) -> bool:
    """Whether a verb of another tongue stands before its subject ("heute übernimmt Jana Vogel")."""
    entry = clause.verb.entry
    return bool(entry and entry.is_foreign and re.match("[dz]{0,2}@", clause.right))


def _leaves(clause: Clause) -> Iterator[Move]:
    people, told = _subject(clause)
    region = _given_up(_region(clause))
    entry = clause.verb.entry
    office = next((node.office for node in region if node.code == "T"), None)
    if office is None and entry and entry.is_foreign and told == "@" and not region:
        office = _office_left(clause)
    if (not people and told == "") or _is_inverted(clause):
        inverted = next((node for node in region[:6] if node.code in "@T"), None)
        people = [inverted.actor] if inverted and inverted.actor else []
        told = "T" if inverted and inverted.office else told
    if told == "W" and not _is_leaving_now(clause):
        return
    gerund = entry is not None and entry.form == "gerund" and not clause.is_passive
    if gerund and not re.search("[@T,rIsp]$", clause.phrased.codes[: clause.at]):
        return
    if told == "T" and office is None:
        office = _office_left(clause)
    if not _leaves_work(clause, region, office):
        return
    for actor in people or [None]:
        if actor is None and told not in {"r", "I", "T"}:
            continue
        held = actor.office() if actor else None
        shown = office or held
        direct = next((node.chunk for node in region[:3] if node.code == "N" and may_employ(node.chunk)), None)
        if shown is None and entry is not None and entry.is_weak and told not in {"r"} and not direct:
            continue
        company = (office.company if office else None) or _named(region, "fF")
        yield Move(
            Direction.LEAVE,
            clause.verb.chunk,
            actor.person if actor else None,
            shown.title if shown else None,
            direct or (held.company if held else None) or company or (_employer_aside(clause)),
            is_anaphor=told == "r",
            is_narrator=told == "I",
        )


def _given_up(region: Sequence[Node]) -> list[Node]:
    """The words behind a verb of leaving, without what the person leaves for ("to become chief executive of …")."""
    for index, node in enumerate(region):
        if node.code == "s" and node.entry is not None and node.entry.lemma.startswith("to "):
            return list(region[:index])
    return list(region)


def _is_leaving_now(clause: Clause) -> bool:
    """ "who is retiring" is news, "who left in 2019" a life's course."""
    return clause.verb.entry is not None and (clause.verb.entry.form in {"gerund", "base"})


def _leaves_work(clause: Clause, region: Sequence[Node], office: Office | None) -> bool:
    """Whether what is left is a job or an employer: not a door left open, nor a market."""
    entry = clause.verb.entry
    if entry is None or entry.lemma not in _TAKES_OBJECT:
        return True
    following = [node for node in region if node.code not in "zd"][:1]
    if not following or following[0].code in "DTfFs,&it|mW@c":
        return True
    if following[0].code == "N":
        return may_employ(following[0].chunk)
    return folded(following[0].chunk.raw) in _AFTER_LEAVING


_TAKES_OBJECT: Final = frozenset(
    {"leave", "exit", "quit", "retire", "drop out", "go", "bolt", "move on", "part ways", "separate"}
    | set("geht deja dejará dejó quitte quittera quittent abandona abandonó abandonará cesa".split())  # noqa: SIM905
    | {"ha dejado", "a quitté", "va quitter", "gibt ... auf", "gibt ... ab", "kündigt"}
    | {"give up", "relinquish", "vacate", "cede", "hang up hat", "walk away"}
)
_AFTER_LEAVING: Final = frozenset(
    """poste dirección direction fonctions entreprise compañía empresa firma dem den unternehmen amt posten vorstand
    société maison filiale cooperativa entidad ruhestand rente pension son sa su ses para nach zum ab tras puestos
    helm reins top ceo duties responsibilities seat position control
    job post role firm company amid today yesterday abruptly over following just less suddenly unexpectedly early
    under weeks months days on this next late two three monday tuesday wednesday thursday friday startup giant maker
    as against for by during later ende zum nach cargo puesto entreprise groupe gruppe unternehmen konzern haus group
    bank airline retailer agency business position organization organisation board in rival airline carmaker chipmaker
    bank lender publisher year studio team end immediately effective office compania société""".split()  # noqa: SIM905
)


def _ousts(clause: Clause) -> Iterator[Move]:
    entry, region = clause.verb.entry, _region(clause)
    people = [node.actor for node in region if node.code == "@" and node.actor]
    if clause.is_passive or clause.verb.code == "x" or (entry and entry.form in {"past", "participle"} and not people):
        yield from _leaves(clause)
        return
    office = next((node.office for node in region if node.code == "T"), None)
    for actor in people[:1] or [None]:
        held = actor.office() if actor else None
        shown = office or held
        if shown is None or (actor is None and _is_attribute(clause, shown)):
            continue
        yield Move(
            Direction.LEAVE,
            clause.verb.chunk,
            actor.person if actor else None,
            shown.title,
            shown.company or _employer(clause),
        )


def _succeeds(clause: Clause) -> Iterator[Move]:
    """New person, old person, office; "succeeded by" turns them round, "replaced A with B" has both behind."""
    codes, region = clause.phrased.codes, _region(clause)
    entry = clause.verb.entry
    past = entry is not None and entry.form in {"past", "participle"}
    if not re.match("[^|]{0,12}[@j]|d([.,|]|$)", clause.right) and clause.verb.code != "Z":
        return
    behind = [node.actor for node in region if node.code == "@" and node.actor]
    by = re.match("[zdw]{0,2}y", codes[clause.at + 1 :]) is not None
    people, told = _subject(clause)
    if not people and told in {"", "W"}:
        people = _nearest_left(clause)
    office = next((node.office for node in region if node.code == "T"), None)
    if clause.verb.code == "Z" or (past and (by or (clause.is_passive and behind))):
        yield from _relay(clause, people[:1], behind[:1], office)
        return
    exchanged = next((index for index, node in enumerate(region) if node.code == "v"), None)
    if exchanged is not None and len(behind) > 1:
        yield from _relay(clause, behind[:1], behind[1:2], office, employer=_employer(clause))
        return
    if past and clause.is_passive:
        return
    yield from _relay(clause, behind[:1], people[:1], office)


def _nearest_left(clause: Clause) -> list[Actor]:
    """The nearest person left of the verb, whatever stands between, but not beyond a break."""
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
    new = come[0].office() if come else None
    shown = office or old or (new if new and new.is_new else None)
    company = (shown.company if shown else None) or (old.company if old else None) or employer
    verb = clause.verb.chunk
    if come:
        promoted = new is not None and not new.is_new and not _origin(come[0]) and new.is_insider
        direction = Direction.PROMOTE if promoted else Direction.JOIN
        title = shown.title if shown else None
        place = company or (new.company if new else None) or _employer_aside(clause)
        yield Move(direction, verb, come[0].person, title, place, _origin(come[0]), successor=True)
    if gone:
        title = (old.title if old else None) or (office.title if office else None)
        yield Move(Direction.LEAVE, verb, gone[0].person, title, company, predecessor=True)


def _hands_over(clause: Clause) -> Iterator[Move]:
    """Jane Doe hands the CEO job to John Roe."""
    people, told = _subject(clause)
    region = _region(clause)
    office = next((node.office for node in region if node.code == "T"), None)
    index = next((at for at, node in enumerate(region) if node.code == "t" or node.chunk.raw == "an"), None)
    to = (
        next((node.actor for node in region[index or 0 :] if node.code == "@" and node.actor), None)
        if index is not None
        else None
    )
    held = people[0].office() if people else None
    shown = office or held
    if not people or shown is None or told != "@":
        return
    company = (office.company if office else None) or (held.company if held else None) or _employer_aside(clause)
    company = company or (people[0].origin if people else None)
    yield Move(Direction.LEAVE, clause.verb.chunk, people[0].person, shown.title, company)
    if to:
        yield Move(Direction.JOIN, clause.verb.chunk, to.person, shown.title, company, successor=True)


def _takes_over(clause: Clause) -> Iterator[Move]:
    people, told = _subject(clause)
    if told == "W":
        return
    for actor in people[:1]:
        office = next((node.office for node in _region(clause) if node.code == "T"), None)
        yield Move(
            Direction.JOIN,
            clause.verb.chunk,
            actor.person,
            office.title if office else None,
            (office.company if office else None) or _company_of(actor),
            _origin(actor),
            successor=True,
        )


def _appointment_noun(clause: Clause) -> Iterator[Move]:
    """The appointment of Jane Doe as CFO; Jane Doe's appointment as CFO."""
    region = _region(clause)
    opens = next((node.code for node in region if node.code not in "zdwkn"), "")
    pairs = _pairs(region[1:] if opens in {"f", ","} else region) if opens in {"f", ",", "@", "T"} else []
    if opens in {"f", ",", "@", "T"} and any(actor for actor, _ in pairs):
        employer = _employer(clause)
        for actor, office in pairs:
            if actor:
                yield from _appointment(clause, actor, office, employer=employer, region=region)
        return
    owner = re.search("@p[dknzw]{0,3}$", clause.phrased.codes[: clause.at])
    office = next((node.office for node in region if node.code == "T"), None)
    if owner and office:
        actor = clause.node(owner.start()).actor
        company = office.company or _company_of(actor)
        yield Move(
            Direction.JOIN, clause.verb.chunk, actor.person if actor else None, office.title, company, _origin(actor)
        )


def _departure_noun(clause: Clause) -> Iterator[Move]:
    """The departure of CFO Jane Doe; Jane Doe's resignation; Jane Doe announced her retirement as CFO."""
    region = _region(clause)
    opens = next((node.code for node in region if node.code not in "zwk"), "")
    office = next((node.office for node in region if node.code == "T"), None)
    company = _named(region, "fF")
    people = [node.actor for node in region if node.code == "@" and node.actor] if opens in {"f", "d", ",", "@"} else []
    if people and re.match("[zwk]{0,2}[f@,]", clause.right):
        for actor in people[:2]:
            yield _departure(clause, actor, office or actor.office(), company)
        return
    if office and not people and re.match("[zwk]{0,2}f?T", clause.right):
        yield Move(Direction.LEAVE, clause.verb.chunk, None, office.title, office.company or _employer(clause))
        return
    owner = re.search("(@)p[dknzw]{0,3}$", clause.phrased.codes[: clause.at])
    if owner:
        actor = clause.node(owner.start(1)).actor
        if actor:
            yield _departure(clause, actor, office or actor.office(), company)
        return
    if re.search(r"\b(?:his|her|their|son|sa|su)$", _words_before(clause), re.IGNORECASE):
        told_by, told = _subject(clause)
        for person in told_by[:1]:
            yield _departure(clause, person, office or person.office(), company)
        if not told_by and told == "r":
            yield Move(
                Direction.LEAVE, clause.verb.chunk, None, office.title if office else None, company, is_anaphor=True
            )


def _words_before(clause: Clause) -> str:
    return " ".join(
        node.chunk.raw for node in clause.phrased.nodes[max(0, clause.at - 3) : clause.at] if node.code not in "kzw"
    )


def _departure(clause: Clause, actor: Actor, office: Office | None, company: Chunk | None) -> Move:
    held = _company_of(actor)
    where = held or (office.company if office else None) or company or _employer_aside(clause)
    return Move(Direction.LEAVE, clause.verb.chunk, actor.person, office.title if office else None, where)


def _told_by_infinitive(phrased: Phrased) -> Iterator[Move]:
    """Jane Doe to become CFO of Acme: the infinitive of a headline, where no verb before it governs it."""
    for match in re.finditer("(@)[,dz]?(s)[dzn]{0,2}T", phrased.codes):
        entry = phrased.nodes[match.start(2)].entry
        clause = re.split("[|]", phrased.codes[: match.start()])[-1]
        if entry and entry.lemma.startswith("to ") and not re.search("[AVXJBRSLY]", clause):
            yield from _becomes(Clause(phrased, match.start(2), False, False))


def _told_by_place(phrased: Phrased) -> Iterator[Move]:
    """Jane Doe to Acme as CFO; Jane Doe will be CFO at Acme; Jane Doe, nueva directora de Acme: no verb of moving."""
    for match in re.finditer("(?:^|[:|,])[d]?(@)(t)N(?:f|s)?d?T", phrased.codes):
        yield from _joins(Clause(phrased, match.start(2), False, False))
    for match in re.finditer("mz?(b)z?[dn]?T", phrased.codes):
        clause = _clause(phrased, match.start(1))
        if not clause.is_negated:
            yield from _becomes(clause)
    alone = re.fullmatch("(?:[^@|]*,)?(@)", phrased.codes)
    if alone and not re.search("[AVJBLXSYRO!]", phrased.codes):
        actor = phrased.nodes[alone.start(1)].actor
        office = next((one for one in actor.offices if one.is_new), None) if actor else None
        if actor and office and office.title.start > actor.person.start:
            yield Move(
                Direction.JOIN, office.title, actor.person, office.title, office.company, actor.origin, told_by="n"
            )


_ENDS: Final = re.compile(r"terminat|end(?:s|ed)?$|ceas|conclud", re.IGNORECASE)
_WORK: Final = frozenset({"employment", "service", "tenure", "position", "role", "term"})


def _told_by_employment(phrased: Phrased) -> Iterator[Move]:
    """Jane Doe's employment with the company will end on May 1."""
    for match in re.finditer("(@)p[dzwk]?w", phrased.codes):
        node, work = phrased.nodes[match.start(1)], phrased.nodes[match.end() - 1]
        ends = next((one for one in phrased.nodes[match.end() : match.end() + 12] if _ENDS.match(one.chunk.raw)), None)
        if node.actor and ends and work.chunk.raw.casefold() in _WORK:
            held = node.actor.office()
            yield Move(
                Direction.LEAVE,
                ends.chunk,
                node.actor.person,
                held.title if held else None,
                held.company if held else None,
                told_by="employment",
            )


def _told_by_list(phrased: Phrased) -> Iterator[Move]:
    """The following were appointed: Jane Doe, CEO; John Roe, CFO."""
    opening = phrased.codes.find(":")
    if opening < 0:
        return
    verb = next((node for node in phrased.nodes[:opening] if node.code in "AVR" and node.entry is not None), None)
    plural = any(node.chunk.raw.casefold() in _FOLLOWING for node in phrased.nodes[:opening])
    if verb is None or not plural:
        return
    for at, node in enumerate(phrased.nodes[opening:], opening):
        held = node.actor.office() if node.actor else None
        alone = re.match("[,]?[|&]|$", phrased.codes[at + 1 :]) is not None
        if node.actor and held and alone:
            yield Move(Direction.JOIN, verb.chunk, node.actor.person, held.title, held.company, told_by="list")


_FOLLOWING: Final = frozenset(
    {"following", "changes", "appointments", "executives", "hires", "leaders", "persons", "officers"}
)


def _told_by_office(phrased: Phrased) -> Iterator[Move]:
    """New sales chief for Acme: Jane Doe; Jane Doe is the new CFO at Acme; Acme has a new CFO."""
    for at, node in enumerate(phrased.nodes):
        if node.code != "T" or node.office is None or not node.office.is_new:
            continue
        company = node.office.company or _named(phrased.nodes[at : at + 5], "Tf")
        right = re.match(r"[Ddzw]{0,2}(?:[N,&fbzpdkn]{0,7}?)(?:[:b]|,[zdk]*|i)(@)", phrased.codes[at + 1 :])
        left = re.search("(@)(?:[,zD]{0,2}|[bz]{1,3}[d]?)$", phrased.codes[:at])
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
                    _origin(actor, phrased.nodes[place:]),
                    told_by="n",
                )
        elif re.search("Nzh?$|N[zd]{0,2}h[zd]?$", phrased.codes[:at]):
            yield Move(Direction.JOIN, node.chunk, None, node.chunk, company or _news_of(phrased, at), told_by="n")


def _news_of(phrased: Phrased, at: int) -> Chunk | None:
    """The organisation nearest before node `at`."""
    for node in reversed(phrased.nodes[:at]):
        if node.code == "N" and may_employ(node.chunk):
            return node.chunk
        if node.code == "|":
            return None
    return None


def _told_by_out(phrased: Phrased) -> Iterator[Move]:
    """Stan Deal out; Kyle Brennan is out as chief executive; CFO out, Jane Doe in."""
    for match in re.finditer("([@T])[Dbz,]{0,3}(o)(?=[,|&sfDz]|$|Wb?|b?[dw]?T|S)", phrased.codes):
        node = phrased.nodes[match.start(1)]
        rest = phrased.nodes[match.end() : match.end() + 8]
        office = next((one.office for one in rest[:5] if one.code == "T"), None)
        held = node.actor.office() if node.actor else node.office
        shown = office or held
        if shown is None and node.actor is None:
            continue
        own = shown.company if shown else None
        company = own or _named(rest, "f") or (held.company if held else None) or _news_of(phrased, match.start())
        yield Move(
            Direction.LEAVE,
            phrased.nodes[match.start(2)].chunk,
            node.actor.person if node.actor else None,
            shown.title if shown else None,
            company,
            predecessor=shown is None,
            told_by="o",
        )


_FRAMES: Final[dict[str, Callable[[Clause], Iterator[Move]]]] = {
    "A": _appoints,
    "V": _appoints,
    "J": _joins,
    "B": _becomes,
    "L": _leaves,
    "X": _ousts,
    "x": _ousts,
    "S": _succeeds,
    "Z": _succeeds,
    "Y": _hands_over,
    "U": _takes_over,
    "R": _appointment_noun,
    "O": _departure_noun,
}
