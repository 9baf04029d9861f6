"""How far a clause reaches right of its verb, and the people there with the offices told behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from signals.extract.moves.actors import Actor, Node, Office
from signals.extract.moves.clauses import VERBS, Clause, is_foreign
from signals.extract.titles import folded


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
        if node.code in VERBS and node.entry is not None:
            infinitive = codes[index - 1] in "msth" and node.entry.form in {"base", "participle", "past"}
            if not (infinitive and node.code in "BA" and node.entry.form == "base"):
                break
        found.append(node)
    return found


# "…, Beth Hall promoted to COO": somebody else's clause.
_NEXT_CLAUSE: Final = re.compile("@(?:F[dk]?N)?[zD]{0,2}(?:[bhm]{1,2}z?)?(?:[AVLJBXSUo]|(?<=b)[dn]{0,2}T)")


# "As previously announced, Jane Doe, CFO, will retire": the verb is not about her.
_AS_ANNOUNCED: Final = re.compile(",@,?[zD]{0,2}[bhm]{1,2}z?[AVLJBXS]")
# "names interim chief as Jane Doe departs": "as" that begins a clause.
_WHILE: Final = re.compile("s(?:@[zD]{0,2}(?:[bhm]{0,2}z?[LXJSBo]|[w!])|(?:N|dw)[bh])")


def _is_list(codes: str) -> bool:
    """Whether nothing stands before the comma yet that the verb could be about, and no day that it happened on."""
    return not re.search("[@TND]", codes)


def _is_adjective(clause: Clause, index: int) -> bool:
    """ "appoints retired banker Judith Amos": a participle that only describes who comes."""
    entry = clause.node(index).entry
    behind = re.match("w{0,2}@", clause.phrased.codes[index + 1 :])
    return entry is not None and entry.lemma == "retire" and entry.form in {"past", "participle"} and behind is not None


def up_to_aside(clause: Clause, region: list[Node]) -> list[Node]:
    """ "se dote d'un directeur général en la personne de Ann Roe, patronne de Kestrel": without what is aside."""
    row = "".join(node.code for node in region)
    found = re.match("T?b@(?=,)", row) if is_foreign(clause) else None
    return region[: found.end()] if found else region


def pairs_in(nodes: Sequence[Node]) -> list[tuple[Actor | None, Office | None]]:
    """People with the offices told behind them; people who share one office each get it."""
    pairs: list[tuple[Actor | None, Office | None]] = []
    pending: list[Actor] = []
    early: Office | None = None
    before = ""
    for index, node in enumerate(nodes):
        if node.code == "&" and node.chunk.raw.casefold() == "while":
            break
        owner = index + 1 < len(nodes) and nodes[index + 1].code == "p"
        if node.code == "@" and node.actor and before not in ("F", "f", "v", "c", "y") and not owner:
            if pending and pairs and pairs[-1][0] is pending[-1]:
                pending = []
            pending.append(node.actor)
        elif node.code == "T" and node.office and before != "F" and not (early and _is_seat(node.office)):
            if pending and not any(pair[0] is pending[-1] for pair in pairs):
                pairs += [(actor, node.office) for actor in pending]
            elif not pending:
                early = early or node.office
        before = node.code if node.code not in "dknz" else before
    told = [pair[0] for pair in pairs]
    if early or not pairs:  # "…, to be effective as of the time Mr. Roe leaves": not appointed to anything
        pairs += [(actor, early) for actor in pending if all(actor is not one for one in told)]
    return pairs or ([(None, early)] if early else [])


def _is_seat(office: Office) -> bool:
    """ "two independent directors, …, to its board": where the seats are, and no other office."""
    return folded(office.title.raw).removeprefix("supervisory ") in {"board", "board of directors"}
