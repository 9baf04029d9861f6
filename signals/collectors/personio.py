"""Personio's public job feed: a whole board as XML. Stage 1 of 12.

`GET https://{slug}.jobs.personio.de/xml?language=en`; an unknown name leads to a marketing page, which is no XML.
"""

from __future__ import annotations

from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from agent.errors import SourceChanged
from signals.collectors.postings import joined, page_of, posting, site_url, unknown_board
from signals.pages.xml_documents import parse_xml, text_at

BASE = "https://{board}.jobs.personio.de"


class Personio:
    """`target.key` is the careers site's slug."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(site_url(target, BASE, "/xml?language=en"), documented_api=True, max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        try:
            root = parse_xml(document.text, document.source)
        except SourceChanged as changed:
            return unknown_board(cursor, str(changed))
        if root.tag != "workzag-jobs":
            return unknown_board(cursor, "the answer is no list of positions")
        positions = root.findall("position")
        return page_of(document, cursor, (_posting(document, one) for one in positions), len(positions))


def _posting(document: Document, position: Any) -> Item | None:
    offices = [text_at(position, "office"), *(one.text for one in position.iterfind("additionalOffices/office"))]
    job_id = text_at(position, "id")
    base = document.final_url.partition("/xml")[0]
    texts = (
        f"{text_at(part, 'name')}\n{part.findtext('value') or ''}"
        for part in position.iterfind("jobDescriptions/jobDescription")
    )
    return posting(
        document,
        job_id,
        text_at(position, "name"),
        url=f"{base}/job/{job_id}",
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
