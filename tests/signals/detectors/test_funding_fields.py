"""Form D filings and a team's own tools as funding: read by their fields, never by their prose."""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from signals.detectors.funding import detect


def filing(**fields: str) -> Item:
    text = "Form D: Tessellate Robotics, Inc. sold $9,000,000 of $12,000,000. First sale 2026-05-12. Other Technology."
    stated = {
        "entity": "Tessellate Robotics, Inc.",
        "amount_sold": "9000000",
        "total_offering": "12000000",
        "first_sale": "2026-05-12",
        "industry": "Other Technology",
        "pooled_fund": "false",
        "is_amendment": "false",
    }
    return Item("sec_form_d", "k", ItemKind.FILING, "Form D", text, "https://sec.example/1", fields=stated | fields)


def test_a_form_d_gives_the_amount_sold_and_names_no_round_or_investor() -> None:
    (mention,) = detect(filing())
    assert {name: value.value for name, value in mention.fields.items()} == {
        "company": "Tessellate Robotics",
        "amount": "9000000",
        "currency": "USD",
        "first_sale_on": "2026-05-12",
    }
    assert all(value.quote.stands_in(filing().text) for value in mention.fields.values())


@pytest.mark.parametrize(
    "fields",
    [
        {"pooled_fund": "true"},
        {"industry": "REITS and Finance"},
        {"industry": "Pooled Investment Fund"},
        {"entity": "Oakhollow Growth Fund II, L.P."},
        {"entity": "38 Quay Street Realty LLC"},
        {"amount_sold": "0"},
    ],
)
def test_a_form_d_of_a_vehicle_or_of_nothing_sold_is_no_round(fields: dict[str, str]) -> None:
    assert detect(filing(**fields)) == ()


def test_an_indefinite_offering_has_no_amount() -> None:
    (mention,) = detect(filing(amount_sold="Indefinite"))
    assert mention.value("amount") is None
    assert mention.value("company") == "Tessellate Robotics"


@pytest.mark.parametrize("kind", [ItemKind.POSTING, ItemKind.PAGE])
def test_a_posting_or_a_page_that_speaks_of_a_round_is_a_profile(kind: ItemKind) -> None:
    text = "Tessellate raises $9M Series A"
    assert detect(Item("greenhouse", "k", kind, text, text, "https://jobs.example/1")) == ()


def intake(text: str, **fields: str) -> Item:
    return Item("intake", "k", ItemKind.INTAKE, text, text, "intake:crm", company="Tessellate", fields=fields)


def test_intake_states_its_fields_and_each_must_stand_in_the_text() -> None:
    text = "Tessellate raised 9000000 EUR in a series a round led by Oakhollow Partners."
    said = {"kind": "funding", "amount": "9000000", "currency": "EUR", "round": "series_a"}
    (mention,) = detect(intake(text, **said, lead_investor="Oakhollow Partners", investors="Nobody Named"))
    assert {name: value.value for name, value in mention.fields.items()} == {
        "company": "Tessellate",
        "amount": "9000000",
        "currency": "EUR",
        "round": "series_a",
        "lead_investor_1": "Oakhollow Partners",
    }
    assert all(value.quote.stands_in(text) for value in mention.fields.values())


def test_an_amount_without_a_currency_is_of_none() -> None:
    (mention,) = detect(intake("Tessellate raised 9,000,000.", kind="funding", amount="9000000"))
    assert mention.value("amount") == "9000000" and "currency" not in mention.fields


def test_intake_of_another_kind_is_left_to_its_own_detector() -> None:
    assert detect(intake("Tessellate raised 9000000 EUR.", kind="job_change", amount="9000000")) == ()
