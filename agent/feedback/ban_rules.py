"""Whether a phrase may go on the ban list: it is readable, it passes its own tests, and it cannot hang a check."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from agent.domain.voices import Ban
from agent.errors import BadInput

LONGEST = 120
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


def check_ban(ban: Ban) -> None:
    """Raises BadInput with what is wrong and the fix."""
    if not 2 <= len(ban.phrase.strip()) <= LONGEST:
        raise BadInput(f"Write a phrase of 2 to {LONGEST} characters.")
    if not ban.reason.strip():
        raise BadInput("Say why in a few words: whoever meets the ban reads it.")
    if ban.is_regex:
        _check_regex(ban.phrase)
    if ban.pattern.search(""):
        raise BadInput("This pattern finds an empty text, so it would find everything. Make it name some words.")
    for text in ban.hits:
        if not ban.pattern.search(text):
            raise BadInput(f"It should find “{text}” and does not.")
    for text in ban.misses:
        if ban.pattern.search(text):
            raise BadInput(f"It should leave “{text}” alone and finds it.")


def _check_regex(pattern: str) -> None:
    try:
        re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise BadInput(f"This is no regular expression: {error}.") from None
    if _nests(re._parser.parse(pattern), inside=False):  # type: ignore[attr-defined]
        raise BadInput("A repeat inside a repeat, such as (a+)+, can take for ever. Write it without the inner one.")


def _nests(parts: Iterable[Any], *, inside: bool) -> bool:
    """Whether an open repeat stands within an open repeat: what makes a search take exponential time."""
    for name, about in parts:
        is_repeat = str(name) in _REPEATS and about[1] > 1
        if is_repeat and inside:
            return True
        if any(_nests(each, inside=inside or is_repeat) for each in _within(name, about)):
            return True
    return False


def _within(name: Any, about: Any) -> list[Any]:
    """The patterns inside one part of a parsed pattern."""
    if str(name) in _REPEATS:
        return [about[2]]
    if str(name) == "BRANCH":
        return list(about[1])
    if str(name) == "SUBPATTERN":
        return [about[-1]]
    if str(name) in {"ASSERT", "ASSERT_NOT"}:
        return [about[1]]
    return []
