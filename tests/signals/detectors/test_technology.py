"""A posting that speaks of moving to a tool says that it is evaluated; a candidate's past says nothing."""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from signals.detectors.technology import detect


def item(
    text: str, *, kind: ItemKind = ItemKind.POSTING, company: str = "Oakfold", fields: dict[str, str] | None = None
) -> Item:
    return Item(
        source="greenhouse",
        key="j1",
        kind=kind,
        title=text.partition("\n")[0],
        text=text,
        url="https://boards.example/1",
        company=company,
        fields=fields or {},
    )


def told(text: str, **more: str) -> list[tuple[str | None, str | None]]:
    found = item(text, **more)  # type: ignore[arg-type]
    mentions = detect(found)
    assert all(field.quote.stands_in(text) for mention in mentions for field in mention.fields.values())
    return [(mention.value("tool"), mention.value("direction")) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("RevOps Manager\nYou will lead our migration from HubSpot to Salesforce.", "Salesforce"),
        ("ERP Lead\nOwn the implementation of NetSuite across three entities", "NetSuite"),
        ("Data Engineer\nHelp us roll out Snowflake to every team.", "Snowflake"),
        ("CS Ops\nWe are switching to Gainsight this year.", "Gainsight"),
        ("SAP Berater\nDu begleitest die Einführung von SAP S/4HANA.", "SAP S/4HANA"),
    ],
)
def test_a_move_to_a_tool_is_an_evaluation(text: str, tool: str) -> None:
    assert told(text) == [(tool, "evaluate")]


@pytest.mark.parametrize(
    "text",
    [
        "RevOps Manager\nExperience implementing Salesforce is a must.",
        "Admin\nYou have migrated teams to Snowflake before; experience counts.",
        "Consultant\nHelp our customers migrate to Snowflake.",
        "Analyst\nOur stack: Snowflake, dbt and Looker.",
        "Engineer\nMigrate us away from Heroku.",
        "Engineer\nMove fast and implement features.",
    ],
)
def test_past_work_customers_and_mere_use_are_no_evaluation(text: str) -> None:
    assert told(text) == []


def test_whoever_makes_the_tool_does_not_evaluate_it() -> None:
    assert told("Engineer\nRoll out Snowflake to new regions.", company="Snowflake") == []


def test_articles_tell_no_technology_here() -> None:
    assert detect(item("Oakfold to migrate to Snowflake", kind=ItemKind.ARTICLE)) == ()


def test_intake_states_a_technology_in_fields() -> None:
    text = "Oakfold stopped using Tarn Desk.\nTechnology: Tarn Desk\nDirection: remove"
    fields = {"kind": "technology", "technology": "Tarn Desk", "direction": "remove"}
    (mention,) = detect(item(text, kind=ItemKind.INTAKE, fields=fields))
    assert (mention.value("tool"), mention.value("direction")) == ("Tarn Desk", "remove")
    assert all(field.quote.stands_in(text) for field in mention.fields.values())


def test_intake_without_its_tool_in_the_text_tells_nothing() -> None:
    fields = {"kind": "technology", "tool": "Tarn Desk"}
    assert detect(item("Oakfold changed something", kind=ItemKind.INTAKE, fields=fields)) == ()
