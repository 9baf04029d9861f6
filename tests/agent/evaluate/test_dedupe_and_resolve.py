"""The evaluation tasks `dedupe` and `resolve`, on cases written here."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from agent.evaluate import dedupe, resolve
from agent.evaluate.contract import Case


def row(published_on: str, source: str = "gazette", kind: str = "funding", account: str = "a1", **fields: Any) -> Any:
    return {"account": account, "kind": kind, "published_on": published_on, "source": source, "fields": fields}


DEDUPE = [
    (
        "one round in many words, and a partial sale filed",
        [
            row("2026-11-02", amount=12000000, currency="USD", round="Series B"),
            row("2026-11-03", "courier", amount="12100000", currency="USD"),
            row("2026-11-04", "herald", round="B round"),
            row("2026-11-20", "sec_form_d", amount=9000000, currency="USD"),
        ],
        [[0, 1, 2, 3]],
    ),
    (
        "two rounds, forty days apart",
        [row("2026-09-20", round="series_a", amount=5e6), row("2026-10-30", round="series_b", amount=5e6)],
        [[0], [1]],
    ),
    (
        "two accounts are never one",
        [row("2026-11-02", amount=1e6), row("2026-11-02", "courier", account="a2", amount=1e6)],
        [[0], [1]],
    ),
    (
        "one person, named in two ways, and another",
        [
            row("2026-11-02", kind="job_change", person="Bob Lindqvist", direction="join"),
            row("2026-11-09", "sec_8k", kind="job_change", person="Robert J. Lindqvist", direction="join"),
            row("2026-11-09", kind="job_change", person="Ida Lindqvist", direction="join"),
        ],
        [[0, 1], [2]],
    ),
    (
        "a lead shared outweighs amounts in two currencies",
        [
            row("2026-11-02", amount=10e6, currency="EUR", lead_investors=["Oak Hill"]),
            row("2026-11-03", "courier", amount=11e6, currency="USD", lead_investor="Oak Hill"),
        ],
        [[0, 1]],
    ),
    (
        "out of order in the file",
        [row("2026-11-20", round="seed"), row("2026-08-01", "courier", round="seed"), row("2026-11-21", "herald")],
        [[0, 2], [1]],
    ),
]


@pytest.mark.parametrize(("rule", "mentions", "groups"), DEDUPE, ids=[case[0] for case in DEDUPE])
def test_reports_of_one_event_are_grouped(rule: str, mentions: list[Any], groups: list[list[int]]) -> None:
    assert dedupe.predict({"mentions": mentions}, Path())["groups"] == groups


def test_dedupe_is_graded_by_pairs() -> None:
    grades = dedupe.grade([Case("c", {}, {"groups": [[0, 1, 2], [3]]}, {"groups": [[0, 1], [2, 3]]})])
    assert grades.metrics == {"precision": 1 / 2, "recall": 1 / 3}
    assert [miss.id for miss in grades.misses] == ["c"]


def test_a_crashed_dedupe_case_misses_its_pairs() -> None:
    grades = dedupe.grade([Case("c", {}, {"groups": [[0, 1]]}, None, "boom")])
    assert grades.metrics["recall"] == 0


def test_resolve_reads_accounts_beside_the_cases(tmp_path: Path) -> None:
    accounts = [{"id": "o1", "name": "Zentrova", "domain": "zentrova.example", "former_names": ["Quillon Ltd"]}]
    (tmp_path / "accounts.json").write_text(json.dumps(accounts))
    given = {"accounts": "accounts.json", "text": "Quillon Ltd raises $4M"}
    assert resolve.predict(given, tmp_path) == {"account": "o1"}


def test_resolve_counts_wrong_links_and_missed_ones() -> None:
    cases = [
        Case(str(nth), {}, {"account": want}, {"account": got})
        for nth, (want, got) in enumerate([("a", "a"), ("a", "b"), ("a", None), (None, "a"), (None, None)])
    ]
    grades = resolve.grade(cases)
    assert grades.metrics == {"precision": 1 / 3, "recall": 1 / 3}
    assert len(grades.misses) == 3


def test_the_development_cases_hold_the_bar() -> None:
    folder = Path(os.environ.get("FIRSTLIGHT_CASES", "../shared/data")) / "resolve"
    if not (folder / "cases.jsonl").exists():
        pytest.skip(f"no cases at {folder}; set FIRSTLIGHT_CASES")
    lines = (folder / "cases.jsonl").read_text().splitlines()
    cases = [
        Case(row["id"], row["input"], row["expect"], resolve.predict(row["input"], folder))
        for row in map(json.loads, lines)
    ]
    metrics = resolve.grade(cases).metrics
    assert metrics["precision"] >= 0.97
    assert metrics["recall"] >= 0.85
