"""`firstlight eval surge`: all cases are one panel; one that cannot be read is wrong and the rest are judged."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from agent.evaluate.command import evaluate

CASES = Path(os.environ.get("FIRSTLIGHT_CASES", "../shared/data")) / "surge" / "cases.jsonl"
QUIET = [1, 0, 2, 0, 1, 0, 0, 1, 2, 0, 0, 1, 0, 3, 0, 1, 0, 1, 0, 0, 2, 1, 0, 0, 1, 0, 1, 0, 2, 0, 1, 0, 0, 1]


def panel(*extra: dict[str, Any]) -> list[dict[str, Any]]:
    turned = [QUIET[n % 34 :] + QUIET[: n % 34] + QUIET[n % 7 : n % 7 + 8] for n in range(300)]
    calm = {"surging": False, "factor": 1.0}
    cases = [
        {"id": f"a{n}", "input": {"weeks": weeks, "headcount": 60}, "expect": calm} for n, weeks in enumerate(turned)
    ]
    return [*cases, *extra]


def surging(name: str, weeks: list[int]) -> dict[str, Any]:
    return {"id": name, "input": {"weeks": weeks}, "expect": {"surging": True, "factor": 5.0}}


def report(tmp_path: Path, capsys: pytest.CaptureFixture[str], cases: list[dict[str, Any]]) -> dict[str, Any]:
    path = tmp_path / "cases.jsonl"
    path.write_text("".join(f"{json.dumps(case)}\n" for case in cases))
    assert evaluate("surge", path, json=True, predictions=tmp_path / "out.jsonl") == 0
    return json.loads(capsys.readouterr().out.strip().splitlines()[-1])  # type: ignore[no-any-return]


def test_a_surge_is_found_among_the_panel(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = report(tmp_path, capsys, panel(surging("up", [*QUIET, 6, 5, 7, 4, 6, 5, 8, 6])))
    assert found["metrics"] == {
        "false_share": 0.0,
        "alarms": 1.0,
        "recall_x2": 1.0,
        "recall_x3": 1.0,
        "recall_x5": 1.0,
    }
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert answers[-1]["id"] == "up"
    assert answers[-1]["got"]["surging"] is True
    assert "expected" in answers[-1]["got"]["words"]


def test_a_surge_that_is_not_called_is_a_miss(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missed = report(tmp_path, capsys, panel(surging("up", [*QUIET, 1, 0, 1, 0, 0, 1, 1, 0])))
    assert missed["metrics"]["recall_x5"] == 0.0
    assert [one["id"] for one in missed["misses"]] == ["up"]


@pytest.mark.parametrize("broken", [{}, {"weeks": []}, {"weeks": [1, -2]}, {"weeks": "many"}, {"weeks": None}])
def test_a_case_that_is_no_history_is_wrong_and_the_rest_are_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: dict[str, Any]
) -> None:
    bad = {"id": "bad", "input": broken, "expect": {"surging": True, "factor": 5.0}}
    found = report(tmp_path, capsys, panel(bad, surging("up", [*QUIET, 6, 5, 7, 4, 6, 5, 8, 6])))
    assert found["counts"]["crashed"] == 1
    assert (found["metrics"]["alarms"], found["metrics"]["recall_x5"]) == (1.0, 0.5)


def test_the_real_cases_hold_the_bar(capsys: pytest.CaptureFixture[str]) -> None:
    if not CASES.exists():
        pytest.skip(f"{CASES} is not there: set FIRSTLIGHT_CASES to the folder of real cases")
    assert evaluate("surge", CASES, json=True, minimums=["recall_x5=0.35"]) == 0
    metrics = json.loads(capsys.readouterr().out.strip().splitlines()[-1])["metrics"]
    assert metrics["false_share"] <= 0.15
