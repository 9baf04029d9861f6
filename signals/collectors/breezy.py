"""Breezy's career site as JSON: a whole board in one answer. Stage 1 of 12.

`GET https://{slug}.breezy.hr/json` is undocumented, so a team confirms its terms before it is scheduled; an empty list
is what an unknown name gets too (signals §1.4).
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

_MARKS = frozenset({"friendly_id", "published_date", "creation_date"})
BASE = "https://{board}.breezy.hr"


class Breezy:
    """`target.key` is the career site's slug."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(site_url(target, BASE, "/json"), max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        elsewhere = led_elsewhere(document)
        if elsewhere:
            return unknown_board(cursor, elsewhere)
        answer = json_of(document)
        jobs = answer if isinstance(answer, list) else get(answer, "positions")
        if not isinstance(jobs, list):
            rows = marked_rows(answer, frozenset({"name"}), _MARKS)
            return page_of_marked(document, cursor, rows, _posting, "the answer has no list of positions")
        if not jobs:
            return maybe_unknown_board(cursor, "an empty list, which is what an unknown name gets too")
        return page_of(document, cursor, (_posting(document, job) for job in objects(jobs)), len(jobs))


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    every = joined(place.get("name") for place in objects(job.get("locations")))
    place = (
        every
        or get(job, "location", "name")
        or joined(
            [
                get(job, "location", "city"),
                get(job, "location", "state", "name"),
                get(job, "location", "country", "name"),
            ],
            ", ",
        )
    )
    return posting(
        document,
        job.get("id") or job.get("_id") or job.get("friendly_id"),
        job.get("name"),
        url=str(job.get("url") or ""),
        posted=job.get("published_date") or job.get("creation_date"),
        company=str(get(job, "company", "name") or ""),
        description=str(job.get("description") or ""),
        facts={
            "department": get(job, "department", "name") or job.get("department"),
            "location": place,
            "employment": get(job, "type", "name"),
            "remote": "remote" if get(job, "location", "is_remote") else "",
        },
    )
