"""How readings of targets are kept: many at once, each with its documents, items, cursor and validators together."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Row, Table, bindparam, func, literal_column, select, update
from sqlalchemy import inspect as sqlalchemy_inspect
from sqlmodel import Session

from agent.domain.documents import Cursor, Document, FetchOutcome, Target, Validators
from agent.domain.items import Item
from agent.domain.polls import Due, PollHistory
from agent.domain.values import value
from agent.store.bulk import DOCUMENTS, ITEMS, TARGETS, Prepared, among, chunks, insert_new
from agent.store.hiring import put_board_readings
from agent.store.items import put_items
from agent.store.polls import HISTORY, columns_of, history_of, make_due
from agent.tables.columns import UtcDateTime
from agent.tables.signals import ScoreRow

SCORES = cast(Table, sqlalchemy_inspect(ScoreRow).local_table)
ABSENT_FOR = timedelta(hours=24)
"""Between the two good readings that must both miss an item before it counts as gone (signals §4.4)."""
PACKING = 1
"""zlib's fastest: a tenth larger than its default on pages and boards, at a third of the time."""


@value
class StoredTarget:
    """A target and where its last reading ended; `band` is that of the account it belongs to."""

    target: Target
    cursor: Cursor
    validators: Validators
    history: PollHistory = field(default_factory=PollHistory)
    band: str = ""


@value
class Reading:
    """One reading of a target to keep, whatever its outcome. `complete`: `items` are all that the target has.
    `listed`: how many postings a board was seen to list, where it was read to its end. `history` and `due` are what was
    decided about the next reading, `counts` the numbers of this one. `reconcile` names sources whose targets are all
    due now, because this one did not see everything."""

    target_id: str
    target: Target
    outcome: FetchOutcome
    reason: str = ""
    items: tuple[Item, ...] = ()
    documents: tuple[Document, ...] = ()
    cursor: Cursor = field(default_factory=Cursor)
    validators: Validators = field(default_factory=Validators)
    complete: bool = False
    listed: int | None = None
    next_due_at: datetime | None = None
    history: PollHistory | None = None
    due: Due | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    reconcile: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping some readings changed: new items, and postings that are now known to be gone."""

    created: int
    gone: int


def get_targets(session: Session, ids: Sequence[str]) -> dict[str, StoredTarget]:
    """Those of these targets that there are, by id."""
    c = TARGETS.c
    columns = (c.id, c.source, c.key, c.account_id, c.params, c.cursor, c.first_ok_at, c.etag, c.last_modified)
    query = select(*columns, *HISTORY, SCORES.c.band).outerjoin(SCORES, SCORES.c.account_id == c.account_id)
    found: dict[str, StoredTarget] = {}
    connection = session.connection()
    for row in connection.execute(query.where(among(connection, c.id, ids))):
        found[row.id] = StoredTarget(
            Target(row.source, row.key, row.account_id, dict(row.params)),
            Cursor(dict(row.cursor), row.first_ok_at),
            Validators(row.etag, row.last_modified),
            history_of(row),
            row.band or "",
        )
    return found


def seen_by(session: Session, sources: Sequence[str]) -> list[str]:
    """What the targets of these sources remember as seen (`seen` of their cursors)."""
    query = select(TARGETS.c.cursor).where(TARGETS.c.source.in_(list(sources)))
    cursors = session.connection().execute(query).scalars()
    return sorted({one for cursor in cursors for one in json.loads(cursor.get("seen", "[]"))})


def put_readings(
    session: Session, readings: Sequence[Reading], *, now: datetime, tells: Callable[[Item], bool]
) -> Kept:
    """Keep these readings, of as many targets. `tells` is `put_items`'."""
    connection = session.connection()
    put_documents(connection, [document for reading in readings for document in reading.documents])
    created = put_items(session, [item for reading in readings for item in reading.items], now=now, tells=tells)
    gone = _judge_absence(connection, readings, now)
    _record(connection, readings, now)
    listed = [(reading.target_id, reading.listed) for reading in readings if reading.listed is not None]
    put_board_readings(connection, listed, now=now)
    make_due(connection, {name for reading in readings for name in reading.reconcile}, now=now)
    return Kept(created, gone)


def put_documents(connection: Connection, documents: Iterable[Document]) -> None:
    """Keep the bytes as read; the same bytes are kept, and packed, once."""
    by_hash = {document.sha256: document for document in documents}
    known = select(DOCUMENTS.c.sha256).where(among(connection, DOCUMENTS.c.sha256, by_hash))
    for sha256 in connection.execute(known).scalars().all() if by_hash else ():
        del by_hash[sha256]
    insert_new(connection, DOCUMENTS, [_document_values(document) for document in by_hash.values()])


def _document_values(document: Document) -> dict[str, object]:
    return {
        "sha256": document.sha256,
        "source": document.source,
        "url": document.final_url,
        "content_type": document.content_type,
        "body": zlib.compress(document.body, PACKING),
        "fetched_at": document.fetched_at,
    }


def _judge_absence(connection: Connection, readings: Sequence[Reading], now: datetime) -> int:
    """Mark what complete readings no longer show: gone after two good readings at least a day apart (§4.4). An
    unchanged answer misses again what the one before it missed. Returns the newly gone.

    Runs when the items that were seen are marked as seen `now`. A target answers only for items of its own: an account
    may have two boards at one vendor, and one of them not answering is no word about the other's.
    """
    judging: dict[tuple[str, str], list[Reading]] = {}
    for reading in readings:
        account_id = reading.target.account_id
        judges = reading.complete or reading.outcome is FetchOutcome.UNCHANGED
        if account_id and judges and not (reading.items and reading.items[0].baseline):
            judging.setdefault((reading.target.source, account_id), []).append(reading)
    missing, gone = [], []
    anew = {account for (_, account), some in judging.items() if any(one.complete for one in some)}
    again = {account for _, account in judging} - anew
    for row in (*_unseen(connection, anew, now), *_unseen(connection, again, now, missed_before=True)):
        at_place = judging.get((row.source, row.account_id), [])
        owner = next((one for one in at_place if row.key.startswith(f"{one.target.key}:")), None)
        if owner is None:
            continue
        if row.missing_since is None and owner.complete:
            missing.append(row.id)
        elif row.missing_since is not None and now - row.missing_since >= ABSENT_FOR:
            gone.append(row.id)
    for some in chunks(missing):
        connection.execute(update(ITEMS).where(ITEMS.c.id.in_(some)).values(missing_since=now))
    for some in chunks(gone):
        connection.execute(update(ITEMS).where(ITEMS.c.id.in_(some)).values(gone_at=now))
    return len(gone)


def _unseen(
    connection: Connection, account_ids: Collection[str], now: datetime, *, missed_before: bool = False
) -> Iterator[Row[Any, Any, Any, Any, Any]]:
    """The items of these accounts that stand as open and were not seen `now`; `missed_before`: only those that the last
    complete reading did not show either."""
    c = ITEMS.c
    query = select(c.id, c.source, c.account_id, c.key, c.missing_since).where(
        c.gone_at.is_(None), c.last_seen_at < now
    )
    if missed_before:
        query = query.where(c.missing_since.is_not(None))
    # By account alone: asked for the source too, SQLite reads through all of the source's items.
    if account_ids:
        yield from connection.execute(query.where(among(connection, c.account_id, account_ids))).all()


def _record(connection: Connection, readings: Sequence[Reading], now: datetime) -> None:
    """Keep how each reading went: its cursor is where to go on from, validators are kept with a success only (§4.5)."""
    shapes: dict[frozenset[str], list[dict[str, object]]] = {}
    for reading in readings:
        values = _outcome_values(reading, now)
        shapes.setdefault(frozenset(values), []).append(values)
    for rows in shapes.values():
        _outcome_update(connection.dialect, tuple(rows[0])).run(connection, rows)


@cache
def _outcome_update(dialect: Dialect, names: tuple[str, ...]) -> Prepared:
    statement = update(TARGETS).where(TARGETS.c.id == bindparam("target_id"))
    if "last_ok_at" in names:
        first = func.coalesce(TARGETS.c.first_ok_at, bindparam("ok_at", type_=UtcDateTime))
        statement = statement.values(first_ok_at=first)
    elif "failures" not in names:
        statement = statement.values(failures=TARGETS.c.failures + literal_column("1"))
    return Prepared.of(statement, dialect, names)


def _outcome_values(reading: Reading, now: datetime) -> dict[str, object]:
    values: dict[str, object] = {
        "target_id": reading.target_id,
        "last_tried_at": now,
        "last_outcome": str(reading.outcome),
        "last_reason": reading.reason,
        "next_due_at": reading.next_due_at,
        "cursor": dict(reading.cursor.state),
    }
    if reading.outcome in {FetchOutcome.OK, FetchOutcome.UNCHANGED}:
        values |= {"last_ok_at": now, "ok_at": now, "failures": 0}
    if reading.outcome is FetchOutcome.OK:
        values |= {"etag": reading.validators.etag, "last_modified": reading.validators.last_modified}
    if reading.history is not None and reading.due is not None:
        seen_too = reading.outcome is FetchOutcome.OK
        values |= columns_of(reading.history, reading.due, seen_too=seen_too)
    return values
