"""Queries on what models were asked for drafts: kept with the draft, forgotten with its person or after 90 days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from agent.domain.drafts import Asked
from agent.store.bulk import ASKED, insert
from agent.store.objections import Silence
from agent.tables.columns import new_id
from agent.tables.drafts import AskedRow, DraftRow

KEPT = timedelta(days=90)


def keep(session: Session, draft_id: str, asked: Sequence[Asked], *, now: datetime) -> None:
    """Keep these questions, in their order."""
    session.flush()
    rows = [{"id": new_id(), "draft_id": draft_id, **asdict(one), "at": now} for one in asked]
    insert(session.connection(), ASKED, rows)


def of_draft(session: Session, draft_id: str) -> list[AskedRow]:
    """What was asked for a draft, the first question first."""
    query = select(AskedRow).where(AskedRow.draft_id == draft_id)
    return list(session.exec(query.order_by(col(AskedRow.id))))


def is_kept(session: Session, draft_id: str) -> bool:
    return session.exec(select(AskedRow.id).where(AskedRow.draft_id == draft_id).limit(1)).first() is not None


def forget(session: Session, draft_ids: Sequence[str]) -> int:
    """Take out what was asked for these drafts. Returns how many questions."""
    return session.exec(delete(AskedRow).where(col(AskedRow.draft_id).in_(list(draft_ids)))).rowcount


def forget_naming(session: Session, account_id: str, silence: Silence) -> int:
    """Take out what names whom `silence` holds, whoever at the account the draft was to."""
    query = select(AskedRow).join(DraftRow, col(DraftRow.id) == col(AskedRow.draft_id))
    rows = session.exec(query.where(DraftRow.account_id == account_id)).all()
    named = [row for row in rows if silence.holds(row.system, row.user)]
    for row in named:
        session.delete(row)
    session.flush()
    return len(named)


def forget_old(session: Session, *, now: datetime) -> int:
    """Take out what is older than 90 days (drafting §5). Returns how many questions."""
    return session.exec(delete(AskedRow).where(col(AskedRow.at) <= now - KEPT)).rowcount
