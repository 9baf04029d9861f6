"""The SEC's list of current filings: which filings of a form are new (signals §1.2). All of it is pure."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Page
from agent.errors import SourceChanged
from signals.collectors.sec_queue import (
    Filing,
    RequestFor,
    base_of,
    next_page,
    number_at,
    queue_of,
    seen_of,
    with_seen,
)
from signals.pages.xml_documents import parse_xml, text_at

COUNT = 100
LISTS_ON_FIRST_CONTACT = 3
LISTS_AT_MOST = 10

_ACCESSION = re.compile(r"accession-number=(\d{10}-\d{2}-\d{6})")
_TITLE = re.compile(r"^\s*\S.*? - (?P<name>.+?)\s*\((?P<cik>\d{6,10})\)\s*\((?P<role>[^)]*)\)\s*$", re.S)
_ARCHIVE_CIK = re.compile(r"/data/(\d+)/")
_ISSUER_ROLES = ("Filer", "Issuer", "Subject")


@dataclass(frozen=True, slots=True)
class Filings:
    """Filings of exactly the forms in `forms`; `prefix` is what the list is asked for (it matches by prefix). `about`,
    where given, must occur in an entry's summary ("5.02"); `never` must not ("Item 3C": a fund)."""

    prefix: str
    forms: tuple[str, ...]
    about: str = ""
    never: str = ""

    def start(self, target: Target) -> Request:
        return self._list_request(base_of(target), 0)

    def read_list(self, document: Document, cursor: Cursor, request_for: RequestFor) -> Page:
        """Queue what the list names and was not seen; the next page of the list, or the first filing, comes next."""
        root = parse_xml(document.text, document.source)
        if root.tag != "feed":
            raise SourceChanged("The SEC's list of current filings is no Atom feed any more.", source=document.source)
        entries = [_filing(entry) for entry in root.iterfind("entry")]
        seen = seen_of(cursor)
        known = sum(accession in seen for accession, _, _ in entries)
        fresh: dict[str, Filing] = {}
        for accession, form, filing in entries:
            if filing is not None and accession not in seen and self._wants(form, filing):
                fresh.setdefault(accession, replace(filing, about=""))
        base = base_of(document.target)
        lists = number_at(cursor, "lists") + 1
        state = {
            "queue": json.dumps([asdict(one) for one in (*queue_of(cursor), *fresh.values())]),
            "seen": with_seen(seen, (accession for accession, _, _ in entries)),
            "base": base,
            "lists": str(lists),
        }
        most = LISTS_ON_FIRST_CONTACT if cursor.first_ok_at is None else LISTS_AT_MOST
        if len(entries) >= COUNT and not known and lists < most:
            following = self._list_request(base, lists * COUNT)
            return Page((), Cursor(state, cursor.first_ok_at), following)
        return next_page(Cursor(state, cursor.first_ok_at), request_for, ())

    def _wants(self, form: str, filing: Filing) -> bool:
        named = self.about in filing.about and not (self.never and self.never in filing.about)
        return form in self.forms and named

    def _list_request(self, base: str, start: int) -> Request:
        query = f"action=getcurrent&type={self.prefix}&owner=include&count={COUNT}&start={start}&output=atom"
        return Request(f"{base}/cgi-bin/browse-edgar?{query}", documented_api=True)


def _filing(entry: Any) -> tuple[str, str, Filing | None]:
    """Accession, exact form and filing of one entry; no filing where the entry is not about an issuer."""
    found = _ACCESSION.search(text_at(entry, "id"))
    title = _TITLE.match(text_at(entry, "title")[:300])
    category = entry.find("category")
    form = category.get("term", "") if category is not None else ""
    link = entry.find("link")
    href = link.get("href", "") if link is not None else ""
    if not found or not title or title["role"] not in _ISSUER_ROLES:
        return (found.group(1) if found else "", form, None)
    archived = _ARCHIVE_CIK.search(urlsplit(href).path)
    cik = archived.group(1) if archived else title["cik"].lstrip("0")
    summary = text_at(entry, "summary")
    filing = Filing(found.group(1), cik, title["name"], text_at(entry, "updated"), href, summary, form=form)
    return found.group(1), form, filing
