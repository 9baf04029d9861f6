"""Recruitee's public careers site API: a whole board in one answer. Stage 1 of 12.

`GET https://{slug}.recruitee.com/api/offers/`
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from signals.collectors.postings import get, joined, json_of, objects, page_of, posting, site_url, unknown_board


class Recruitee:
    """`target.key` is the careers site's slug."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        url = site_url(target, "https://{board}.recruitee.com", "/api/offers/")
        return Request(url, documented_api=True, max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        offers = get(json_of(document), "offers")
        if not isinstance(offers, list):
            return unknown_board(cursor, "the answer has no list of offers")
        return page_of(document, cursor, (_posting(document, offer) for offer in objects(offers)), len(offers))


def _posting(document: Document, offer: Mapping[str, Any]) -> Item | None:
    place = offer.get("location") or joined([offer.get("city"), offer.get("country")], ", ")
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
            "location": place,
            "employment": offer.get("employment_type_code"),
            "remote": "remote" if offer.get("remote") else "",
        },
    )
