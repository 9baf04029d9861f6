"""Queries on leadership pages: what is known of each account's, and which were read since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from agent.domain.items import Item
from agent.domain.leadership import Leadership
from agent.store import account_states
from agent.store.items import item_to_domain
from agent.tables.items import ItemRow, TargetRow
from agent.tables.leadership import LeadershipRow


@dataclass(frozen=True, slots=True)
class PageReading:
    """The last good reading of one page: when, and the item of whom it listed. The same answer again is a reading."""

    at: datetime
    item: Item


def get(session: Session, account_id: str) -> Leadership:
    """What is known of the account's pages; nothing where none were ever judged."""
    return account_states.of_accounts(session, LeadershipRow, Leadership, [account_id]).get(account_id, Leadership())


def put(session: Session, account_id: str, known: Leadership, *, now: datetime) -> None:
    account_states.put(session, LeadershipRow, account_id, known, now=now)


def accounts_read(session: Session, sources: Collection[str]) -> list[str]:
    """The accounts of which a page of `sources` was read well since they were last judged."""
    return sorted(account_states.read_since_judged(session, LeadershipRow, sources))


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
