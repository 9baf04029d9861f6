"""How answers are compared and counted, the same in every task: text equality, shares, precision and recall."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from agent.evaluate.contract import Case, Miss

_OUTER = re.compile(r"^[\W_]+|[\W_]+$")
_SPACE = re.compile(r"\s+")


def text_key(value: Any) -> str | None:
    """Text as it is compared: NFKC, case-folded, white space single, outer punctuation gone. None stays None."""
    if value is None:
        return None
    folded = unicodedata.normalize("NFKC", str(value)).casefold()
    return _OUTER.sub("", _SPACE.sub(" ", folded))


def same_text(want: Any, got: Any) -> bool:
    """Equal by `text_key`; null equals null, and null equals an empty text."""
    return (text_key(want) or None) == (text_key(got) or None)


def same_number(want: Any, got: Any, *, tolerance: float = 0.0) -> bool:
    """Equal as numbers within a relative `tolerance`; null equals null; what is no number equals nothing."""
    if want is None or got is None:
        return want is None and got is None
    try:
        wanted, found = float(want), float(got)
    except (TypeError, ValueError):
        return False
    return abs(wanted - found) <= tolerance * abs(wanted)


def ratio(part: float, whole: int, *, empty: float = 0.0) -> float:
    """`part / whole`, and `empty` where there is nothing to divide by."""
    return part / whole if whole else empty


@dataclass(slots=True)
class Tally:
    """Hits, false alarms and misses of something found or not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Nothing found is perfect only where there was nothing to find."""
        return ratio(self.right, self.right + self.wrong, empty=1.0 if not self.missed else 0.0)

    @property
    def recall(self) -> float:
        return ratio(self.right, self.right + self.missed, empty=1.0)

    def count(self, *, want: bool, got: bool) -> None:
        """Count a yes-or-no question."""
        self.right += want and got
        self.wrong += got and not want
        self.missed += want and not got

    def count_sets(self, want: Collection[Any], got: Collection[Any], same: Callable[[Any, Any], bool]) -> None:
        """Count two collections, each wanted thing matched by at most one found thing."""
        left = list(got)
        for wanted in want:
            match = next((i for i, found in enumerate(left) if same(wanted, found)), None)
            if match is None:
                self.missed += 1
            else:
                del left[match]
                self.right += 1
        self.wrong += len(left)


@dataclass(slots=True)
class Accuracy:
    """Share of right answers; nothing asked is 1.0."""

    right: int = 0
    asked: int = 0

    def count(self, right: bool) -> bool:
        self.right += right
        self.asked += 1
        return right

    @property
    def share(self) -> float:
        return ratio(self.right, self.asked, empty=1.0)


def miss(case: Case, name: str, want: Any, got: Any, right: bool) -> tuple[Miss, ...]:
    """No miss, or one: `misses += miss(case, "company", want, got, same_text(want, got))`."""
    return () if right else (Miss(case.id, name, want, got),)
