"""What may go on the ban list: it passes its own tests and cannot hang a check."""

from __future__ import annotations

import pytest

from agent.domain.voices import Ban
from agent.errors import BadInput
from agent.feedback.ban_rules import check_ban


def ban(phrase: str, **about: object) -> Ban:
    return Ban("b", phrase, **{"reason": "worn", **about})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "good",
    [
        ban("circle back", hits=("let's circle back soon",), misses=("the circle backs off",)),
        ban(r"synerg(y|ies)\b", is_regex=True, hits=("Synergies",)),
        ban("don't worry", hits=("Don’t worry",)),
    ],
)
def test_a_ban_that_passes_its_tests_is_taken(good: Ban) -> None:
    check_ban(good)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (ban("x"), "2 to"),
        (ban("circle back", reason=" "), "Say why"),
        (ban("(open", is_regex=True), "no regular expression"),
        (ban("a*", is_regex=True), "find everything"),
        (ban(r"(\w+\s?)+!", is_regex=True), "repeat inside a repeat"),
        (ban("(a|b+)*c", is_regex=True), "repeat inside a repeat"),
        (ban("circle back", hits=("circling back",)), "should find"),
        (ban("just", misses=("just so",)), "leave “just so” alone"),
    ],
)
def test_a_ban_that_fails_says_why(bad: Ban, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        check_ban(bad)
