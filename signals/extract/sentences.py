"""Where the sentences of a text begin and end, and which give orders. Abbreviations, initials and numbers end none."""

from __future__ import annotations

import re

_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof st inc corp co ltd llc plc jr sr no vs etc jan feb mar apr jun jul aug sep sept oct nov
    dec mo ill calif mass conn fla tex va md pa wash ore ariz colo wis minn mich ind tenn ga ala la dept mil est
    approx bros messrs gov sen rep gen col lt capt sgt maj bzw ca z b d u a mio mrd pte pvt pty
    bldg ave fig ed al hon""".split()  # noqa: SIM905
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|\n\s*\n|\s[|•]\s")
_LAST_WORD = re.compile(r"([^\W_]+)$")
# What a clause adds of the round itself ("the round, which included Larkspur") stays.
_RELATIVE = re.compile(
    r",\s+(?:which|who|whose)\s(?!(?:also\s+)?(?:includ|featur|saw\s|drew\s|counts?\s|counted))(?:[^,;]*)$",
    re.IGNORECASE,
)

_ORDERS = re.compile(
    r"^\W*(?:note|notice|attention|system|assistant|user|instructions?)\b[^.:\n]{0,60}:|</?[a-z_]{2,30}>|\breturn\s+[{\[]|"
    r"\b(?:ignore|disregard|forget)\s+(?:all|any|every\w*|the|your|previous|prior|above|earlier)\b|"
    r"\b(?:do\s+not|don['’]t|must\s+not|never)\s+(?:mention|report|name|include|list|tell|summari[sz]e)\b",
    re.IGNORECASE,
)


def gives_orders(sentence: str) -> bool:
    """Whether a sentence tells its reader what to do. It reports nothing: text from the web is data (DESIGN §2.6)."""
    return _ORDERS.search(sentence) is not None


def blanked(pattern: re.Pattern[str], text: str) -> str:
    """`text` with spaces for what `pattern` finds, so that all else stays in its place."""
    return pattern.sub(lambda found: " " * len(found[0]), text)


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every sentence of `text`, without the white space around it; blank lines end sentences too."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match[0].startswith(".") and not _ends(text, match):
            continue
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return tuple(spans)


def _ends(text: str, dot: re.Match[str]) -> bool:
    following = text[dot.end() : dot.end() + 40].lstrip()
    if following[:1].islower():
        return False
    last = _LAST_WORD.search(text, max(0, dot.start() - 30), dot.start())
    if last is None or len(dot[0]) > 1:
        return True
    word = last[1]
    if len(word) == 1 and word.isupper():
        # "U.S. Steel" goes on, "in the U.S. The" does not; a lone initial ("J. Doe") always goes on.
        return text[last.start() - 1 : last.start()] == "." and bool(
            re.match(r"(?:The|A|In|On|It|He|She|This)\b", following)
        )
    if word.casefold() in {"inc", "corp", "co", "ltd", "llc", "plc", "jr", "sr"}:
        return bool(re.match(r"(?:The|A|An|In|On|It|He|She|This|Its|His|Her|At|For|As|Mr|Ms|Mrs|Dr)\b", following))
    return word.casefold() not in _ABBREVIATIONS


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    finish = end - (len(piece) - len(piece.rstrip()))
    if begin < finish:
        spans.append((begin, finish))


def main_clause(sentence: str) -> str:
    """`sentence` up to a clause on somebody in it (", which backed it in 2009"), with every offset kept."""
    aside = _RELATIVE.search(sentence)
    return sentence[: aside.start()] if aside else sentence
