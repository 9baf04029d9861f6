"""Tools are found by name; names that are words need their capital and a cue."""

from __future__ import annotations

from time import thread_time

import pytest

from signals.extract.tools import tools_in


def names(text: str) -> list[str]:
    return [span.tool for span in tools_in(text)]


@pytest.mark.parametrize(
    ("text", "tools"),
    [
        ("We use Salesforce and HubSpot.", ["Salesforce", "HubSpot"]),
        ("Administer SFDC daily", ["Salesforce"]),
        ("Our warehouse is google BigQuery", ["BigQuery"]),
        ("Models in dbt, dashboards in Power BI", ["dbt", "Power BI"]),
        ("Event tracking with Segment", ["Segment"]),
        ("Salesforce, Outreach and Gong", ["Salesforce", "Outreach", "Gong"]),
        ("Issue tracking in Linear", ["Linear"]),
        ("Backend services in Go", ["Go"]),
        ("Plan sprints on monday.com", ["Monday.com"]),
    ],
)
def test_a_tool_is_found(text: str, tools: list[str]) -> None:
    assert names(text) == tools


@pytest.mark.parametrize(
    "text",
    [
        "Our fastest growing segment",
        "Segment the market and win",
        "community outreach in schools",
        "Outreach is what we do",
        "a linear career",
        "Go the extra mile",
        "rust on old bridges",
        "The notion that it works",
        "salesforce automation in general",
        "We meet at the confluence of two rivers",
    ],
)
def test_a_word_is_no_tool(text: str) -> None:
    assert names(text) == []


def test_a_tool_stands_in_its_place() -> None:
    text = "Move from Tarn to NetSuite."
    (span,) = tools_in(text)
    assert (text[span.start : span.end], span.category) == ("NetSuite", "erp and finance")


def test_a_long_text_is_read_in_time() -> None:
    began = thread_time()
    tools_in("Go Segment Salesforce. " * 4000)
    assert thread_time() - began < 8
