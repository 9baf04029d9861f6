"""Queries on leadership pages: what is known of each account's, and which were read since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from agent.domain.items import Item
from agent.domain.leadership import Leadership
from agent.store.codec import dump, load
from agent.store.items import item_to_domain
from agent.tables.items import ItemRow, TargetRow
from agent.tables.leadership import LeadershipRow


@dataclass(frozen=True, slots=True)
class PageReading:
    """The last good reading of one page: when, and the item of whom it listed. The same answer again is a reading."""

    at: datetime
    item: Item


def get(session: Session, account_id: str) -> Leadership:
    row = session.get(LeadershipRow, account_id)
    return load(Leadership, row.state) if row else Leadership()


def put(session: Session, account_id: str, known: Leadership, *, now: datetime) -> None:
    row = session.get(LeadershipRow, account_id)
    if row is None:
        row = LeadershipRow(account_id=account_id, state={}, read_at=now)
        session.add(row)
    row.state = dump(Leadership, known)
    row.read_at = now


def accounts_read(session: Session, sources: Collection[str]) -> list[str]:
    """The accounts of which a page of `sources` was read well since they were last judged."""
    unjudged = or_(col(LeadershipRow.read_at).is_(None), col(LeadershipRow.read_at) < TargetRow.last_ok_at)
    found = session.exec(
        select(TargetRow.account_id)
        .outerjoin(LeadershipRow, col(LeadershipRow.account_id) == col(TargetRow.account_id))
        .where(
            col(TargetRow.source).in_(list(sources)),
            col(TargetRow.account_id).is_not(None),
            col(TargetRow.last_ok_at).is_not(None),
            unjudged,
        )
        .distinct()
    )
    return sorted(one for one in found if one)


def readings_of(session: Session, account_id: str, sources: Collection[str]) -> list[PageReading]:
    """The last good reading of each of the account's pages."""
    rows = session.exec(
        select(TargetRow.last_ok_at, ItemRow)
        .join(ItemRow, (col(ItemRow.source) == col(TargetRow.source)) & (col(ItemRow.key) == col(TargetRow.key)))
        .where(
            TargetRow.account_id == account_id,
            ItemRow.account_id == account_id,
            col(TargetRow.source).in_(list(sources)),
            col(TargetRow.last_ok_at).is_not(None),
        )
        .order_by(col(ItemRow.key))
    ).all()
    return [PageReading(at, item_to_domain(row)) for at, row in rows if at is not None]
