"""What leadership pages keep of one person: shown to them when they ask, taken out when they object."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from agent.domain.items import ItemKind
from agent.domain.leadership import PEOPLE, Leadership
from agent.store.codec import dump, load
from agent.store.leadership import get
from agent.store.objections import Silence
from agent.tables.items import DocumentRow, ItemRow, MentionRow
from agent.tables.leadership import LeadershipRow
from agent.tables.signals import SignalEvidenceRow, SignalRow


def naming(session: Session, account_id: str, silence: Silence) -> dict[str, Any]:
    """What is kept of the account's leadership pages that names whom `silence` holds: seats, items, lines as read."""
    pages = get(session, account_id).pages
    seats = [
        {"page": url, "list": name, **asdict(one)}
        for url, page in pages.items()
        for name in ("shown", "coming", "going", "gone")
        for one in getattr(page, name).values()
        if silence.holds((one if name == "shown" else one.seat).name)
    ]
    rows = _items(session, account_id)
    lines = [(row.url, row.fetched_at, line) for row in _documents(session, rows) for line in _lines(row)]
    return {
        "seats": seats,
        "items": [
            {"url": row.url, "first_seen_at": row.first_seen_at, "text": line}
            for row in rows
            for line in row.text.split("\n")
            if silence.holds(line)
        ],
        "documents": [{"url": url, "read_at": at, "text": line} for url, at, line in lines if silence.holds(line)],
    }


def forget(session: Session, account_id: str, silence: Silence) -> int:
    """Take whom `silence` holds out of what is kept of the account's leadership pages: lists, items, documents, and the
    signals that nothing else tells of. Returns how many rows that were. Repeating it changes nothing.

    An item keeps the hash of what was read, and a document its own: the same page, read again, brings nobody back.
    """
    if silence.is_empty:
        return 0
    rows = _items(session, account_id)
    named = [row for row in rows if _names(row, silence)]
    done = _forget_seats(session, account_id, silence)
    for document in _documents(session, rows):
        if any(silence.holds(line) for line in _lines(document)):
            document.body = None
            done += 1
    for row in named:
        if PEOPLE in row.fields:
            row.text = "\n".join(line for line in row.text.split("\n") if not silence.holds(line))
            people = [one for one in json.loads(row.fields[PEOPLE]) if not silence.holds(one[0])]
            row.fields = {**row.fields, PEOPLE: json.dumps(people, ensure_ascii=False)}
    _forget_told(session, [row for row in named if PEOPLE not in row.fields])
    session.flush()
    return done + len(named)


def _items(session: Session, account_id: str) -> list[ItemRow]:
    """The account's pages, and the changes that were told of them; with them what was read of its site and DNS."""
    query = select(ItemRow).where(ItemRow.account_id == account_id, ItemRow.kind == str(ItemKind.FINGERPRINT))
    return list(session.exec(query.order_by(col(ItemRow.id))))


def _names(row: ItemRow, silence: Silence) -> bool:
    return any(silence.holds(line) for line in (row.title, *row.text.split("\n")))


def _documents(session: Session, rows: Iterable[ItemRow]) -> list[DocumentRow]:
    """What was read of these pages at any time, where its text is still kept."""
    pages = [row for row in rows if PEOPLE in row.fields]
    query = select(DocumentRow).where(
        col(DocumentRow.source).in_({row.source for row in pages}),
        col(DocumentRow.url).in_({row.url for row in pages}),
        col(DocumentRow.body).is_not(None),
    )
    return list(session.exec(query)) if pages else []


def _lines(document: DocumentRow) -> list[str]:
    return zlib.decompress(document.body or b"").decode("utf-8", "replace").split("\n")


def _forget_seats(session: Session, account_id: str, silence: Silence) -> int:
    row = session.get(LeadershipRow, account_id)
    if row is None:
        return 0
    known = load(Leadership, row.state)
    left = known.without(silence.holds)
    if left == known:
        return 0
    row.state = dump(Leadership, left)
    return 1


def _forget_told(session: Session, rows: Collection[ItemRow]) -> None:
    """Delete these changes, and each signal of which nothing but them tells."""
    ids = [row.id for row in rows]
    told = set(session.exec(select(SignalEvidenceRow.signal_id).where(col(SignalEvidenceRow.item_id).in_(ids))))
    for table in (MentionRow, SignalEvidenceRow):
        session.connection().execute(delete(table).where(col(table.item_id).in_(ids)))
    for row in rows:
        session.delete(row)
    session.flush()
    backed = set(session.exec(select(SignalEvidenceRow.signal_id).where(col(SignalEvidenceRow.signal_id).in_(told))))
    for alone in session.exec(select(SignalRow).where(col(SignalRow.id).in_(told - backed))):
        session.delete(alone)
