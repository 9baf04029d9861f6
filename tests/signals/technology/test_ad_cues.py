"""What an ad says of a tool weighs as signals §5.5 has it; customers' tools and own products weigh nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.domain.items import Item, ItemKind
from signals.technology.ad_cues import IN_DUTIES, LISTED, MOVE_TO, REQUIRED, TITLE, ad_mentions

WATCHED = {"salesforce": "Salesforce", "snowflake": "Snowflake", "hubspot": "HubSpot"}


def posting(text: str, company: str = "Oakfold") -> Item:
    return Item(
        "greenhouse", "1", ItemKind.POSTING, text.partition("\n")[0], text, "https://boards.example/1",
        published_at=datetime(2026, 9, 1, tzinfo=UTC), company=company,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "tool", "weight"),
    [
        ("Salesforce Administrator\nJoin us.", "Salesforce", TITLE),
        ("RevOps\nLead our migration from HubSpot to Salesforce.", "Salesforce", MOVE_TO),
        ("Analyst\nWe use Snowflake for everything.", "Snowflake", IN_DUTIES),
        ("Analyst\nYou will administer Salesforce.", "Salesforce", IN_DUTIES),
        ("Analyst\n2+ years of experience with Snowflake", "Snowflake", REQUIRED),
        ("Analyst\nExperience with a warehouse such as Snowflake or BigQuery", "Snowflake", LISTED),
        ("Analyst\nHubSpot, Marketo or similar", "HubSpot", LISTED),
    ],
)
def test_the_weights_of_words(text: str, tool: str, weight: float) -> None:
    found = {mention.tool: mention.weight for mention in ad_mentions(posting(text), "i1", WATCHED)}
    assert found[tool] == weight


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Consultant\nHelp our customers migrate to Snowflake.", "Oakfold"),
        ("Consultant\nWe are a certified partner and implement Salesforce.", "Oakfold"),
        ("Engineer\nWe use Snowflake at Snowflake.", "Snowflake"),
        ("Engineer\nWe use Looker.", "Oakfold"),
    ],
)
def test_what_says_nothing_of_the_employers_tools(text: str, company: str) -> None:
    assert ad_mentions(posting(text, company), "i1", WATCHED) == ()


def test_the_same_sentence_in_two_ads_has_one_key() -> None:
    one, other = (
        ad_mentions(posting(f"{title}\nWe use  Snowflake for everything."), "i", WATCHED)[0]
        for title in ("Analyst", "Engineer")
    )
    assert one.text_key == other.text_key
    assert one.quote in "Analyst\nWe use  Snowflake for everything."
