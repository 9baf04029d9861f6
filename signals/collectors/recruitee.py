"""Recruitee's public careers site API: a whole board in one answer. Stage 1 of 12.

`GET https://{slug}.recruitee.com/api/offers/`
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from signals.collectors.marked_rows import marked_rows, page_of_marked
from signals.collectors.postings import get, joined, json_of, objects, page_of, posting, site_url

_MARKS = frozenset({"careers_url", "careers_apply_url", "employment_type_code"})


class Recruitee:
    """`target.key` is the careers site's slug."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        url = site_url(target, "https://{board}.recruitee.com", "/api/offers/")
        return Request(url, documented_api=True, max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        answer = json_of(document)
        offers = get(answer, "offers")
        if not isinstance(offers, list):
            rows = marked_rows(answer, frozenset({"title"}), _MARKS)
            return page_of_marked(document, cursor, rows, _posting, "the answer has no list of offers")
        return page_of(document, cursor, (_posting(document, offer) for offer in objects(offers)), len(offers))


def _posting(document: Document, offer: Mapping[str, Any]) -> Item | None:
    places = [place.get("name") or place.get("city") for place in objects(offer.get("locations"))]
    town = joined([offer.get("city"), offer.get("country")], ", ")
    return posting(
        document,
        offer.get("id") or offer.get("slug"),
        offer.get("title"),
        url=str(offer.get("careers_url") or ""),
        posted=offer.get("published_at") or offer.get("created_at"),
        company=str(offer.get("company_name") or ""),
        description="\n".join(str(offer[part]) for part in ("description", "requirements") if offer.get(part)),
        facts={
            "department": offer.get("department"),
            "location": offer.get("location") or town or joined(places),
            "employment": offer.get("employment_type_code") or offer.get("employment_type"),
            "requisition": offer.get("requisition_id"),
            "remote": "remote" if offer.get("remote") else "",
        },
    )
