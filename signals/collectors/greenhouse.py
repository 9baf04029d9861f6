"""Greenhouse's public job board API: a whole board in one answer. Stage 1 of 12.

https://developers.greenhouse.io/job-board.html; `first_published` dates a posting, `updated_at` moves on every edit.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from signals.collectors.marked_rows import marked_rows, objects_within, page_of_marked
from signals.collectors.postings import board_url, get, joined, json_of, objects, page_of, posting

BASE = "https://boards-api.greenhouse.io"
_MARKS = frozenset({"absolute_url", "internal_job_id", "first_published", "requisition_id"})


class Greenhouse:
    """`target.key` is the board's token. Descriptions are read where the answer has them (`content=true`)."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        url = board_url(target, BASE, "/v1/boards/{board}/jobs")
        if target.params.get("content") == "true":
            url += "?content=true"
        return Request(url, documented_api=True, max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        answer = json_of(document)
        jobs = get(answer, "jobs")
        if not isinstance(jobs, list):
            jobs = _in_groups(answer)
        if jobs is None:
            rows = marked_rows(answer, frozenset({"title"}), _MARKS)
            return page_of_marked(document, cursor, rows, _posting, "the answer has no list of jobs")
        return page_of(document, cursor, (_posting(document, job) for job in objects(jobs)), len(jobs))


def _in_groups(answer: object) -> list[Mapping[str, Any]] | None:
    """Every job once of an answer by departments or offices, which may hold others; None for any other answer."""
    groups = [get(answer, name) for name in ("departments", "offices")]
    groups = [group for group in groups if isinstance(group, list)]
    listing = [one for _, one, _ in objects_within(groups) if isinstance(one.get("jobs"), list)]
    if not listing:
        return None
    jobs = [job for group in listing for job in objects(group["jobs"])]
    return list({str(job.get("id") or number): job for number, job in enumerate(jobs)}.values())


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    return posting(
        document,
        job.get("id"),
        job.get("title"),
        url=str(job.get("absolute_url") or ""),
        posted=job.get("first_published"),
        company=str(job.get("company_name") or ""),
        description=html.unescape(str(job.get("content") or "")),
        facts={
            "department": joined([department.get("name") for department in objects(job.get("departments"))]),
            "location": get(job, "location", "name"),
            "requisition": job.get("requisition_id"),
            "updated_at": job.get("updated_at"),
            "language": job.get("language"),
        },
    )
