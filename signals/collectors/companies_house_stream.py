"""UK Companies House: the stream of all officers' changes, of which those at watched companies are kept. Stage 1 of 12.

`GET https://stream.companieshouse.gov.uk/officers?timepoint=N`
(https://developer-specs.company-information.service.gov.uk/streaming-api; signals §1.2). One line a change, blank lines
between them as a heartbeat. It never ends: each reading listens for a while and goes on from the last change of the one
before. Places are kept for some days; one that is too old is answered with 416, and the stream is begun anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from agent.domain.documents import Cursor, Document, Endless, Request, Target
from agent.domain.items import Item, Page
from agent.errors import ConfigError, SourceChanged
from signals.collectors.companies_house import entries, kept_of
from signals.collectors.postings import get

BASE = "https://stream.companieshouse.gov.uk"
MOST_BYTES = 32_000_000
"""The changes of two working days, as they were sent in 2022."""
LISTENS_S, IDLE_S = 30.0, 5.0
LONGEST_S = 40.0
LOOKS_BACK = timedelta(days=45)
"""An officer's entry is sent for every change of it: an appointment of long ago is not told again for a new address."""
WATCHED_KEY = "watched"
"""Where the cursor is given the numbers of the watched companies, as JSON, for one reading. Without it, as in what was
kept of a reading, every company counts as watched."""
PLACE_KEY, SINCE_KEY = "timepoint", "since"
"""The last change that was read, and the first one since which none was missed."""
GAP_COUNT = "stream_gap"
"""Counts the places that were too old."""

_PATH = re.compile(r"/company/([A-Z0-9]{8})/appointments/[\w-]{0,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Change:
    """One line of the stream. `number` is the company's, "" where it names none."""

    timepoint: int
    number: str
    line: Mapping[str, Any]


class CompaniesHouseStream:
    """`target.key` is any name ("current"). The stream has a key of its own (`fetch.companies_house_stream_key`).

    Where the stream is begun, what came before is read from the register by `reconciled_by`.
    """

    reconciled_by = "companies_house"

    def start(self, target: Target, cursor: Cursor) -> Request:
        """Raises ConfigError for times to listen that are none."""
        return _request(target, cursor.state.get(PLACE_KEY, ""))

    def read(self, document: Document, cursor: Cursor) -> Page:
        """What came and went at watched companies, and the place to go on from. Raises SourceChanged."""
        if document.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            state = {name: value for name, value in cursor.state.items() if name != PLACE_KEY}
            anew = _request(document.target, "")
            return Page((), Cursor(state, cursor.first_ok_at), anew, kept="", counts={GAP_COUNT: 1})
        changes, unreadable = _changes(document)
        if not changes:
            return Page((), cursor, kept="", reason="quiet: no change was sent while the stream was listened to")
        stated = cursor.state.get(WATCHED_KEY)
        numbers = None if stated is None else frozenset(json.loads(stated))
        watched = [one for one in changes if one.number and (numbers is None or one.number in numbers)]
        told = [(one, items) for one in watched if (items := _items(document, one))]
        found = tuple({item.key: item for _, items in told for item in items}.values())
        reason = f"changes read: {len(changes):,}, of watched companies: {len(watched):,}"
        if unreadable:
            reason += f", lines that could not be read: {unreadable:,}"
        return Page(found, _moved(cursor, changes), kept="".join(_kept(one) for one, _ in told), reason=reason)


def _request(target: Target, timepoint: str) -> Request:
    base = (target.params.get("base_url") or BASE).rstrip("/")
    listens_s, idle_s = _seconds(target, "listens_s", LISTENS_S), _seconds(target, "idle_s", IDLE_S)
    return Request(
        f"{base}/officers" + (f"?timepoint={timepoint}" if timepoint else ""),
        documented_api=True,
        max_bytes=MOST_BYTES,
        read_when=(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,) if timepoint else (),
        endless=Endless(listens_s, min(idle_s, listens_s)),
    )


def _seconds(target: Target, name: str, usual: float) -> float:
    said = target.params.get(name) or str(usual)
    try:
        seconds = float(said)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST_S:
        raise ConfigError(f"{target.source}: {name} {said!r} is no number of seconds from 0.1 to {LONGEST_S:g}.")
    return seconds


def _changes(document: Document) -> tuple[list[_Change], int]:
    """The changes in their order, and how many lines were none. Raises SourceChanged where no line is one."""
    changes, unreadable = [], 0
    for text in filter(str.strip, document.text.split("\n")):
        change = _change(text)
        if change is None:
            unreadable += 1
        else:
            changes.append(change)
    if unreadable and not changes:
        raise SourceChanged("Companies House streams no changes of officers any more.", source=document.source)
    return changes, unreadable


def _change(text: str) -> _Change | None:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return None
    timepoint = get(line, "event", "timepoint")
    if not isinstance(timepoint, int) or isinstance(timepoint, bool) or not 0 <= timepoint < 10**18:
        return None
    at = _PATH.match(str(get(line, "resource_uri") or ""))
    is_told = get(line, "event", "type") == "changed" and isinstance(get(line, "data"), dict)
    return _Change(timepoint, at[1] if at and is_told else "", line)


def _items(document: Document, change: _Change) -> list[Item]:
    return list(entries(document, change.number, change.line["data"], back=LOOKS_BACK))


def _moved(cursor: Cursor, changes: list[_Change]) -> Cursor:
    """The cursor after the furthest of `changes`; with no place before them, none was missed since the first."""
    begun = {} if cursor.state.get(PLACE_KEY) else {SINCE_KEY: str(changes[0].timepoint)}
    state = {**cursor.state, **begun, PLACE_KEY: str(max(one.timepoint for one in changes))}
    return Cursor(state, cursor.first_ok_at)


def _kept(change: _Change) -> str:
    """The line with what may be stored of it."""
    at = _PATH.match(str(change.line.get("resource_uri") or ""))
    line = {
        "resource_uri": at[0] if at else "",
        "event": {"timepoint": change.timepoint, "type": "changed"},
        "data": kept_of(change.line["data"]),
    }
    return json.dumps(line, ensure_ascii=False) + "\n"
