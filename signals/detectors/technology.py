"""Technology shifts: what a team's own tools state, and postings that speak of moving to a tool. Stage 2 of 12."""

from __future__ import annotations

import re

from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import Direction, FieldValue, Mention, SignalKind
from signals.detectors.intake_fields import mention_of_intake
from signals.extract.sentences import sentence_spans
from signals.extract.titles import folded
from signals.extract.tools import ToolSpan, tools_in

_MOVE = re.compile(
    r"\b(?:migrat(?:e|es|ing|ion)|implement(?:s|ing|ation)?|roll(?:s|ing)?[- ]?out|rollout|deploy(?:ing|ment)?"
    r"|adopt(?:ing|ion)?|introduc(?:e|ing|tion)"
    r"|transition(?:ing)?|switch(?:ing)?|mov(?:e|ing)|go-live|evaluat(?:e|ing|ion)|rfp|select(?:ing|ion)? of"
    r"|migrier\w+|einführ\w+|umstell\w+)\b",
    re.IGNORECASE,
)
# Substrings, not one expression: a night asks this of every posting, and this is ten times as fast.
_GATE = ("migr", "implement", "roll", "deploy", "adopt", "introduc", "transition", "switch", "movi", "move")
_GATE += ("go-live", "evaluat", "rfp", "einf", "umstell")
# What a candidate has done before, or does for somebody else, says nothing of the employer.
_NOT_OURS = re.compile(
    r"\b(?:experience|experienced|expertise|proven|track record|knowledge of|familiar\w*|proficien\w+|background in"
    r"|skilled|you have|you['’]ve|must have"
    r"|certifi\w+|nice to have|bonus|plus\b|preferred|customers?|clients?|consult\w+|partners? implement|erfahrung"
    r"|kenntnisse|kunden)\b",
    re.IGNORECASE,
)
_REACH = 70


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
    for start, end in _lines(item.text) if tools else ():
        sentence = item.text[start:end]
        here = [tool for tool in tools if start <= tool.start < end]
        move = _MOVE.search(sentence) if here else None
        if move is None or _NOT_OURS.search(sentence):
            continue
        for tool in here:
            if _is_target(item.text, start, tool) and not _makes(item, tool):
                found.setdefault(tool.tool, _mention(item, tool, start + move.start(), start + move.end()))
    return tuple(found.values())


def _may_move(text: str) -> bool:
    folded_text = text.casefold()
    return any(word in folded_text for word in _GATE)


def _lines(text: str) -> list[tuple[int, int]]:
    """Sentences, and within them lines: a posting's bullet points end without a full stop."""
    spans = []
    for start, end in sentence_spans(text):
        at = start
        for line in text[start:end].splitlines(keepends=True):
            spans.append((at, at + len(line.rstrip())))
            at += len(line)
    return spans


def _is_target(text: str, start: int, tool: ToolSpan) -> bool:
    """Whether the tool is what is moved to: a verb of moving shortly before it, and no "from" between."""
    before = text[max(start, tool.start - _REACH) : tool.start]
    verbs = list(_MOVE.finditer(before))
    if not verbs:
        return False
    between = before[verbs[-1].end() :]
    german = re.match(r"(?:migr|umstell)", verbs[-1][0], re.IGNORECASE)  # "Einführung von" is no moving away
    words = r"from|off|away|von|vom" if german else r"from|off|away"
    away = re.search(rf"\b(?:{words})\b(?!.*\b(?:to|onto|auf|zu)\b)", between, re.IGNORECASE)
    return away is None and ";" not in between


def _makes(item: Item, tool: ToolSpan) -> bool:
    company = folded(item.company or item.publisher)
    return bool(company) and (folded(tool.tool) in company or company in folded(tool.tool))


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
