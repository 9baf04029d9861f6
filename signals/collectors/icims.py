"""iCIMS's search page, as cards, rows or a table, or the JSON of its newer career sites. Stage 1 of 12.

`GET https://{site}.icims.com/jobs/search?ss=1&in_iframe=1&pr={page}`; undocumented: a team confirms its terms first.
A page for a job that is gone still answers 200.
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
    further_page,
    get,
    joined,
    json_of,
    maybe_unknown_board,
    number_in,
    objects,
    page_of,
    posting,
    site_url,
    unknown_board,
    web_address,
)
from signals.pages.page_tree import first_text, lines_of, text_of, tree_of
from signals.pages.visible_text import visible_text

BASE = "https://{board}.icims.com"
MOST_PAGES = 100
_MARKS = frozenset({"req_id", "apply_url", "jobUrl", "jobId", "postedDate"})
_NONE = re.compile(r"\bno (?:jobs|results|positions|openings)\b[^.!<]{0,40}\bfound\b", re.I)
_JOB = re.compile(r"/jobs/(\d{1,12})/[^/?#]{1,300}/job\b")
_PAGE = re.compile(r"[?&]pr=(\d{1,4})\b")
_NUMBERED = re.compile(r"^\s*[\w-]{1,30}\s+-\s+")
_TEXTS = ("description", "responsibilities", "qualifications")
_LINES = frozenset({"row", "iCIMS_JobCardItem"})


class Icims:
    """`target.key` is the site's name before ".icims.com", such as "careers-acme"."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(site_url(target, BASE, "/jobs/search?ss=1&in_iframe=1&pr=0"))

    def read(self, document: Document, cursor: Cursor) -> Page:
        if document.text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
            answer = json_of(document)
            if get(answer, "jobs") == [] and "totalCount" in answer:
                return maybe_unknown_board(cursor, "the answer lists no job")
            rows = marked_rows(answer, frozenset({"title", "jobTitle"}), _MARKS)
            return page_of_marked(document, cursor, rows, _from_row, "the answer has no list of jobs")
        if "icims" not in document.text.lower():
            raise SourceChanged(f"{document.source}: {document.final_url} is no iCIMS page.", source=document.source)
        tree = tree_of(document.text)
        links = [link for link in tree.css("a[href]") if _JOB.search(link.attributes.get("href") or "")]
        titled: dict[str, LexborNode] = {}
        for link in links:
            if _title(link):
                titled.setdefault(_number(link), link)
        if not titled:
            stated = stated_postings(document, cursor)
            no_job = maybe_unknown_board if _NONE.search(visible_text(document.text)) else unknown_board
            return stated if stated.items else no_job(cursor, "the page lists no job")
        lines = zip(titled.values(), lines_of(list(titled.values()), _LINES), strict=True)
        page = page_of(document, cursor, (_posting(document, *pair) for pair in lines), len(titled))
        number = number_in(_PAGE, document.url)
        if number + 1 > min(_last_page(tree), MOST_PAGES):
            return page
        return Page(page.items, cursor, next_request=further_page(document, _PAGE, number + 1))


def _last_page(tree: LexborHTMLParser) -> int:
    """The highest page that this one links to, counted from 0."""
    pages = (_PAGE.search(link.attributes.get("href") or "") for link in tree.css("a[href*='pr='], link[href*='pr=']"))
    return max((int(page[1]) for page in pages if page), default=0)


def _number(link: LexborNode) -> str:
    found = _JOB.search(link.attributes.get("href") or "")
    return found[1] if found else ""


def _title(link: LexborNode) -> str:
    heading = first_text(link, "h1, h2, h3, h4")
    return heading or _NUMBERED.sub("", link.attributes.get("title") or "") or text_of(link)


def _posting(document: Document, link: LexborNode, line: LexborNode) -> Item | None:
    stated = _labelled(line)
    return posting(
        document,
        _number(link),
        _title(link),
        url=web_address(document.final_url, link.attributes.get("href")).partition("?")[0],
        posted=stated.get("posted date") or stated.get("date posted"),
        facts={
            "department": stated.get("department") or stated.get("category"),
            "location": stated.get("job locations") or stated.get("location") or stated.get("job location"),
            "requisition": stated.get("job id") or stated.get("id") or stated.get("requisition id"),
            "employment": stated.get("type") or stated.get("position type") or stated.get("job type"),
        },
    )


def _from_row(document: Document, row: Mapping[str, Any]) -> Item | None:
    place = row.get("location")
    town = joined([get(place, part) for part in ("city", "state", "country", "countryCode")], ", ")
    return posting(
        document,
        row.get("req_id") or row.get("jobId") or row.get("id") or row.get("slug"),
        row.get("title") or row.get("jobTitle"),
        url=web_address(document.final_url, row.get("jobUrl") or row.get("url") or row.get("apply_url")),
        posted=row.get("posted_date") or row.get("postedDate"),
        company=str(row.get("hiring_organization") or ""),
        description="\n".join(str(row[part]) for part in _TEXTS if row.get(part)),
        facts={
            "department": joined(one.get("name") for one in objects(row.get("categories"))),
            "location": row.get("full_location") or row.get("location_name") or town or place,
            "requisition": row.get("req_id"),
            "employment": row.get("employment_type"),
            "language": row.get("language"),
        },
    )


def _labelled(line: LexborNode) -> dict[str, str]:
    """What a line states under labels: a label that only screen readers see, or a term and its definition."""
    stated: dict[str, str] = {}
    for label in line.css(".field-label, dt, .header > span:first-child"):
        value = label.next
        while value is not None and value.tag == "-text" and not text_of(value):
            value = value.next
        if value is not None and value.tag in ("span", "dd", "-text"):
            said = value.attributes.get("title") if value.tag == "span" else None
            stated.setdefault(text_of(label).rstrip(":").lower(), said or text_of(value))
    return stated
