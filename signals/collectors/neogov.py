"""NEOGOV's boards of public employers: the feed of an agency, or the list as its page shows it. Stage 1 of 12.

`GET https://www.governmentjobs.com/SearchEngine/JobsFeed?agency={agency}` (RSS with a namespace for jobs); a team
confirms its terms first. Feeds end some dates in ":0", which is no date anywhere else.
"""

from __future__ import annotations

import re
from typing import Any

from selectolax.lexbor import LexborNode

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from agent.errors import SourceChanged
from signals.collectors.postings import (
    board_url,
    day_posted,
    joined,
    maybe_unknown_board,
    page_of,
    posting,
    unknown_board,
    web_address,
)
from signals.extract.stated_dates import instant
from signals.pages.page_tree import first, first_text, text_of, tree_of
from signals.pages.xml_documents import parse_xml, text_at

BASE = "https://www.governmentjobs.com"
_FEED = re.compile(r"<(?:rss|channel|rdf)\b", re.I)
_TEXTS = ("description", "examplesofduties", "qualifications", "supplementalinformation")
_EXTRA_PART = re.compile(r"(:\d\d):\d{1,3}$")
_NONE = ".jobs-not-found-container, .not-found-text"
_ITEMS = "li.list-item[data-job-id], tr[data-job-id], li.job-item[data-job-id]"
_LINK = "a.item-details-link, h3 a, td a, a[href*='/jobs/']"


class Neogov:
    """`target.key` is the agency's name in its address; other hosts of the vendor are given as `base_url`."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        url = board_url(target, BASE, "/SearchEngine/JobsFeed?agency={board}")
        return Request(url, max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        if _FEED.search(document.text[:5000]):
            feed = parse_xml(document.text, document.source)
            entries, agency = feed.findall(".//item"), text_at(feed, "channel/title")
            if not entries:
                return maybe_unknown_board(cursor, "a feed without jobs, which is what an unknown agency gets too")
            return page_of(document, cursor, (_from_feed(document, one, agency) for one in entries), len(entries))
        tree = tree_of(document.text)
        rows = list({row.attributes.get("data-job-id"): row for row in reversed(tree.css(_ITEMS))}.values())[::-1]
        if rows:
            page = page_of(document, cursor, (_from_page(document, row) for row in rows), len(rows))
            return Page(page.items, cursor)
        if first(tree, _NONE) is not None:
            return maybe_unknown_board(cursor, "the page says that there are no jobs")
        if first(tree, "#job-list-container, .search-results-listing-container, [data-agency]") is not None:
            return unknown_board(cursor, "the page lists no job")
        raise SourceChanged(f"{document.source}: {document.final_url} is no list of jobs.", source=document.source)


def _from_feed(document: Document, entry: Any, agency: str) -> Item | None:
    categories = [" ".join((one.text or "").split()) for one in entry.iterfind("categories/category")]
    address = text_at(entry, "link") or text_at(entry, "guid")
    return posting(
        document,
        text_at(entry, "jobId") or address,
        text_at(entry, "title"),
        url=web_address(document.final_url, address),
        company=agency,
        posted=_posted(text_at(entry, "advertiseFromDateUTC")) or text_at(entry, "pubDate"),
        description="\n".join(entry.findtext(part) or "" for part in _TEXTS),
        facts={
            "department": text_at(entry, "department"),
            "team": joined(categories),
            "location": text_at(entry, "location") or text_at(entry, "state"),
            "employment": text_at(entry, "jobType"),
            "requisition": text_at(entry, "jobNumber") or text_at(entry, "jobNumberSingle"),
        },
    )


def _posted(stated: str) -> str | None:
    date = _EXTRA_PART.sub(r"\1", stated)
    return date if instant(date) else None


def _from_page(document: Document, row: LexborNode) -> Item | None:
    link = first(row, _LINK)
    if link is None:
        return None
    meta = [text_of(one) for one in row.css("ul.list-meta li")]
    return posting(
        document,
        row.attributes.get("data-job-id"),
        text_of(link),
        url=web_address(document.final_url, link.attributes.get("href")),
        posted=day_posted(first_text(row, ".list-entry-starts"), document.fetched_at),
        description=first_text(row, ".list-entry"),
        facts={
            "department": next((said.partition(":")[2].strip() for said in meta if said.startswith("Department")), "")
            or first_text(row, ".job-table-department")
            or link.attributes.get("data-department-name"),
            "location": first_text(row, ".job-table-location, .job-location") or (meta[0] if meta else ""),
            "employment": first_text(row, ".job-table-type"),
        },
    )
