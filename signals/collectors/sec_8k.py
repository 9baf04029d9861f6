"""Form 8-K, item 5.02: officers who come and go. The list of current filings, a filing's index, its document.
Stage 1 of 12.

(signals §1.2) The item's heading names departures even where none happened, so nothing is concluded from it here.
"""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, ItemKind, Page
from agent.errors import SourceChanged
from signals.collectors.sec_filings import Filings
from signals.collectors.sec_queue import Filing, RequestFor, after, base_of, index_url, queued, skip
from signals.extract.stated_dates import instant
from signals.pages.visible_text import visible_text

FORMS = ("8-K", "8-K/A")
_LIST = Filings("8-K", FORMS, about="5.02")

_HEADING = re.compile(r"^\W{0,3}item[\s.]*5\s*\.\s*02\b(?!\s*\()", re.I | re.M)
_END = re.compile(r"^\W{0,3}(?:item[\s.]*(?!5\s*\.\s*02)\d\s*\.\s*\d\d\b(?!\s*\()|signatures?\W{0,3}$)", re.I | re.M)
_HEADINGS_AT_MOST = 20
_ITEMS = re.compile(r"infoHead[^<>]{0,40}>\s*Items?\s*</div>\s*<div[^<>]{0,80}>((?:(?!</div>).){0,4000})", re.I | re.S)
_MARKUP = re.compile(r"<(?:p|div|br|td|span|body)\b", re.I)
_WRAPPED = re.compile(r"(?<!\n)\r?\n(?![\r\n])")


class Sec8K:
    """`target.key` is any name ("current"); `params["base_url"]` replaces https://www.sec.gov."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return _LIST.start(target)

    def read(self, document: Document, cursor: Cursor) -> Page:
        """The list queues filings that name item 5.02; an index leads to its document; a document is one item."""
        if "<feed" in document.text[:1000]:
            return _LIST.read_list(document, cursor, index_request)
        return read_8k(document, cursor, index_request)

    def skip(self, request: Request, cursor: Cursor, *, again: bool) -> Page:
        return skip(request.url, cursor, index_request, again=again)


def index_request(base: str, filing: Filing) -> Request:
    return Request(index_url(base, filing), documented_api=True)


def document_request(url: str) -> Request:
    """An 8-K itself: with its tables and inline facts it may be large."""
    return Request(url, documented_api=True, max_bytes=20_000_000)


def read_8k(document: Document, cursor: Cursor, request_for: RequestFor) -> Page:
    """One step with a queued 8-K: its index leads to its document, unless the index names its items and 5.02 is none of
    them; its document is one item."""
    filing = queued(document.url, cursor)
    if urlsplit(document.url).path.endswith(("-index.htm", "-index.html")):
        if _names_other_items(document.text):
            return after(document.url, cursor, request_for, ())
        return Page((), cursor, document_request(base_of(document.target) + primary_document(document.text)))
    section = item_502(document.text)
    items = (_item(document, filing, section),) if section else ()
    return after(document.url, cursor, request_for, items)


def _names_other_items(index: str) -> bool:
    """Whether a filing's index lists the filing's items without 5.02."""
    listed = _ITEMS.search(index)
    return listed is not None and "5.02" not in listed[1]


def primary_document(index: str) -> str:
    """The path of the 8-K itself by a filing's index page. Raises SourceChanged where the page names none."""
    for row in LexborHTMLParser(index).css("table.tableFile tr, table tr"):
        cells = row.css("td")
        link = row.css_first("a[href]")
        if len(cells) < 4 or link is None or cells[3].text(strip=True) not in FORMS:
            continue
        path = urlsplit((link.attributes["href"] or "").replace("/ix?doc=", "")).path
        if path.startswith("/Archives/"):
            return path
    raise SourceChanged("The filing's index names no 8-K document.", source="sec_8k")


def item_502(document: str) -> str:
    """The text of item 5.02 in a filing's document, heading included; "" where it has none.

    A cover page or a table of contents may name the item too: the longest stretch under such a heading is the item.
    """
    if not _MARKUP.search(document):
        document = _WRAPPED.sub(" ", document)
    text = visible_text(document)
    stretches = []
    for heading in islice(_HEADING.finditer(text), _HEADINGS_AT_MOST):
        end = _END.search(text, heading.end())
        stretches.append(text[heading.start() : end.start() if end else len(text)].strip())
    return max(stretches, key=len, default="")


def _item(document: Document, filing: Filing | None, section: str) -> Item:
    company = filing.company if filing else document.target.params.get("company", "")
    title = f"{company or 'A company'} files Form 8-K, item 5.02"
    facts = {
        "company": company,
        "cik": filing.cik.zfill(10) if filing else "",
        "accession": filing.accession if filing else "",
        "item": "5.02",
    }
    return Item(
        source=document.source,
        key=filing.accession if filing else document.sha256[:20],
        kind=ItemKind.FILING,
        title=title,
        text=f"{title}\n{section}",
        url=filing.index_url if filing and filing.index_url else document.final_url,
        published_at=instant(filing.filed_at) if filing else None,
        account_id=document.target.account_id,
        company=company or None,
        publisher="SEC EDGAR",
        fields={name: value for name, value in facts.items() if value},
    )
