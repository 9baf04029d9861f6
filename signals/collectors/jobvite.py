"""Jobvite's career site, fifty jobs a page without dates, or its feed of jobs. Stage 1 of 12.

`GET https://jobs.jobvite.com/{company}/search?p={page}` (the page /jobs cuts long categories off); undocumented: a team
confirms its terms first. An unknown company is sent to another host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from agent.errors import SourceChanged
from signals.collectors.job_posting import stated_postings
from signals.collectors.marked_rows import marked_rows, page_of_marked
from signals.collectors.postings import (
    a_place,
    board_url,
    joined,
    json_of,
    led_elsewhere,
    maybe_unknown_board,
    number_in,
    page_of,
    posting,
    unknown_board,
    web_address,
)
from signals.pages.page_tree import first, first_text, lines_of, text_of, tree_of
from signals.pages.visible_text import visible_text
from signals.pages.xml_documents import parse_xml, text_at

BASE = "https://jobs.jobvite.com"
MOST_PAGES = 100
_JOB = re.compile(r"/job/([A-Za-z0-9]{1,40})")
_PAGE = re.compile(r"[?&]p=(\d{1,4})\b")
_SITE_MARK = re.compile(r"\bjv-|jobvite", re.I)
_CLIMB = 5
_FEED = re.compile(r"(?:<\?xml[^>]{0,200}>\s{0,50})?<(?:result|jobs|source)\b", re.I)
_NONE = re.compile(r"\bno (?:open )?(?:results|jobs|positions|openings)\b", re.I)
_TITLES = frozenset({"title", "jobTitle"})
_MARKS = frozenset({"eId", "requisitionId", "detailUrl", "detail-url", "jobLink", "applyUrl", "applyLink"})
_FEED_PARTS = ("id", "requisitionid", "title", "category", "department", "jobtype", "location", "date", "detail-url")


class Jobvite:
    """`target.key` is the company's name in the site's address."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return _page(target, 0)

    def read(self, document: Document, cursor: Cursor) -> Page:
        elsewhere = led_elsewhere(document)
        if elsewhere:
            return unknown_board(cursor, elsewhere)
        text = document.text.lstrip("\ufeff \t\r\n")
        if text.startswith(("{", "[")):
            rows = marked_rows(json_of(document), _TITLES, _MARKS)
            return page_of_marked(document, cursor, rows, _from_row, "the answer has no list of jobs")
        if _FEED.match(text):
            return _feed(document, cursor)
        if not _SITE_MARK.search(document.text):
            raise SourceChanged(f"{document.source}: {document.final_url} is no Jobvite page.", source=document.source)
        tree = tree_of(document.text)
        names = tree.css(".jv-job-list-name")
        if not names:
            return _without_list(document, cursor, tree)
        page = page_of(
            document,
            cursor,
            (_posting(document, *pair) for pair in zip(names, lines_of(names), strict=True)),
            len(names),
        )
        number = number_in(_PAGE, document.url)
        if first(tree, "a.jv-pagination-next") is None or number + 1 >= MOST_PAGES:
            return page
        return Page(page.items, cursor, next_request=_page(document.target, number + 1))


def _page(target: Target, number: int) -> Request:
    return Request(board_url(target, BASE, "/{board}/search/") + f"?p={number}")


def _without_list(document: Document, cursor: Cursor, tree: LexborHTMLParser) -> Page:
    """A job's own page, or a page without jobs."""
    body, title = first(tree, ".jv-job-detail-description"), first(tree, "h2.jv-header")
    if body is None or title is None:
        stated = stated_postings(document, cursor)
        no_job = maybe_unknown_board if _NONE.search(visible_text(document.text)) else unknown_board
        return stated if stated.items else no_job(cursor, "the page lists no job")
    link = first(tree, "a.jv-button-apply[href]")
    found = _JOB.search(link.attributes.get("href") or "" if link is not None else document.final_url)
    meta = [one.strip() for one in _pieces(first(tree, ".jv-job-detail-meta"))]
    item = posting(
        document,
        found[1] if found else document.final_url,
        text_of(title),
        url=document.final_url,
        posted=None,
        description=body.html or "",
        facts={"department": meta[0] if meta else "", "location": joined(meta[1:])},
    )
    return Page((item,) if item else (), cursor)


def _feed(document: Document, cursor: Cursor) -> Page:
    """The feed that a company's own site asks for: every job with its parts as elements."""
    jobs = list(parse_xml(document.text, document.source).iter("job"))
    if not jobs:
        return maybe_unknown_board(cursor, "the feed has no job")
    rows = [{part: text_at(job, part) for part in (*_FEED_PARTS, "description")} for job in jobs]
    return page_of(document, cursor, (_from_row(document, row) for row in rows), len(rows))


def _from_row(document: Document, row: Mapping[str, Any]) -> Item | None:
    address = next((row[name] for name in ("detail-url", "detailUrl", "jobLink", "applyUrl") if row.get(name)), "")
    return posting(
        document,
        row.get("eId") or row.get("id"),
        row.get("title") or row.get("jobTitle"),
        url=web_address(document.final_url, address),
        posted=row.get("date") or row.get("postedDate"),
        description=str(row.get("description") or ""),
        facts={
            "department": row.get("department") or row.get("category"),
            "location": row.get("location"),
            "employment": row.get("jobtype") or row.get("jobType"),
            "requisition": row.get("requisitionid") or row.get("requisitionId"),
        },
    )


def _pieces(meta: LexborNode | None) -> list[str]:
    """The parts of a line whose parts are parted by empty separators."""
    if meta is None:
        return []
    pieces = [""]
    for node in meta.iter(include_text=True):
        if "jv-inline-separator" in (node.attributes.get("class") or ""):
            pieces.append("")
        else:
            pieces[-1] = f"{pieces[-1]} {text_of(node)}".strip()
    return [piece for piece in pieces if piece]


def _posting(document: Document, name: LexborNode, row: LexborNode) -> Item | None:
    link = _link(name)
    found = _JOB.search(link.attributes.get("href") or "") if link is not None else None
    if link is None or found is None:
        return None
    place = first(row, ".jv-job-list-location")
    parts = [text_of(span) for span in place.css("span") if text_of(span)] if place is not None else []
    where = joined(parts[1:]) if len(parts) > 1 else text_of(place)
    return posting(
        document,
        found[1],
        text_of(name),
        url=web_address(document.final_url, link.attributes.get("href")).partition("?")[0],
        posted=None,
        facts={
            "department": parts[0] if len(parts) > 1 else "",
            "location": a_place(where),
            "employment": first_text(row, ".jv-job-list-type"),
            "requisition": first_text(row, ".jv-job-list-req").rpartition(":")[2].strip(),
        },
    )


def _link(name: LexborNode) -> LexborNode | None:
    """The link of a job: within its name, or around it."""
    at = first(name, "a[href]") or name.parent
    for _ in range(_CLIMB):
        if at is None or at.tag == "a":
            return at
        at = at.parent
    return None
