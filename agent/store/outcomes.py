"""Queries on outcomes: what became of a send, once per account, kind and key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sqlmodel import Session, col, func, select

from agent.domain.outcomes import Outcome, OutcomeKind
from agent.tables.columns import new_id
from agent.tables.sends import OutcomeRow


def to_domain(row: OutcomeRow) -> Outcome:
    return Outcome(
        id=row.id,
        account_id=row.account_id,
        kind=OutcomeKind(row.kind),
        at=row.at,
        send_id=row.send_id,
        contact_id=row.contact_id,
        recorded_by=row.recorded_by,
        value=Decimal(row.value) if row.value else None,
        currency=row.currency,
        note=row.note,
    )


def put(
    session: Session,
    *,
    account_id: str,
    kind: OutcomeKind,
    key: str,
    at: datetime,
    send_id: str = "",
    contact_id: str = "",
    recorded_by: str = "",
    value: Decimal | None = None,
    currency: str = "",
    note: str = "",
) -> bool:
    """Record one outcome. `key` (a reply's, a deal's, a person's id) makes the repeat a no-op. Returns whether new."""
    known = session.exec(
        select(OutcomeRow.id).where(
            OutcomeRow.account_id == account_id, OutcomeRow.kind == str(kind), OutcomeRow.key == key
        )
    ).first()
    if known is not None:
        return False
    session.add(
        OutcomeRow(
            id=new_id(),
            account_id=account_id,
            kind=str(kind),
            key=key,
            at=at,
            send_id=send_id,
            contact_id=contact_id,
            recorded_by=recorded_by,
            value=str(value) if value is not None else None,
            currency=currency,
            note=note,
        )
    )
    session.flush()
    return True


def at_account(session: Session, account_id: str) -> list[Outcome]:
    rows = session.exec(select(OutcomeRow).where(OutcomeRow.account_id == account_id).order_by(col(OutcomeRow.at)))
    return [to_domain(row) for row in rows]


def since(session: Session, at: datetime) -> list[Outcome]:
    rows = session.exec(select(OutcomeRow).where(col(OutcomeRow.at) >= at).order_by(col(OutcomeRow.at)))
    return [to_domain(row) for row in rows]


def counts(session: Session, *, since: datetime) -> Mapping[OutcomeKind, int]:
    rows = session.exec(
        select(OutcomeRow.kind, func.count()).where(col(OutcomeRow.at) >= since).group_by(OutcomeRow.kind)
    ).all()
    return {OutcomeKind(kind): count for kind, count in rows}
