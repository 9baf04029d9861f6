"""A misspelt name is answered with the nearest known ones, or with nothing."""

from __future__ import annotations

from agent.spelling import meant


def test_the_nearest_names_are_said_and_no_far_ones() -> None:
    assert meant("grenhouse", ["greenhouse", "lever", "ashby"]) == " Did you mean greenhouse?"
    assert meant("Slak", ["Slack", "Stack", "Salesforce"], most=2) == " Did you mean Slack or Stack?"
    assert meant("zzz", ["greenhouse"]) == ""
    assert meant("zzz", []) == ""
