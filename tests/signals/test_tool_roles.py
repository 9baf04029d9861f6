"""A tool weighs by what it is to the team: complement adopted 10, competitor dropped 14, either tried 12 (§6)."""

from __future__ import annotations

import pytest

from agent.domain.offers import Offer, Pain
from agent.domain.profiles import FitRule, Profile, SignalWeight
from agent.domain.signals import SignalKind
from signals.tool_roles import role_of, watched_tools
from signals.weights import weight_of

NAMED = Profile(
    rules=(FitRule("technology", 8, any_of=("Salesforce",)),), complements=("HubSpot",), competitors=("Drift",)
)


@pytest.mark.parametrize(
    ("tool", "adopt", "remove", "evaluate"),
    [("hubspot", 10, 0, 12), ("Salesforce", 10, 0, 12), ("Drift", 0, 14, 12), ("jQuery", 0, 0, 0)],
)
def test_points_by_role(tool: str, adopt: float, remove: float, evaluate: float) -> None:
    found = [
        weight_of(SignalKind.TECHNOLOGY, {"tool": tool, "direction": direction}, NAMED).points
        for direction in ("adopt", "remove", "evaluate")
    ]
    assert found == [adopt, remove, evaluate]


def test_a_team_that_names_no_tools_counts_them_all() -> None:
    assert role_of("jQuery", Profile(rules=())) == ""
    fields = {"tool": "jQuery", "direction": "adopt"}
    assert weight_of(SignalKind.TECHNOLOGY, fields, Profile(rules=())).points == 10


def test_a_teams_own_weight_wins() -> None:
    own = Profile(rules=(), complements=("HubSpot",), weights={"technology:adopt": SignalWeight(7, 30)})
    assert weight_of(SignalKind.TECHNOLOGY, {"tool": "Drift", "direction": "adopt"}, own).points == 7


def test_watched_are_the_tools_that_the_files_name() -> None:
    pains = (Pain("h1", "x", ("technology:Zendesk|Intercom", "hiring")), Pain("h2", "y", ("technology",)))
    offer = Offer("Harbor", "harbor.example", "", (), pains, (), ())
    assert watched_tools(NAMED, offer) == ("HubSpot", "Drift", "Salesforce", "Zendesk", "Intercom")
    assert watched_tools(Profile(rules=()), Offer("H", "h.example", "", (), (), (), ())) == ()
