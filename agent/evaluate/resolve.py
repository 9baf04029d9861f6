"""The task `resolve`: the account that a text's event is about, or null (EVAL.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from agent.domain.accounts import Account
from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import Tally
from signals.resolve import Resolver


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The account of one text, by the resolver that a night uses. `accounts` is a JSON file beside the cases."""
    found = _resolver(folder / given["accounts"]).resolve_text(given["text"])
    return {"account": found.account_id}


def grade(cases: Sequence[Case]) -> Grades:
    """Precision and recall of links; null where null is wanted is right and counts in neither."""
    tally = Tally()
    misses = []
    for case in cases:
        want = case.expect["account"]
        got = case.got["account"] if case.got is not None else None
        right = want == got and not case.crashed
        tally.right += right and want is not None
        tally.wrong += got is not None and not right
        tally.missed += want is not None and not right
        if not right:
            misses.append(Miss(case.id, "account", want, got))
    nulls = sum(case.expect["account"] is None for case in cases)
    return Grades(
        metrics={"precision": tally.precision, "recall": tally.recall},
        counts={"linked": tally.right + tally.wrong, "expected": tally.right + tally.missed, "expected_null": nulls},
        misses=tuple(misses),
    )


@lru_cache(maxsize=8)
def _resolver(path: Path) -> Resolver:
    return Resolver([_account(row) for row in json.loads(path.read_text(encoding="utf-8"))])


def _account(row: Mapping[str, Any]) -> Account:
    return Account(
        id=row["id"],
        name=row["name"],
        domain=row.get("domain") or "",
        country=row.get("country") or "",
        city=row.get("city") or "",
        industry=row.get("industry") or "",
        aliases=(*(row.get("aliases") or ()), *(row.get("former_names") or ())),
        cik=str(row.get("cik") or ""),
    )
