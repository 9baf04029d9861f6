"""Lever's public postings API: pages of a hundred. Stage 1 of 12.

https://github.com/lever/postings-api; site names are case-sensitive, and the European region is a namespace of its own:
its boards are called "eu/NAME".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
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

BASE = "https://api.lever.co"
BASE_EU = "https://api.eu.lever.co"
EU = "eu/"
LIMIT = 100
_MARKS = frozenset({"hostedUrl", "categories", "descriptionPlain"})
_SKIP = re.compile(r"[?&]skip=(\d{1,9})")


class Lever:
    """`target.key` is the site's name, "eu/NAME" in the European region."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return _page(target, 0)

    def read(self, document: Document, cursor: Cursor) -> Page:
        answer = json_of(document)
        if not isinstance(answer, list) or not any(_MARKS & job.keys() for job in objects(answer)):
            rows = marked_rows(answer, frozenset({"text"}), _MARKS)
            if rows or not isinstance(answer, list):
                why = str(get(answer, "error") or "the answer has no list of postings")
                return page_of_marked(document, cursor, rows, _posting, why)
        page = page_of(document, cursor, (_posting(document, job) for job in objects(answer)), len(answer))
        if len(answer) < LIMIT:
            return page
        following = _page(document.target, number_in(_SKIP, document.url) + LIMIT)
        return Page(page.items, cursor, next_request=following)


def _page(target: Target, skip: int) -> Request:
    base = BASE_EU if target.key.startswith(EU) else BASE
    url = board_url(replace(target, key=target.key.removeprefix(EU)), base, "/v0/postings/{board}")
    return Request(f"{url}?mode=json&skip={skip}&limit={LIMIT}", documented_api=True, max_bytes=30_000_000)


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    places = get(job, "categories", "allLocations")
    lists = (f"{one.get('text') or ''}\n{one.get('content') or ''}" for one in objects(job.get("lists")))
    return posting(
        document,
        job.get("id"),
        job.get("text"),
        url=str(job.get("hostedUrl") or ""),
        posted=job.get("createdAt"),
        description="\n".join([str(job.get("descriptionPlain") or job.get("description") or ""), *lists]),
        facts={
            "department": get(job, "categories", "department"),
            "team": get(job, "categories", "team"),
            "location": joined(places) if isinstance(places, list) else get(job, "categories", "location"),
            "employment": get(job, "categories", "commitment"),
            "remote": job.get("workplaceType"),
        },
    )
