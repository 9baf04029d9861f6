"""Queries on documents, items, targets and mentions: what was read, and how far."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, update
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, func, select

from agent.domain.documents import Target
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, Resolution
from agent.store import built
from agent.store.built import AnyRow
from agent.store.bulk import ITEMS, MENTIONS, TARGETS, among, chunks, insert_new, insert_new_tuples
from agent.store.codec import dump, load
from agent.tables.columns import new_id
from agent.tables.items import ItemRow, MentionRow

_PAGES_OF = (
    select_rows(ITEMS)
    .where(
        ITEMS.c.account_id == built.given("account"),
        ITEMS.c.gone_at.is_(None),
        ITEMS.c.kind != str(ItemKind.FINGERPRINT),
    )
    .order_by(ITEMS.c.first_seen_at.desc())
    .limit(built.given("most"))
)


def _lets_go(_account_id: str, _target: Target) -> bool:
    return False


def put_targets(
    session: Session, targets: Sequence[Target], *, keeps: Callable[[str, Target], bool] = _lets_go
) -> list[str]:
    """The ids of the rows of `targets`, in their order; rows are made where they are new.

    Of two accounts that name one target the first has it: a row moves to another account only where the one that has
    it does not keep it (`keeps`, asked with its id).
    """
    session.flush()
    connection = session.connection()
    known = _known_targets(connection, targets)
    fresh: dict[tuple[str, str], dict[str, object]] = {}
    for target in targets:
        row = known.get((target.source, target.key))
        if row is None:
            fresh.setdefault((target.source, target.key), _new_target(target))
        elif row[1] not in (None, target.account_id) and keeps(row[1], target):
            continue
        elif row[1:] != (target.account_id, dict(target.params)):
            anew = {**_target_values(target), "next_due_at": None, "not_before_at": None, "seen": None}
            connection.execute(update(TARGETS).where(TARGETS.c.id == row[0]).values(anew))
            known[target.source, target.key] = (row[0], target.account_id, dict(target.params))
    if fresh:
        insert_new(connection, TARGETS, list(fresh.values()))
        known |= _known_targets(connection, [one for one in targets if (one.source, one.key) in fresh])
    return [known[target.source, target.key][0] for target in targets]


def read_for(session: Session, targets: Sequence[Target]) -> dict[tuple[str, str], str]:
    """By (source, key) the account that each of these targets is read for, where it is one's."""
    known = _known_targets(session.connection(), targets)
    return {place: account_id for place, (_, account_id, _) in known.items() if account_id is not None}


def _new_target(target: Target) -> dict[str, object]:
    unread = {"cursor": {}, "last_outcome": "", "last_reason": "", "failures": 0}
    return {"id": new_id(), **_target_values(target), **unread}


def _target_values(target: Target) -> dict[str, object]:
    return {
        "source": target.source,
        "key": target.key,
        "account_id": target.account_id,
        "params": dict(target.params),
    }


def _known_targets(
    connection: Connection, targets: Iterable[Target]
) -> dict[tuple[str, str], tuple[str, str | None, Mapping[str, str]]]:
    """(id, account, params) of those targets that have a row, by (source, key)."""
    found: dict[tuple[str, str], tuple[str, str | None, Mapping[str, str]]] = {}
    c = TARGETS.c
    for source, keys in _keys_by_source(targets).items():
        there = c.source == source, among(connection, c.key, keys)
        rows = connection.execute(select_rows(c.id, c.key, c.account_id, c.params).where(*there))
        found.update({(source, row.key): (row.id, row.account_id, row.params) for row in rows})
    return found


def item_to_domain(row: ItemRow | AnyRow) -> Item:
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


_STATED = (
    "kind", "title", "text", "text_sha256", "url", "published_at", "account_id", "company", "publisher", "language",
    "fields", "document_sha256",
)  # fmt: skip
_NEW = ("id", "source", "key", *_STATED, "baseline", "first_seen_at", "last_seen_at", "detected_at")


def _stated(item: Item) -> tuple[object, ...]:
    """What an item says, in the order of `_STATED`."""
    return (
        item.kind.value, item.title, item.text, text_hash(item), item.url, item.published_at, item.account_id,
        item.company, item.publisher, item.language, dict(item.fields), item.document_sha256,
    )  # fmt: skip


def text_hash(item: Item) -> str:
    return hashlib.sha256(item.text.encode()).hexdigest()


def _tells(_item: Item) -> bool:
    return True


def put_items(
    session: Session, items: Collection[Item], *, now: datetime, tells: Callable[[Item], bool] = _tells
) -> int:
    """Write what is new or has another text; a known item is only seen again. Returns the number of new ones.

    An item's `baseline` mark and first sighting never change; a changed text is detected on again. A new item of which
    `tells` is false says nothing to any detector, and is marked as read by them at once.
    """
    session.flush()
    connection = session.connection()
    known = _known_texts(connection, items)
    fresh: dict[tuple[str, str], tuple[object, ...]] = {}
    changed: dict[str, dict[str, object]] = {}
    seen: list[str] = []
    for item in items:
        place = (item.source, item.key)
        row = known.get(place)
        if row is None:
            if place not in fresh:
                detected_at = None if tells(item) else now
                fresh[place] = (new_id(), *place, *_stated(item), item.baseline, now, now, detected_at)
            continue
        seen.append(row[0])
        if row[1] != text_hash(item):
            anew = dict(zip(_STATED, _stated(item), strict=True))
            changed[row[0]] = {"row_id": row[0], **anew, "detected_at": None}
    insert_new_tuples(connection, ITEMS, _NEW, list(fresh.values()))
    if changed:
        connection.execute(update(ITEMS).where(ITEMS.c.id == bindparam("row_id")), list(changed.values()))
    if seen:
        again = {"last_seen_at": now, "missing_since": None, "gone_at": None}
        connection.execute(update(ITEMS).where(among(connection, ITEMS.c.id, seen)).values(again))
    session.expire_all()
    return len(fresh)


def _known_texts(connection: Connection, items: Collection[Item]) -> dict[tuple[str, str], tuple[str, str]]:
    """(id, hash of the text) of those items that are kept, by (source, key)."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    columns = (ITEMS.c.id, ITEMS.c.source, ITEMS.c.key, ITEMS.c.text_sha256)
    for source, keys in _keys_by_source(items).items():
        there = ITEMS.c.source == source, among(connection, ITEMS.c.key, keys)
        rows = connection.execute(select_rows(*columns).where(*there))
        found.update({(row[1], row[2]): (row[0], row[3]) for row in rows})
    return found


def _keys_by_source(keyed: Iterable[Item | Target]) -> dict[str, list[str]]:
    by_source: dict[str, list[str]] = {}
    for one in keyed:
        by_source.setdefault(one.source, []).append(one.key)
    return by_source


def undetected(session: Session, *, limit: int = 500) -> list[tuple[str, Item]]:
    """Items that no detector has read yet, oldest first, with their ids."""
    rows = session.exec(
        select(ItemRow).where(col(ItemRow.detected_at).is_(None)).order_by(col(ItemRow.id)).limit(limit)
    ).all()
    return [(row.id, item_to_domain(row)) for row in rows]


def ids_of(session: Session, arrived: Collection[Item]) -> tuple[str, ...]:
    """The ids of these items, in their order, where they are kept."""
    known = _known_texts(session.connection(), arrived)
    return tuple(known[item.source, item.key][0] for item in arrived if (item.source, item.key) in known)


def undetected_among(session: Session, ids: Collection[str]) -> list[str]:
    waiting: set[str] = set()
    for some in chunks(list(ids)):
        query = select(ItemRow.id).where(col(ItemRow.id).in_(some), col(ItemRow.detected_at).is_(None))
        waiting.update(session.exec(query))
    return [item_id for item_id in ids if item_id in waiting]


def mark_detected(session: Session, item_ids: Iterable[str], *, now: datetime) -> None:
    for some in chunks(list(item_ids)):
        session.connection().execute(update(ITEMS).where(ITEMS.c.id.in_(some)).values(detected_at=now))


def postings_dated(
    session: Session, account_ids: Sequence[str], *, since: datetime, until: datetime
) -> dict[str, list[tuple[str, Item]]]:
    """By account the postings that are still there and were published between two instants, newest first."""
    found: dict[str, list[tuple[str, Item]]] = {}
    for some in chunks(account_ids):
        query = select(ItemRow).where(
            col(ItemRow.account_id).in_(some),
            ItemRow.kind == str(ItemKind.POSTING),
            col(ItemRow.gone_at).is_(None),
            col(ItemRow.published_at).between(since, until),
        )
        for row in session.exec(query.order_by(col(ItemRow.published_at).desc())):
            found.setdefault(row.account_id or "", []).append((row.id, item_to_domain(row)))
    return found


def get_item(session: Session, item_id: str) -> Item | None:
    row = session.get(ItemRow, item_id)
    return item_to_domain(row) if row else None


def pages_of(session: Session, account_id: str, *, limit: int = 20) -> list[tuple[str, Item]]:
    """The newest articles, pages and postings of an account's own, for research."""
    newest = built.rows(session, _PAGES_OF, account=account_id, most=limit)
    return [(row.id, item_to_domain(row)) for row in newest]


def of_board(session: Session, account_id: str, sources: Collection[str], token: str) -> list[str]:
    """Ids of the postings that were read of one board for this account; their keys begin with the board's token."""
    query = select(ItemRow.id).where(
        ItemRow.account_id == account_id,
        col(ItemRow.source).in_(list(sources)),
        ItemRow.kind == str(ItemKind.POSTING),
        col(ItemRow.key).startswith(f"{token}:", autoescape=True),
    )
    return list(session.exec(query.order_by(col(ItemRow.id))))


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
            alias=resolution.alias,
            looked_at=now,
        )
    )


def unresolved(session: Session, *, since: datetime, before: datetime, limit: int) -> list[tuple[str, datetime, Item]]:
    """Items said since `since` of which some mention was nobody's when it was last resolved, before `before`.

    The longest waiting first, with when that was.
    """
    looked = func.coalesce(MentionRow.looked_at, MentionRow.known_at)
    rows = session.exec(
        select(ItemRow, func.min(looked))
        .join(MentionRow, col(MentionRow.item_id) == col(ItemRow.id))
        .where(col(MentionRow.account_id).is_(None), MentionRow.known_at >= since, looked < before)
        .group_by(col(ItemRow.id))
        .order_by(func.min(looked), col(ItemRow.id))
        .limit(limit)
    ).all()
    return [(row.id, at, item_to_domain(row)) for row, at in rows]


def read_again(session: Session, item_ids: Collection[str]) -> None:
    """Let the detectors read these items anew."""
    for some in chunks(list(item_ids)):
        session.connection().execute(update(ITEMS).where(ITEMS.c.id.in_(some)).values(detected_at=None))


def mark_looked_at(session: Session, item_ids: Collection[str], *, now: datetime) -> None:
    """Their unresolved mentions were looked at again and are still nobody's."""
    for some in chunks(list(item_ids)):
        session.connection().execute(update(MENTIONS).where(MENTIONS.c.item_id.in_(some)).values(looked_at=now))


def clear_mentions(session: Session, item_ids: Collection[str]) -> None:
    """Forget what these items were read to say: they are read anew."""
    session.flush()
    for some in chunks(list(item_ids)):
        session.connection().execute(delete(MENTIONS).where(MENTIONS.c.item_id.in_(some)))


def mention_fields(row: MentionRow) -> dict[str, FieldValue]:
    return load(dict[str, FieldValue], row.fields)


def count_items(session: Session) -> int:
    return session.exec(select(func.count()).select_from(ItemRow)).one()
