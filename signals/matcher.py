"""Names in text, exactly, at a million names: an Aho-Corasick automaton over a normalised scan copy (signals §3.3).

Both ends of every pattern are separators and overlapping matches are asked for, so adjacent names that share one
separator are not lost; longest hit per start, then left to right without overlap.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

# Kept inside a token: "." between alphanumerics (monday.com, x.ai) and "&" (AT&T); all else separates.
_KEPT = ".&"
_ASCII = str.maketrans({chr(c): (chr(c).lower() if chr(c).isalnum() or chr(c) in _KEPT else " ") for c in range(128)})
# Both looks stand behind the dot: a pattern that begins with a letter to find is five times as fast.
_LOOSE_DOT = re.compile(r"\.(?:(?![^\W_])|(?<![^\W_]\.))")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_GAP = re.compile(r"  +")
_FEW = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """One name found. `alias` is its normal form; `text[start:end]` of the scanned text is how it stands there."""

    alias: str
    account_ids: tuple[str, ...]
    start: int
    end: int


@cache
def _fold(char: str) -> str:
    """One character without its marks, in lower case: "Ü" → "u", "ß" → "ss"; a space for what separates names."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", char.casefold()) if c.isalnum())
    if letters:
        return _SPECIAL.get(letters, letters).lower()
    return "" if unicodedata.combining(char) else " "


_SPECIAL = {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}


def _translate(text: str) -> str:
    if not text.isascii():
        foreign = set(_NON_ASCII.findall(text))
        if len(foreign) > _FEW:
            text = _NON_ASCII.sub(lambda found: _fold(found[0]), text)
        else:
            for char in foreign:
                text = text.replace(char, _fold(char))
    return _LOOSE_DOT.sub(" ", text.translate(_ASCII))


def normalise(text: str) -> str:
    """The scan form of a name or text: folded letters and digits, one space for anything else (signals §3.2)."""
    return " ".join(_translate(text).split())


class _Offsets:
    """From positions in the scan copy back to the original text."""

    def __init__(self, text: str, wide: str) -> None:
        uneven = not text.isascii() and any(len(_fold(char)) != 1 for char in set(_NON_ASCII.findall(text)))
        self._folded = _widths(text) if uneven else None
        self._starts: list[int] = []
        self._removed: list[int] = []
        removed = 0
        for start, end in [gap.span() for gap in _GAP.finditer(wide)]:
            self._starts.append(start + 1 - removed)
            removed += end - start - 1
            self._removed.append(removed)

    def original(self, at: int) -> int:
        """The original offset of the scan copy's character `at`; the copy begins with one separator of its own."""
        nth = bisect_right(self._starts, at) - 1
        wide = at + (self._removed[nth] if nth >= 0 else 0) - 1
        return wide if self._folded is None else self._folded[wide]


def _widths(text: str) -> list[int]:
    """For each folded character the index of the one it came from: folding "ß" to "ss" moves what follows."""
    return [index for index, char in enumerate(text) for _ in (char if char.isascii() else _fold(char))]


class Matcher:
    """Built once from (alias, account id) pairs; one alias may belong to several accounts. Safe to share by threads."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        owners: dict[str, tuple[str, ...]] = {}
        for alias, account_id in names:
            known = owners.get(key := normalise(alias), ())
            if key and account_id not in known:
                owners[key] = (*known, account_id)
        self._aliases = tuple(owners)
        self._owners = tuple(owners.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            (f" {alias} " for alias in self._aliases), matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
        )

    def __len__(self) -> int:
        return len(self._aliases)

    def find(self, text: str) -> tuple[Hit, ...]:
        """Every known name in `text`, left to right, longest first, without overlap; offsets are those of `text`."""
        wide = f" {_translate(text)} "
        found = self._automaton.find_matches_as_indexes(_GAP.sub(" ", wide), overlapping=True)
        if not found:
            return ()
        offsets = _Offsets(text, wide)
        hits: list[Hit] = []
        free_from = 0
        for nth, start, end in sorted(found, key=lambda match: (match[1], -match[2])):
            if start < free_from:
                continue
            free_from = end - 1
            # The pattern's own separators stand at both ends; offsets go by its first and last letter.
            first, last = offsets.original(start + 1), offsets.original(end - 2)
            hits.append(Hit(self._aliases[nth], self._owners[nth], first, last + 1))
        return tuple(hits)
