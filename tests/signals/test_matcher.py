"""Names in text: exact against a reference, offsets back into the original."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signals.matcher import Matcher, normalise

WORDS = ["alder", "Robotics", "brook", "co", "Müller", "Söhne", "x.ai", "A&B", "north", "Straße", "ŒUVRE", "e\u0301t"]
SEPARATORS = [" ", "  ", ", ", ". ", "-", "\n", "’s ", " (", ") ", "…", " — ", "/"]


def reference(names: list[tuple[str, str]], text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The slow exact answer: a dict of token n-grams, longest at each start, left to right."""
    owners: dict[str, list[str]] = {}
    for alias, account in names:
        if (key := normalise(alias)) and account not in owners.setdefault(key, []):
            owners[key].append(account)
    tokens = normalise(text).split()
    longest = max((len(key.split()) for key in owners), default=0)
    found = []
    at = 0
    while at < len(tokens):
        for size in range(longest, 0, -1):
            gram = " ".join(tokens[at : at + size])
            if at + size <= len(tokens) and gram in owners:
                found.append((gram, tuple(owners[gram])))
                at += size
                break
        else:
            at += 1
    return found


phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS)), max_size=25).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(phrases, st.sampled_from(["a", "b", "c"])), min_size=1, max_size=8), texts)
def test_the_automaton_loses_and_invents_nothing(names: list[tuple[str, str]], text: str) -> None:
    hits = Matcher(names).find(text)
    assert [(hit.alias, hit.account_ids) for hit in hits] == reference(names, text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(phrases, st.just("a")), min_size=1, max_size=6), texts)
def test_a_hit_stands_where_it_says(names: list[tuple[str, str]], text: str) -> None:
    for hit in Matcher(names).find(text):
        assert normalise(text[hit.start : hit.end]) == hit.alias


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    for hit in Matcher([("alder", "a"), (text or "x", "b")]).find(f"Alder {text} alder"):
        assert 0 <= hit.start < hit.end <= len(text) + 12


def test_adjacent_names_that_share_a_separator_are_both_found() -> None:
    hits = Matcher([("Alder Robotics", "a"), ("Brook", "b")]).find("Alder Robotics Brook")
    assert [hit.account_ids for hit in hits] == [("a",), ("b",)]


@pytest.mark.parametrize("text", ["Calder", "Alderman", "alder.example", "Alders", "xAlder"])
def test_a_name_inside_a_longer_word_is_no_hit(text: str) -> None:
    assert Matcher([("Alder", "a")]).find(text) == ()


def test_the_longest_name_wins() -> None:
    matcher = Matcher([("Alder", "short"), ("Alder Robotics", "long")])
    assert [hit.account_ids for hit in matcher.find("Alder Robotics and Alder")] == [("long",), ("short",)]


def test_one_alias_of_two_accounts_names_both() -> None:
    (hit,) = Matcher([("Alder", "a"), ("ALDER!", "b")]).find("(Alder)")
    assert hit.account_ids == ("a", "b")


def test_offsets_hold_behind_letters_that_fold_to_two() -> None:
    text = "Weiß­straße ﬁrst: Müller & Söhne, "
    (hit,) = Matcher([("müller & söhne", "a")]).find(text)
    assert text[hit.start : hit.end] == "Müller & Söhne"


def test_no_names_find_nothing() -> None:
    assert Matcher([]).find("Alder") == ()
