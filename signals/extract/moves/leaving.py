"""Predicates of going: who leaves which office, by verbs, nouns and the end of an employment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from agent.domain.signals import Direction
from signals.extract.moves.actors import Actor, Node, Office
from signals.extract.moves.chunks import Chunk
from signals.extract.moves.clauses import (
    Clause,
    Move,
    company_of,
    employer_aside,
    employer_of,
    is_attribute,
    is_foreign,
    is_inverted,
    is_same,
    may_employ,
    movers,
    named_after,
    office_left,
    office_there,
    possessor_of,
    subject_of,
)
from signals.extract.moves.lexicon import NEVER_PASSIVE
from signals.extract.moves.marks import EMPLOYERS, SPANS
from signals.extract.moves.regions import region_of
from signals.extract.titles import classify, folded


def _leaver(clause: Clause) -> tuple[list[Actor], str]:
    """Who is the subject of a verb of leaving, and how told as `subject_of` says."""
    people, told = subject_of(clause)
    if clause.verb.entry is not None and clause.verb.entry.lemma.startswith("my "):
        return [], "I"
    if not people and told == "" and (people := possessor_of(clause)):
        return people, "@"
    if told == "@" and clause.at and clause.node(clause.at - 1).chunk.raw.casefold() in {"who was", "who had been"}:
        return people, "W"
    return people, told


def leaves(clause: Clause) -> Iterator[Move]:
    people, told = _leaver(clause)
    region = _given_up(region_of(clause))
    entry = clause.verb.entry
    office = next((node.office for node in region if node.code == "T"), None)
    at_end = entry is not None and entry.is_foreign and not region
    if office is None and told == "@" and (at_end or (clause.is_passive and _is_titled_before(clause))):
        office = office_left(clause)
    if (not people and told == "" and (is_foreign(clause) or _is_opening(clause))) or is_inverted(clause):
        inverted = next((node for node in region[:6] if node.code in "@T"), None)
        people = [inverted.actor] if inverted and inverted.actor else []
        told = "T" if inverted and inverted.office else told
    if (told == "W" and not _is_leaving_now(clause, region)) or _only_describes(clause):
        return
    if told == "T" and office is None:
        office = office_left(clause)
    office = office or (office_there(clause) if told == "@" else None)
    if not _leaves_work(clause, region, office) or _leaves_no_employer(clause, region, people):
        return
    for actor in movers(people, told, "rIT"):
        held = actor.office() if actor else None
        shown = office or held
        direct = _left_directly(region)
        plain = shown is None and entry is not None and entry.is_weak and told != "r" and not direct
        followed = shown is None and (plain or (told == "@" and _steps(clause))) and _is_followed(clause)
        known = followed or _holds_office_told(clause) or _leaves_employer(region) or _is_no_more(clause)
        if plain and not known and not (actor and _is_going(clause)):
            yield from _left_for(clause, actor, company_of(actor)) if actor else ()
            continue
        company = (office.company if office else None) or named_after(region, "fF")
        yield Move(
            Direction.LEAVE,
            clause.verb.chunk,
            actor.person if actor else None,
            shown.title if shown else None,
            direct
            or (held.company if held else None)
            or company
            or employer_aside(clause)
            or (actor.origin if actor else None),
            is_anaphor=told == "r",
            is_narrator=told == "I",
            predecessor=(told == "W" and shown is None) or followed,
            is_open=plain and not known,
        )
        if actor:
            yield from _left_for(clause, actor, company_of(actor))


def _leaves_no_employer(clause: Clause, region: Sequence[Node], people: Sequence[Actor]) -> bool:
    """Whether somebody with an office leaves what is not where it is held: another's network, a hearing, a club."""
    entry = clause.verb.entry
    if entry is None or clause.is_passive:
        return False
    if entry.lemma not in _TAKES_OBJECT:
        near = {folded(node.chunk.raw) for node in region[1:4]}
        return bool(region[:1]) and region[0].code in "fF" and bool(near & _SIDE_SEATS)
    stop = next((at for at, node in enumerate(region) if node.code not in "dknzwpN"), len(region))
    told = [*clause.phrased.nodes[clause.at + 1 : clause.at + 3], *region[:stop]]
    words = [folded(node.chunk.raw) for node in told]
    if "social" in words[:2]:
        return True  # "leaves social network"
    trade = any(pair in {("trade", "group"), ("trade", "body")} for pair in pairwise(words))
    described = not trade and (any(node.code == "N" for node in told) or bool(set(words) & EMPLOYERS))
    if entry.lemma in {"leave", "exit", "quit"} and not described and (trade or set(words) & _NO_EMPLOYER):
        return not _is_dated(clause)
    left = _left_directly(region[:1] if region[:1] and region[0].code == "N" else [])
    held = people[0].office() if people else office_left(clause)
    own = held.company if held else None
    if held is None or left is None or own is None or any(node.code == "T" for node in region):
        return False
    if people and not _HEADS.search(held.title.raw) and folded(left.raw) not in _NETWORKS:
        return False
    return not set(folded(own.raw).split()) & set(folded(left.raw).split())


# "steps down from charity board": what somebody does beside the work.
_SIDE_SEATS: Final = frozenset(
    "charity museum school panel committee commission council club theatre university task".split()  # noqa: SIM905
)
# Who leads one company works for no other; a lesser officer may leave its parent.
_HEADS: Final = re.compile(r"\b(?:ceo|chief executive|founder|owner|managing director|president)\b", re.IGNORECASE)
_NETWORKS: Final = frozenset("twitter x facebook linkedin instagram threads reddit tiktok mastodon youtube".split())  # noqa: SIM905
# What people leave without leaving their work.
_NO_EMPLOYER: Final = frozenset(
    """meeting hearing hospital stage room court party talks conference event race club panel chamber federation
    association union lobby coalition alliance network platform site website app home country house town city jail
    prison stand podium interview call stadium village island advert ad ballot flight task-force trade email mark
    impression legacy note""".split()  # noqa: SIM905
)


def _only_describes(clause: Clause) -> bool:
    """ "Retired president Ann Roe sails", "after leaving": the verb is not what the sentence tells."""
    entry, before = clause.verb.entry, clause.phrased.codes[max(0, clause.at - 4) : clause.at]
    if entry is not None and entry.lemma == "retire" and re.search("(?:^|[|:])>@", f"{before}>{clause.right}"):
        return True
    gerund = entry is not None and entry.form == "gerund" and not clause.is_passive
    return gerund and not re.search("[@T,rIsp]z?$", clause.phrased.codes[: clause.at])


def _steps(clause: Clause) -> bool:
    """Whether who does so leaves an office; who retires leaves work."""
    return clause.verb.entry is not None and clause.verb.entry.lemma.split()[0] in _STEPS


_STEPS: Final = frozenset({"step", "stand", "resign"})


def _is_going(clause: Clause) -> bool:
    """ "Roe will leave in May": news of her, if the text tells elsewhere which office is left."""
    ahead = re.search("@,?z?[mbh]{1,2}z?$", clause.phrased.codes[: clause.at]) is not None
    return ahead and re.match("[zD]{0,2}(?:$|[|,c]|fz?D|dkw|z?w?d?w?D)", clause.right) is not None


def _is_opening(clause: Clause) -> bool:
    """Whether nothing stands before the verb in its clause that could be who leaves."""
    return re.search("(?:^|[|:,])[^wN|:,]*$", clause.phrased.codes[: clause.at]) is not None


def _left_directly(region: Sequence[Node]) -> Chunk | None:
    """The organisation that is the verb's object, and no reason or time of going ("quits amid Audit")."""
    for node in region[:3]:
        first = node.chunk.raw.casefold().split()[0]
        if node.code == "c" or first in {"amid", "over", "as"} | SPANS:
            return None
        if node.code == "N" and may_employ(node.chunk):
            return node.chunk
    return None


def _left_for(clause: Clause, actor: Actor, left: Chunk | None) -> Iterator[Move]:
    """He resigned "to become chief executive of Acme": where who leaves goes next."""
    region = region_of(clause)
    given_up = len(_given_up(region))
    office = next((node.office for node in region[given_up : given_up + 5] if node.code == "T"), None)
    place = (office.company if office else None) or named_after(region[given_up:], "f")
    if office and place and not classify(office.title.raw).is_board:
        yield Move(Direction.JOIN, clause.verb.chunk, actor.person, office.title, place, left)


def _given_up(region: Sequence[Node]) -> list[Node]:
    """The words behind a verb of leaving, without what the person leaves for ("to become chief executive of …")."""
    for index, node in enumerate(region):
        if node.code == "s" and node.entry is not None and node.entry.lemma.startswith("to "):
            return list(region[:index])
    return list(region)


def _is_titled_before(clause: Clause) -> bool:
    """ "The employment of Jane Doe as CFO was terminated": the office stands between person and verb."""
    return re.search("@[^@|,]{0,3}sT[^@|,]*(?:,N,[^@|,]*)?$", clause.phrased.codes[: clause.at]) is not None


def _is_leaving_now(clause: Clause, region: Sequence[Node]) -> bool:
    """ "who is retiring", "who resigned on Friday" are news, "who left in 2019" a life's course."""
    entry = clause.verb.entry
    if entry is None or entry.form in {"gerund", "base"}:
        return entry is not None
    days = [node.chunk.raw for node in region if node.code == "D" and not _is_day(node.chunk)]
    if any(re.search(r"\bago$", node.chunk.raw) for node in region):
        return False
    exact = any(_is_day(node.chunk) for node in region)
    recent = any(node.chunk.raw.casefold().strip(".") in _RECENTLY for node in region[:6])
    return not any(re.search(r"\d{4}", day) for day in days) and (recent or exact or bool(days))


def _holds_office_told(clause: Clause) -> bool:
    """ "The position of CFO was eliminated and Jane Doe, who held that position, will leave": told before the name."""
    aside = re.search("@,(W[^|@,]*),[^|@,]*$", clause.phrased.codes[: clause.at])
    if aside is None:
        return False
    told = [node.chunk.raw.casefold() for node in clause.phrased.nodes[aside.start(1) : aside.end(1)]]
    return bool(set(told) & _HOLDING and set(told) & _THAT_OFFICE)


_HOLDING: Final = frozenset({"held", "holds", "occupied", "occupies", "filled"})
_THAT_OFFICE: Final = frozenset({"that", "this", "such", "it", "those", "these", "both"})


def _is_followed(clause: Clause) -> bool:
    """ "Ann Roe named CEO as Ben Low exits": who goes while another comes to an office leaves that one."""
    return re.search("[AVBJ][^|]*T[^|T]*,?s@[zbhm]{0,3}$", clause.phrased.codes[: clause.at]) is not None


def _is_day(chunk: Chunk) -> bool:
    return chunk.on is not None and chunk.on.start_on == chunk.on.end_on


_RECENTLY: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday last earlier recently abruptly".split()  # noqa: SIM905
)


def _leaves_employer(region: Sequence[Node]) -> bool:
    """ "will leave the company": what is left is where the person works, though it is not named."""
    told = [node for node in region if node.code not in "zd"][:1]
    return bool(told) and told[0].code == "w" and folded(told[0].chunk.raw) in EMPLOYERS


def _is_no_more(clause: Clause) -> bool:
    """ "will cease to be an executive officer": the office is told beside the name elsewhere."""
    told = [node.chunk.raw.casefold() for node in clause.phrased.nodes[clause.at + 1 : clause.at + 5]]
    entry = clause.verb.entry
    return entry is not None and entry.lemma == "cease to be" and bool({"officer", "employee", "employed"} & set(told))


def _leaves_work(clause: Clause, region: Sequence[Node], office: Office | None) -> bool:
    """Whether what is left is a job or an employer: not a door left open, nor a market."""
    entry = clause.verb.entry
    near = {folded(node.chunk.raw) for node in clause.phrased.nodes[clause.at + 1 : clause.at + 4]}
    if entry is None or near & _NO_JOB:
        return False
    if entry.lemma not in _TAKES_OBJECT:
        return True
    following = [node for node in region if node.code not in "zd"][:1]
    if not following or following[0].code in "DTfFs,&t|mW@c":
        return True
    if following[0].code == "v" and {"immediate", "instant"} & near:
        return True
    if following[0].code == "N":
        return may_employ(following[0].chunk) or folded(following[0].chunk.raw) in EMPLOYERS
    if folded(following[0].chunk.raw) in _AFTER_LEAVING:
        return True
    noun = re.match("d?w{1,5}", clause.right)
    told = clause.phrased.nodes[clause.at + 1 : clause.at + 1 + noun.end()] if noun else ()
    return any(folded(node.chunk.raw) in EMPLOYERS for node in told) or _is_dated(clause)


_DATED: Final = re.compile(
    r"(?:the|its|his|her)(?:\s[a-z-]+){1,4}?\s(?:at the end of|(?:later )?(?:this|next) (?:month|week|year)"
    r"|(?:in|on|by|from) )"
)


def _is_dated(clause: Clause) -> bool:
    """ "would be leaving the ticket app at the end of May": only work is left on a day that is told ahead."""
    if re.search("[m!t]z?$", clause.phrased.codes[: clause.at]) is None:
        return False
    words = " ".join(node.chunk.raw for node in clause.phrased.nodes[clause.at + 1 : clause.at + 12])
    found = _DATED.match(words)
    if found is None or not found[0].endswith(("in ", "on ", "by ", "from ")):
        return found is not None
    return any(node.chunk.on or node.code == "D" for node in clause.phrased.nodes[clause.at + 1 : clause.at + 10])


# "resigns herself to slower growth", "steps back from the brink"
_NO_JOB: Final = frozenset(
    "herself himself itself themselves ourselves brink edge fray spotlight limelight merger deal bid table".split()  # noqa: SIM905
)
_TAKES_OBJECT: Final = frozenset(
    {"leave", "exit", "quit", "retire", "drop out", "go", "bolt", "move on", "part ways", "separate"}
    | set("geht deja dejará dejó quitte quittera quittent abandona abandonó abandonará cesa".split())  # noqa: SIM905
    | {"ha dejado", "a quitté", "va quitter", "gibt ... auf", "gibt ... ab", "kündigt"}
    | {"give up", "relinquish", "vacate", "cede", "hang up hat", "walk away"}
)


# What may stand behind "leaves" where it is a job that is left: what it is of, when and why.
_AFTER_LEAVING: Final = (
    EMPLOYERS
    | SPANS
    | frozenset(
        """employ employment
        auf respective posts jobs roles positions poste dirección direction fonctions entreprise compañía
        empresa firma dem den unternehmen amt posten vorstand société maison filiale cooperativa entidad
        ruhestand rente pension son sa su ses para nach zum ab tras puestos helm reins top ceo duties
        responsibilities seat position control job post role amid today yesterday abruptly over following
        just less suddenly unexpectedly early under on this next late two three monday tuesday wednesday
        thursday friday as against for by during later ende cargo puesto groupe gruppe konzern haus board in
        rival year team end immediately effective office compania""".split()  # noqa: SIM905
    )
)


def ousts(clause: Clause) -> Iterator[Move]:
    """Acme fires its CFO; Jane Doe was ousted as CEO."""
    entry, region = clause.verb.entry, region_of(clause)
    people = [node.actor for node in region if node.code == "@" and node.actor]
    done = re.search("h[zwd]{0,2}$", clause.phrased.codes[: clause.at]) is not None
    past = entry is not None and entry.form in {"past", "participle"} and not people and not done
    if (past and entry is not None and entry.lemma in NEVER_PASSIVE) or _is_spared(clause):
        return
    if entry is not None and entry.lemma in _MUTUAL and not people and not any(node.code == "T" for node in region):
        if _is_of_employer(clause):
            yield from leaves(clause)
        return
    before = clause.phrased.codes[max(0, clause.at - 4) : clause.at]
    if entry is not None and entry.form in {"past", "participle"} and _FIRED_ONE.search(before + ">" + clause.right):
        return
    gerund = entry is not None and entry.form == "gerund"  # "was terminating her employment" is no passive
    if (clause.is_passive and not gerund) or clause.verb.code == "x" or past:
        yield from leaves(clause)
        return
    office = next((node.office for node in region if node.code == "T"), None)
    people = people or _whose_work(clause)
    several = any(node.code == "&" for node in region)
    for actor in movers(people[:4] if several else people[:1], "T", "T"):
        held = actor.office() if actor else None
        shown = (held or office) if several else (office or held)
        if actor is None and (shown is None or is_attribute(clause, shown)):
            continue
        if actor is None and not re.match("[dknzNp]*T", clause.right):
            continue
        yield Move(
            Direction.LEAVE,
            clause.verb.chunk,
            actor.person if actor else None,
            shown.title if shown else None,
            (shown.company if shown else None) or employer_of(clause),
            predecessor=shown is None,
        )


def _whose_work(clause: Clause) -> list[Actor]:
    """ "notified Jane Doe that it was terminating her employment as CFO": the person named last."""
    work = re.match("d[wk]?w", clause.right)
    told = [node.chunk.raw.casefold() for node in clause.phrased.nodes[clause.at + 1 : clause.at + 4]] if work else [""]
    if told[0] not in {"his", "her"} or not set(told) & {"employment", "service", "role", "position"}:
        return []
    named = [node.actor for node in clause.phrased.nodes[: clause.at] if node.actor]
    return named[-1:]


# Both who goes and whom somebody leaves "part ways".
_MUTUAL: Final = frozenset({"part ways with", "part company with", "bid farewell to", "say goodbye to"})


def _is_of_employer(clause: Clause) -> bool:
    """Whether it is the employer, and no supplier, that somebody parts with."""
    behind = clause.phrased.nodes[clause.at + 1 : clause.at + 4]
    if re.match("d?N", clause.right) is None:
        return re.match("dw", clause.right) is not None and folded(behind[1].chunk.raw) in EMPLOYERS
    people, _ = subject_of(clause)
    held = people[0].office() if people else None
    left = next(node.chunk for node in behind if node.code == "N")
    return may_employ(left) and is_same(held.company if held else None, left)


def _is_spared(clause: Clause) -> bool:
    """ "loses CEO's laptop", "drops CEO from advert", "CEO relieved as loan is approved": nobody goes."""
    entry = clause.verb.entry
    told = {folded(node.chunk.raw) for node in clause.phrased.nodes[clause.at + 1 : clause.at + 8]}
    if entry is not None and entry.lemma == "relieve":
        return "of" not in told and not any(word.endswith("of") or " of " in word for word in told)
    return re.match("d?[Nkn]?p?Tp", clause.right) is not None or bool(told & _NO_EMPLOYER and "from" in told)


# "Fired Acme CFO Ann Roe sues", "a suit by ousted CEO Ann Roe": the participle only says who it is.
_FIRED_ONE: Final = re.compile("(?:^|[|dyvft])>[dqkn]?(?:N?p?[kn]{0,2}T|@)")
