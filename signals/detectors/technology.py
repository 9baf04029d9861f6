"""Technology shifts: what a team's own tools state, and postings that speak of moving to a tool. Stage 2 of 12."""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick

from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import Direction, FieldValue, Mention, SignalKind
from signals.detectors.intake_fields import mention_of_intake
from signals.extract.tools import ToolSpan, tools_in
from signals.technology.ad_cues import MOVE, is_moved_to, lines_of, makes

# One automaton: a night asks this of every posting, and an expression of alternatives takes thirty times as long.
_GATE = AhoCorasick(
    (
        *("migr", "implement", "roll", "deploy", "adopt", "introduc", "transition", "switch", "movi", "move"),
        *("go-live", "evaluat", "rfp", "einf", "umstell"),
    )
)
# What a candidate has done before, or does for somebody else, says nothing of the employer.
_NOT_OURS = re.compile(
    r"\b(?:experience|experienced|expertise|proven|track record|knowledge of|familiar\w*|proficien\w+|background in"
    r"|skilled|you have|you['’]ve|must have"
    r"|certifi\w+|nice to have|bonus|plus\b|preferred|customers?|clients?|consult\w+|partners? implement|erfahrung"
    r"|kenntnisse|kunden)\b",
    re.IGNORECASE,
)


def detect(item: Item) -> tuple[Mention, ...]:
    """The technology mentions of an intake item or a posting; other kinds of item tell none here.

    A posting that speaks of migrating to, implementing or rolling out a tool says that the tool is being evaluated,
    unless the sentence is about the candidate's past, about customers, or the employer makes the tool (§5.5).
    """
    if item.kind is ItemKind.INTAKE:
        mention = mention_of_intake(item, SignalKind.TECHNOLOGY)
        return (mention,) if mention else ()
    if item.kind is not ItemKind.POSTING or not _may_move(item.text):
        return ()
    tools = tools_in(item.text)
    found: dict[str, Mention] = {}
    for start, end in lines_of(item.text) if tools else ():
        sentence = item.text[start:end]
        here = [tool for tool in tools if start <= tool.start < end]
        move = MOVE.search(sentence) if here else None
        if move is None or _NOT_OURS.search(sentence):
            continue
        for tool in here:
            if is_moved_to(item.text, start, tool) and not makes(item.company or item.publisher, tool.tool):
                found.setdefault(tool.tool, _mention(item, tool, start + move.start(), start + move.end()))
    return tuple(found.values())


def _may_move(text: str) -> bool:
    return bool(_GATE.find_matches_as_indexes(text.casefold()))


def _mention(item: Item, tool: ToolSpan, verb_start: int, verb_end: int) -> Mention:
    quote = Quote.of(item.text, tool.start, tool.end)
    fields = {
        "tool": FieldValue(tool.tool, quote),
        "direction": FieldValue(str(Direction.EVALUATE), Quote.of(item.text, verb_start, verb_end)),
        "category": FieldValue(tool.category, quote),
    }
    return Mention(
        kind=SignalKind.TECHNOLOGY,
        item_source=item.source,
        item_key=item.key,
        fields=fields,
        confidence=0.9,
        published_at=item.published_at,
        company_names=(item.company,) if item.company else (),
        language=item.language,
        why="a posting speaks of moving to the tool",
    )
