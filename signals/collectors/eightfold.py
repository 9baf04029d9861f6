"""Eightfold's career site as JSON: positions, a few a page. Stage 1 of 12.

`GET https://{slug}.eightfold.ai/api/apply/v2/jobs` (or /api/pcsx/search, with `params["api"]` "pcsx") serves the
vendor's own pages: a team confirms its terms first. Dates are seconds since 1970.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from agent.errors import ConfigError
from signals.collectors.marked_rows import marked_rows, page_of_marked
from signals.collectors.postings import (
    further_page,
    get,
    joined,
    json_of,
    maybe_unknown_board,
    number_in,
    objects,
    page_of,
    posting,
    web_address,
)

LIMIT = 10
_MARKS = frozenset({"canonicalPositionUrl", "positionUrl", "t_create", "display_job_id", "displayJobId"})
MOST = 2000
_NUMBERS = ("display_job_id", "displayJobId", "ats_job_id", "atsJobId")
_KEY = re.compile(r"([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:/([a-z0-9-]+(?:\.[a-z0-9-]+)+))?", re.I)
_START = re.compile(r"[?&]start=(\d{1,9})")
_PATHS = {"apply": "/api/apply/v2/jobs", "pcsx": "/api/pcsx/search"}


class Eightfold:
    """`target.key` is the site's slug, with the company's own domain behind it where that is not SLUG.com:
    "acme/acme.example"."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return _first_page(target)

    def read(self, document: Document, cursor: Cursor) -> Page:
        answer = json_of(document)
        found = answer if isinstance(get(answer, "positions"), list) else get(answer, "data")
        jobs = get(found, "positions")
        if not isinstance(jobs, list):
            said = get(answer, "message") or get(answer, "error", "message")
            rows = marked_rows(answer, frozenset({"name", "posting_name"}), _MARKS)
            why = str(said or "the answer has no list of positions")
            return page_of_marked(document, cursor, rows, _posting, why)
        start = number_in(_START, document.url)
        if not jobs and not start:
            return maybe_unknown_board(cursor, "no position, which is what an unknown domain gets too")
        page = page_of(document, cursor, (_posting(document, job) for job in objects(jobs)), len(jobs))
        count = get(found, "count")
        total, reached = count if isinstance(count, int) else 0, start + len(jobs)
        if not jobs or reached >= min(total, MOST):
            return Page(page.items, cursor, complete=reached >= total)
        return Page(page.items, cursor, next_request=further_page(document, _START, reached))


def _first_page(target: Target) -> Request:
    """Raises ConfigError for a key that could not be part of a host name."""
    found = _KEY.fullmatch(target.key)
    if found is None:
        raise ConfigError(f"{target.source}: {target.key!r} is no site; give SLUG or SLUG/DOMAIN.")
    base = (target.params.get("base_url") or f"https://{found[1].lower()}.eightfold.ai").rstrip("/")
    domain = found[2] or target.params.get("domain") or f"{found[1].lower()}.com"
    path = _PATHS.get(target.params.get("api") or "apply", _PATHS["apply"])
    return Request(f"{base}{path}?domain={quote(domain)}&start=0&num={LIMIT}&sort_by=timestamp")


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    places = job.get("locations")
    address = job.get("canonicalPositionUrl") or job.get("publicUrl") or job.get("positionUrl")
    return posting(
        document,
        job.get("id"),
        job.get("name") or job.get("posting_name"),
        url=web_address(document.final_url, address),
        posted=_posted(job.get("t_create") or job.get("postedTs") or job.get("creationTs")),
        description=str(job.get("job_description") or job.get("jobDescription") or ""),
        facts={
            "department": job.get("department"),
            "team": job.get("business_unit"),
            "location": joined(places) if isinstance(places, list) and places else job.get("location"),
            "requisition": next((job[name] for name in _NUMBERS if job.get(name)), ""),
            "remote": job.get("work_location_option") or job.get("workLocationOption"),
        },
    )


def _posted(value: object) -> object:
    """Milliseconds, of seconds; everything else as it stands."""
    return value * 1000 if isinstance(value, int | float) and not isinstance(value, bool) and value < 1e11 else value
