"""`enrichment.yaml`: off without it, and every fault of it told with its line, key and fix."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from finder import GOOD, HEADER, faults

from agent.domain.enrichment import AskedAbout, Enrichment
from agent.team_files import parse_team

DOCUMENTED = Path(__file__).parents[3] / "docs" / "enrichment.md"


def test_without_the_file_nobody_is_asked(texts: dict[str, str]) -> None:
    assert parse_team(texts, HEADER).enrichment == Enrichment(enabled=False)


def test_a_file_that_does_not_say_so_is_off(texts: dict[str, str]) -> None:
    text = GOOD.replace("enabled: true\n", "")
    assert not parse_team({**texts, "enrichment.yaml": text}, HEADER).enrichment.enabled


def test_the_documented_example_is_understood(texts: dict[str, str]) -> None:
    found = re.search(r"```yaml\n(.*?)```", DOCUMENTED.read_text(encoding="utf-8"), re.S)
    assert found
    read = parse_team({**texts, "enrichment.yaml": found[1]}, HEADER).enrichment
    assert read.enabled and [one.about for one in read.providers] == [AskedAbout.COMPANY, AskedAbout.PERSON]
    finder, mailer = read.providers
    assert (finder.auth_header, finder.auth_value, finder.charged_when) == ("X-Api-Key", "{secret}", "found")
    assert (mailer.auth_header, mailer.auth_value) == ("Authorization", "Bearer {secret}")
    assert mailer.body == {"site": "{domain}", "person": {"first": "{first_name}", "last": "{last_name}"}}


@pytest.mark.parametrize(
    ("good", "bad", "line", "path", "fix"),
    [
        ("cost_usd: 0.05", "cost: 0.05", 9, "providers.0.cost", "not known"),
        ("    licence_tag: finder-2026\n", "", 3, "providers.0.licence_tag", "needed"),
        ("    terms_reviewed_by: Ada Lowe\n", "", 3, "providers.0.terms_reviewed_by", "needed"),
        ("https://api", "http://api", 6, "providers.0.url", "https://"),
        ("https://api.finder.example", "https://{domain}", 6, "providers.0.url", "host out"),
        ("{domain}", "{phone}", 6, "providers.0.url", "{phone} is not known: write {domain}"),
        ("{domain}", "{last_name}", 3, "providers.0", "asks_about: person"),
        ("asks_about: company", "asks_about: person", 3, "providers.0", "needs {name}"),
        ("asks_about: company", "asks_about: firm", 5, "providers.0.asks_about", "person"),
        ("FIRSTLIGHT_SECRETS__FINDER_KEY", "hunter2-hunter2", 7, "providers.0.auth.secret", "FIRSTLIGHT_SECRETS__"),
        ("auth: {", 'auth: {value: "a-key", ', 7, "providers.0.auth.value", "{secret}"),
        ("auth: {", "auth: {header: Host, ", 7, "providers.0.auth.header", "Authorization"),
        ("name: full_name, ", "phone: phone, ", 8, "providers.0.fields.phone", "'name'"),
        ("name: full_name, ", "first_name: first, ", 3, "providers.0", "who was found"),
        ("title: role, ", "", 3, "providers.0", "needs title"),
        ("emails.0.value", "emails..value", 8, "providers.0.fields.email", "emails.0.value"),
        ("retention_days: 90", "retention_days: 900", 11, "providers.0.retention_days", "365"),
        ("cost_usd: 0.05", "cost_usd: -1", 9, "providers.0.cost_usd", "0"),
        ("cost_usd: 0.05", "cost_usd: 0.05\n    body: {q: x}", 3, "providers.0", "method: POST"),
    ],
)
def test_a_fault_is_told_with_its_line_key_and_fix(
    texts: dict[str, str], good: str, bad: str, line: int, path: str, fix: str
) -> None:
    assert good in GOOD
    found = faults(texts, GOOD.replace(good, bad, 1))
    told = [(one.file, one.line, one.path.removesuffix(".[key]")) for one in found]
    assert ("enrichment.yaml", line, path) in told, told
    assert any(fix in one.fix for one in found), [one.fix for one in found]


def test_on_with_nobody_to_ask_is_a_fault(texts: dict[str, str]) -> None:
    [fault] = faults(texts, "enabled: true\n")
    assert "add a provider" in fault.fix


def test_two_providers_of_one_name_are_a_fault(texts: dict[str, str]) -> None:
    again = GOOD.partition("providers:\n")[2]
    [fault] = faults(texts, GOOD + again)
    assert (fault.line, fault.value) == (14, "finder") and "twice" in fault.fix


def test_a_persona_that_is_none_is_a_fault(texts: dict[str, str]) -> None:
    [fault] = faults(texts, GOOD + "    personas: [cro]\n")
    assert (fault.line, fault.value) == (14, "cro") and "No such id" in fault.fix
