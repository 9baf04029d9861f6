"""What is known of one account by its readings, kept whole: one row an account, with when it was last judged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeAlias, TypeVar

from sqlmodel import Session, col, or_, select

from agent.store.bulk import chunks
from agent.store.codec import dump, load
from agent.tables.items import TargetRow
from agent.tables.leadership import LeadershipRow
from agent.tables.tools import ToolStateRow

StateRow: TypeAlias = type[LeadershipRow] | type[ToolStateRow]
V = TypeVar("V")


def of_accounts(session: Session, row_type: StateRow, kind: type[V], account_ids: Sequence[str]) -> dict[str, V]:
    """What is known of those of these accounts that were ever judged."""
    found: dict[str, V] = {}
    for some in chunks(account_ids):
        rows = session.exec(select(row_type.account_id, row_type.state).where(col(row_type.account_id).in_(some)))
        found.update({account_id: load(kind, state) for account_id, state in rows})
    return found


def put(session: Session, row_type: StateRow, account_id: str, known: object, *, now: datetime) -> None:
    row = session.get(row_type, account_id)
    if row is None:
        row = row_type(account_id=account_id, state={}, read_at=now)
        session.add(row)
    row.state = dump(type(known), known)
    row.read_at = now


def read_since_judged(session: Session, row_type: StateRow, sources: Collection[str]) -> set[str]:
    """The accounts of which a target of `sources` was read well since they were last judged."""
    unjudged = or_(col(row_type.read_at).is_(None), col(row_type.read_at) < TargetRow.last_ok_at)
    found = session.exec(
        select(TargetRow.account_id)
        .outerjoin(row_type, col(row_type.account_id) == col(TargetRow.account_id))
        .where(
            col(TargetRow.source).in_(list(sources)),
            col(TargetRow.account_id).is_not(None),
            col(TargetRow.last_ok_at).is_not(None),
            unjudged,
        )
        .distinct()
    )
    return {one for one in found if one}
