"""The rule file: every rule holds to its shape, and a team's own rules tell all their faults at once."""

from __future__ import annotations

import pytest

from agent.errors import ConfigError
from signals.technology.fingerprints import marks_of_page
from signals.technology.rules import DNS_LAYERS, MOST_TOOLS, problems_of, rules_with


def test_the_shipped_rules_are_read_and_few_enough_to_keep() -> None:
    rules = rules_with()
    assert 200 <= len(rules.tools) <= MOST_TOOLS
    assert {rule.layer for rule in rules.every} >= DNS_LAYERS


def test_all_faults_are_told_at_once_with_their_lines() -> None:
    own = """
- {tool: Tarn Desk, category: support, layer: script, pattern: "https://cdn.tarn.example"}
- {tool: Tarn Desk, layer: scrpt, pattern: cdn.tarn.example}
- {tool: Oak Chat, layer: script, pattern: oak.example}
- {tool: Tarn Desk, layer: mx, pattern: mx.tarn.example, confidence: 7, colour: red}
- {tool: HubSpot, category: fruit, layer: mx, pattern: mx.hub.example}
- just words
"""
    found = {(problem.line, problem.path) for problem in problems_of(own)}
    assert found == {
        (2, "rules.0.pattern"), (3, "rules.1.layer"), (4, "rules.2.category"), (5, "rules.3.confidence"),
        (5, "rules.3.colour"), (6, "rules.4.category"), (7, "rules.5"),
    }  # fmt: skip


@pytest.mark.parametrize("own", ["tool: x", "- [", "edition: soon\nrules: []", "rules: words"])
def test_what_is_no_list_of_rules_says_so(own: str) -> None:
    with pytest.raises(ConfigError, match="have 1 problem:"):
        rules_with(own)


def test_a_teams_rule_is_looked_for_like_ours() -> None:
    rules = rules_with("- {tool: Tarn Desk, category: support, layer: script, pattern: cdn.tarn.example/widget}")
    page = '<script src="//cdn.tarn.example/widget/7.js"></script><script src="//cdn.tarn.example/other.js"></script>'
    (mark,) = marks_of_page(page, "https://alder.example/", rules)
    assert (mark.rule.tool, mark.found) == ("Tarn Desk", "//cdn.tarn.example/widget")
    assert "Tarn Desk" not in rules_with().tools
