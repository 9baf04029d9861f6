"""Filings of the SEC that wait to be read: the queue lives in the cursor, so a stopped night goes on where it was.

(signals §1.2) All of it is pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TypeAlias

from agent.domain.documents import Cursor, Request, Target
from agent.domain.items import Item, Page

BASE = "https://www.sec.gov"
SEEN_KEPT = 4000
"""Accession numbers that a list remembers: some five business days of 8-Ks, as far back as the daily index is read."""
TRIES = 5


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing of a list: `cik` without leading zeros, `filed_at` as the list states it. `document` is the path of
    the primary document below the filing's folder, where the list names it."""

    accession: str
    cik: str
    company: str
    filed_at: str
    index_url: str = ""
    about: str = ""
    tries: int = 0
    form: str = ""
    document: str = ""


RequestFor: TypeAlias = Callable[[str, Filing], Request]


def archive_url(base: str, filing: Filing, name: str) -> str:
    return f"{base}/Archives/edgar/data/{filing.cik}/{filing.accession.replace('-', '')}/{name}"


def index_url(base: str, filing: Filing) -> str:
    """The page that lists a filing's documents."""
    return archive_url(base, filing, f"{filing.accession}-index.htm")


def base_of(target: Target) -> str:
    return (target.params.get("base_url") or BASE).rstrip("/")


def queued(url: str, cursor: Cursor) -> Filing | None:
    """The queued filing that `url` belongs to."""
    digits = set(re.findall(r"\d{18}", url))
    return next((filing for filing in queue_of(cursor) if filing.accession.replace("-", "") in digits), None)


def after(url: str, cursor: Cursor, request_for: RequestFor, items: tuple[Item, ...]) -> Page:
    """A filing was read: take it off the queue and go on."""
    done = queued(url, cursor)
    if done is None and not queue_of(cursor):
        return Page(items, cursor)
    rest = [filing for filing in queue_of(cursor) if filing != done]
    return next_page(with_queue(cursor, rest), request_for, items)


def skip(url: str, cursor: Cursor, request_for: RequestFor, *, again: bool) -> Page:
    """A filing could not be read: to the back of the queue for another night, or off it after five."""
    failed = queued(url, cursor)
    rest = [filing for filing in queue_of(cursor) if filing != failed]
    if again and failed is not None and failed.tries + 1 < TRIES:
        rest.append(replace(failed, tries=failed.tries + 1))
    return next_page(with_queue(cursor, rest), request_for, ())


def next_page(
    cursor: Cursor, request_for: RequestFor, items: tuple[Item, ...], counts: Mapping[str, int] | None = None
) -> Page:
    """A page that goes on with the first filing of the queue, or ends."""
    queue = queue_of(cursor)
    state = {name: value for name, value in cursor.state.items() if name != "lists"}
    following = request_for(state.get("base", BASE), queue[0]) if queue else None
    return Page(items, Cursor(state, cursor.first_ok_at), following, counts=counts or {})


def queue_of(cursor: Cursor) -> list[Filing]:
    return [Filing(**one) for one in json.loads(cursor.state.get("queue", "[]"))]


def with_queue(cursor: Cursor, queue: Sequence[Filing]) -> Cursor:
    return Cursor({**cursor.state, "queue": json.dumps([asdict(one) for one in queue])}, cursor.first_ok_at)


def seen_of(cursor: Cursor) -> dict[str, None]:
    """The accession numbers that a list showed before, oldest first."""
    return dict.fromkeys(json.loads(cursor.state.get("seen", "[]")))


def with_seen(seen: Iterable[str], more: Iterable[str]) -> str:
    """What to keep as seen."""
    return json.dumps(list(dict.fromkeys([*seen, *more]))[-SEEN_KEPT:])


def number_at(cursor: Cursor, name: str) -> int:
    value = cursor.state.get(name, "0")
    return int(value) if value.isdigit() else 0
