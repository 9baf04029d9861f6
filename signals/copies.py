"""Syndicated copies of one text: they confirm nothing (signals §4.1). A copy is told by its words, never its headline.

The sketch of a text is the smallest hashes of its five-word shingles: two sketches give the Jaccard similarity of the
texts within a few hundredths (Broder 1997, bottom-k), and take no more room in the evidence than a quote.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from signals.matcher import normalise

SHINGLE_WORDS = 5
SKETCH_SIZE = 64
LEAST_WORDS = 40
SAME_TEXT = 0.8


def sketch(text: str) -> tuple[int, ...]:
    """The sketch of a text, () for one too short to tell a copy from two reports in the same words."""
    words = normalise(text).split()
    if len(words) < LEAST_WORDS:
        return ()
    shingles = {" ".join(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1)}
    return tuple(sorted({zlib.crc32(shingle.encode()) for shingle in shingles})[:SKETCH_SIZE])


def is_copy(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two texts are the same but for a line or two."""
    if not one or not other:
        return False
    mine, theirs = set(one), set(other)
    smallest = sorted(mine | theirs)[:SKETCH_SIZE]
    shared = sum(value in mine and value in theirs for value in smallest)
    return shared >= SAME_TEXT * len(smallest)
