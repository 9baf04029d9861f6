"""JobPosting data that a page carries for search engines, whatever system wrote it. Stage 1 of 12.

https://schema.org/JobPosting as JSON-LD, alone, in lists, in @graph or in an ItemList (signals §1.6).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from agent.errors import SourceChanged
from signals.collectors.postings import get, joined, page_of, posting, unknown_board, web_address
from signals.extract.stated_dates import instant
from signals.pages.json_ld import by_id, json_ld_of, objects_of

KIND = "JobPosting"


class JobPosting:
    """`target.key` is the page's URL. A page is never the whole of a site, so nothing is judged absent by it."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(target.params.get("url") or target.key)

    def read(self, document: Document, cursor: Cursor) -> Page:
        blocks = json_ld_of(document.text)
        stated = objects_of(blocks, KIND)
        if not stated and not blocks and "<" not in document.text:
            raise SourceChanged(f"{document.source}: {document.final_url} is no page.", source=document.source)
        if not stated:
            return unknown_board(cursor, "the page states no JobPosting")
        return Page(_open_postings(document, cursor, blocks).items, cursor)


def stated_postings(document: Document, cursor: Cursor) -> Page:
    """The open postings that a page states, those past their `validThrough` left out. No postings where it has none."""
    return _open_postings(document, cursor, json_ld_of(document.text))


def _open_postings(document: Document, cursor: Cursor, blocks: Sequence[Any]) -> Page:
    named = by_id(blocks)
    stated = {json.dumps(one, sort_keys=True, default=str): one for one in objects_of(blocks, KIND)}
    open_ones = [one for one in stated.values() if not _is_over(document, one)]
    return page_of(document, cursor, (_posting(document, one, named) for one in open_ones), len(open_ones))


def _is_over(document: Document, job: Mapping[str, Any]) -> bool:
    until = instant(job.get("validThrough"))
    return until is not None and until < document.fetched_at and until.date() != document.fetched_at.date()


def _posting(document: Document, job: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]]) -> Item | None:
    title = _first(job.get("title")) or _first(job.get("name"))
    url = _first(job.get("url")) or _first(job.get("@id"))
    places = places_of(_all(job.get("jobLocation")), named)
    number = _identifier(job.get("identifier"))
    remote = "remote" if "telecommute" in str(job.get("jobLocationType")).lower() else ""
    return posting(
        document,
        number or url or _hash(f"{title} {places} {job.get('datePosted')}"),
        title,
        url=web_address(document.final_url, url),
        posted=_first(job.get("datePosted")),
        company=_name(job.get("hiringOrganization"), named),
        description="\n".join(_first(job.get(part)) for part in ("description", "responsibilities", "qualifications")),
        facts={
            "department": _name(job.get("employmentUnit"), named),
            "location": places,
            "requisition": number,
            "employment": joined(_all(job.get("employmentType")), ", "),
            "remote": remote,
            "language": _first(job.get("inLanguage")),
        },
    )


def places_of(places: Sequence[Any], named: Mapping[str, Mapping[str, Any]]) -> str:
    """Places as "Ghent, Belgium; Remote": of each its address, else its name."""
    return joined(_place(_seen(place, named), named) for place in places)


def _place(place: Any, named: Mapping[str, Mapping[str, Any]]) -> str:
    if isinstance(place, str):
        return place
    address = _seen(get(place, "address"), named)
    if isinstance(address, str):
        return address
    parts = [get(address, part) for part in ("addressLocality", "addressRegion", "addressCountry")]
    return joined((_name(part, named) for part in parts), ", ") or _first(get(place, "name"))


def _seen(value: Any, named: Mapping[str, Mapping[str, Any]]) -> Any:
    """What a reference by "@id" alone refers to; everything else as it stands."""
    name = get(value, "@id")
    return named.get(name, value) if isinstance(name, str) and len(value) <= 2 else value


def _name(value: Any, named: Mapping[str, Mapping[str, Any]]) -> str:
    one = _seen(next(iter(_all(value)), None), named)
    return _first(get(one, "name")) if isinstance(one, Mapping) else _first(one)


def _identifier(value: Any) -> str:
    one = next(iter(_all(value)), None)
    return _first(get(one, "value")) if isinstance(one, Mapping) else _first(one)


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: Any) -> str:
    """The text or number of a property, the first where it has several, also as {"@value": …}."""
    one = next(iter(_all(value)), None)
    one = one.get("@value") if isinstance(one, Mapping) else one
    return str(one).strip() if isinstance(one, str | int | float) and not isinstance(one, bool) else ""


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
