"""Names of tools that are words: a capital and a cue or a tool beside them, and no words that make them plain."""

from __future__ import annotations

import pytest

from signals.extract.tools import known_tools, tools_in


def names(text: str) -> list[str]:
    return [span.tool for span in tools_in(text)]


@pytest.mark.parametrize(
    ("text", "tools"),
    [
        ("Customer Outreach Manager working in Salesforce", ["Salesforce"]),
        ("Drive Outreach campaigns in HubSpot", ["HubSpot"]),
        ("Our Enterprise Segment team uses Salesforce", ["Salesforce"]),
        ("Front Desk Agent using Microsoft Teams", ["Microsoft Teams"]),
        ("Go Live support with Jira", ["Jira"]),
        ("Plan Square feet in NetSuite", ["NetSuite"]),
        ("Study Linear algebra, then AWS", ["AWS"]),
        ("Plan the Ramp time of reps in Salesforce", ["Salesforce"]),
    ],
)
def test_a_word_beside_a_tool_stays_a_word(text: str, tools: list[str]) -> None:
    assert names(text) == tools


@pytest.mark.parametrize(
    ("text", "tools"),
    [
        ("We send events to Segment and BigQuery", ["Segment", "BigQuery"]),
        ("You will use Outreach to run sequences", ["Outreach"]),
        ("Services in Rust, Go and Python, on AWS", ["Rust", "Go", "AWS"]),
        ("We answer mail in Front and track bugs in Jira", ["Front", "Jira"]),
        ("We use Drift for chat on the site", ["Drift"]),
        ("Our wiki lives in Notion", ["Notion"]),
    ],
)
def test_a_cue_or_another_tool_makes_it_one(text: str, tools: list[str]) -> None:
    assert names(text) == tools


def test_every_tool_that_may_be_found_has_its_name_listed() -> None:
    assert {"Salesforce", "Segment", "Customer.io"} <= known_tools()
