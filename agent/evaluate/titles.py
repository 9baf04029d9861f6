"""The task `titles`: how senior a job title is, and what it is about (EVAL.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import Accuracy, miss, same_text
from signals.extract.titles import classify


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, str]:
    """Seniority and function as the product reads them."""
    found = classify(str(given["title"]))
    return {"seniority": str(found.seniority), "function": str(found.function)}


def grade(cases: Sequence[Case]) -> Grades:
    """Accuracy of each; a case that crashed is wrong in both."""
    accuracies = {"seniority": Accuracy(), "function": Accuracy()}
    misses: tuple[Miss, ...] = ()
    for case in cases:
        for name, accuracy in accuracies.items():
            got = case.got[name] if case.got else None
            right = accuracy.count(same_text(case.expect[name], got))
            misses += miss(case, name, case.expect[name], got, right)
    return Grades({name: accuracy.share for name, accuracy in accuracies.items()}, {}, misses)
