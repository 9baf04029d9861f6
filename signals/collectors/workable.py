"""Workable's public account widget: a whole board in one answer, a job once for each of its places. Stage 1 of 12.

`GET https://apply.workable.com/api/v1/widget/accounts/{slug}`; slugs are case-sensitive.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from signals.collectors.postings import board_url, get, joined, json_of, objects, page_of, posting, unknown_board

BASE = "https://apply.workable.com"


class Workable:
    """`target.key` is the account's slug. Descriptions are read where the answer has them (`details=true`)."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        details = "true" if target.params.get("content") == "true" else "false"
        url = board_url(target, BASE, "/api/v1/widget/accounts/{board}") + f"?details={details}"
        return Request(url, documented_api=True, max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        answer = json_of(document)
        jobs = get(answer, "jobs")
        if not isinstance(jobs, list):
            return unknown_board(cursor, "the answer has no list of jobs")
        company = str(get(answer, "name") or "")
        return page_of(document, cursor, (_posting(document, job, company) for job in objects(jobs)), len(jobs))


def _posting(document: Document, job: Mapping[str, Any], company: str) -> Item | None:
    return posting(
        document,
        job.get("shortcode") or job.get("id"),
        job.get("title"),
        url=str(job.get("url") or job.get("shortlink") or ""),
        posted=job.get("published_on") or job.get("created_at"),
        company=company,
        description=str(job.get("description") or ""),
        facts={
            "department": job.get("department"),
            "location": joined([job.get("city"), job.get("state"), job.get("country")], ", "),
            "employment": job.get("employment_type"),
            "requisition": job.get("code"),
            "remote": "remote" if job.get("telecommuting") else "",
        },
    )
