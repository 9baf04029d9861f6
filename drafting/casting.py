"""Casting: whether everyone plays the part that the evidence gives them, and nothing is turned round.

Who led a round, who bought whom, who came from where, who holds which title. Part of stage 7 of 12.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.domain.drafts import Finding, Severity, Verdict
from agent.domain.evidence import Party
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.context import Context
from drafting.anchors.names import stands_in
from drafting.anchors.parts import OPPOSITE_PARTS, SENTENCE_END, holders_of, parts_of
from drafting.anchors.reading import Reading
from drafting.anchors.sources import Source
from drafting.anchors.titles import same_title
from drafting.anchors.words import words_of


def miscast(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> list[Finding]:
    """Whether everyone plays the part that the evidence gives them (who led, who bought, from where to where)."""
    account = context.account_names[0] if context.account_names else ""
    findings = []
    claimed = parts_of(reading.text, reading.of(AnchorType.NAME), account)
    gone = {"from", "absent", "leaver"}
    for player in reading.of(AnchorType.NAME):
        stood = {p for s in sources for p, other in s.parts if _same_player(player, other, context)}
        says_gone = reading.negations or any(p in gone for p, other in claimed if other == player)
        if stood == {"absent"} and not says_gone and not _removes(reading):
            findings.append(_wrong_part(index, player, "is there", ()))
    moves = any(a.unit in {"join", "appoint"} for a in reading.of(AnchorType.EVENT))
    for part, player in claimed:
        stood = {p for s in sources for p, other in s.parts if _same_player(player, other, context)}
        others = [(s, other) for s in sources for p, other in s.parts if p == part]
        if (
            part == "from"
            and context.is_account(player.raw)
            and any(e.unit == "promote" for e in reading.of(AnchorType.EVENT))
        ):
            continue  # "after 17 years with you" of someone who moved up
        ours = context.is_account(player.raw)
        if part == "bought" and (by := next((b for s in sources if (b := _bought_by(player, s, context))), None)):
            named = any(_same_player(name, by, context) for name in reading.of(AnchorType.NAME))
            findings += [] if named else [_wrong_part(index, player, f"is bought by anyone but {by.raw}", ())]
            continue
        swaps = part == "from" and not ours and not moves and _removes(reading) and "from" not in stood
        if _is_wrong(part, stood, bool(others), moves=moves, ours=ours) or (swaps and _stands_beside(player, others)):
            findings.append(_wrong_part(index, player, _PART_WORDS[part], others))
    return findings


def _stands_beside(player: Anchor, others: Sequence[tuple[Source, Anchor]]) -> bool:
    """Whether a name stands in the very source that says it of another: "off Drift" where Gorgias stands beside."""
    return any(stands_in(player.raw, source.text) for source, _ in others)


def _bought_by(player: Anchor, source: Source, context: Context) -> Anchor | None:
    """Who buys `player` in a source: the last buyer before it in its sentence, where that is not the account."""
    bought = next((o for p, o in source.parts if p == "bought" and _same_player(player, o, context)), None)
    if bought is None:
        return None
    buyers = [o for p, o in source.parts if p == "buyer" and o.end <= bought.start]
    buyers = [o for o in buyers if not SENTENCE_END.search(source.text[o.end : bought.start])]
    return buyers[-1] if buyers and not context.is_account(buyers[-1].raw) else None


def _is_wrong(part: str, stood: set[str], others: bool, *, moves: bool, ours: bool) -> bool:
    """Whether a claimed part, among the parts that the evidence gives that name, is another's or nobody's."""
    if part in stood:
        return False
    if part == "from" and moves and not ours:
        return True
    if part == "lead":
        return others or not ours
    return (part == "leaver" and others) or bool(stood & OPPOSITE_PARTS.get(part, set()))


def _removes(reading: Reading) -> bool:
    return any(a.unit in {"remove", "migrate"} for a in reading.of(AnchorType.EVENT))


def misheld(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> list[Finding]:
    """Whether each title is held by the person whom the evidence gives it to."""
    findings = []
    for title, person in holders_of(reading):
        if context.is_account(person.raw) or len(person.tokens) < 2:
            continue
        held = [
            (s, other)
            for s in sources
            for stood, other in s.holders
            if same_title(title.tokens, stood.tokens)
            and (title.negated or not stood.negated)
            and not context.is_account(other.raw)
        ]
        if held and not any(_same_player(person, other, context) for _, other in held):
            findings.append(_wrong_part(index, person, f"is {title.raw}", held))
    return findings


_PART_WORDS = {
    "lead": "led the round",
    "investor": "invested",
    "absent": "is gone",
    "joiner": "joined",
    "leaver": "left",
    "from": "was left",
    "to": "was joined",
    "buyer": "bought",
    "bought": "was bought",
    "raiser": "raised",
    "superior": "is reported to",
    "reporter": "reports to another",
}


def _same_player(claim: Anchor, evidence: Anchor, context: Context) -> bool:
    if context.is_account(claim.raw):
        return context.is_account(evidence.raw)
    return claim.tokens <= evidence.tokens or evidence.tokens <= claim.tokens


def _wrong_part(index: int, player: Anchor, words: str, others: Sequence[tuple[Source, Anchor]]) -> Finding:
    source, other = others[0] if others else (None, None)
    said = f": {source.id} says “{other.raw}”" if source and other else ""
    return Finding(
        Verdict.CONTRADICTED,
        Severity.BLOCK,
        f"The evidence does not say that “{player.raw}” {words}{said}",
        index,
        player.start,
        player.end,
        (source.id,) if source else (),
        other.raw if other else None,
        "grounding",
    )


# What an event of these classes ends is "no longer" so.
_ENDS = ("remove", "leave", "dismiss", "layoff", "retire")


def _is_meant(negation: tuple[int, int], reading: Reading, sources: Sequence[Source]) -> bool:
    """Whether what is negated ("didn't want") stands in a source with a prefix that negates it ("unwanted")."""
    if reading.text[slice(*negation)].casefold() in {"without", "no "} and all(
        s.party is Party.SELLER for s in sources
    ):
        return True
    after = [w.stem for w in words_of(reading.text) if negation[1] <= w.start][:3]
    return any(f"{prefix}{stem}" in s.stems for s in sources for stem in after for prefix in _PREFIXES)


_PREFIXES = ("un", "non", "in", "dis", "mis", "ir", "im")


def turned_round(index: int, reading: Reading, sources: Sequence[Source]) -> list[Finding]:
    """A negation in the sentence needs one in its evidence (§2.2 step 4); the other way is judged by event."""
    turned = [n for n in reading.negations if not _is_meant(n, reading, sources)]
    if not turned or any(s.reading.negations or any(s.says(e) for e in _ENDS) for s in sources):
        return []
    start, end = turned[0]
    ids = tuple(s.id for s in sources)
    words = f"“{reading.text[start:end]}” turns round what {', '.join(ids) or 'the evidence'} says"
    return [Finding(Verdict.CONTRADICTED, Severity.BLOCK, words, index, start, end, ids, None, "grounding")]
