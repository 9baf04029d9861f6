"""lint.yaml read: what a team may move, what it may not, and rules that are laid over those that ship."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from agent.domain.drafts import Finding, Severity
from drafting.lint_file import FIRM, FIRM_LISTS, FREE
from drafting.lint_rules import default_rules, examined, shipped_text

SHIPPED: dict[str, Any] = yaml.safe_load(shipped_text())


def own(**said: Any) -> str:
    return yaml.safe_dump(said)


def fixes(text: str) -> list[str]:
    return [one.fix for one in examined(text)[1]]


@pytest.mark.parametrize("rule", sorted(FIRM))
@pytest.mark.parametrize("severity", ["warn", "info", "off", False])
def test_what_keeps_a_draft_honest_is_not_made_less_severe(rule: str, severity: object) -> None:
    (fix,) = fixes(own(severities={rule: severity}))
    assert "cannot be made less severe" in fix


@pytest.mark.parametrize("rule", sorted(FIRM | FREE))
def test_every_rule_may_be_made_to_block(rule: str) -> None:
    rules, problems = examined(own(severities={rule: "block"}))
    assert problems == ()
    (found,) = rules.weigh([Finding(rule, Severity.WARN, "so")])
    assert found.severity is Severity.BLOCK


@pytest.mark.parametrize("rule", sorted(FREE))
def test_the_other_rules_may_be_switched_off_also_by_a_bare_word_that_yaml_reads_as_false(rule: str) -> None:
    rules, problems = examined(f"severities: {{{rule}: off}}")
    assert problems == () and rules.weigh([Finding(rule, Severity.BLOCK, "so")]) == []
    assert rules.weigh([Finding("L18", Severity.BLOCK, "so")]) != []


@pytest.mark.parametrize(
    "code", ["guard", "L15", "L20", "unsupported", "contradicted", "wrong_party", "copied_example"]
)
def test_guard_grounding_and_links_are_not_in_this_file(code: str) -> None:
    (fix,) = fixes(own(severities={code: "off"}))
    assert fix.startswith("The guard, the grounding and the links are not changed here.")


@pytest.mark.parametrize("key", sorted(FIRM_LISTS))
def test_phrases_are_added_to_these_lists_and_not_taken_from_them(key: str) -> None:
    phrase = SHIPPED["phrases"][key][0]
    assert fixes(own(phrases={key: {"remove": [phrase]}})) == [
        f"{key} can be added to and not taken from: remove this."
    ]
    assert examined(own(phrases={key: ["a new phrase"]}))[0].phrases[key].search("what a new phrase")


@given(
    st.dictionaries(
        st.sampled_from(sorted(SHIPPED["phrases"])), st.lists(st.sampled_from(["tin roof", "Élan", "a.b"]))
    ),
    st.dictionaries(
        st.sampled_from(sorted(SHIPPED["bands"])), st.dictionaries(st.just("block_above"), st.floats(131, 1000))
    ),
)
def test_nothing_that_ships_is_lost_by_what_a_team_adds(phrases: dict[str, Any], bands: dict[str, Any]) -> None:
    """Lists grow, limits that are not named stay, and every shipped phrase is still found."""
    rules, problems = examined(own(phrases=phrases, bands=bands))
    assert problems == ()
    for key, pattern in default_rules().phrases.items():
        for phrase in SHIPPED["phrases"][key]:
            shown = phrase.replace("*", "ing")
            assert bool(pattern.search(f"so {shown} it")) <= bool(rules.phrases[key].search(f"so {shown} it"))
        assert all(rules.phrases[key].search(f"so {phrase} it") for phrase in phrases.get(key, ()))
    for key, band in default_rules().bands.items():
        assert rules.bands[key].warn_above == band.warn_above
        assert rules.bands[key].block_above == bands.get(key, {}).get("block_above", band.block_above)


def test_null_takes_a_limit_away_and_a_taken_phrase_is_found_no_more() -> None:
    text = own(bands={"L07": {"warn_above": None}}, phrases={"L14": {"remove": ["Solution", "solutions"]}})
    rules, problems = examined(text)
    assert problems == () and rules.bands["L07"].judge(11) is None and rules.bands["L07"].judge(13) is Severity.BLOCK
    assert not rules.phrases["L14"].search("our solution") and rules.phrases["L14"].search("our platform")


def test_a_list_from_which_all_is_taken_finds_nothing() -> None:
    rules, problems = examined(own(phrases={"L13_soft": {"remove": SHIPPED["phrases"]["L13_soft"]}}))
    assert problems == () and not rules.phrases["L13_soft"].search("kindly, feel free")


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("bands:\n  L01:\n    warn_above: .nan\n", 3, "bands.L01.warn_above"),
        ("bands:\n  L01:\n    warn_above: -1\n", 3, "bands.L01.warn_above"),
        ("bands:\n  L01:\n    warn_above: '70'\n", 3, "bands.L01.warn_above"),
        ("bands:\n  L12:\n    warn_below: 0.5\n    block_below: 0.7\n", 2, "bands.L12"),
        ("phrases:\n  L14:\n    - fine\n    - '*'\n", 4, "phrases.L14.1"),
        ("phrases:\n  L14:\n    add: [x]\n", 3, "phrases.L14.add.0"),
        ("phrases:\n  L99: [many words]\n", 2, "phrases.L99"),
        ("settings:\n  allow_meeting_ask: maybe\n", 2, "settings.allow_meeting_ask"),
        ("settings:\n  longest_sentence_chars: 500\n", 2, "settings.longest_sentence_chars"),
        ("bands:\n\tL01: 3\n", 2, "(whole file)"),
        ("- a\n- b\n", 1, "(whole file)"),
    ],
)
def test_an_error_names_the_line_and_the_key(text: str, line: int, key: str) -> None:
    rules, problems = examined(text)
    assert [(one.file, one.line, one.path) for one in problems] == [("lint.yaml", line, key)]
    assert rules is default_rules(), "what ships stands"


def test_the_version_names_the_very_text() -> None:
    one, same, other = (examined(own(bands={"L01": {"warn_above": n}}))[0].version for n in (70, 70, 71))
    assert one == same != other and len(one) == 12 and default_rules().version == ""
