"""How answers are compared and counted."""

from __future__ import annotations

import pytest

from agent.evaluate.contract import Case
from agent.evaluate.funding import grade
from agent.evaluate.grading import Accuracy, Tally, same_number, same_text

FOUND = {"event": True, "company": "Tessellate", "round": "series_a", "amount": 9e6, "currency": "USD", "investors": []}


@pytest.mark.parametrize(
    ("want", "got"),
    [("Acme  Tiles", "acme tiles"), ('"Acme."', "ACME"), (None, None), (None, ""), ("Straße", "STRASSE"), ("５", "5")],
)
def test_text_is_compared_without_case_space_and_outer_punctuation(want: str | None, got: str | None) -> None:
    assert same_text(want, got)


@pytest.mark.parametrize(("want", "got"), [("Acme", None), ("Acme-Tiles", "Acme Tiles"), ("Acme", "Acme 2")])
def test_other_text_is_other(want: str | None, got: str | None) -> None:
    assert not same_text(want, got)


def test_numbers_are_equal_within_their_tolerance() -> None:
    assert same_number(100, "100.9", tolerance=0.01)
    assert not same_number(100, 101.1, tolerance=0.01)
    assert same_number(None, None)
    assert not same_number(0, None)
    assert not same_number(1, "one")


def test_finding_nothing_is_precise_only_where_there_was_nothing() -> None:
    assert (Tally().precision, Tally().recall) == (1.0, 1.0)
    assert Tally(missed=1).precision == 0.0
    assert (Tally(right=3, wrong=1, missed=2).precision, Tally(right=3, missed=1).recall) == (0.75, 0.75)
    assert Accuracy().share == 1.0


def test_each_wanted_thing_is_matched_once() -> None:
    tally = Tally()
    tally.count_sets(["a", "a"], ["a", "b"], lambda want, got: want == got)
    assert (tally.right, tally.wrong, tally.missed) == (1, 1, 1)


@pytest.mark.parametrize(
    ("change", "metric"),
    [
        ({"company": "Other"}, "company"),
        ({"amount": 9.2e6}, "amount"),
        ({"currency": "EUR"}, "amount"),
        ({"amount": None}, "amount"),
        ({"round": None}, "round"),
        ({"investors": ["Oakhollow"]}, "investors_precision"),
    ],
)
def test_a_wrong_field_costs_its_own_metric_only(change: dict[str, object], metric: str) -> None:
    metrics = grade([Case("1", {}, FOUND, FOUND | change)]).metrics
    assert {name for name, value in metrics.items() if value < 1} == {metric}


@pytest.mark.parametrize(
    ("want", "got"),
    [
        ({"round": "Series A"}, {"round": "series_a"}),
        ({"round": "A round"}, {"round": "series_a"}),
        ({"amount": 9e6}, {"amount": 9.05e6}),
        ({"investors": ["a16z"]}, {"investors": ["Andreessen Horowitz"]}),
        ({"company": "tessellate."}, {"company": "Tessellate"}),
    ],
)
def test_one_thing_by_two_names_is_one_thing(want: dict[str, object], got: dict[str, object]) -> None:
    assert set(grade([Case("1", {}, FOUND | want, FOUND | got)]).metrics.values()) == {1.0}


def test_fields_are_graded_only_on_events_rightly_found() -> None:
    missed = Case("1", {}, FOUND, FOUND | {"event": False, "company": None})
    metrics = grade([missed, Case("2", {}, FOUND, FOUND)]).metrics
    assert (metrics["event_recall"], metrics["company"]) == (0.5, 1.0)
