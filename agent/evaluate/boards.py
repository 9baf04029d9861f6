"""The task `boards`: how many jobs the product's own collector reads in one document of a board."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent.domain.documents import Cursor, Document, FetchOutcome, Target
from agent.errors import ConfigError
from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import Accuracy, miss
from signals.fetch.decode import decode
from signals.registry import collector

_READ_AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The number of jobs; null for a kind of board that no collector reads."""
    kind = str(given["ats"])
    try:
        reader = collector(kind)
    except ConfigError:
        return {"jobs": None}
    page = reader.read(_document(kind, folder / str(given["path"])), Cursor())
    return {"jobs": len(page.items) if page.outcome is FetchOutcome.OK else None}


def _document(kind: str, path: Path) -> Document:
    body = path.read_bytes()
    url = f"https://{kind}.example/board"
    return Document(
        source=kind,
        target=Target(kind, "board"),
        url=url,
        final_url=url,
        status=200,
        content_type="",
        body=body,
        text=decode(body).text,
        sha256=hashlib.sha256(body).hexdigest(),
        fetched_at=_READ_AT,
    )


def grade(cases: Sequence[Case]) -> Grades:
    """`counts`: the share of boards with the right number of jobs."""
    right = Accuracy()
    misses: list[Miss] = []
    for case in cases:
        want, got = case.expect["jobs"], (case.got or {}).get("jobs")
        misses += miss(case, f"jobs ({case.given['ats']})", want, got, right.count(want == got))
    unread = sum((case.got or {}).get("jobs") is None for case in cases)
    return Grades({"counts": right.share}, {"unread": unread}, tuple(misses))
