"""BambooHR's careers list: titles without dates, so nothing in it is news by itself. Stage 1 of 12.

`GET https://{slug}.bamboohr.com/careers/list` is undocumented: a team confirms its terms before it is scheduled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from signals.collectors.postings import (
    get,
    joined,
    json_of,
    led_elsewhere,
    objects,
    page_of,
    posting,
    site_url,
    unknown_board,
)

BASE = "https://{board}.bamboohr.com"


class BambooHr:
    """`target.key` is the careers site's slug."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(site_url(target, BASE, "/careers/list"))

    def read(self, document: Document, cursor: Cursor) -> Page:
        elsewhere = led_elsewhere(document)
        if elsewhere:
            return unknown_board(cursor, elsewhere)
        jobs = get(json_of(document), "result")
        if not isinstance(jobs, list):
            return unknown_board(cursor, "the answer has no list of jobs")
        if not jobs:
            return unknown_board(cursor, "an empty list, which is what an unknown name gets too")
        return page_of(document, cursor, (_posting(document, job) for job in objects(jobs)), len(jobs))


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    places = [get(job, where, part) for where in ("location", "atsLocation") for part in ("city", "state", "country")]
    return posting(
        document,
        job.get("id"),
        job.get("jobOpeningName"),
        url=f"{document.final_url.rpartition('/')[0]}/{job.get('id')}",
        posted=None,
        facts={
            "department": job.get("departmentLabel"),
            "location": joined(places, ", "),
            "employment": job.get("employmentStatusLabel"),
            "remote": "remote" if job.get("isRemote") else "",
        },
    )
