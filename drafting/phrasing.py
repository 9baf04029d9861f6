"""Phrasing: what stands between the anchors and still turns a truth false. Part of stage 7 of 12.

A title at another company, a noun with another word before it, a wish told as done (drafting §2.2, step 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.domain.drafts import Finding
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.context import Context
from drafting.anchors.lexemes import is_ahead, is_hedged
from drafting.anchors.names import key_of
from drafting.anchors.reading import Reading
from drafting.anchors.sources import Source
from drafting.anchors.spans import spans_of
from drafting.anchors.titles import same_title
from drafting.anchors.words import Word, is_telling, related, stems_of, words_of
from drafting.binding import block, denied, disowned, misdated, our_own, unbound_number, unbound_place
from drafting.doers import done_by_another, still_to_come
from drafting.matched import agrees
from drafting.moving import mistold
from drafting.opposites import opposed
from drafting.presence import misseen, replaced
from drafting.residual import ANCHORED, is_judging

_AT = re.compile(r"^ (?:at|with|for|of) (?:the )?$")
_WISH = re.compile(r"\b(?:want|hope|aim|aspire|would like|goal|ambition|dream|target)\w*\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])|\n")


def misphrased(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> list[Finding]:
    """The blocks of the first of these checks that finds any."""
    checks = (
        mistold,
        _titled_elsewhere,
        _swapped_modifier,
        _reversed,
        _undone,
        _other_function,
        opposed,
        _wished,
        _not_yet,
        replaced,
        unbound_number,
        unbound_place,
        misdated,
        denied,
        disowned,
        done_by_another,
        still_to_come,
        misseen,
        our_own,
    )
    return next((found for check in checks if (found := list(check(index, reading, sources, context)))), [])


def _reversed(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "From four days to nine" where the evidence has it from nine to four."""
    for begin, end in spans_of(reading.text, reading.anchors):
        for source in sources:
            stood = spans_of(source.text, source.reading.anchors)
            if any(agrees(begin, b) and agrees(end, a) for a, b in stood) and begin.number != end.number:
                words = f"“{begin.raw}” and “{end.raw}” are the other way round in {source.id}"
                yield block(index, min(begin.start, end.start), max(begin.end, end.end), words, source, None)
                return


def _undone(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "Completed" where the evidence only expects it to complete."""
    for word in words_of(reading.text):
        if not _is_told_as_done(word, reading.text):
            continue
        stood = [(s, w) for s in sources for w in words_of(s.text) if w.stem == word.stem]
        if stood and all(is_ahead(s.text, w.start) for s, w in stood):
            source, planned = stood[0]
            words = f"“{word.raw}”: {source.id} tells it as a plan"
            yield block(index, word.start, word.end, words, source, planned.raw)
            return


_PAST_WORDS = """bought sold built left led grew won met began went took made spent sent paid brought became repaid lost
    broke froze"""
PAST = frozenset(_PAST_WORDS.split())


def _other_function(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "Ran marketing" where the evidence has them run sales."""
    for m in _LED.finditer(reading.text):
        function = m["function"].casefold()
        if any(function in source.text.casefold() for source in sources):
            continue
        for source in sources:
            stood = [s for s in _LED.finditer(source.text) if s["function"].casefold() != function]
            if stood:
                words = f"“{m['function']}” is not in the evidence: {source.id} says “{stood[0]['function']}”"
                yield block(index, *m.span("function"), words, source, stood[0]["function"])
                return


FUNCTIONS = frozenset(
    ["sales", "marketing", "finance", "engineering", "product", "legal", "operations", "support", "people", "security"]
)
_LED = re.compile(
    r"\b(?:ran|led|heads?|headed|runs?|leads?|built|builds|managed|manages|grew)\b(?: [\w-]+){0,3}? "
    rf"(?P<function>(?i:{'|'.join(sorted(FUNCTIONS))}|revenue|data|design))\b"
)


_CONGRATS = re.compile(r"\bcongrat\w* on $", re.IGNORECASE)


def _is_told_as_done(word: Word, text: str) -> bool:
    past = bool(_CONGRATS.search(text[: word.start])) and word.folded.endswith("ing")
    past = past or word.folded in PAST or (word.folded.endswith("ed") and not word.folded.endswith("eed"))
    return past and len(word.folded) > 3 and word.raw.islower() and not is_ahead(text, word.start)


def _titled_elsewhere(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "Was CFO at Arden" where the evidence has another title at Arden."""
    for title, place in _titles_at(reading):
        if context.is_account(place.raw):
            continue
        stood = [(s, t) for s in sources for t, at in _titles_at(s.reading) if at.tokens & place.tokens]
        if stood and not any(same_title(title.tokens, t.tokens) for _, t in stood):
            source, instead = stood[0]
            words = f"“{title.raw}” at {place.raw} is not in the evidence: {source.id} says “{instead.raw}”"
            yield block(index, title.start, title.end, words, source, instead.raw)


def _titles_at(reading: Reading) -> list[tuple[Anchor, Anchor]]:
    names = reading.of(AnchorType.NAME)
    return [
        (t, n) for t in reading.of(AnchorType.TITLE) for n in names if _AT.match(reading.text[t.end : n.start] or "-")
    ]


def _swapped_modifier(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "Law schools" where the evidence speaks of nursing schools, and of no law."""
    known: set[str] = set().union(*(s.stems for s in sources)) if sources else set()
    anchored = [a for a in reading.anchors if a.type in ANCHORED]
    for word, head in _pairs(reading.text):
        if (
            word.folded.endswith(("s", "ed", "ing"))
            or any(a.overlaps(word.start, word.end) for a in anchored)
            or not _is_telling(word, context)
        ):
            continue
        if not _is_telling(head, context) or related(word.stem) & known or is_judging(word):
            continue
        for source in sources:
            stood = [w for w, h in _pairs(source.text) if h.stem == head.stem and is_telling(w)]
            if stood and not any(w.stem in reading.stems for w in stood):
                words = f"“{word.raw} {head.raw}” is not in the evidence: {source.id} says “{stood[0].raw} {head.raw}”"
                yield block(index, word.start, head.end, words, source, f"{stood[0].raw} {head.raw}")
                return


def _pairs(text: str) -> Iterator[tuple[Word, Word]]:
    words = words_of(text)
    return ((a, b) for a, b in pairwise(words) if text[a.end : b.start] in {" ", "-", "&"})


def _is_telling(word: Word, context: Context) -> bool:
    tells = is_telling(word) and len(word.folded) >= 3 and not word.folded.endswith("ly")
    return tells and not any(word.folded in key_of(name) for name in context.account_names)


def _wished(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "You are in every shop" where the evidence says that they want to be."""
    if reading.of(AnchorType.EVENT, AnchorType.QUOTE) or _is_open(reading):
        return
    told = [w for w in words_of(reading.text) if _is_telling(w, context)]
    for source in sources:
        rows = [(row, stems_of(row)) for row in _SENTENCE.split(source.text)]
        row, stems = max(rows, key=lambda r: sum(bool(related(w.stem) & r[1]) for w in told), default=("", frozenset()))
        wish = _WISH.search(row)
        stood = [w for w in told if related(w.stem) & stems]
        if wish and len(stood) >= 2 and 2 * len(stood) >= len(told) and _stand_after(stood, row[wish.end() :]):
            words = f"{source.id} tells this as a wish: “{wish[0]}”"
            yield block(index, stood[0].start, stood[-1].end, words, source, None)
            return


_TOWARDS = re.compile(
    r"\b(?:working (?:towards?|on)|pursuing|preparing for|aiming for|on the way to|"
    r"in the process of (?:getting|obtaining)|close to (?:getting|obtaining)|"
    r"applying for|applied for) (?:its |the |an? )?(?P<what>[^,.;]+)",
    re.IGNORECASE,
)


def _not_yet(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "You earned SOC 2" where the evidence is working towards it."""
    if _TOWARDS.search(reading.text) or reading.negations or _is_open(reading):
        return
    for source in sources:
        for m in _TOWARDS.finditer(source.text):
            wanted = {w.stem for w in words_of(m["what"]) if _is_telling(w, context) or w.raw.isdigit()}
            if wanted and wanted <= reading.stems and not wanted <= stems_of(source.text[: m.start()]):
                words = f"{source.id} says that this is still to come: “{m[0]}”"
                yield block(index, 0, len(reading.text), words, source, None)
                return


def _is_open(reading: Reading) -> bool:
    """Whether a sentence itself tells of a wish, a guess or a plan."""
    ahead = any(a.unit == "future" for a in reading.of(AnchorType.LEXEME))
    return ahead or bool(_WISH.search(reading.text)) or is_hedged(reading.text)


def _stand_after(words: Sequence[Word], text: str) -> bool:
    stems = stems_of(text)
    return all(related(w.stem) & stems for w in words)
