"""Paylocity's career page, which carries its jobs as data of a script, or its feed of jobs. Stage 1 of 12.

`GET https://recruiting.paylocity.com/recruiting/jobs/All/{guid}`; a team confirms its terms first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from signals.collectors.marked_rows import marked_rows, page_of_marked
from signals.collectors.postings import board_url, get, joined, json_after, objects, page_of, posting

BASE = "https://recruiting.paylocity.com"
_TITLES = frozenset({"JobTitle", "jobTitle", "Title", "title"})
_MARKS = frozenset({"JobId", "jobId", "HiringDepartment", "hiringDepartment"})
_DATA = re.compile(r"\bpageData\s{0,20}=\s{0,20}(?=\{)")


class Paylocity:
    """`target.key` is the identifier (a GUID) in the career page's address."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(board_url(target, BASE, "/recruiting/jobs/All/{board}"))

    def read(self, document: Document, cursor: Cursor) -> Page:
        data = json_after(document, _DATA)
        jobs = _either(data, "Jobs")
        if not isinstance(jobs, list):
            rows = marked_rows(data, _TITLES, _MARKS)
            return page_of_marked(document, cursor, rows, _posting, "the page has no list of jobs")
        company = str(get(data, "ModuleTitle") or get(data, "CompanyName") or "")
        return page_of(document, cursor, (_posting(document, job, company) for job in objects(jobs)), len(jobs))


def _either(value: Any, name: str) -> Any:
    """A property in the page's spelling ("JobTitle") or in the feed's ("jobTitle")."""
    said = get(value, name)
    return get(value, name[0].lower() + name[1:]) if said is None else said


def _posting(document: Document, job: Mapping[str, Any], company: str = "") -> Item | None:
    number = _either(job, "JobId")
    place = _either(job, "JobLocation")
    town = joined([_either(place, part) for part in ("City", "State", "Country")], ", ")
    label = _either(job, "LocationName") or _either(place, "LocationDisplayName") or _either(place, "Name")
    own = f"{BASE}/Recruiting/Jobs/Details/{number}" if number else ""
    address = _either(job, "DisplayUrl") or _either(job, "ApplyUrl") or own
    texts = (_either(job, part) for part in ("Description", "Requirements"))
    return posting(
        document,
        number,
        _either(job, "JobTitle") or _either(job, "Title"),
        url=str(address),
        posted=_either(job, "PublishedDate"),
        company=company,
        description="\n".join(str(text) for text in texts if text),
        facts={
            "department": _either(job, "HiringDepartment"),
            "location": joined([label, town]),
            "employment": _either(job, "EmploymentType") or _either(job, "JobType"),
            "remote": "remote" if _either(job, "IsRemote") else "",
        },
    )
