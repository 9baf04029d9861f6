"""What a job ad says about a tool, and how much that says of its use (signals §5.5). Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime

from agent.domain.items import Item
from signals.extract.sentences import sentence_spans
from signals.extract.titles import folded
from signals.extract.tools import ToolSpan, tools_in
from signals.technology.state import AdMention

TITLE, MOVE_TO, IN_DUTIES, REQUIRED, LISTED = 2.0, 1.5, 1.0, 0.7, 0.25
MOVE = re.compile(
    r"\b(?:migrat(?:e|es|ing|ion)|implement(?:s|ing|ation)?|roll(?:s|ing)?[- ]?out|rollout|deploy(?:ing|ment)?"
    r"|adopt(?:ing|ion)?|introduc(?:e|ing|tion)"
    r"|transition(?:ing)?|switch(?:ing)?|mov(?:e|ing)|go-live|evaluat(?:e|ing|ion)|rfp|select(?:ing|ion)? of"
    r"|migrier\w+|einführ\w+|umstell\w+)\b",
    re.IGNORECASE,
)
_REQUIREMENT = re.compile(
    r"\b(?:experienced?|expertise|proven|track record|knowledge of|familiar\w*|proficien\w+|background in|skilled"
    r"|you have|you['’]ve|must have|certifi\w+|nice to have|bonus|plus\b|preferred|hands-on with|fluen\w+"
    r"|erfahrung|kenntnisse)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:our|their|your|for|with|help(?:ing|s)?|to|across|of)\s+(?:[\w-]+\s+){0,2}(?:customers|clients|kunden|merchants)\b"
    r"|\b(?:customers|clients)(?:['’]|\s+(?:use|on|migrat\w+|implement\w+|adopt\w+))"
    r"|\b(?:reseller|implementation partner|certified partner|solutions? partner|consultanc\w+|beratungshaus)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:such as|like|e\.g\.|similar|comparable|equivalent|or other|and/or|z\.\s?b\.|oder ähnlich\w*|for example)",
    re.IGNORECASE,
)
_USE = re.compile(
    r"\b(?:we\s+(?:currently\s+|also\s+)?(?:use|run|rely on|work with|are on)|our\s+(?:[\w-]+\s+){0,3}(?:stack|tools?|"
    r"toolset|systems?|instances?|platforms?|crm|warehouse|data|org)|tech stack|tools? we use|administ\w+|maintain\w*"
    r"|manag(?:e|ing)|own(?:ing|s)?|optimi[sz]\w+|configur\w+|work(?:ing)?\s+(?:daily\s+)?(?:in|with)|keep\w*"
    r"|updat\w+|build(?:ing)?|run(?:ning)?|using|wir\s+(?:nutzen|arbeiten)|betreu\w+|pfleg\w+)\b",
    re.IGNORECASE,
)
_REACH = 70


def ad_mentions(item: Item, item_id: str, watched: Mapping[str, str]) -> tuple[AdMention, ...]:
    """What one posting says about the `watched` tools (folded name → name): of each tool its weightiest words.

    Left out: tools that the employer makes or resells, and sentences about customers (§5.5).
    """
    small = item.text.casefold()
    if not any(name in small for name in watched):
        return ()
    best: dict[str, AdMention] = {}
    lines = lines_of(item.text)
    for span in tools_in(item.text):
        name = watched.get(folded(span.tool))
        if name is None or makes(item.company or item.publisher, span.tool):
            continue
        start, end = next((line for line in lines if line[0] <= span.start < line[1]), (span.start, span.end))
        weight = weight_of(item, span, start, end)
        if weight and (name not in best or weight > best[name].weight):
            best[name] = _mention(item, item_id, name, span, weight, (start, end))
    return tuple(best.values())


def weight_of(item: Item, span: ToolSpan, start: int, end: int) -> float:
    """The weight of §5.5 of the words from `start` to `end` around a tool; 0 where they say nothing of the employer."""
    if span.start < len(item.title):
        return TITLE
    sentence = item.text[start:end]
    if _OTHERS.search(sentence):
        return 0.0
    if _LIST.search(item.text[max(start, span.start - _REACH) : min(end, span.end + _REACH)]):
        return LISTED
    if _REQUIREMENT.search(sentence):
        return REQUIRED
    if is_moved_to(item.text, start, span):
        return MOVE_TO
    return IN_DUTIES if _USE.search(item.text[start : span.start]) else LISTED


def lines_of(text: str) -> list[tuple[int, int]]:
    """Sentences, and within them lines: a posting's bullet points end without a full stop."""
    spans = []
    for start, end in sentence_spans(text):
        at = start
        for line in text[start:end].splitlines(keepends=True):
            spans.append((at, at + len(line.rstrip())))
            at += len(line)
    return spans


def is_moved_to(text: str, start: int, tool: ToolSpan) -> bool:
    """Whether the tool is what is moved to: a verb of moving shortly before it, and no "from" between."""
    before = text[max(start, tool.start - _REACH) : tool.start]
    verbs = list(MOVE.finditer(before))
    if not verbs:
        return False
    between = before[verbs[-1].end() :]
    german = re.match(r"(?:migr|umstell)", verbs[-1][0], re.IGNORECASE)  # "Einführung von" is no moving away
    words = r"from|off|away|von|vom" if german else r"from|off|away"
    away = re.search(rf"\b(?:{words})\b(?!.*\b(?:to|onto|auf|zu)\b)", between, re.IGNORECASE)
    return away is None and ";" not in between


def makes(company: str, tool: str) -> bool:
    """Whether a company of this name is whoever makes the tool."""
    name = folded(company)
    return bool(name) and (folded(tool) in name or name in folded(tool))


def _mention(item: Item, item_id: str, name: str, span: ToolSpan, weight: float, line: tuple[int, int]) -> AdMention:
    words = " ".join(re.findall(r"\w+", item.text[line[0] : line[1]].casefold()))
    at: datetime | None = item.published_at or item.fetched_at
    assert at is not None
    return AdMention(
        tool=name,
        category=span.category,
        weight=weight,
        text_key=hashlib.sha256(words.encode()).hexdigest()[:16],
        at=at,
        item_id=item_id,
        quote=item.text[line[0] : line[1]][:300],
        baseline=item.baseline,
    )
