"""Opposites: a sentence that says of a thing the contrary of what its evidence says. Part of stage 7 of 12.

Polarity words must agree (drafting §2.2, step 4): "shutting showrooms" where showrooms open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.domain.drafts import Finding
from drafting.anchors.context import Context
from drafting.anchors.reading import Reading
from drafting.anchors.sources import Source
from drafting.anchors.words import Word, is_telling, stem, words_of
from drafting.binding import block, clauses_of

# Each line is two sides: a word of one side, said of a thing, is contradicted by a word of the other.
_SIDES = (
    "open reopen launch start begin add | close shut shutter end wind cancel scrap",
    "buy bought acquire purchase | sell sold sale divest",
    "more higher larger bigger longer greater increase rise lift raise grow gain | "
    "fewer less lower smaller shorter decrease fall drop reduce cut shrink lose shed",
    "hire recruit | fire sack dismiss",
    "win won | lose lost",
    "approve approval accept back clear clearance pass | reject decline refuse oppose block",
    "faster quicker sooner | slower later",
    "easier | harder",
    "public | private",
    "enter | exit quit leave withdraw withdrew",
    "renew extend | cancel end terminate lapse",
    "profit profitable | loss unprofitable",
    "insource | outsource",
    "allow | ban forbid",
)
_PAIRS = [tuple(frozenset(stem(word) for word in side.split()) for side in line.split("|")) for line in _SIDES]
_COMPARED_WORDS = """higher larger bigger longer greater fewer lower smaller shorter faster quicker sooner slower later
    easier harder shutter enter"""
_COMPARED = frozenset(_COMPARED_WORDS.split())
_BEFORE, _AFTER = 3, 5


def opposed(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "You are closing five cafes" where five cafes open, and nothing of the kind closes."""
    words = words_of(reading.text)
    for at, word in enumerate(words):
        for side, other in _sides_of(word):
            things = _things_near(words, at)
            if not things or any(w.stem in side and _sides_of(w) for s in sources for w in words_of(s.text)):
                continue
            stood = ((s, w) for s in sources for w in _said_of(things, other, s))
            if hit := next(stood, None):
                source, contrary = hit
                words_ = f"“{word.raw}” is the opposite of “{contrary.raw}” in {source.id}"
                yield block(index, word.start, word.end, words_, source, contrary.raw)
                return


def _sides_of(word: Word) -> list[tuple[frozenset[str], frozenset[str]]]:
    found = []
    if word.folded.endswith(("er", "ers", "or", "ors")) and word.folded not in _COMPARED:
        return []
    for one, other in _PAIRS:
        if word.stem in one and word.stem not in other:
            found.append((one, other))
        elif word.stem in other and word.stem not in one:
            found.append((other, one))
    return found


def _said_of(things: frozenset[str], side: frozenset[str], source: Source) -> Iterator[Word]:
    for clause in clauses_of(source.text):
        words = words_of(source.text[slice(*clause)])
        for at, word in enumerate(words):
            if word.stem in side and _sides_of(word) and things & _things_near(words, at):
                yield word


def _things_near(words: Sequence[Word], at: int) -> frozenset[str]:
    near = (*words[max(0, at - _BEFORE) : at], *words[at + 1 : at + 1 + _AFTER])
    return frozenset(w.stem for w in near if is_telling(w) and not w.folded.isdigit())
