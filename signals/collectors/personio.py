"""Personio's public job feed: a whole board as XML. Stage 1 of 12.

`GET https://{slug}.jobs.personio.de/xml?language=en`; an unknown name leads to a marketing page, which is no XML.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from agent.errors import SourceChanged
from signals.collectors.marked_rows import marked_rows, page_of_marked
from signals.collectors.postings import joined, json_of, page_of, posting, site_url, unknown_board
from signals.pages.xml_documents import parse_xml, text_at

BASE = "https://{board}.jobs.personio.de"
_MARKS = frozenset({"office", "offices", "employment_type", "employmentType", "recruitingCategory", "subcompany"})


class Personio:
    """`target.key` is the careers site's slug."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(site_url(target, BASE, "/xml?language=en"), documented_api=True, max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        if document.text.lstrip("\ufeff \t\r\n").startswith(("[", "{")):
            rows = marked_rows(json_of(document), frozenset({"name"}), _MARKS)
            return page_of_marked(document, cursor, rows, _from_row, "the answer is no list of positions")
        try:
            root = parse_xml(document.text, document.source)
        except SourceChanged as changed:
            return unknown_board(cursor, str(changed))
        if root.tag == "workzag-jobs":
            positions = root.findall("position")
            return page_of(document, cursor, (_posting(document, one) for one in positions), len(positions))
        named = [one for one in root.iter("position") if text_at(one, "name")]
        if not named:
            return unknown_board(cursor, "the answer is no list of positions")
        return Page(page_of(document, cursor, (_posting(document, one) for one in named), len(named)).items, cursor)


def _from_row(document: Document, row: Mapping[str, Any]) -> Item | None:
    """A position of the site's own search, which is JSON."""
    offices = row.get("offices")
    job_id = row.get("id")
    return posting(
        document,
        job_id,
        row.get("name"),
        url=f"{document.final_url.rpartition('/')[0]}/job/{job_id}" if job_id else "",
        posted=row.get("createdAt") or row.get("created_at"),
        company=str(row.get("subcompany") or ""),
        description=str(row.get("description") or ""),
        facts={
            "department": row.get("department"),
            "team": row.get("recruitingCategory"),
            "location": joined(offices) if isinstance(offices, list) else row.get("office"),
            "employment": row.get("employment_type") or row.get("employmentType"),
        },
    )


def _posting(document: Document, position: Any) -> Item | None:
    offices = [text_at(position, "office"), *(one.text for one in position.iterfind("additionalOffices/office"))]
    job_id = text_at(position, "id") or position.get("id")
    base = document.final_url.partition("/xml")[0]
    texts = (
        f"{text_at(part, 'name')}\n{part.findtext('value') or ''}"
        for part in position.iterfind("jobDescriptions/jobDescription")
    )
    return posting(
        document,
        job_id,
        text_at(position, "name"),
        url=text_at(position, "url") or (f"{base}/job/{job_id}" if job_id else ""),
        posted=text_at(position, "createdAt"),
        company=text_at(position, "subcompany"),
        description="\n".join(texts),
        facts={
            "department": text_at(position, "department"),
            "team": text_at(position, "recruitingCategory"),
            "location": joined(offices),
            "employment": text_at(position, "employmentType"),
        },
    )
