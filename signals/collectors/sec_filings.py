"""The SEC's list of current filings as a queue: which filings of a form are new, and the one to read next.

(signals §1.2) The queue lives in the cursor, so a night that is stopped goes on where it was. All of it is pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from agent.errors import SourceChanged
from signals.collectors.xml_documents import parse_xml, text_at

BASE = "https://www.sec.gov"
COUNT = 100
LISTS_ON_FIRST_CONTACT = 3
LISTS_AT_MOST = 10
SEEN_KEPT = 1500
TRIES = 5

_ACCESSION = re.compile(r"accession-number=(\d{10}-\d{2}-\d{6})")
_TITLE = re.compile(r"^\s*\S.*? - (?P<name>.+?)\s*\((?P<cik>\d{6,10})\)\s*\((?P<role>[^)]*)\)\s*$", re.S)
_ARCHIVE_CIK = re.compile(r"/data/(\d+)/")
_ISSUER_ROLES = ("Filer", "Issuer", "Subject")


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing of the list: `cik` without leading zeros, `filed_at` as the list states it."""

    accession: str
    cik: str
    company: str
    filed_at: str
    index_url: str = ""
    about: str = ""
    tries: int = 0


RequestFor: TypeAlias = Callable[[str, Filing], Request]


def archive_url(base: str, filing: Filing, name: str) -> str:
    return f"{base}/Archives/edgar/data/{filing.cik}/{filing.accession.replace('-', '')}/{name}"


def base_of(target: Target) -> str:
    return (target.params.get("base_url") or BASE).rstrip("/")


def queued(url: str, cursor: Cursor) -> Filing | None:
    """The queued filing that `url` belongs to."""
    digits = set(re.findall(r"\d{18}", url))
    return next((filing for filing in _queue(cursor) if filing.accession.replace("-", "") in digits), None)


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
        seen = _seen(cursor)
        known = sum(accession in seen for accession, _, _ in entries)
        fresh: dict[str, Filing] = {}
        for accession, form, filing in entries:
            if filing is not None and accession not in seen and self._wants(form, filing):
                fresh.setdefault(accession, replace(filing, about=""))
        base = base_of(document.target)
        lists = _number(cursor, "lists") + 1
        state = {
            "queue": json.dumps([asdict(one) for one in (*_queue(cursor), *fresh.values())]),
            "seen": json.dumps([*seen, *dict.fromkeys(a for a, _, _ in entries if a not in seen)][-SEEN_KEPT:]),
            "base": base,
            "lists": str(lists),
        }
        most = LISTS_ON_FIRST_CONTACT if cursor.first_ok_at is None else LISTS_AT_MOST
        if len(entries) >= COUNT and not known and lists < most:
            following = self._list_request(base, lists * COUNT)
            return Page((), Cursor(state, cursor.first_ok_at), following)
        return self._next(Cursor(state, cursor.first_ok_at), request_for, ())

    def _wants(self, form: str, filing: Filing) -> bool:
        named = self.about in filing.about and not (self.never and self.never in filing.about)
        return form in self.forms and named

    def after(self, url: str, cursor: Cursor, request_for: RequestFor, items: tuple[Item, ...]) -> Page:
        """A filing was read: take it off the queue and go on."""
        done = queued(url, cursor)
        if done is None and not _queue(cursor):
            return Page(items, cursor)
        rest = [filing for filing in _queue(cursor) if filing != done]
        return self._next(_with_queue(cursor, rest), request_for, items)

    def skip(self, url: str, cursor: Cursor, request_for: RequestFor, *, again: bool) -> Page:
        """A filing could not be read: to the back of the queue for another night, or off it after five."""
        failed = queued(url, cursor)
        rest = [filing for filing in _queue(cursor) if filing != failed]
        if again and failed is not None and failed.tries + 1 < TRIES:
            rest.append(replace(failed, tries=failed.tries + 1))
        return self._next(_with_queue(cursor, rest), request_for, ())

    def _next(self, cursor: Cursor, request_for: RequestFor, items: tuple[Item, ...]) -> Page:
        queue = _queue(cursor)
        state = {name: value for name, value in cursor.state.items() if name != "lists"}
        following = request_for(state.get("base", BASE), queue[0]) if queue else None
        return Page(items, Cursor(state, cursor.first_ok_at), following)

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
    filing = Filing(found.group(1), cik, title["name"], text_at(entry, "updated"), href, summary)
    return found.group(1), form, filing


def _queue(cursor: Cursor) -> list[Filing]:
    return [Filing(**one) for one in json.loads(cursor.state.get("queue", "[]"))]


def _with_queue(cursor: Cursor, queue: list[Filing]) -> Cursor:
    return Cursor({**cursor.state, "queue": json.dumps([asdict(one) for one in queue])}, cursor.first_ok_at)


def _seen(cursor: Cursor) -> dict[str, None]:
    return dict.fromkeys(json.loads(cursor.state.get("seen", "[]")))


def _number(cursor: Cursor, name: str) -> int:
    value = cursor.state.get(name, "0")
    return int(value) if value.isdigit() else 0
