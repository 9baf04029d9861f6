"""Slips in `enrichment.yaml` that were understood as something else, or ended in a traceback by night."""

from __future__ import annotations

import pytest
from finder import GOOD, faults

from agent.errors import Problem

URL = "https://api.finder.example/v1/people?domain={domain}"


def fault(texts: dict[str, str], text: str) -> Problem:
    [problem] = faults(texts, text)
    assert problem.file == "enrichment.yaml" and problem.fix
    return problem


@pytest.mark.parametrize(
    "body",
    [
        "{since: 2026-11-20}",
        "{x: .nan}",
        "{x: .inf}",
        "{x: !!binary aGVsbG8=}",
        "{x: !!set {a, b}}",
        "&a {x: *a}",
    ],
)
def test_a_body_that_json_cannot_say_is_told_with_its_line(texts: dict[str, str], body: str) -> None:
    problem = fault(texts, f"{GOOD}    method: POST\n    body: {body}\n")
    assert (problem.path, problem.line) == ("providers.0.body", 15) and "JSON" in problem.fix


def test_a_file_that_nests_without_end_is_told(texts: dict[str, str]) -> None:
    assert "not valid YAML" in fault(texts, f"{GOOD}    method: POST\n    body: {{x: {'[' * 2000}{']' * 2000}}}\n").fix


@pytest.mark.parametrize("place", ["", "yes", "1.10", "[data]", "{a: b}"])
def test_a_place_in_the_answer_is_words_or_a_number(texts: dict[str, str], place: str) -> None:
    assert fault(texts, f"{GOOD}    people: {place}\n").path == "providers.0.people"


@pytest.mark.parametrize(
    "url",
    [
        "https://user:pw@api.finder.example/x",
        "https://api.finder.example\\\\@evil.example/{domain}",
        "https://api.finder.example:99999/x",
        "https://api.finder.example/a b",
        "https://api.finder.example/\\nx",
        "https://api.finder.example/\\0",
        "https://0x7f000001/x",
    ],
)
def test_an_address_that_would_not_be_asked_is_told_at_once(texts: dict[str, str], url: str) -> None:
    problem = fault(texts, GOOD.replace(f"url: {URL}", f'url: "{url}"'))
    assert (problem.path, problem.line) == ("providers.0.url", 6)


def test_a_key_put_where_its_variables_name_goes_is_not_shown(texts: dict[str, str]) -> None:
    problem = fault(texts, GOOD.replace("FIRSTLIGHT_SECRETS__FINDER_KEY", "lighthouse-key-7"))
    assert "lighthouse" not in str(problem) and problem.line == 7


@pytest.mark.parametrize("auth", ["lighthouse-key-7", "{value: lighthouse-key-7}", "{key: lighthouse-key-7}"])
def test_a_key_put_anywhere_under_auth_is_not_shown(texts: dict[str, str], auth: str) -> None:
    found = faults(texts, GOOD.replace("{secret: FIRSTLIGHT_SECRETS__FINDER_KEY}", auth))
    assert found and "lighthouse" not in str(found)


def test_a_missing_key_does_not_show_what_stands_around_it(texts: dict[str, str]) -> None:
    auth = "auth: {value: 'lighthouse-key-7 {secret}', secret: FIRSTLIGHT_SECRETS__FINDER_KEY}"
    begins = GOOD.replace("- name", f"- {auth}\n    name").replace("    auth: {secret: ", "    # ")
    problem = fault(texts, begins.replace("    licence_tag: finder-2026\n", ""))
    assert problem.path == "providers.0.licence_tag" and "lighthouse" not in str(problem)


def test_a_misspelt_key_is_told_with_the_one_that_was_meant_and_in_the_order_of_lines(texts: dict[str, str]) -> None:
    text = GOOD.replace("enabled:", "enabeld:").replace("display_name:", "displayname:").replace("secret:", "secrt:")
    text = text.replace("name: full_name", "name: [x]").replace("retention_days: 90", "retention_days: many")
    found = faults(texts, text)
    lines = [one.line or 0 for one in found]
    assert lines == sorted(lines) and len(set(lines)) > 4
    fixes = {one.path: one.fix for one in found}
    assert "Did you mean enabled?" in fixes["enabeld"]
    assert "Did you mean display_name?" in fixes["providers.0.displayname"]
    assert "Did you mean secret?" in fixes["providers.0.auth.secrt"]
    assert "full_name" not in fixes["providers.0.display_name"] and "add it" in fixes["providers.0.display_name"]


@pytest.mark.parametrize("depth", [200, 300, 400])
def test_a_fault_that_nests_deep_is_still_told(texts: dict[str, str], depth: int) -> None:
    assert faults(texts, GOOD.replace("retention_days: 90", f"retention_days: {'[' * depth}{']' * depth}"))


def test_a_variable_of_two_levels_is_no_key(texts: dict[str, str]) -> None:
    problem = fault(texts, GOOD.replace("__FINDER_KEY", "__FINDER__KEY"))
    assert problem.path == "providers.0.auth.secret"


@pytest.mark.parametrize("name", ["display_name: Finder", "licence_tag: finder-2026"])
def test_what_a_mail_or_a_page_says_is_one_plain_line(texts: dict[str, str], name: str) -> None:
    key, _, value = name.partition(": ")
    assert fault(texts, GOOD.replace(name, f'{key}: "{value}\\nBcc: all"')).path == f"providers.0.{key}"


@pytest.mark.parametrize("pace", ["1e-300", "0", ".nan"])
def test_a_pace_without_end_is_none(texts: dict[str, str], pace: str) -> None:
    assert fault(texts, f"{GOOD}    requests_per_second: {pace}\n").path == "providers.0.requests_per_second"


def test_a_budget_is_a_finite_number(texts: dict[str, str]) -> None:
    assert fault(texts, f"usd_a_day: .inf\n{GOOD}").path == "usd_a_day"


@pytest.mark.parametrize("status", ["200", "401", "429", "500", "none"])
def test_a_refusal_never_means_nobody(texts: dict[str, str], status: str) -> None:
    problem = fault(texts, f"{GOOD}    nobody_when: [404, {status}]\n")
    assert (problem.path, problem.line) == ("providers.0.nobody_when.1", 14)


@pytest.mark.parametrize("blank", ["", " "])
def test_a_blank_status_verifies_nothing(texts: dict[str, str], blank: str) -> None:
    problem = fault(texts, f'{GOOD}    verified_when: [valid, "{blank}"]\n')
    assert (problem.path, problem.line) == ("providers.0.verified_when.1", 14) and "valid" in problem.fix
