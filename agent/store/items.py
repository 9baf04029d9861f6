"""Queries on documents, items, targets and mentions: what was read, and how far."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from agent.domain.documents import Cursor, Document, FetchOutcome, Target, Validators
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, Resolution
from agent.store.codec import dump, load
from agent.tables.columns import new_id
from agent.tables.items import DocumentRow, ItemRow, MentionRow, TargetRow


def target_row(session: Session, target: Target) -> TargetRow:
    """The row of `target`, made when it is new."""
    row = session.exec(select(TargetRow).where(TargetRow.source == target.source, TargetRow.key == target.key)).first()
    if row is None:
        row = TargetRow(
            source=target.source,
            key=target.key,
            account_id=target.account_id,
            params=dict(target.params),
            cursor={},
        )
        session.add(row)
        session.flush()
    elif row.params != dict(target.params) or row.account_id != target.account_id:
        row.params = dict(target.params)
        row.account_id = target.account_id
    return row


def cursor_of(row: TargetRow) -> Cursor:
    return Cursor(state=dict(row.cursor), first_ok_at=row.first_ok_at)


def validators_of(row: TargetRow) -> Validators:
    return Validators(etag=row.etag, last_modified=row.last_modified)


def record_reading(
    row: TargetRow,
    *,
    outcome: FetchOutcome,
    reason: str,
    now: datetime,
    cursor: Cursor | None = None,
    validators: Validators | None = None,
    next_due_at: datetime | None = None,
) -> None:
    """Keep how a reading went: its cursor is where to go on from, validators are kept with a success only (§4.5)."""
    row.last_tried_at = now
    row.last_outcome = str(outcome)
    row.last_reason = reason
    row.next_due_at = next_due_at
    if cursor is not None:
        row.cursor = dict(cursor.state)
    if outcome not in {FetchOutcome.OK, FetchOutcome.UNCHANGED}:
        row.failures += 1
        return
    row.failures = 0
    row.last_ok_at = now
    row.first_ok_at = row.first_ok_at or now
    if outcome is FetchOutcome.OK and validators is not None:
        row.etag = validators.etag
        row.last_modified = validators.last_modified


def put_document(session: Session, document: Document) -> None:
    """Keep the bytes as read; the same bytes are kept once."""
    if session.get(DocumentRow, document.sha256) is None:
        session.add(
            DocumentRow(
                sha256=document.sha256,
                source=document.source,
                url=document.final_url,
                content_type=document.content_type,
                body=zlib.compress(document.body, 6),
                fetched_at=document.fetched_at,
            )
        )


def item_to_domain(row: ItemRow) -> Item:
    return Item(
        source=row.source,
        key=row.key,
        kind=ItemKind(row.kind),
        title=row.title,
        text=row.text,
        url=row.url,
        published_at=row.published_at,
        account_id=row.account_id,
        company=row.company,
        publisher=row.publisher,
        language=row.language,
        fields=dict(row.fields),
        document_sha256=row.document_sha256,
        fetched_at=row.first_seen_at,
        baseline=row.baseline,
    )


def _values(item: Item) -> dict[str, object]:
    return {
        "kind": str(item.kind),
        "title": item.title,
        "text": item.text,
        "text_sha256": hashlib.sha256(item.text.encode()).hexdigest(),
        "url": item.url,
        "published_at": item.published_at,
        "account_id": item.account_id,
        "company": item.company,
        "publisher": item.publisher,
        "language": item.language,
        "fields": dict(item.fields),
        "document_sha256": item.document_sha256,
    }


def put_items(session: Session, items: Collection[Item], *, now: datetime) -> int:
    """Write what is new or has another text; a known item is only seen again. Returns the number of new ones.

    An item's `baseline` mark and first sighting never change; a changed text is detected on again.
    """
    known = _known(session, items)
    created = 0
    for item in items:
        row = known.get((item.source, item.key))
        if row is None:
            values = _values(item)
            row = ItemRow(
                source=item.source,
                key=item.key,
                kind=str(item.kind),
                baseline=item.baseline,
                first_seen_at=now,
                last_seen_at=now,
            )
            for name, value in values.items():
                setattr(row, name, value)
            session.add(row)
            known[item.source, item.key] = row
            created += 1
            continue
        row.last_seen_at = now
        row.missing_since = None
        row.gone_at = None
        values = _values(item)
        if row.text_sha256 != values["text_sha256"]:
            for name, value in values.items():
                setattr(row, name, value)
            row.detected_at = None
    session.flush()
    return created


def _known(session: Session, items: Collection[Item]) -> dict[tuple[str, str], ItemRow]:
    found: dict[tuple[str, str], ItemRow] = {}
    by_source: dict[str, list[str]] = {}
    for item in items:
        by_source.setdefault(item.source, []).append(item.key)
    for source, keys in by_source.items():
        for start in range(0, len(keys), 500):
            rows = session.exec(
                select(ItemRow).where(ItemRow.source == source, col(ItemRow.key).in_(keys[start : start + 500]))
            )
            found.update({(row.source, row.key): row for row in rows})
    return found


def judge_absence(session: Session, *, source: str, account_id: str, seen_keys: Collection[str], now: datetime) -> int:
    """Mark what a complete reading no longer shows: gone after two such readings at least a day apart (§4.4).

    A reading that shows less than 40 % of what was open is suspicious and judges nothing. Returns the newly gone.
    """
    rows = session.exec(
        select(ItemRow).where(
            ItemRow.source == source, ItemRow.account_id == account_id, col(ItemRow.gone_at).is_(None)
        )
    ).all()
    seen = set(seen_keys)
    if rows and len([row for row in rows if row.key in seen]) < 0.4 * len(rows):
        return 0
    gone = 0
    for row in rows:
        if row.key in seen:
            continue
        if row.missing_since is None:
            row.missing_since = now
        elif now - row.missing_since >= timedelta(hours=24):
            row.gone_at = now
            gone += 1
    return gone


def undetected(session: Session, *, limit: int = 500) -> list[tuple[str, Item]]:
    """Items that no detector has read yet, oldest first, with their ids."""
    rows = session.exec(
        select(ItemRow).where(col(ItemRow.detected_at).is_(None)).order_by(col(ItemRow.id)).limit(limit)
    ).all()
    return [(row.id, item_to_domain(row)) for row in rows]


def ids_of(session: Session, arrived: Collection[Item]) -> tuple[str, ...]:
    """The ids of these items, in their order, where they are kept."""
    known = _known(session, arrived)
    return tuple(known[item.source, item.key].id for item in arrived if (item.source, item.key) in known)


def undetected_among(session: Session, ids: Collection[str]) -> list[str]:
    return [item_id for item_id in ids if (row := session.get(ItemRow, item_id)) and row.detected_at is None]


def mark_detected(session: Session, item_ids: Iterable[str], *, now: datetime) -> None:
    for item_id in item_ids:
        row = session.get(ItemRow, item_id)
        if row is not None:
            row.detected_at = now


def open_postings(session: Session, account_id: str) -> list[tuple[str, Item]]:
    """The postings of an account that are still there, newest first."""
    rows = session.exec(
        select(ItemRow)
        .where(
            ItemRow.account_id == account_id,
            ItemRow.kind == str(ItemKind.POSTING),
            col(ItemRow.gone_at).is_(None),
        )
        .order_by(col(ItemRow.published_at).desc())
    ).all()
    return [(row.id, item_to_domain(row)) for row in rows]


def accounts_with_new_postings(session: Session, *, since: datetime) -> list[str]:
    rows = session.exec(
        select(ItemRow.account_id)
        .where(
            ItemRow.kind == str(ItemKind.POSTING),
            col(ItemRow.account_id).is_not(None),
            col(ItemRow.first_seen_at) >= since,
        )
        .distinct()
    ).all()
    return sorted(account_id for account_id in rows if account_id)


def posting_weeks(session: Session, account_id: str, *, until: datetime, weeks: int) -> list[int]:
    """New requisitions of an account a week, oldest week first, `weeks` of them, ending at `until`."""
    start = until - timedelta(weeks=weeks)
    counts = [0] * weeks
    rows = session.exec(
        select(ItemRow.published_at, ItemRow.first_seen_at, ItemRow.title).where(
            ItemRow.account_id == account_id, ItemRow.kind == str(ItemKind.POSTING)
        )
    ).all()
    seen: set[tuple[str, int]] = set()
    for published_at, first_seen_at, title in rows:
        at = published_at or first_seen_at
        week = (at - start).days // 7
        if 0 <= week < weeks and (title.casefold(), week) not in seen:
            seen.add((title.casefold(), week))
            counts[week] += 1
    return counts


def weeks_observed(session: Session, account_id: str, *, now: datetime) -> float:
    """For how many weeks the account's board has been read: exposure, the zero weeks included."""
    first = session.exec(select(func.min(TargetRow.first_ok_at)).where(TargetRow.account_id == account_id)).one()
    return (now - first) / timedelta(weeks=1) if first else 0.0


def get_item(session: Session, item_id: str) -> Item | None:
    row = session.get(ItemRow, item_id)
    return item_to_domain(row) if row else None


def pages_of(session: Session, account_id: str, *, limit: int = 20) -> list[tuple[str, Item]]:
    """The newest articles, pages and postings of an account's own, for research."""
    rows = session.exec(
        select(ItemRow)
        .where(ItemRow.account_id == account_id, col(ItemRow.gone_at).is_(None))
        .order_by(col(ItemRow.first_seen_at).desc())
        .limit(limit)
    ).all()
    return [(row.id, item_to_domain(row)) for row in rows]


def put_mention(
    session: Session, item_id: str, mention: Mention, resolution: Resolution, signal_id: str | None, *, now: datetime
) -> None:
    """Keep what was said and to whom it was resolved, also where it was nobody: a new account may claim it later."""
    session.add(
        MentionRow(
            id=new_id(),
            item_id=item_id,
            kind=str(mention.kind),
            fields=dump(dict[str, FieldValue], dict(mention.fields)),
            confidence=mention.confidence,
            account_id=resolution.account_id,
            probability=resolution.probability,
            reasons=list(resolution.reasons),
            signal_id=signal_id,
            known_at=now,
        )
    )


def clear_mentions(session: Session, item_id: str) -> None:
    for row in session.exec(select(MentionRow).where(MentionRow.item_id == item_id)):
        session.delete(row)


def mention_fields(row: MentionRow) -> dict[str, FieldValue]:
    return load(dict[str, FieldValue], row.fields)


def count_items(session: Session) -> int:
    return session.exec(select(func.count()).select_from(ItemRow)).one()
