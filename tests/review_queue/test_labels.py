"""Stored codes never reach a page: kinds, offices, amounts and dates are said in words."""

from __future__ import annotations

import pytest

from agent.domain.contacts import Function, Seniority
from agent.domain.decisions import RejectReason
from agent.domain.outcomes import OutcomeKind
from agent.domain.replies import Intent
from agent.domain.signals import Direction, FieldValue, Quote, SignalKind
from review_queue.labels import Told, label, told


def fields(**values: str) -> dict[str, FieldValue]:
    return {name: FieldValue(value, Quote(value, 0, len(value))) for name, value in values.items()}


@pytest.mark.parametrize("family", [Seniority, Function, Direction, Intent, OutcomeKind, SignalKind])
def test_every_code_has_words(family: type) -> None:
    for one in family:
        assert "_" not in label(one) and label(one)[0].isupper(), one


def test_who_mends_a_rejection_is_said_in_words() -> None:
    assert {label(one.goes_to) for one in RejectReason} == {
        "Contacts",
        "Offer (offer.yaml)",
        "Prompts",
        "Signal rules",
        "Sources",
        "Who fits (icp.yaml)",
    }


def test_the_fields_of_a_round_are_read_as_a_person_would_say_them() -> None:
    found = told(
        fields(amount="12000000", currency="USD", round="series_b", investor_1="Oak Hill", investor_2="Fenwick")
    )
    assert found == (Told("Amount", "$12,000,000"), Told("Investors", "Oak Hill, Fenwick"), Told("Round", "Series B"))


def test_an_amount_without_a_currency_is_no_dollars() -> None:
    assert told(fields(amount="9250123", currency="CHF")) == (Told("Amount", "CHF 9,250,123"),)
    assert told(fields(amount="12000000")) == (Told("Amount", "12,000,000, currency not stated"),)


def test_the_fields_of_an_appointment_are_read_as_a_person_would_say_them() -> None:
    found = told(
        fields(direction="join", seniority="c_level", function="revenue_operations", effective_on="2026-12-31")
    )
    assert {one.name: one.words for one in found} == {
        "Change": "Joins",
        "Seniority": "C-level",
        "Function": "RevOps",
        "From": "31 Dec 2026",
    }


def test_what_is_no_date_and_no_number_is_shown_as_it_is() -> None:
    found = told(fields(effective_on="next spring", amount="undisclosed", company="a_b Works"))
    assert [one.words for one in found] == ["undisclosed", "a_b Works", "next spring"]
