"""The SEC's daily index: every filing of a day, to find the Form Ds and 8-Ks that the current list missed.
Stage 1 of 12.

(signals §1.2; https://www.sec.gov/search-filings/edgar-search-assistance/accessing-edgar-data) The last five days are
read again each night, for filings are added late. Only days that the quarter's folder lists are asked for: a weekend or
holiday has no file and is no failure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Page
from agent.errors import SourceChanged
from signals.collectors.sec_queue import (
    Filing,
    base_of,
    index_url,
    next_page,
    queue_of,
    seen_of,
    skip,
    with_queue,
    with_seen,
)
from signals.collectors.sec_reading import FORMS, in_order, read_filing, request_for

FOLDER = "/Archives/edgar/daily-index"
DAYS_BACK = 5
DAYS_ON_FIRST_CONTACT = 1
PEERS_KEY = "peers"
"""Where the cursor is given the accession numbers that the lists of current filings showed; taken out once compared."""

_EDGAR = ZoneInfo("America/New_York")
_QUARTER = re.compile(rf"{FOLDER}/(\d{{4}})/QTR([1-4])/index\.json$")
_DAY = re.compile(r"/(master\.(\d{8})\.idx)$")
_NAME = re.compile(r"master\.(\d{8})\.idx")
_PATH = re.compile(r"edgar/data/(\d+)/(\d{10}-\d{2}-\d{6})\.txt$")
_HEADER = "CIK|Company Name|Form Type|Date Filed|File Name"


class SecDailyIndex:
    """`target.key` is any name ("current"); `params["base_url"]` replaces https://www.sec.gov.

    What `reconciles` did not see is counted as `edgar_gap` and read. With nothing to compare
    with, the first reading is a baseline, and later ones read what is new in the index.
    """

    reconciles = ("sec_form_d", "sec_8k")

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(f"{base_of(target)}{FOLDER}/index.json", documented_api=True)

    def read(self, document: Document, cursor: Cursor) -> Page:
        """The folder leads to its quarters, a quarter to its days, a day to filings. Raises SourceChanged."""
        path = urlsplit(document.url).path
        if path.endswith(f"{FOLDER}/index.json"):
            _names_in(document)
            return _onward(_begun(document, cursor))
        quarter, day = _QUARTER.search(path), _DAY.search(path)
        if quarter:
            return _onward(_with_days(document, cursor, f"{FOLDER}/{quarter[1]}/QTR{quarter[2]}"))
        if day:
            cursor, gaps = _compared(document, cursor)
            return _onward(cursor, {"edgar_gap": gaps} if gaps else {})
        return read_filing(document, cursor)

    def skip(self, request: Request, cursor: Cursor, *, again: bool) -> Page:
        """A quarter or day that cannot be read is looked at again the next night; a filing waits on the queue."""
        path = urlsplit(request.url).path
        if _QUARTER.search(path) or _DAY.search(path):
            return _onward(cursor)
        return skip(request.url, cursor, request_for, again=again)


def _begun(document: Document, cursor: Cursor) -> Cursor:
    """The cursor of a reading that begins: which quarters hold the days that are to be looked at."""
    days = _days_before(document.fetched_at)
    quarters = dict.fromkeys(f"{FOLDER}/{day:%Y}/QTR{(day.month + 2) // 3}/index.json" for day in days)
    state = {
        **cursor.state,
        "base": base_of(document.target),
        "todo": json.dumps(list(quarters)),
        "since": days[-1].isoformat(),
        "until": days[0].isoformat(),
    }
    return Cursor(state, cursor.first_ok_at)


def _days_before(now: datetime) -> list[date]:
    """The five days before today in the SEC's own time zone, newest first."""
    today = now.astimezone(_EDGAR).date()
    return [today - timedelta(days=back) for back in range(1, DAYS_BACK + 1)]


def _names_in(document: Document) -> list[str]:
    """The names that a folder's index.json lists. Raises SourceChanged when it is none."""
    try:
        listed: Any = json.loads(document.text)["directory"]["item"]
        return [str(one["name"]) for one in listed]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SourceChanged("The SEC's daily index lists its folder no more.", source=document.source) from error


def _with_days(document: Document, cursor: Cursor, folder: str) -> Cursor:
    since, until = (cursor.state.get(name, "").replace("-", "") for name in ("since", "until"))
    days = sorted(
        {found[1] for name in _names_in(document) if (found := _NAME.fullmatch(name)) and since <= found[1] <= until},
        reverse=True,
    )
    if cursor.first_ok_at is None:
        days = days[:DAYS_ON_FIRST_CONTACT]
    more = [f"{folder}/master.{day}.idx" for day in days]
    return Cursor({**cursor.state, "todo": json.dumps([*_todo(cursor), *more])}, cursor.first_ok_at)


def _todo(cursor: Cursor) -> list[str]:
    return [str(path) for path in json.loads(cursor.state.get("todo", "[]"))]


def _onward(cursor: Cursor, counts: Mapping[str, int] | None = None) -> Page:
    """The next folder or day, else the filings that wait."""
    todo = _todo(cursor)
    if cursor.first_ok_at is None and any(_DAY.search(path) for path in todo):
        todo = [path for path in todo if _DAY.search(path)][:DAYS_ON_FIRST_CONTACT]
    if not todo:
        done = ("todo", "since", "until", PEERS_KEY)
        state = {name: value for name, value in cursor.state.items() if name not in done}
        return next_page(Cursor(state, cursor.first_ok_at), request_for, (), counts)
    state = {**cursor.state, "todo": json.dumps(todo[1:])}
    following = Request(cursor.state["base"] + todo[0], documented_api=True, max_bytes=20_000_000)
    return Page((), Cursor(state, cursor.first_ok_at), following, counts=counts or {})


def _compared(document: Document, cursor: Cursor) -> tuple[Cursor, int]:
    """The cursor with what the day has and nobody saw on its queue, and how many of these the current list missed."""
    seen, peers = seen_of(cursor), set(json.loads(cursor.state.get(PEERS_KEY, "[]")))
    missing = [one for one in filings_of(document) if one.accession not in seen and one.accession not in peers]
    if cursor.first_ok_at is None and not peers:  # a baseline: what stood there is not missed
        state = {**cursor.state, "seen": with_seen(seen, (one.accession for one in missing))}
        return Cursor(state, cursor.first_ok_at), 0
    queue = in_order([*queue_of(cursor), *missing])
    kept = {filing.accession for filing in queue}
    state = {**cursor.state, "seen": with_seen(seen, (one.accession for one in missing if one.accession in kept))}
    return with_queue(Cursor(state, cursor.first_ok_at), queue), len(missing) if peers else 0


def filings_of(document: Document) -> list[Filing]:
    """The Form Ds and 8-Ks of a day's master index, each once. Raises SourceChanged when it is none.

    A filing by several registrants has a line for each: the first counts.
    """
    head, found, body = document.text.partition(_HEADER)
    if not found or len(head) > 2000:
        raise SourceChanged("The SEC's daily index has other columns.", source=document.source)
    filings: dict[str, Filing] = {}
    for accession, filing in _rows(body.splitlines(), base_of(document.target)):
        filings.setdefault(accession, filing)
    return list(filings.values())


def _rows(lines: Iterable[str], base: str) -> Iterable[tuple[str, Filing]]:
    for line in lines:
        cells = line.strip().split("|")
        path = _PATH.fullmatch(cells[-1]) if len(cells) == 5 and cells[2] in FORMS else None
        if path is None:
            continue
        filing = Filing(path[2], path[1], cells[1], _iso(cells[3]), form=cells[2])
        yield path[2], replace(filing, index_url=index_url(base, filing))


def _iso(day: str) -> str:
    """ "20261120" as 2026-11-20; older files write it so already."""
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}" if day.isdigit() and len(day) == 8 else day
