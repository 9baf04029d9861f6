"""The task `boards`: how many jobs the product's own collector reads in one document of a board."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent.domain.documents import Cursor, Document, FetchOutcome, Target
from agent.errors import SourceChanged
from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import Accuracy, miss
from signals.fetch.decode import decode
from signals.registry import COLLECTORS, collector

_READ_AT = datetime(2000, 1, 1, tzinfo=UTC)
"""Cases do not say when they were recorded: before any end that a posting states, so that none of them is over."""
_SPELLINGS = {
    "breezyhr": "breezy",
    "bamboo": "bamboohr",
    "governmentjobs": "neogov",
    "icimsjobs": "icims",
    "jobposting": "job_posting",
    "jobpostingjsonld": "job_posting",
    "jsonld": "job_posting",
    "ldjson": "job_posting",
    "schemaorg": "job_posting",
    "oraclecloud": "oracle",
    "oracleorc": "oracle",
    "oraclehcm": "oracle",
    "oraclerecruiting": "oracle",
    "oraclerecruitingcloud": "oracle",
    "oraclece": "oracle",
    "orc": "oracle",
    "personioxml": "personio",
    "pinpointhq": "pinpoint",
    "ripplingats": "rippling",
    "myworkdayjobs": "workday",
    "workdaycxs": "workday",
}
_TELLING = 5
"""Letters of the shortest name of a system that is told by its beginning."""
_LETTERS = re.compile(r"[^a-z]")


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The number of jobs; null where no list of jobs can be told."""
    kind = kind_of(str(given["ats"]))
    document = _document(kind, folder / str(given["path"]))
    try:
        page = collector(kind).read(document, Cursor())
    except SourceChanged:
        return {"jobs": None}
    told = page.outcome is FetchOutcome.OK or page.lists_nothing
    return {"jobs": len(page.items) if told else None}


def kind_of(name: str) -> str:
    """The collector for a kind of board, however it is spelled and with more words behind it ("lever_postings"); for
    any other kind the reader of any list of jobs."""
    plain = _LETTERS.sub("", name.lower())
    known = {_LETTERS.sub("", collector_name): collector_name for collector_name in COLLECTORS} | _SPELLINGS
    begins = [spelling for spelling in known if len(spelling) >= _TELLING and plain.startswith(spelling)]
    return known[max(begins, key=len)] if begins else known.get(plain, "job_list")


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
