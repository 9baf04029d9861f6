"""SmartRecruiters' public Posting API: pages of a hundred. Stage 1 of 12.

https://developers.smartrecruiters.com/docs/posting-api; any name at all is answered with 200 and nothing found, so
nothing found means an unknown board, never a board that closed its jobs (signals §1.4).
"""

from __future__ import annotations

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
    maybe_unknown_board,
    objects,
    page_of,
    posting,
)

BASE = "https://api.smartrecruiters.com"
LIMIT = 100
_MARKS = frozenset({"releasedDate", "refNumber", "jobAdId", "jobAd", "typeOfEmployment", "experienceLevel"})


class SmartRecruiters:
    """`target.key` is the company's identifier."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return _page(target, 0)

    def read(self, document: Document, cursor: Cursor) -> Page:
        answer = json_of(document)
        jobs = get(answer, "content")
        if not isinstance(jobs, list):
            rows = marked_rows(answer, frozenset({"name"}), _MARKS)
            return page_of_marked(document, cursor, rows, _posting, "the answer has no list of postings")
        total, offset = _number(get(answer, "totalFound")), _number(get(answer, "offset"))
        if not jobs and not offset:
            return maybe_unknown_board(cursor, "nothing found under this name, which is what any unknown name gets")
        page = page_of(document, cursor, (_posting(document, job) for job in objects(jobs)), len(jobs))
        if not jobs or offset + len(jobs) >= total or len(jobs) < _number(get(answer, "limit")):
            return page
        return Page(page.items, cursor, next_request=_page(document.target, offset + len(jobs)))


def _page(target: Target, offset: int) -> Request:
    url = board_url(target, BASE, "/v1/companies/{board}/postings")
    return Request(f"{url}?limit={LIMIT}&offset={offset}", documented_api=True)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    place = get(job, "location", "fullLocation") or joined(
        [get(job, "location", "city"), get(job, "location", "region"), get(job, "location", "country")], ", "
    )
    company = str(get(job, "company", "identifier") or document.target.key)
    number = job.get("id") or job.get("uuid")
    return posting(
        document,
        number,
        job.get("name"),
        url=f"https://jobs.smartrecruiters.com/{company}/{number}" if number else "",
        posted=job.get("releasedDate"),
        company=str(get(job, "company", "name") or ""),
        facts={
            "department": get(job, "department", "label"),
            "team": get(job, "function", "label"),
            "location": place,
            "employment": get(job, "typeOfEmployment", "label"),
            "requisition": job.get("refNumber"),
            "remote": "remote" if get(job, "location", "remote") else "",
        },
    )
