"""One company's filings at the SEC: what the lists of all companies showed before it was watched. Stage 1 of 12.

`GET https://data.sec.gov/submissions/CIK##########.json` (signals §1.2): parallel arrays of the newest filings, whose
items tell a 5.02 without opening the filing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Page
from agent.errors import ConfigError, SourceChanged
from signals.collectors import sec_8k, sec_form_d
from signals.collectors.postings import get, json_of
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
from signals.collectors.sec_reading import in_order, read_filing, request_for
from signals.extract.stated_dates import instant
from signals.hard_ids import cik_of

BASE = "https://data.sec.gov"
LOOKS_BACK = timedelta(days=120)
_COLUMNS = ("accessionNumber", "form", "filingDate")


class SecCompany:
    """`target.key` is the company's CIK. `params["base_url"]` replaces both hosts of the SEC."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        digits = cik_of(target.key)
        if not digits:
            raise ConfigError(f"{target.source}: {target.key!r} is no CIK; give the SEC's number of up to ten digits.")
        base = (target.params.get("base_url") or BASE).rstrip("/")
        return Request(f"{base}/submissions/CIK{digits:0>10}.json", documented_api=True, max_bytes=20_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        """The company's list queues its Form Ds and 5.02s of the last 120 days; a filing is one item."""
        if "/submissions/CIK" not in document.url:
            return read_filing(document, cursor)
        seen = seen_of(cursor)
        fresh = [one for one in _filings(document) if one.accession not in seen]
        state = {
            **cursor.state,
            "base": base_of(document.target),
            "seen": with_seen(seen, (one.accession for one in fresh)),
        }
        queue = in_order([*queue_of(cursor), *fresh])
        return next_page(with_queue(Cursor(state, cursor.first_ok_at), queue), request_for, ())

    def skip(self, request: Request, cursor: Cursor, *, again: bool) -> Page:
        return skip(request.url, cursor, request_for, again=again)


def _filings(document: Document) -> list[Filing]:
    """The recent filings that may tell something. Raises SourceChanged when the answer is no list of filings."""
    answer = json_of(document)
    recent = get(answer, "filings", "recent")
    columns = [get(recent, name) for name in _COLUMNS]
    if not all(isinstance(column, list) for column in columns) or len({len(column) for column in columns}) != 1:
        raise SourceChanged("The SEC's list of a company's filings has other columns.", source=document.source)
    name, cik = str(get(answer, "name") or ""), document.target.key.strip().lstrip("0")
    base = base_of(document.target)
    return [_filing(row, name=name, cik=cik, base=base) for row in _rows(recent) if _tells(row, document.fetched_at)]


def _rows(recent: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The parallel arrays as one row a filing; a column that is missing or short gives ""."""
    lists = {name: column for name, column in recent.items() if isinstance(column, list)}
    for place in range(len(lists["accessionNumber"])):
        yield {name: str(column[place] or "") if place < len(column) else "" for name, column in lists.items()}


def _tells(row: Mapping[str, str], read_at: datetime) -> bool:
    filed_at = instant(row["filingDate"])
    wanted = row["form"] in sec_form_d.FORMS or (row["form"] in sec_8k.FORMS and "5.02" in row.get("items", ""))
    return wanted and filed_at is not None and filed_at >= read_at - LOOKS_BACK


def _filing(row: Mapping[str, str], *, name: str, cik: str, base: str) -> Filing:
    document = row.get("primaryDocument", "") if row["form"] in sec_8k.FORMS else ""
    filing = Filing(
        row["accessionNumber"],
        cik,
        name,
        row.get("acceptanceDateTime") or row["filingDate"],
        form=row["form"],
        document=document if "/" not in document else "",
    )
    return replace(filing, index_url=index_url(base, filing))
