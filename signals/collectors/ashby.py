"""Ashby's public job posting API: a whole board in one answer. Stage 1 of 12.

https://developers.ashbyhq.com/docs/public-job-posting-api; postings with `isListed` false are not public.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from signals.collectors.postings import board_url, get, joined, json_of, objects, page_of, posting, unknown_board

BASE = "https://api.ashbyhq.com"


class Ashby:
    """`target.key` is the board's name, which may hold spaces and dots."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        url = board_url(target, BASE, "/posting-api/job-board/{board}?includeCompensation=true")
        return Request(url, documented_api=True, max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        answer = json_of(document)
        jobs = get(answer, "jobs")
        if not isinstance(jobs, list):
            return unknown_board(cursor, "the answer has no list of jobs")
        public = [job for job in objects(jobs) if job.get("isListed") is not False]
        return page_of(document, cursor, (_posting(document, job) for job in public), len(public))


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    others = (place.get("location") for place in objects(job.get("secondaryLocations")))
    return posting(
        document,
        job.get("id"),
        job.get("title"),
        url=str(job.get("jobUrl") or job.get("applyUrl") or ""),
        posted=job.get("publishedAt"),
        description=str(job.get("descriptionPlain") or job.get("descriptionHtml") or ""),
        facts={
            "department": job.get("department"),
            "team": job.get("team"),
            "location": joined([job.get("location"), *others]),
            "employment": job.get("employmentType"),
            "remote": job.get("workplaceType"),
        },
    )
