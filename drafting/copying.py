"""Copying: words taken over from a page that is no evidence of a signal (drafting §3). Part of stage 7 of 12.

A page, a posting or an article beside the signals is there to be read. What a question, an offer or a guess takes from
it word for word may be anybody's order; the offer and the signals are what may be spoken of.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from drafting.anchors.context import Context
from drafting.anchors.sources import Source
from drafting.anchors.words import FRAME, STOP, Word, words_of

RUN = 3


def copied(text: str, context: Context, *, run: int = RUN) -> tuple[int, int] | None:
    """Where `run` words in a row, or a lone word that says something, stand on such a page and nowhere else."""
    signalled = [s for s in context.prospect if s.is_of_signal]
    if not signalled and not context.barred:
        return None
    signalled = signalled or list(context.prospect)
    pages, known = (
        _runs([*(s for s in context.prospect if s not in signalled), *context.barred], run),
        _runs((*signalled, *context.seller, *context.free), run),
    )
    words = words_of(text)
    for at in range(len(words) - run + 1):
        row = tuple(word.folded for word in words[at : at + run])
        if row in pages and row not in known:
            return words[at].start, words[at + run - 1].end
    return _lone(
        words, _runs((*context.prospect, *context.barred), 1) - _runs((*signalled, *context.seller, *context.free), 1)
    )


def _lone(words: Iterable[Word], only_there: frozenset[tuple[str, ...]]) -> tuple[int, int] | None:
    telling = [w for w in words if w.folded not in STOP and w.stem not in FRAME]
    if len(telling) == 1 and (telling[0].folded,) in only_there:
        return telling[0].start, telling[0].end
    return None


def _runs(sources: Iterable[Source], run: int) -> frozenset[tuple[str, ...]]:
    return frozenset(row for source in sources for row in _rows(source.text, run))


@lru_cache(maxsize=4096)
def _rows(text: str, run: int) -> frozenset[tuple[str, ...]]:
    words = [word.folded for word in words_of(text)]
    return frozenset(tuple(words[at : at + run]) for at in range(len(words) - run + 1))
