"""The team's files: read into one team, or every problem of every file at once, with line, key and fix."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from commands import starter_team

from agent.errors import ConfigError, Problem
from agent.team_files import FILES, OPTIONAL, Header, line_of, parse_team, read_files

HEADER = Header("Harbor", "UTC", time(2, 0))


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, str]:
    starter_team(tmp_path, does="routes every lead")
    return read_files(tmp_path)


def problems(texts: dict[str, str]) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as wrong:
        parse_team(texts, HEADER)
    return wrong.value.problems


def test_the_starter_is_a_team(texts: dict[str, str]) -> None:
    team = parse_team(texts, HEADER)
    assert team.offer.is_usable and team.mailbox_of("ada") is not None
    assert team.sequence.steps[0].plan == "first"
    assert not team.policy.real_recipients


def test_the_version_is_the_content(texts: dict[str, str]) -> None:
    version = parse_team(texts, HEADER).version
    assert parse_team(dict(texts), HEADER).version == version
    texts["icp.yaml"] += "# a word\n"
    assert parse_team(texts, HEADER).version != version


def test_missing_files_are_listed_and_optional_ones_are_not(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as wrong:
        read_files(tmp_path)
    assert all(name in str(wrong.value) for name in FILES if name not in OPTIONAL)
    assert not any(name in str(wrong.value) for name in OPTIONAL)


@pytest.mark.parametrize(
    ("file", "text", "path", "line", "fix"),
    [
        ("icp.yaml", "rules: []\nweigths: {}\n", "weigths", 2, "spelling"),
        ("icp.yaml", "rules:\n  - {field: size, points: 1}\n", "rules.0.field", 2, "headcount"),
        ("icp.yaml", "buying_functions: [wizardry]\n", "buying_functions.0", 1, "sales"),
        ("mailboxes.yaml", "sending:\n  countries: {DE: maybe}\n", "sending.countries", 2, "allow, hold or block"),
        ("mailboxes.yaml", "sending:\n  undo_seconds: 1\n", "sending.undo_seconds", 2, "greater than or equal to 10"),
        ("owners.yaml", "owners:\n  - {id: a, name: A, email: a@x.example}\n", "owners.0.mailbox", 2, "needed"),
        ("sequences.yaml", "people_per_account: 0\n", "people_per_account", 1, "greater than or equal to 1"),
        ("sequences.yaml", "people_per_account: 9\n", "people_per_account", 1, "less than or equal to 5"),
        ("mailboxes.yaml", "sending:\n  company_cooldown_days: 0\n", "sending.company_cooldown_days", 2, "equal to 1"),
        ("sequences.yaml", "steps: [{day: 0}, {day: 1}, {day: 2}, {day: 3}, {day: 4}]\n", "steps", 1, "four mails"),
        (
            "offer.yaml",
            "seller: {name: H}\nctas:\n  - {id: c, kind: beg, text: Please}\n",
            "ctas.0.kind",
            3,
            "interest",
        ),
        ("costs.yaml", "a: [\n", "(whole file)", 2, "indentation, brackets or quotes"),
        ("costs.yaml", "just words\n", "(whole file)", 1, "keys and values"),
        ("costs.yaml", "- a\n- b\n", "(whole file)", 1, "keys and values"),
    ],
)
def test_a_problem_has_its_file_line_key_and_fix(
    texts: dict[str, str], file: str, text: str, path: str, line: int, fix: str
) -> None:
    texts[file] = text
    found = next(one for one in problems(texts) if one.file == file)
    assert (found.path, found.line) == (path, line)
    assert fix in found.fix


def test_all_problems_of_all_files_come_at_once(texts: dict[str, str]) -> None:
    texts["icp.yaml"] = "a: 1\nb: 2\n"
    texts["costs.yaml"] = "seat_month_usd: dear\n"
    assert [(one.file, one.path) for one in problems(texts)] == [
        ("icp.yaml", "a"),
        ("icp.yaml", "b"),
        ("costs.yaml", "seat_month_usd"),
    ]


def test_ids_that_name_nothing_are_problems_with_the_known_ones(texts: dict[str, str]) -> None:
    texts["owners.yaml"] = texts["owners.yaml"].replace("mailbox: main", "mailbox: mian")
    found = problems(texts)
    assert [(one.path, one.value) for one in found] == [("owners.0.mailbox", "mian")]
    assert found[0].fix == "No such id. Known: main."


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("sources.yaml", "collector: lever", "collector: levre", "Known:"),
        ("sources.yaml", "name: lever", "name: ashby", "twice"),
        ("offer.yaml", "signals: [hiring, funding]", "signals: [hiring, money]", "kinds are debt"),
        ("offer.yaml", "id: h2", "id: h1", "twice"),
        ("personas.yaml", "id: revops", "id: sales_leader", "twice"),
        ("sequences.yaml", "plan: bump", "plan: nag", "angle"),
        ("sequences.yaml", "kind: task", "kind: fax", "mail or task"),
        ("mailboxes.yaml", "ada@harbor.example", "ada at harbor", "address"),
        ("icp.yaml", "weights: {}", "weights: {fundng: {points: 3, half_life_days: 9}}", "Known:"),
    ],
)
def test_a_word_that_means_nothing_is_a_problem(
    texts: dict[str, str], file: str, old: str, new: str, said: str
) -> None:
    assert old in texts[file]
    texts[file] = texts[file].replace(old, new, 1)
    found = problems(texts)
    assert [one.file for one in found] == [file]
    assert said in found[0].fix
    assert found[0].line


@pytest.mark.parametrize(
    ("collector", "written", "read"),
    [
        ("feed", "{per_account: yes}", {"per_account": "yes"}),
        ("feed", '{per_account: "yes"}', {"per_account": "yes"}),
        ("greenhouse", "{content: true}", {"content": "true"}),
        ("companies_house_stream", "{idle_s: 5, listens_s: 2.5}", {"idle_s": "5", "listens_s": "2.5"}),
    ],
)
def test_a_param_of_a_source_needs_no_quotes(
    texts: dict[str, str], collector: str, written: str, read: dict[str, str]
) -> None:
    texts["sources.yaml"] = f"sources:\n  - {{name: own, collector: {collector}, params: {written}}}\n"
    assert parse_team(texts, HEADER).sources[0].params == read


def test_a_param_that_is_a_list_is_a_problem(texts: dict[str, str]) -> None:
    texts["sources.yaml"] = "sources:\n  - {name: own, collector: feed, params: {per_account: [yes]}}\n"
    assert [one.path for one in problems(texts)] == ["sources.0.params.per_account"]


def test_a_line_is_found_for_a_path() -> None:
    text = "a:\n  - b: 1\n    c: 2\n"
    assert line_of(text, ("a", 0, "c")) == 3
    assert line_of(text, ("a", 5, "x")) == 1
    assert line_of("", ("a",)) is None
