"""Names in text, exactly, at a million names: an Aho-Corasick automaton over a normalised scan copy (signals §3.3).

Both ends of every pattern are separators and overlapping matches are asked for, so adjacent names that share one
separator are not lost; longest hit per start, then left to right without overlap.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

# Kept inside a token: "." between alphanumerics (monday.com, x.ai) and "&" (AT&T); all else separates.
_KEPT = ".&"
_ASCII = str.maketrans({chr(c): (chr(c).lower() if chr(c).isalnum() or chr(c) in _KEPT else " ") for c in range(128)})
# Both looks stand behind the dot: a pattern that begins with a letter to find is five times as fast.
_LOOSE_DOT = re.compile(r"\.(?:(?![^\W_])|(?<![^\W_]\.))")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_FEW = 12


class Hit(NamedTuple):
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


def _foreign(text: str) -> frozenset[str]:
    return frozenset() if text.isascii() else frozenset(_NON_ASCII.findall(text))


def _translate(text: str, foreign: frozenset[str]) -> str:
    if len(foreign) > _FEW:
        text = _NON_ASCII.sub(lambda found: _fold(found[0]), text)
    else:
        for char in foreign:
            text = text.replace(char, _fold(char))
    return _LOOSE_DOT.sub(" ", text.translate(_ASCII))


def normalise(text: str) -> str:
    """The scan form of a name or text: folded letters and digits, one space for anything else (signals §3.2)."""
    return " ".join(_translate(text, _foreign(text)).split())


class _Scan:
    """The scan copy of a text, and the way back from its characters to the text's."""

    def __init__(self, text: str) -> None:
        foreign = _foreign(text)
        self._wide = _translate(text, foreign)
        self.copy = f" {' '.join(self._wide.split())} "
        self._uneven = text if any(len(_fold(char)) != 1 for char in foreign) else ""

    def walk(self) -> Callable[[int], int]:
        """Gives the original offset of a letter of the copy, for letters asked from left to right.

        As many letters stand before it here and there; between two words the text may have more than one separator.
        """
        folded = _widths(self._uneven) if self._uneven else None
        wide = self._wide
        reached = separators = place = spaces = 0

        def original(at: int) -> int:
            nonlocal reached, separators, place, spaces
            separators += self.copy.count(" ", reached, at)
            reached = at
            # The place moves on by the spaces that it just passed, until it has passed none.
            while (ahead := at - separators + spaces) > place:
                spaces += wide.count(" ", place, ahead)
                place = ahead
            while wide[place] == " ":
                place, spaces = place + 1, spaces + 1
            return place if folded is None else folded[place]

        return original


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
        scan = _Scan(text)
        found = self._automaton.find_matches_as_indexes(scan.copy, overlapping=True)
        if not found:
            return ()
        original = scan.walk()
        hits: list[Hit] = []
        free_from = 0
        for nth, start, end in sorted(found, key=_longest_first):
            if start < free_from:
                continue
            free_from = end - 1
            # The pattern's own separators stand at both ends; offsets go by its first and last letter.
            hits.append(Hit(self._aliases[nth], self._owners[nth], original(start + 1), original(end - 2) + 1))
        return tuple(hits)


def _longest_first(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[1], -match[2]
