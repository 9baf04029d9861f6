"""iCIMS's search page: no interface but the page itself, as cards, rows or a table. Stage 1 of 12.

`GET https://{site}.icims.com/jobs/search?ss=1&in_iframe=1&pr={page}`; undocumented: a team confirms its terms first.
A page for a job that is gone still answers 200.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from agent.errors import SourceChanged
from signals.collectors.job_posting import stated_postings
from signals.collectors.postings import further_page, number_in, page_of, posting, site_url, unknown_board, web_address
from signals.pages.page_tree import first_text, lines_of, text_of, tree_of

BASE = "https://{board}.icims.com"
MOST_PAGES = 100
_JOB = re.compile(r"/jobs/(\d{1,12})/[^/?#]{1,300}/job\b")
_PAGE = re.compile(r"[?&]pr=(\d{1,4})\b")
_NUMBERED = re.compile(r"^\s*[\w-]{1,30}\s+-\s+")
_LINES = frozenset({"row", "iCIMS_JobCardItem"})


class Icims:
    """`target.key` is the site's name before ".icims.com", such as "careers-acme"."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(site_url(target, BASE, "/jobs/search?ss=1&in_iframe=1&pr=0"))

    def read(self, document: Document, cursor: Cursor) -> Page:
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
            return stated if stated.items else unknown_board(cursor, "the page lists no job")
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


def _labelled(line: LexborNode) -> dict[str, str]:
    """What a line states under labels: a label that only screen readers see, or a term and its definition."""
    stated: dict[str, str] = {}
    for label in line.css(".field-label, dt"):
        value = label.next
        while value is not None and value.tag == "-text" and not text_of(value):
            value = value.next
        if value is not None and value.tag in ("span", "dd", "-text"):
            said = value.attributes.get("title") if value.tag == "span" else None
            stated.setdefault(text_of(label).rstrip(":").lower(), said or text_of(value))
    return stated
