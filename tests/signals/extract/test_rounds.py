"""How rounds are named, and what only looks like one."""

from __future__ import annotations

import pytest

from agent.domain.signals import Round
from signals.extract.rounds import round_of, rounds

NAMED = """
closes its Series B | series_b
in Series A1 funding | series_a
its Series A-2 round | series_a
a series c round | series_c
raises series a | series_a
a pre-Series A round | pre_series_a
a B round | series_b
Snares $85M Round B | series_b
raises $6M A led by Larkspur | series_a
raises €4m B from Larkspur | series_b
$4M seed | seed
seed round | seed
seed funding | seed
seed-stage financing | seed
closes $4M in seed | seed
a pre-seed round | pre_seed
€1m preseed funding | pre_seed
raises pre-seed to build kites | pre_seed
a growth equity round | growth
equity crowdfunding | crowdfunding
in einer Series-A-Finanzierungsrunde | series_a
eine Seed-Runde | seed
une série A | series_a
una ronda semilla | seed
una ronda A | series_a
"""


@pytest.mark.parametrize(("text", "want"), [[c.strip() for c in row.split("|")] for row in NAMED.strip().splitlines()])
def test_a_round_is_recognised(text: str, want: str) -> None:
    (span,) = rounds(text)
    assert span.round == Round(want)


@pytest.mark.parametrize(
    "text",
    [
        "a series a viewer would love",
        "the TV series B-side",
        "a hemp seed company",
        "raised $5M A week ago",
        "World Series game",
        "plant a seed",
        "a round of golf",
        "top seed Jane Marlow",
        "backed by Gannet Seed Fund",
        "vitamin B in milk",
    ],
)
def test_what_only_looks_like_a_round_is_left(text: str) -> None:
    assert rounds(text) == ()


def test_an_extension_is_marked() -> None:
    assert rounds("a Series A extension")[0].is_extension
    assert not rounds("a Series A round")[0].is_extension


@pytest.mark.parametrize(
    ("label", "want"),
    [
        ("Series B", Round.SERIES_B),
        ("series_b", Round.SERIES_B),
        ("B round", Round.SERIES_B),
        ("Seed", Round.SEED),
        ("Pre-Seed", Round.PRE_SEED),
        ("Pre-Series A", Round.PRE_SERIES_A),
        ("private equity", Round.PRIVATE_EQUITY),
        ("", None),
        (None, None),
        ("unspecified", None),
        ("a nice one", None),
    ],
)
def test_a_label_names_a_round(label: str | None, want: Round | None) -> None:
    assert round_of(label) == want
