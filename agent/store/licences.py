"""Queries on licences of items: what may be shown to our own people alone, and what must be deleted when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, SQLModel, col, select

from agent.domain.briefs import Brief
from agent.domain.items import INTERNAL_ONLY, KEEP_UNTIL, LICENCE_TAG, Item
from agent.store.bulk import chunks
from agent.store.codec import dump, load
from agent.tables.doubts import DoubtRow
from agent.tables.items import ItemRow, MentionRow
from agent.tables.licences import ItemLicenceRow
from agent.tables.signals import BriefRow


def put(session: Session, items: Sequence[tuple[str, Item]]) -> None:
    """Keep under which licence these items stand, by their ids; told again, the newest word counts."""
    for item_id, item in items:
        if not any(item.fields.get(name) for name in (LICENCE_TAG, INTERNAL_ONLY, KEEP_UNTIL)):
            continue
        until = item.fields.get(KEEP_UNTIL)
        row = session.get(ItemLicenceRow, item_id) or ItemLicenceRow(item_id=item_id)
        row.tag = item.fields.get(LICENCE_TAG, "")
        row.internal_only = bool(item.fields.get(INTERNAL_ONLY))
        row.keep_until = datetime.fromisoformat(until) if until else None
        session.add(row)
    session.flush()


def expired(session: Session, *, now: datetime, limit: int = 500) -> list[str]:
    """Items that may not be kept any longer."""
    query = select(ItemLicenceRow.item_id).where(col(ItemLicenceRow.keep_until) <= now)
    return list(session.exec(query.order_by(col(ItemLicenceRow.item_id)).limit(limit)))


def forget_in_briefs(session: Session, account_ids: Collection[str], item_ids: frozenset[str]) -> None:
    """Take the words of these items out of the briefs of their accounts; a draft that stands on them is found
    unsupported when somebody would approve it."""
    for some in chunks(list(account_ids)):
        for row in session.exec(select(BriefRow).where(col(BriefRow.account_id).in_(some))):
            brief = load(Brief, row.brief)
            gone = {piece.id for piece in brief.evidence if piece.item_id in item_ids}
            if gone:
                row.brief = dump(Brief, _without(brief, gone, item_ids))
                session.add(row)


def _without(brief: Brief, gone: set[str], item_ids: frozenset[str]) -> Brief:
    lost = {piece.signal_id for piece in brief.evidence if piece.id in gone}
    return replace(
        brief,
        lines=tuple(line for line in brief.lines if line.evidence_id not in gone),
        evidence=tuple(piece for piece in brief.evidence if piece.id not in gone),
        signals=tuple(
            replace(one, fields={}, evidence=tuple(r for r in one.evidence if r.item_id not in item_ids))
            if one.id in lost
            else one
            for one in brief.signals
        ),
        reasons=tuple(one for one in brief.reasons if one.signal_id not in lost),
    )


def forget_items(session: Session, item_ids: Collection[str]) -> None:
    """Delete these items with what was read out of them. Their evidence must be taken from the signals before."""
    session.flush()
    owned: tuple[type[SQLModel], ...] = (MentionRow, DoubtRow, ItemLicenceRow)
    for some in chunks(list(item_ids)):
        for table in owned:
            session.connection().execute(delete(table).where(table.item_id.in_(some)))  # type: ignore[attr-defined]
        session.connection().execute(delete(ItemRow).where(col(ItemRow.id).in_(some)))
    session.expire_all()
