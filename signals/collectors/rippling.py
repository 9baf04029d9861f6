"""Rippling's job board API: the whole board in one list, or pages of it. The list has no dates. Stage 1 of 12.

https://developer.rippling.com/documentation/job-board-api; boards that only the newer host knows are given with
`base_url` https://ats.rippling.com/api/v2, whose pages count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from signals.collectors.marked_rows import marked_rows, page_of_marked
from signals.collectors.postings import (
    board_url,
    get,
    joined,
    json_of,
    number_in,
    objects,
    page_of,
    posting,
)

BASE = "https://api.rippling.com/platform/api/ats/v1"
MOST_PAGES = 100
_MARKS = frozenset({"uuid", "workLocation"})
_PAGE = re.compile(r"[?&]page=(\d{1,4})\b")


class Rippling:
    """`target.key` is the board's slug."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(board_url(target, BASE, "/board/{board}/jobs"), documented_api=True, max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        answer = json_of(document)
        jobs = answer if isinstance(answer, list) else get(answer, "items")
        if not isinstance(jobs, list):
            rows = marked_rows(answer, frozenset({"name"}), _MARKS)
            return page_of_marked(document, cursor, rows, _posting, "the answer has no list of jobs")
        page = page_of(document, cursor, (_posting(document, job) for job in objects(jobs)), len(jobs))
        pages, number = get(answer, "totalPages"), number_in(_PAGE, document.url)
        if not jobs or not isinstance(pages, int) or number + 1 >= min(pages, MOST_PAGES):
            return Page(page.items, cursor, complete=not isinstance(pages, int) or number + 1 >= pages)
        following = board_url(document.target, BASE, "/board/{board}/jobs") + f"?page={number + 1}"
        return Page(page.items, cursor, next_request=Request(following, documented_api=True))


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    places = objects(job.get("locations")) or objects([job.get("workLocation")])
    department = job.get("department")
    return posting(
        document,
        job.get("uuid") or job.get("id"),
        job.get("name") or job.get("title"),
        url=str(job.get("url") or ""),
        posted=job.get("createdOn") or job.get("createdAt"),
        description="\n".join(str(get(job, "description", part) or "") for part in ("role", "company")),
        facts={
            "department": get(department, "label") or get(department, "name") or department,
            "location": joined(place.get("name") or place.get("label") for place in places)
            or (job.get("workLocation") if isinstance(job.get("workLocation"), str) else ""),
            "employment": get(job, "employmentType", "label"),
            "remote": "remote" if any(place.get("workplaceType") == "REMOTE" for place in places) else "",
        },
    )
