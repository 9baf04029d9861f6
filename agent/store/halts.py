"""Queries on halts: at which accounts the mails to everybody else wait for a person to look, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from agent.domain.threads import Halt, HaltCause
from agent.store.bulk import chunks
from agent.tables.halts import HaltRow


def put(session: Session, halt: Halt) -> None:
    """The newest cause stands, and has to be looked at anew."""
    row = session.get(HaltRow, halt.account_id) or HaltRow(
        account_id=halt.account_id, contact_id=halt.contact_id, cause=str(halt.cause), at=halt.at
    )
    row.contact_id, row.cause, row.at = halt.contact_id, str(halt.cause), halt.at
    row.looked_at, row.looked_by = None, ""
    session.add(row)
    session.flush()


def standing(session: Session, account_ids: Sequence[str]) -> dict[str, Halt]:
    """The halts at these accounts that nobody has looked at."""
    found: dict[str, Halt] = {}
    for some in chunks(account_ids):
        query = select(HaltRow).where(col(HaltRow.account_id).in_(some), col(HaltRow.looked_at).is_(None))
        found.update({row.account_id: _to_domain(row) for row in session.exec(query)})
    return found


def at_account(session: Session, account_id: str) -> Halt | None:
    return standing(session, [account_id]).get(account_id)


def look(session: Session, account_id: str, *, by: str, now: datetime) -> Halt | None:
    """Somebody has looked: the halt ends. Returns it, or None where there was none."""
    row = session.get(HaltRow, account_id)
    if row is None or row.looked_at is not None:
        return None
    row.looked_at, row.looked_by = now, by
    session.add(row)
    session.flush()
    return _to_domain(row)


def _to_domain(row: HaltRow) -> Halt:
    return Halt(row.account_id, row.contact_id, HaltCause(row.cause), row.at)
