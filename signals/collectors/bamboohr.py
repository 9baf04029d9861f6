"""BambooHR's careers list: titles, rarely with dates, so nothing in it is news by itself. Stage 1 of 12.

`GET https://{slug}.bamboohr.com/careers/list` is undocumented: a team confirms its terms before it is scheduled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from signals.collectors.marked_rows import marked_rows, page_of_marked
from signals.collectors.postings import (
    get,
    joined,
    json_of,
    led_elsewhere,
    maybe_unknown_board,
    objects,
    page_of,
    posting,
    site_url,
    unknown_board,
)

_PARTS = ("city", "state", "province", "country")
_MARKS = frozenset({"jobOpeningName"})
BASE = "https://{board}.bamboohr.com"


class BambooHr:
    """`target.key` is the careers site's slug."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(site_url(target, BASE, "/careers/list"))

    def read(self, document: Document, cursor: Cursor) -> Page:
        elsewhere = led_elsewhere(document)
        if elsewhere:
            return unknown_board(cursor, elsewhere)
        answer = json_of(document)
        jobs = get(answer, "result")
        if not isinstance(jobs, list):
            rows = marked_rows(answer, _MARKS, _MARKS)
            return page_of_marked(document, cursor, rows, _posting, "the answer has no list of jobs")
        if not jobs:
            return maybe_unknown_board(cursor, "an empty list, which is what an unknown name gets too")
        return page_of(document, cursor, (_posting(document, job) for job in objects(jobs)), len(jobs))


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    place = job.get("location")
    places = [get(job, where, part) for where in ("location", "atsLocation") for part in _PARTS]
    places += [job.get(name) for name in ("locationCity", "locationState", "locationLabel")]
    number = job.get("id")
    return posting(
        document,
        number,
        job.get("jobOpeningName"),
        url=f"{document.final_url.rpartition('/')[0]}/{number}" if number else "",
        posted=job.get("datePosted") or None,
        facts={
            "department": job.get("departmentLabel"),
            "location": place if isinstance(place, str) else joined(places, ", "),
            "employment": job.get("employmentStatusLabel"),
            "remote": "remote" if job.get("isRemote") else "",
        },
    )
