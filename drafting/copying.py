"""Copying: words taken over from a page that is no evidence of a signal (drafting §3). Part of stage 7 of 12.

A page, a posting or an article beside the signals is there to be read. What a question, an offer or a guess takes from
it word for word may be anybody's order; the offer and the signals are what may be spoken of.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from drafting.anchors.context import Context
from drafting.anchors.sources import Source
from drafting.anchors.words import Word, is_telling, words_of
from drafting.residual import ASKING
from drafting.speakable import stated, unspoken

RUN = 3
RUN_OF_FACTS = 5
"""A fact may use a name, a number or a title of a page; a whole clause of it is someone else's sentence."""


def copied(text: str, context: Context, *, run: int = RUN) -> tuple[int, int] | None:
    """Where `run` words in a row, or half of what the words say, stand on such a page and nowhere else."""
    pages = (*unspoken(context), *context.barred)
    if not pages:
        return None
    ours = (*stated(context.prospect, context), *context.seller, *context.free)
    there, known = _runs(pages, run), _runs(ours, run)
    words = words_of(text)
    for at in range(len(words) - run + 1):
        row = tuple(word.folded for word in words[at : at + run])
        if row in there and row not in known:
            return words[at].start, words[at + run - 1].end
    return _mostly_theirs(words, _runs(pages, 1) - _runs(ours, 1)) if run == RUN else None


def _mostly_theirs(words: Iterable[Word], only_there: frozenset[tuple[str, ...]]) -> tuple[int, int] | None:
    """The words that say something, where half of them or more stand on such a page alone."""
    telling = [w for w in words if is_telling(w) and w.stem not in ASKING]
    theirs = [w for w in telling if (w.folded,) in only_there]
    return (theirs[0].start, theirs[-1].end) if theirs and 2 * len(theirs) >= len(telling) else None


def _runs(sources: Iterable[Source], run: int) -> frozenset[tuple[str, ...]]:
    return frozenset(row for source in sources for row in _rows(source.text, run))


@lru_cache(maxsize=4096)
def _rows(text: str, run: int) -> frozenset[tuple[str, ...]]:
    words = [word.folded for word in words_of(text)]
    return frozenset(tuple(words[at : at + run]) for at in range(len(words) - run + 1))
