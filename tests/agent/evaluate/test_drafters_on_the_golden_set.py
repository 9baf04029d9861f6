"""Whoever writes, golden accounts come out the same: approvable, grounded, nothing planted, and saying who wrote.

Each script plays a seventh of the accounts here, others than the one before, and all of them in `make test-faults`.
"""

from __future__ import annotations

import pytest
from draft_evaluators import authors, failed, golden_dataset, mean, report_of, similarity_of, wanted
from scripted_models import SCRIPTS, Mail, controls, playing

from drafting.draft import Drafter

SHARE = 7


@pytest.fixture(scope="module")
def right() -> dict[str, Mail]:
    return controls()


def hold(name: str, right: dict[str, Mail], part: slice) -> None:
    script = SCRIPTS[name]
    with playing(script, right) as (drafter, stage):
        report = report_of(drafter, golden_dataset(script.planted, part=part), stage.next)
    assert failed(report) == []
    wrote = authors(report)
    least, most = (share * wanted(report) for share in script.by_model)
    assert sum(wrote.values()) == wanted(report) and least <= wrote.get("model", 0) <= most, wrote
    notes = [one.output["note"] for one in report.cases if one.labels["author"].value == "composer/1"]
    assert script.why == "" or any(script.why in note for note in notes), notes[:3]
    low, high = script.words
    assert low <= mean(report, "words") <= high
    assert similarity_of(report) <= 0.5
    assert mean(report, "seconds") < 5


@pytest.mark.parametrize("name", SCRIPTS)
def test_whatever_a_model_does_accounts_end_as_they_should(name: str, right: dict[str, Mail]) -> None:
    hold(name, right, slice(list(SCRIPTS).index(name) % SHARE, None, SHARE))


@pytest.mark.faults
@pytest.mark.parametrize("name", SCRIPTS)
def test_whatever_a_model_does_every_account_ends_as_it_should(name: str, right: dict[str, Mail]) -> None:
    hold(name, right, slice(None))


def test_a_model_that_lies_is_paid_for_and_that_is_said(right: dict[str, Mail]) -> None:
    """Three questions a draft, each on the bill of the template that stands there instead."""
    script = SCRIPTS["lying to the end"]
    with playing(script, right) as (drafter, stage):
        report = report_of(drafter, golden_dataset(script.planted, part=slice(0, 4)), stage.next)
    assert mean(report, "cost_usd") == pytest.approx(3 * (100 * 1 + 20 * 10) / 1e6)


def test_an_evaluation_can_fail(right: dict[str, Mail]) -> None:
    """What is planted is looked for in the words alone: a true draft that holds it is found."""
    dataset = golden_dataset((right["alder"]["sentences"][0]["text"],), part=slice(0, 1))
    with playing(SCRIPTS["careful"], right) as (drafter, stage):
        report = report_of(drafter, dataset, stage.next)
    [line] = failed(report)
    assert line.startswith("alder: nothing_planted")


def test_a_template_where_nobody_was_asked_needs_no_excuse() -> None:
    report = report_of(Drafter(), golden_dataset(asked=False, part=slice(0, 4)))
    assert failed(report) == []
    assert authors(report) == {"composer/1": wanted(report)}
