"""The tools that a team names: known ones only, on one side only, and its own rules with all their faults."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from commands import starter_team

from agent.errors import ConfigError
from agent.team_files import Header, parse_team, read_files

HEADER = Header("Harbor", "UTC", time(2, 0))
NONE = "tools: {complements: [], competitors: []}\n"


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, str]:
    starter_team(tmp_path, does="routes every lead")
    return read_files(tmp_path)


def faults(texts: dict[str, str]) -> list[tuple[str, str, str]]:
    with pytest.raises(ConfigError) as wrong:
        parse_team(texts, HEADER)
    return [(problem.file, problem.path, problem.fix) for problem in wrong.value.problems]


def test_named_tools_reach_the_profile(texts: dict[str, str]) -> None:
    texts["offer.yaml"] = texts["offer.yaml"].replace(NONE, "tools: {complements: [hubspot], competitors: [Drift]}\n")
    profile = parse_team(texts, HEADER).profile
    assert (profile.complements, profile.competitors) == (("hubspot",), ("Drift",))


def test_an_unknown_tool_is_told_with_the_nearest_names(texts: dict[str, str]) -> None:
    named = "tools: {complements: [HubSpott, Drift], competitors: [Drift]}\n"
    texts["offer.yaml"] = texts["offer.yaml"].replace(NONE, named)
    (unknown, both) = faults(texts)
    assert unknown[:2] == ("offer.yaml", "tools.complements.0") and "Did you mean HubSpot" in unknown[2]
    assert both[:2] == ("offer.yaml", "tools.complements.1") and "competitors too" in both[2]


def test_a_teams_own_rule_makes_its_tool_known(texts: dict[str, str]) -> None:
    texts["offer.yaml"] = texts["offer.yaml"].replace(NONE, "tools: {complements: [Tarn Desk]}\n")
    rules = '"- {tool: Tarn Desk, category: support, layer: script, pattern: cdn.tarn.example}"'
    texts["sources.yaml"] = f"sources:\n  - name: site_tech\n    collector: site_tech\n    params: {{rules: {rules}}}\n"
    assert parse_team(texts, HEADER).profile.complements == ("Tarn Desk",)


def test_every_fault_of_a_teams_rules_is_told(texts: dict[str, str]) -> None:
    rules = "        - {tool: Tarn, layer: script, pattern: x}\n        - {layer: mx}\n"
    texts["sources.yaml"] = f"sources:\n  - name: dns\n    collector: dns\n    params:\n      rules: |\n{rules}"
    found = faults(texts)
    assert {path for _, path, _ in found} == {"sources.0.params.rules"}
    assert sorted(fix.split(":")[0] for _, _, fix in found) == [
        "Line 1 of the rules, rules.0.category",
        "Line 2 of the rules, rules.1",
    ]
