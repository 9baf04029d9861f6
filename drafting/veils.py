"""A text as a model reads it, nobody named, and the way back from its words to those that stand there (drafting §5)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from drafting.masks import PERSON, Mask, Piece, numbered
from signals.extract.people_told_of import people_told_of


@dataclass(frozen=True)
class Veil:
    """One text under a mask. `shown` is what a model reads."""

    text: str
    mask: Mask

    @cached_property
    def shown(self) -> str:
        return self.mask.hide(self.text)

    @cached_property
    def _pieces(self) -> tuple[tuple[int, int, Piece], ...]:
        """Where each piece stands in `shown`."""
        placed, grown = [], 0
        for piece in self.mask.pieces(self.text):
            start = piece.start + grown
            placed.append((start, start + len(piece.token), piece))
            grown += len(piece.token) - (piece.end - piece.start)
        return tuple(placed)

    def behind(self, value: str, quote: str) -> tuple[str, str] | None:
        """What stands in the text where a model read `quote`, runs of white space counting as one, and `value` with
        the names as they are written there; None where `quote` does not stand in what was shown."""
        words = quote.split()
        found = words and re.search(r"\s+".join(map(re.escape, words)), self.shown)
        if not found:
            return None
        inside = [piece for start, end, piece in self._pieces if start < found.end() and end > found.start()]
        written = {piece.token: self.text[piece.start : piece.end] for piece in reversed(inside)}
        named = PERSON.sub(lambda token: written.get(token[0], self.mask.tokens.get(token[0], token[0])), value)
        return named, self.text[self._at(found.start()) : self._at(found.end(), ends=True)]

    def _at(self, place: int, *, ends: bool = False) -> int:
        """The place in the text of one in `shown`; within a token, where the name begins or ends."""
        grown = 0
        for start, end, piece in self._pieces:
            if place <= start or (place < end and not ends):
                return min(place, start) - grown
            if place < end:
                return piece.end
            grown += len(piece.token) - (piece.end - piece.start)
        return place - grown


def veils(texts: Iterable[str]) -> tuple[Veil, ...]:
    """The texts under one mask, so that a person has one name in all of them."""
    every = list(texts)
    names = dict.fromkeys(name for text in every for name in people_told_of(text))
    mask = Mask(numbered(names))
    return tuple(Veil(text, mask) for text in every)
