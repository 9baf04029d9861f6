"""The command behind `firstlight eval`: exit codes, the last line of --json, predictions, minimums, crashes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from agent.evaluate.command import evaluate

ROUND = {
    "event": True,
    "company": "Tessellate",
    "round": "Series A",
    "amount": 9e6,
    "currency": "USD",
    "investors": ["Andreessen Horowitz"],
}
NOTHING = {"event": False, "company": None, "round": None, "amount": None, "currency": None, "investors": []}
RIGHT = {"id": "right", "input": {"text": "Tessellate raises $9M A led by a16z"}, "expect": ROUND}
QUIET = {"id": "quiet", "input": {"text": "Tessellate in talks to raise $9M"}, "expect": NOTHING}
WRONG = {"id": "wrong", "input": {"text": "Tessellate tiles a bathroom"}, "expect": ROUND}
CRASHES = {"id": "crashes", "input": {}, "expect": ROUND}
UNLABELLED = {"id": "unlabelled", "input": {"text": "Tessellate raises $9M"}}


def written(folder: Path, *cases: Any) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("".join(f"{case if isinstance(case, str) else json.dumps(case)}\n" for case in cases))
    return path


def last_line(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    return json.loads(capsys.readouterr().out.strip().splitlines()[-1])  # type: ignore[no-any-return]


def test_json_ends_with_one_object_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate("funding", written(tmp_path, RIGHT, QUIET), json=True) == 0
    report = last_line(capsys)
    assert list(report)[:6] == ["task", "cases", "seconds", "metrics", "counts", "misses"]
    assert (report["task"], report["cases"], report["misses"]) == ("funding", 2, [])
    assert set(report["metrics"].values()) == {1.0}
    assert report["counts"]["crashed"] == 0


def test_a_miss_names_case_field_want_and_got(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate("funding", written(tmp_path, RIGHT, WRONG), json=True) == 0
    report = last_line(capsys)
    assert report["misses"] == [{"id": "wrong", "field": "event", "want": True, "got": False}]
    assert report["metrics"]["event_recall"] == 0.5


def test_a_case_that_crashes_is_wrong_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate("funding", written(tmp_path, RIGHT, CRASHES), json=True) == 0
    report = last_line(capsys)
    assert report["counts"]["crashed"] == 1
    assert report["metrics"]["event_recall"] == 0.5
    assert report["misses"][0]["id"] == "crashes"


def test_unlabelled_cases_are_answered_and_not_graded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"
    assert evaluate("funding", written(tmp_path, UNLABELLED), json=True, predictions=out) == 0
    report = last_line(capsys)
    assert (report["metrics"], report["counts"]["unlabelled"]) == ({}, 1)
    (answer,) = [json.loads(line) for line in out.read_text().splitlines()]
    assert answer["id"] == "unlabelled"
    assert {name: answer["got"][name] for name in ("event", "company", "amount", "currency")} == {
        "event": True,
        "company": "Tessellate",
        "amount": 9e6,
        "currency": "USD",
    }


@pytest.mark.parametrize(
    ("minimum", "code"), [("event_recall=0.5", 0), ("event_recall=0.51", 1), ("no_such=0.1", 1), ("event_recall", 2)]
)
def test_a_minimum_not_met_fails(tmp_path: Path, minimum: str, code: int) -> None:
    assert evaluate("funding", written(tmp_path, RIGHT, WRONG), minimums=[minimum]) == code


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json", "not JSON"),
        ("[]", "not an object"),
        ('{"id": "x"}', "`input` is missing"),
        (json.dumps(RIGHT), "already stands in line 1"),
    ],
)
def test_unreadable_cases_name_file_line_and_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, reason: str
) -> None:
    path = written(tmp_path, RIGHT, line)
    assert evaluate("funding", path) == 2
    error = capsys.readouterr().err
    assert f"{path}:2" in error
    assert reason in error


def test_what_is_not_there_or_not_known_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate("funding", tmp_path / "none.jsonl") == 2
    assert "none.jsonl" in capsys.readouterr().err
    assert evaluate("fundign", written(tmp_path, RIGHT)) == 2
    assert "Known: " in capsys.readouterr().err
    (tmp_path / "empty.jsonl").write_text("\n")
    assert evaluate("funding", tmp_path / "empty.jsonl") == 2


def test_bytes_that_are_no_text_are_named_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(json.dumps(RIGHT).encode() + b'\n{"id": "\xff"}\n')
    assert evaluate("funding", path) == 2
    assert f"{path}:2" in capsys.readouterr().err


def test_the_table_shows_misses_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, RIGHT, WRONG)
    evaluate("funding", path)
    assert "wrong" not in capsys.readouterr().out
    evaluate("funding", path, show_misses=5)
    assert "wrong" in capsys.readouterr().out


def test_a_stream_is_plain_text_one_title_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "titles.txt"
    titles = ["Tessellate raises $9M Series A", *(f"A quiet afternoon in lighthouse {n}" for n in range(9)), ""]
    path.write_text("\n".join(titles))
    assert evaluate("stream", path, json=True) == 0
    report = last_line(capsys)
    assert (report["cases"], report["metrics"], report["counts"]["alarms"]) == (10, {"alarms_per_1000": 100.0}, 1)
