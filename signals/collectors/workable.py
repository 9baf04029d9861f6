"""Workable's public account widget: a whole board in one answer, a job once for each of its places. Stage 1 of 12.

`GET https://apply.workable.com/api/v1/widget/accounts/{slug}`; slugs are case-sensitive. The newer interface (v3)
of the same host lists pages of `results`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from signals.collectors.marked_rows import marked_rows, page_of_marked
from signals.collectors.postings import board_url, get, joined, json_of, objects, page_of, posting

BASE = "https://apply.workable.com"
_REMOTE = ("telecommuting", "remote")
_MARKS = frozenset({"shortcode", "shortlink", "application_url", "published_on", "telecommuting"})


class Workable:
    """`target.key` is the account's slug. Descriptions are read where the answer has them (`details=true`)."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        details = "true" if target.params.get("content") == "true" else "false"
        url = board_url(target, BASE, "/api/v1/widget/accounts/{board}") + f"?details={details}"
        return Request(url, documented_api=True, max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        answer = json_of(document)
        jobs = get(answer, "jobs")
        if isinstance(jobs, list):
            company = str(get(answer, "name") or "")
            return page_of(document, cursor, (_posting(document, job, company) for job in objects(jobs)), len(jobs))
        results = get(answer, "results")
        if isinstance(results, list) and (results or get(answer, "total") == 0):
            page = page_of(document, cursor, (_posting(document, job) for job in objects(results)), len(results))
            return Page(page.items, cursor)
        rows = marked_rows(answer, frozenset({"title"}), _MARKS)
        return page_of_marked(document, cursor, rows, _posting, "the answer has no list of jobs")


def _posting(document: Document, job: Mapping[str, Any], company: str = "") -> Item | None:
    stated = get(job, "location")
    place = stated if isinstance(stated, Mapping) else job
    parts = [place.get("city"), place.get("region") or place.get("state"), place.get("country")]
    department = job.get("department")
    return posting(
        document,
        job.get("shortcode") or job.get("id"),
        job.get("title"),
        url=str(job.get("url") or job.get("shortlink") or ""),
        posted=job.get("published_on") or job.get("published") or job.get("created_at"),
        company=company,
        description=str(job.get("description") or ""),
        facts={
            "department": joined(department) if isinstance(department, list) else department,
            "location": stated if isinstance(stated, str) else joined(parts, ", ") or place.get("location_str"),
            "employment": job.get("employment_type") or job.get("type"),
            "requisition": job.get("code"),
            "remote": "remote" if any(one.get(name) is True for one in (job, place) for name in _REMOTE) else "",
        },
    )
