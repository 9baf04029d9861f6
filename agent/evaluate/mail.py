"""The task `mail`: bounces, complaints, auto-replies and mail that cannot be trusted as any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import Accuracy, miss, ratio
from agent.sends.replies import classify


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """One message through the classifier that a mailbox goes through."""
    read = classify((folder / str(given["path"])).read_bytes(), now=datetime.now(UTC))
    bounce = read.inbound.bounce
    return {
        "kind": str(read.inbound.kind),
        "hard": bounce.hard if bounce else False,
        "status": [bounce.status] if bounce and bounce.status else [],
        "reason": [bounce.reason] if bounce else [],
        "addresses": list(bounce.addresses) if bounce else [],
    }


def grade(cases: Sequence[Case]) -> Grades:
    """Shares right of kind, hard (on bounces), addresses (recall) and status (where a standard one is expected)."""
    right = {name: Accuracy() for name in ("kind", "hard", "addresses", "status")}
    misses: list[Miss] = []
    false_bounces = 0
    for case in cases:
        got = case.got or {"kind": "", "hard": None, "status": [], "addresses": []}
        want = case.expect
        false_bounces += got["kind"] == "bounce" and want["kind"] != "bounce"
        for name, wanted, found in _questions(want, got):
            misses += miss(case, name, wanted, found, right[name].count(wanted == found))
    asked = {name: accuracy.asked for name, accuracy in right.items()}
    metrics = {name: ratio(accuracy.right, accuracy.asked) for name, accuracy in right.items()}
    return Grades(metrics, {"false_bounces": false_bounces, **asked}, tuple(misses))


def _questions(want: Mapping[str, Any], got: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Each question of a case: its name, what is right, what was said."""
    questions: list[tuple[str, Any, Any]] = [("kind", want["kind"], got["kind"])]
    if want["kind"] != "bounce":
        return questions
    if want.get("hard") is not None:
        questions.append(("hard", want["hard"], got["hard"]))
    known = {address.lower() for address in got["addresses"]}
    questions += [
        ("addresses", address.lower(), address.lower() if address.lower() in known else None)
        for address in want.get("addresses") or []
    ]
    standard = [status for status in want.get("status") or [] if status and ".0.9" not in status]
    if standard:
        said = got["status"][0] if got["status"] else None
        questions.append(("status", said if said in standard else standard[0], said))
    return questions
