"""Pinpoint's postings as JSON: a whole board in one answer, without a date of posting. Stage 1 of 12.

`GET https://{slug}.pinpointhq.com/postings.json`
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from signals.collectors.marked_rows import marked_rows, page_of_marked
from signals.collectors.postings import get, joined, json_of, objects, page_of, posting, site_url

BASE = "https://{board}.pinpointhq.com"
_MARKS = frozenset({"workplace_type", "employment_type", "compensation_visible", "key_responsibilities"})
_PARTS = ("description", "key_responsibilities", "skills_knowledge_expertise", "benefits")


class Pinpoint:
    """`target.key` is the career site's slug."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(site_url(target, BASE, "/postings.json"), max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        answer = json_of(document)
        jobs = answer if isinstance(answer, list) else get(answer, "data")
        if not isinstance(jobs, list):
            rows = marked_rows(answer, frozenset({"title"}), _MARKS)
            return page_of_marked(document, cursor, rows, _posting, "the answer has no list of postings")
        return page_of(document, cursor, (_posting(document, job) for job in objects(jobs)), len(jobs))


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    inner = job.get("attributes")
    job = {**job, **inner} if isinstance(inner, Mapping) else job
    place = joined([get(job, "location", part) for part in ("name", "city", "province")], ", ")
    texts = (f"{job.get(f'{part}_header') or ''}\n{job[part]}" for part in _PARTS if job.get(part))
    return posting(
        document,
        job.get("id") or job.get("path"),
        job.get("title"),
        url=str(job.get("url") or ""),
        posted=job.get("published_at"),
        description="\n".join(texts),
        facts={
            "department": get(job, "job", "department", "name") or get(job, "department", "name"),
            "team": get(job, "job", "division", "name") or get(job, "division", "name"),
            "location": place,
            "employment": job.get("employment_type_text") or job.get("employment_type"),
            "requisition": get(job, "job", "requisition_id"),
            "remote": job.get("workplace_type"),
        },
    )
