"""Ashby's public job posting API: a whole board in one answer. Stage 1 of 12.

https://developers.ashbyhq.com/docs/public-job-posting-api; postings with `isListed` false are not public.
The board's own page carries the same jobs as data of a script.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from signals.collectors.marked_rows import marked_rows, page_of_marked
from signals.collectors.postings import board_url, get, joined, json_after, objects, page_of, posting

BASE = "https://api.ashbyhq.com"
_STATED = re.compile(r"\b__appData\s{0,20}=\s{0,20}(?=\{)")
_MARKS = frozenset({"jobUrl", "isListed", "publishedAt", "locationName", "secondaryLocations", "externalLink"})


class Ashby:
    """`target.key` is the board's name, which may hold spaces and dots."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        url = board_url(target, BASE, "/posting-api/job-board/{board}?includeCompensation=true")
        return Request(url, documented_api=True, max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        answer = json_after(document, _STATED)
        jobs = get(answer, "jobs")
        if not isinstance(jobs, list):
            rows = _public(marked_rows(answer, frozenset({"title"}), _MARKS))
            return page_of_marked(document, cursor, rows, _posting, "the answer has no list of jobs")
        public = _public(objects(jobs))
        return page_of(document, cursor, (_posting(document, job) for job in public), len(public))


def _public(jobs: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [job for job in jobs if job.get("isListed") is not False]


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    others = (_place(place) for place in objects(job.get("secondaryLocations")))
    return posting(
        document,
        job.get("id"),
        job.get("title"),
        url=str(job.get("jobUrl") or job.get("externalLink") or job.get("applyUrl") or ""),
        posted=job.get("publishedAt") or job.get("publishedDate"),
        description=str(job.get("descriptionPlain") or job.get("descriptionHtml") or ""),
        facts={
            "department": job.get("department") or job.get("departmentName"),
            "team": job.get("team") or job.get("teamName"),
            "location": joined([_place(job), *others]),
            "employment": job.get("employmentType"),
            "remote": job.get("workplaceType"),
        },
    )


def _place(said: Mapping[str, Any]) -> object:
    """Where a job is, in the spelling of the public answer or of the site's own."""
    return said.get("location") or said.get("locationName")
