"""Queries on briefs for those who read them: one with its account and its drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from agent.domain.briefs import Brief
from agent.domain.drafts import Draft
from agent.store import drafts
from agent.store.codec import load
from agent.tables.drafts import DraftRow
from agent.tables.signals import BriefRow, CardRow


@dataclass(frozen=True, slots=True)
class KeptBrief:
    """A brief as it was kept."""

    id: str
    account_id: str
    made_at: datetime
    brief: Brief


def get(session: Session, brief_id: str) -> KeptBrief | None:
    row = session.get(BriefRow, brief_id)
    return KeptBrief(row.id, row.account_id, row.made_at, load(Brief, row.brief)) if row else None


def newest_of(session: Session, account_id: str) -> str:
    """The id of the account's newest brief; "" where there is none."""
    query = select(BriefRow.id).where(BriefRow.account_id == account_id).order_by(col(BriefRow.id).desc()).limit(1)
    return session.exec(query).first() or ""


def drafts_on(session: Session, kept: KeptBrief) -> Sequence[Draft]:
    """The drafts that stand on a brief, the first one first."""
    query = select(DraftRow).where(DraftRow.account_id == kept.account_id, DraftRow.brief_id == kept.id)
    return [drafts.to_domain(row) for row in session.exec(query.order_by(col(DraftRow.id)))]


def cards_on(session: Session, kept: KeptBrief) -> Sequence[CardRow]:
    """The open *To find* cards that stand on it."""
    query = select(CardRow).where(CardRow.account_id == kept.account_id, CardRow.brief_id == kept.id)
    waiting = query.where(col(CardRow.found_at).is_(None), col(CardRow.dismissed_at).is_(None))
    return session.exec(waiting.order_by(col(CardRow.id))).all()
