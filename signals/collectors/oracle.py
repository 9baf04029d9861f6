"""Oracle Recruiting's candidate site: requisitions two levels down, a page at a time. Stage 1 of 12.

`GET https://{host}/hcmRestApi/resources/latest/recruitingCEJobRequisitions` serves the vendor's own pages and is not
offered to others: a team confirms its terms first. A site that does not exist finds nothing, as an empty one does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

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
)

LIMIT = 100
_MARKS = frozenset({"PrimaryLocation", "PostedDate", "ExternalPostedStartDate"})
MOST = 10_000
_SITE = re.compile(r"([a-z0-9-]+(?:\.[a-z0-9-]+)*\.oraclecloud\.com)/([\w-]{1,100})", re.I)
_OFFSET = re.compile(r"\boffset=(\d{1,9})")


class Oracle:
    """`target.key` is "HOST/SITE", such as "abcd.fa.us2.oraclecloud.com/CX_1"."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        base, site = _site(target)
        finder = f"findReqs;siteNumber={site},limit={LIMIT},offset=0,sortBy=POSTING_DATES_DESC"
        path = "/hcmRestApi/resources/latest/recruitingCEJobRequisitions"
        return Request(f"{base}{path}?onlyData=true&expand=requisitionList.secondaryLocations&finder={finder}")

    def read(self, document: Document, cursor: Cursor) -> Page:
        answer = json_of(document)
        found = objects(get(answer, "items"))
        lists = [one.get("requisitionList") for one in found]
        if not any(isinstance(one, list) for one in lists):
            rows = marked_rows(answer, frozenset({"Title"}), _MARKS)
            return page_of_marked(document, cursor, rows, _posting, "the answer has no list of requisitions")
        jobs = [job for one in lists if isinstance(one, list) for job in one]
        offset = number_in(_OFFSET, document.url)
        if not jobs and not offset:
            return maybe_unknown_board(cursor, "nothing found at this site, which is what an unknown site gets too")
        page = page_of(document, cursor, (_posting(document, job) for job in objects(jobs)), len(jobs))
        stated = get(found[0], "TotalJobsCount")
        total, reached = stated if isinstance(stated, int) else 0, offset + len(jobs)
        if not jobs or reached >= min(total, MOST):
            return Page(page.items, cursor, complete=reached >= total)
        return Page(page.items, cursor, next_request=further_page(document, _OFFSET, reached))


def _site(target: Target) -> tuple[str, str]:
    """Host and site. Raises ConfigError for a key that names no site of this vendor."""
    found = _SITE.fullmatch(target.key)
    if found is None:
        raise ConfigError(f"{target.source}: {target.key!r} is no site; give HOST.oraclecloud.com/SITE.")
    return (target.params.get("base_url") or f"https://{found[1].lower()}").rstrip("/"), found[2]


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    others = (place.get("Name") for place in objects(job.get("secondaryLocations")))
    found = _SITE.fullmatch(document.target.key)
    number = job.get("Id")
    site = f"https://{found[1].lower()}/hcmUI/CandidateExperience/en/sites/{found[2]}" if found else ""
    texts = (
        "ShortDescriptionStr",
        "ExternalDescriptionStr",
        "ExternalResponsibilitiesStr",
        "ExternalQualificationsStr",
    )
    return posting(
        document,
        number,
        job.get("Title"),
        url=f"{site}/job/{number}" if site and number else "",
        posted=job.get("PostedDate") or job.get("ExternalPostedStartDate"),
        description="\n".join(str(job[part]) for part in texts if job.get(part)),
        facts={
            "department": job.get("Department") or job.get("Organization"),
            "team": job.get("JobFamily") or job.get("Category"),
            "location": joined([job.get("PrimaryLocation"), *others]),
            "requisition": job.get("RequisitionNumber") or number,
            "employment": job.get("JobSchedule") or job.get("JobType"),
            "remote": job.get("WorkplaceType"),
            "language": job.get("Language"),
        },
    )
