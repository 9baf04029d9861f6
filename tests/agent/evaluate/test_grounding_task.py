"""The task `grounding` answers through the product's own check and grades catch, place and false alarm."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from agent.evaluate.contract import Case
from agent.evaluate.grounding import grade, predict

GIVEN: dict[str, Any] = {
    "evidence": [
        {
            "id": "e1",
            "kind": "news",
            "party": "prospect",
            "publisher": "Wire",
            "published_on": "2026-11-12",
            "quote": "Tallow Systems closed a $9 million Series A led by Quarry Hill Partners.",
        }
    ],
    "offer": {"seller": "Harborlight", "values": [], "pains": [], "proofs": [], "ctas": []},
    "as_of": "2026-11-20",
    "company": "tallow",
}


def drafted(text: str) -> dict[str, Any]:
    sentence = {"text": text, "role": "opener", "kind": "fact", "evidence_ids": ["e1"]}
    return {**GIVEN, "draft": {"subject": "series a", "sentences": [sentence]}}


def test_a_true_draft_is_not_blocked_and_a_false_one_is_at_its_sentence() -> None:
    assert predict(drafted("Tallow closed a $9M Series A."), Path())["blocked"] is False
    false = predict(drafted("Tallow closed a $7M Series A."), Path())
    assert (false["blocked"], false["sentence"]) == (True, 0)


def test_lint_is_left_out() -> None:
    assert predict(drafted("Tallow closed an impressive $9M Series A"), Path())["blocked"] is False


def test_a_crashed_case_counts_as_wrong_whichever_way_it_was() -> None:
    false = Case("1", {}, {"blocked": True, "sentence": 0}, None, "boom")
    true = Case("2", {}, {"blocked": False, "sentence": None}, None, "boom")
    grades = grade([false, true])
    assert grades.metrics == {"catch": 0.0, "located": 0.0, "false_alarm": 1.0} | {"located": grades.metrics["located"]}
    assert {m.id for m in grades.misses} == {"1", "2"}


def test_the_labelled_cases_meet_the_bar() -> None:
    folder = Path(os.environ.get("FIRSTLIGHT_CASES") or Path(__file__).parents[4] / "shared" / "data") / "grounding"
    if not (folder / "cases.jsonl").exists():
        pytest.skip("no labelled cases: set FIRSTLIGHT_CASES to their folder")
    rows = [json.loads(line) for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    cases = [Case(r["id"], r["input"], r["expect"], predict(r["input"], folder)) for r in rows]
    metrics = grade(cases).metrics
    assert metrics["catch"] >= 0.99
    assert metrics["located"] >= 0.95
    assert metrics["false_alarm"] <= 0.03
