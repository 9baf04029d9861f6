"""Predicates of coming: who is appointed to what, and who joins whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from agent.domain.signals import Direction
from signals.extract.moves.actors import Actor, Node, Office
from signals.extract.moves.chunks import Chunk
from signals.extract.moves.clauses import (
    PROMOTIONS,
    Clause,
    Move,
    company_of,
    employer_aside,
    employer_of,
    is_attribute,
    is_inverted,
    is_office,
    is_same,
    may_employ,
    movers,
    named_after,
    office_left,
    office_there,
    origin_of,
    subject_of,
)
from signals.extract.moves.regions import pairs_in, region_of, up_to_aside
from signals.extract.moves.relays import made_permanent
from signals.extract.titles import folded


def appoints(clause: Clause) -> Iterator[Move]:
    """Organisation, person, office; passive and participles without an object have the person on the left."""
    entry, region = clause.verb.entry, region_of(clause)
    if _is_namesake(clause) or _is_of_body(clause, region):
        return
    people = [node for node in region if node.code == "@"]
    split = entry is not None and entry.form == "participle"
    past = entry is not None and entry.form in {"past", "participle"} and not people
    shortened = entry is not None and entry.form in {"past", "participle"} and _is_shortened(clause)
    if shortened:
        stop = next((at for at, node in enumerate(region) if node.code == ","), len(region))
        yield from appointed(clause, region[:stop])
        return
    if clause.is_passive or (past and not _has_done(clause)):
        yield from appointed(clause, region)
        return
    if (split and not people) or re.match("[^@T]{0,12}O", "".join(node.code for node in region)):
        return
    employer = employer_of(clause)
    if poached := _poached(clause, region, employer):
        yield poached
        return
    region = _risen(clause, up_to_aside(clause, region))
    for actor, office in pairs_in(region):
        yield from _appointment(clause, actor, office, employer=employer, region=region)


def _risen(clause: Clause, region: list[Node]) -> list[Node]:
    """ "promotes its head of design to chief product officer": the office behind "to" is the new one."""
    row = "".join(node.code for node in region)
    found = re.match("[dkz]{0,2}T([ts])[dn]{0,2}T", row) if "@" not in row else None
    first = next((node.office for node in region if node.code == "T"), None)
    risen = PROMOTIONS.search(clause.verb.chunk.raw) is not None
    if found and (risen or (found[1] == "s" and first is not None and first.is_former)):
        return region[found.start(1) :]
    return region


def _is_namesake(clause: Clause) -> bool:
    """ "names plant after late president Ann Roe": a thing is called after somebody."""
    entry = clause.verb.entry
    return entry is not None and entry.lemma == "name" and re.match("d?[wkN]{1,4}c", clause.right) is not None


def _is_of_body(clause: Clause, region: Sequence[Node]) -> bool:
    """ "elected chairman of brewers' federation": a seat beside one's work."""
    at = next((index for index, node in enumerate(region) if node.code == "T" and node.office), None)
    before = clause.phrased.nodes[clause.at - 1].chunk.raw if clause.at else ""
    if folded(before) in _BODIES and clause.verb.entry is not None and clause.verb.entry.lemma == "elect":
        return True
    if at is None or region[at].office is None or not re.search("chair|president", region[at].chunk.raw, re.IGNORECASE):
        return False
    behind = region[at + 1 : at + 7]
    return behind[:1] != [] and behind[0].code == "f" and any(folded(one.chunk.raw) in _BODIES for one in behind)


_BODIES: Final = frozenset(
    "federation association chamber society club union council committee institute guild alliance forum".split()  # noqa: SIM905
)


def _only_reports(clause: Clause, actor: Actor) -> bool:
    """ "confirms CEO Ann Roe met regulators", "presents CEO Ann Roe with a clock": nobody is appointed."""
    entry = clause.verb.entry
    at = next((index for index, node in enumerate(clause.phrased.nodes) if node.actor is actor), 0)
    behind = clause.phrased.codes[at + 1 : at + 6]
    if entry is None or entry.lemma not in _REPORTS:
        return entry is not None and entry.lemma == "make"  # "makes CEO Ann Roe a billionaire"
    return re.match("[wvbhmp]|,[zD]{0,2}[bhm]z?[wLXJBSVA]", behind) is not None


_REPORTS: Final = frozenset({"confirm", "announce", "present", "reveal", "introduce", "unveil", "welcome", "engage"})


def is_no_person(clause: Clause, region: Sequence[Node]) -> bool:
    """Whether what is appointed without a name is a thing or a firm: "appoints chatbot as head of service"."""
    stop = next((at for at, node in enumerate(region) if node.code == "T"), len(region))
    told = [node for node in region[:stop] if node.code not in "dzsDnq,"]
    words = {word for node in told for word in folded(node.chunk.raw).split()}
    last = told[-1] if told else None
    if last is None or folded(last.chunk.raw) in _SOMEBODY or last.code == "k":
        return False
    if words & (_NO_PERSON | _NO_HUMAN):
        return True
    return last.code == "w" and clause.right[: stop + 1].find("s") > 0 and not words & _SOMEBODY


def _is_no_human(clause: Clause, actor: Actor) -> bool:
    """Whether the word before a name says that it is no person's: "promotes office dog Biscuit"."""
    before = [node.chunk for node in clause.phrased.nodes if node.chunk.end < actor.person.start][-1:]
    return bool(before) and folded(before[0].raw) in _NO_HUMAN


# What may have a name and is no human being.
_NO_HUMAN: Final = frozenset(
    """ai chatbot chatbots bot robot robots robodog android humanoid algorithm algorithms avatar hologram puppet mascot
    machine drone dog dogs puppy labrador poodle corgi cat kitten goat parrot horse pig llama duck""".split()  # noqa: SIM905
)
_NO_PERSON: Final = frozenset(
    """software app tool platform agent assistant computer model system agency firm company consultancy shop bureau
    partner partners consultants advisers advisors broker bank law auditor auditors supplier vendor distributor dealer
    franchise committee""".split()  # noqa: SIM905
)
# Who may be told without a name before "as": "appoints former banker as finance chief".
_SOMEBODY: Final = frozenset(
    """banker executive exec insider outsider veteran founder cofounder co-founder lawyer woman man alum alumnus
    alumna economist engineer scientist consultant boss chief head leader manager director newcomer accountant analyst
    editor publisher physicist doctor physician entrepreneur marketer designer researcher professor politician
    adviser advisor investor partner recruit hire person someone somebody ally heir son daughter brother sister wife
    husband officer official colleague rival successor replacement lieutenant technologist retailer academic trader
    dealmaker turnaround specialist expert staffer employee native""".split()  # noqa: SIM905
)


def _is_shortened(clause: Clause) -> bool:
    """ "Tom Roe named CEO, Beth Lowe CFO": a headline's passive, though a person stands further on."""
    before = re.search("(?:^|[,:|])@[z]?$", clause.phrased.codes[: clause.at])
    return before is not None and re.match("[sdn]{0,2}T,", clause.right) is not None


def _poached(clause: Clause, region: Sequence[Node], employer: Chunk | None) -> Move | None:
    """Acme hires Kestrel's head of design (as CPO), who is not named; None for any other appointment."""
    offices = [node.office for node in region if node.code == "T" and node.office]
    begins = re.match("d?T", clause.right) is not None
    if not begins or not offices or any(node.code == "@" for node in region) or employer is None:
        return None
    left = clause.phrased.sentence.codes[region[0].start : region[0].end + region[-1].end]
    held = offices[0]
    if held.company is None or not re.match("d?Np[qkn]?T", left) or is_same(held.company, employer):
        return None
    title = offices[1].title if len(offices) > 1 else None
    return Move(
        Direction.JOIN, clause.verb.chunk, None, title, employer, held.company, is_definite=is_office(held.title)
    )


def _has_done(clause: Clause) -> bool:
    """ "has named", or a past with an organisation before it: active, though nobody stands behind."""
    before = clause.phrased.codes[: clause.at]
    return bool(re.search("h[zwd]{0,2}$", before)) or bool(re.search("N[zwD]{0,3}$", before) and "@" not in before)


def _appointment(
    clause: Clause, actor: Actor | None, office: Office | None, *, employer: Chunk | None, region: Sequence[Node]
) -> Iterator[Move]:
    held = actor.office() if actor else None
    succeeding = re.search("tz?S", clause.right) is not None or _is_replacement(clause)
    if actor and office is None and clause.verb.entry and clause.verb.entry.lemma == "retain":
        return  # "the decision to retain CEO Ann Roe"
    if (
        actor
        and office is None
        and held
        and not held.is_insider
        and not (succeeding and not held.is_new)
        and (held.is_new or held.company is None or held.company is employer)
    ):
        office, held = held, None
    if actor and office in actor.offices and office and not office.is_new and _only_reports(clause, actor):
        return
    if actor is None and re.match("d?w[kn]?T", clause.right) and clause.node(clause.at + 2).chunk.raw == "last":
        return  # "when it hired its last CEO"
    elsewhere = held.company if held and not held.is_insider and not is_same(held.company, employer) else None
    inside = held is not None and elsewhere is None and (held.is_insider or "founder" not in held.title.raw.casefold())
    promoted = bool(PROMOTIONS.search(clause.verb.chunk.raw)) or (
        inside and actor is not None and (office is not None or succeeding)
    )
    if actor is None and (office is None or is_attribute(clause, office) or not re.match("[^|@]{0,8}T", clause.right)):
        return
    if is_no_person(clause, region) if actor is None else _is_no_human(clause, actor):
        return
    if actor is None and office and (office.is_former or office.title.raw in _BENCHES):
        return
    yield Move(
        Direction.PROMOTE if promoted else Direction.JOIN,
        clause.verb.chunk,
        actor.person if actor else None,
        office.title if office else None,
        (office.company if office else None) or named_after(region, "f" if office else "t") or employer,
        origin_of(actor, region) or elsewhere,
        successor=actor is not None and office is None,
        is_definite=bool(office and (office.is_new or _has_article(clause, office) or _is_brought(clause, employer)))
        or (office is not None and region[:1] != [] and region[0].code in "ts"),
    )


# "holt mehr Frauen in den Vorstand": nobody's appointment.
_BENCHES: Final = frozenset({"Vorstand", "Geschäftsführung"})


def _is_replacement(clause: Clause) -> bool:
    """ "appoints finance director Una Walsh as his replacement": the office is the other's."""
    told = [node.chunk.raw.casefold() for node in clause.phrased.nodes[clause.at + 1 : clause.at + 14]]
    return any(
        one in {"his", "her", "their", "its"} and two in {"replacement", "successor"} for one, two in pairwise(told)
    )


def _is_brought(clause: Clause, employer: Chunk | None) -> bool:
    """ "Acme hires sales chief from Kestrel": who is not named has come from somewhere."""
    if employer is None or not re.match("[dn]{0,2}TF[dkwzq]{0,3}N", clause.right):
        return False
    origin = named_after(clause.phrased.nodes[clause.at + 1 : clause.at + 9], "F")
    return origin is not None and not is_same(origin, employer)


def _has_article(clause: Clause, office: Office) -> bool:
    """ "names a new CFO", "hires its first CMO": an office without any article is often a heading of something else."""
    node = next((node for node in clause.phrased.nodes if node.office is office), None)
    if node is None:
        return False
    codes = clause.phrased.sentence.codes[max(0, node.start - 2) : node.end]
    if re.match("(?:interim|acting)\\b", office.title.raw, re.IGNORECASE):
        return True
    return "d" in codes or "s" in codes or "n" in codes or office.company is not None


def appointed(clause: Clause, region: Sequence[Node]) -> Iterator[Move]:
    """Jane Doe was named CEO of Acme; wird zum CEO ernannt: the office may stand on either side."""
    people, told = subject_of(clause)
    if is_inverted(clause) and not people and region and region[0].actor:
        people, told = [region[0].actor], "@"  # "ha sido designada Ann Roe"
    offices = [node.office for node in region if node.code == "T" and node.office]
    left = [one for one in offices if _is_from(clause, one)]
    offices = [one for one in offices if one not in left]
    office = offices[0] if offices else None if left else office_left(clause)
    if told == "@" and not offices and region[:1] and region[0].chunk.raw.casefold() in _FOLLOWERS:
        yield from (Move(Direction.JOIN, clause.verb.chunk, actor.person, successor=True) for actor in people)
        return
    if told == "W" or (office is None and not clause.is_passive and not left):
        return
    foreign = clause.verb.entry is not None and clause.verb.entry.is_foreign
    if not (clause.is_passive or foreign or offices or left or re.search("@[zD]*$", clause.phrased.codes[: clause.at])):
        return
    by = named_after(region, "y")
    if office is None and people and (lasting := made_permanent(clause, people[0])) is not None:
        yield lasting
        return
    for actor in movers(people, told, "rT"):
        away = named_after(region[:6], "F")
        moved = PROMOTIONS.search(clause.verb.chunk.raw) or (not away and any(node.code == "F" for node in region[:3]))
        held = actor.office() if actor else None
        owner = actor.origin if actor and not actor.offices else None  # "Kestrel's Ann Roe promoted to CFO"
        company = (office.company if office else None) or by or (held.company if held else None)
        yield Move(
            Direction.PROMOTE if moved or (held and office) else Direction.JOIN,
            clause.verb.chunk,
            actor.person if actor else None,
            office.title if office else None,
            company or named_after(region, "ft") or employer_aside(clause) or (owner if moved else None),
            away if owner and moved else origin_of(actor) or away,
            is_anaphor=told == "r",
        )


# "Ann Roe quits as CFO, Ben Low named interim": the office is the other's.
_FOLLOWERS: Final = frozenset({"interim", "successor", "replacement"})


def _is_from(clause: Clause, office: Office) -> bool:
    nodes = clause.phrased.nodes
    at = next((index for index, node in enumerate(nodes) if node.office is office), 0)
    return clause.phrased.codes[max(0, at - 1) : at] == "F"


def joins(clause: Clause) -> Iterator[Move]:
    people, told = subject_of(clause)
    region = region_of(clause)
    if told == "W" and not (people and clause.verb.entry and clause.verb.entry.form in {"finite", "base", "gerund"}):
        return
    if not people and told == "" and region and region[0].code == "@":
        people = [region[0].actor] if region[0].actor else []
    if people and region and region[0].code == "@" and all(one is not region[0].actor for one in people):
        return
    office, company, from_office = _joined(region)
    office = office or office_there(clause)
    near = {node.chunk.raw.casefold() for node in region[:5] if node.code == "w"}
    team = bool(near & _TEAM) and not near & {"another", "other"}
    if company is None and office is None and not team:
        return
    left = office_left(clause) if told == "T" else None
    for actor in movers(people, told, "rIT"):
        held = actor.office() if actor else left
        if team and office is None and held is not None and held.company is None:
            yield Move(Direction.JOIN, clause.verb.chunk, actor.person if actor else None, held.title, company)
            continue
        given_up = _given_up_for_this(clause) if actor and office is None and held is None else None
        if office is None and not (company and (held or origin_of(actor) or told == "r" or given_up)):
            continue
        yield Move(
            Direction.JOIN,
            clause.verb.chunk,
            actor.person if actor else None,
            office.title if office else None,
            company,
            from_office or origin_of(actor, region) or (held.company if held else None) or given_up,
            is_anaphor=told == "r",
            is_narrator=told == "I",
            is_definite=left is not None and left.company is not None and company is not None and is_office(left.title),
        )
        founded = held is not None and "founder" in held.title.raw.casefold()
        if (
            actor
            and held
            and held.company
            and not founded
            and not held.is_former
            and not is_same(held.company, company)
        ):
            yield Move(Direction.LEAVE, clause.verb.chunk, actor.person, held.title, held.company)


def _joined(region: Sequence[Node]) -> tuple[Office | None, Chunk | None, Chunk | None]:
    """The office and the company that somebody joins, and the company that the office is left at ("von … zu …")."""
    near = region[: next((at for at, node in enumerate(region) if node.code == ","), len(region))]
    reach = near if any(node.code == "w" for node in near) else region
    to = next((node.chunk for node in reach if node.code == "N" and may_employ(node.chunk)), None)
    pairs = zip(region, [*(node.code for node in region[1:]), ""], strict=False)
    office = next((node.office for node, behind in pairs if node.code == "T" and behind != "p"), None)
    to = None if to is named_after(region, "F") else to
    own = office.company if office else None
    onward = _onward(region)
    return office, onward or own or to, own if onward else None


def _onward(region: Sequence[Node]) -> Chunk | None:
    """ "wechselt als Finanzchefin von Acme zu Kestrel": the company behind "zu"."""
    pairs = pairwise(region)
    return next((node.chunk for before, node in pairs if before.chunk.raw == "zu" and node.code == "N"), None)


def _given_up_for_this(clause: Clause) -> Chunk | None:
    """ "resigns as chief executive of Acme to join Kestrel": the company of the office that is left for another."""
    gone = re.search("L[^|@]*T[^|@JABVS]*$", clause.phrased.codes[: clause.at])
    if gone is None:
        return None
    office = office_left(clause)
    return (office.company if office else None) or employer_of(clause)


# "Jane Doe (CTO) joins the team": the office beside the name is the new one.
_TEAM: Final = frozenset({"team", "leadership", "company", "firm", "c-suite", "management"})


def appointment_noun(clause: Clause) -> Iterator[Move]:
    """The appointment of Jane Doe as CFO; Jane Doe's appointment as CFO."""
    region = region_of(clause)
    opens = next((node.code for node in region if node.code not in "zdwkn"), "")
    pairs = pairs_in(region[1:] if opens in {"f", ","} else region) if opens in {"f", ",", "@", "T"} else []
    if any(actor for actor, _ in pairs):
        employer = employer_of(clause)
        for actor, office in pairs:
            if actor:
                yield from _appointment(clause, actor, office, employer=employer, region=region)
        return
    owner = re.search("@p[dknzw]{0,3}$", clause.phrased.codes[: clause.at])
    office = next((node.office for node in region if node.code == "T"), None)
    if owner and office:
        actor = clause.node(owner.start()).actor
        company = office.company or company_of(actor)
        yield Move(
            Direction.JOIN, clause.verb.chunk, actor.person if actor else None, office.title, company, origin_of(actor)
        )
