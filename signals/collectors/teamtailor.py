"""Teamtailor's career site as a JSON Feed of postings, or as RSS. Stage 1 of 12.

`GET https://{slug}.teamtailor.com/jobs.json`; the vendor's terms limit commercial use, so a team confirms them first.
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
    objects,
    page_of,
    posting,
    site_url,
    web_address,
)
from signals.pages.xml_documents import parse_xml, text_at

_MARKS = frozenset({"_jobposting", "date_published", "careersite-job-url", "created-at", "human-status"})
BASE = "https://{board}.teamtailor.com"


class Teamtailor:
    """`target.key` is the career site's slug; a site under its own domain is given as `params["base_url"]`."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(site_url(target, BASE, "/jobs.json"), max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        if document.text.lstrip("\ufeff \t\r\n").startswith(("<?xml", "<rss")):
            return _rss(document, cursor)
        answer = json_of(document)
        jobs = get(answer, "items")
        if not isinstance(jobs, list):
            rows = marked_rows(_flat(answer), frozenset({"title"}), _MARKS)
            return page_of_marked(document, cursor, rows, _posting, "the answer has no list of jobs")
        page = page_of(document, cursor, (_posting(document, job) for job in objects(jobs)), len(jobs))
        return Page(page.items, cursor, complete=len(jobs) < 100)


def _flat(answer: Any) -> Any:
    """The jobs of the vendor's interface for keys (JSON:API) as rows; every other answer as it stands."""
    rows = [one for one in objects(get(answer, "data")) if one.get("type") == "jobs"]
    towns = {str(one.get("id")): get(one, "attributes", "city") for one in objects(get(answer, "included"))}
    return [
        {
            **_properties(one, "attributes"),
            **_properties(one, "links"),
            "id": one.get("id"),
            "towns": [
                towns.get(str(place.get("id"))) for place in objects(get(one, "relationships", "locations", "data"))
            ],
        }
        for one in rows
    ] or answer


def _properties(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    said = row.get(name)
    return said if isinstance(said, Mapping) else {}


def _rss(document: Document, cursor: Cursor) -> Page:
    entries = parse_xml(document.text, document.source).findall("channel/item")
    page = page_of(document, cursor, (_from_rss(document, entry) for entry in entries), len(entries))
    return Page(page.items, cursor, complete=len(entries) < 100)


def _from_rss(document: Document, entry: Any) -> Item | None:
    places = entry.findall("locations/location")
    remote = text_at(entry, "remoteStatus")
    return posting(
        document,
        text_at(entry, "guid") or text_at(entry, "link"),
        text_at(entry, "title"),
        url=web_address(document.final_url, text_at(entry, "link")),
        posted=text_at(entry, "pubDate"),
        company=text_at(entry, "company_name"),
        description=entry.findtext("description") or "",
        facts={
            "department": text_at(entry, "department"),
            "team": text_at(entry, "role"),
            "location": joined(text_at(place, "name") or text_at(place, "city") for place in places),
            "remote": "" if remote == "none" else remote,
        },
    )


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    facts = get(job, "_jobposting")
    places = get(facts, "jobLocation")
    listed = objects(places) if isinstance(places, list) else objects([places])
    towns = job.get("towns")
    return posting(
        document,
        job.get("id") or job.get("url"),
        job.get("title") or get(facts, "title"),
        url=str(job.get("url") or job.get("careersite-job-url") or ""),
        posted=job.get("date_published") or get(facts, "datePosted") or job.get("created-at"),
        company=str(get(facts, "hiringOrganization", "name") or ""),
        description=str(
            job.get("content_html") or get(facts, "description") or job.get("body") or job.get("body-plain") or ""
        ),
        facts={
            "location": joined([*map(_place, listed), *(towns if isinstance(towns, list) else ())]),
            "employment": get(facts, "employmentType"),
            "requisition": get(facts, "identifier", "value"),
        },
    )


def _place(place: Mapping[str, Any]) -> str:
    parts = [get(place, "address", part) for part in ("addressLocality", "addressRegion", "addressCountry")]
    return joined((part for part in parts if isinstance(part, str)), ", ")
