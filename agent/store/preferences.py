"""Rules in words that a sender accepted, declined or took back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from agent.domain.voices import Preference, PreferenceKind
from agent.tables.columns import new_id
from agent.tables.feedback import PreferenceRow

ACCEPTED, DECLINED, WITHDRAWN = "accepted", "declined", "withdrawn"


@dataclass(frozen=True, slots=True)
class Settled:
    """A rule and what was decided about it."""

    id: str
    owner_id: str
    preference: Preference
    state: str
    by: str
    at: datetime
    draft_ids: tuple[str, ...]


def settle(
    session: Session,
    owner_id: str,
    preference: Preference,
    state: str,
    *,
    draft_ids: Sequence[str] = (),
    by: str,
    now: datetime,
) -> None:
    """Keep what a person decided about a rule; a later decision about the same rule replaces it."""
    query = select(PreferenceRow).where(PreferenceRow.owner_id == owner_id, PreferenceRow.key == preference.key)
    row = session.exec(query).first() or PreferenceRow(
        id=new_id(), owner_id=owner_id, key=preference.key, kind=str(preference.kind), state=state, draft_ids=[],
        by=by, at=now,
    )  # fmt: skip
    row.before, row.after, row.number = preference.before, preference.after, preference.number
    row.state, row.by, row.at = state, by, now
    row.draft_ids = list(draft_ids) or row.draft_ids
    session.add(row)
    session.flush()


def of_sender(session: Session, owner_id: str, *states: str) -> list[Settled]:
    """The rules of a sender, oldest first; only those in `states` where some are named."""
    query = select(PreferenceRow).where(PreferenceRow.owner_id == owner_id)
    if states:
        query = query.where(col(PreferenceRow.state).in_(states))
    return [_settled(row) for row in session.exec(query.order_by(col(PreferenceRow.at), col(PreferenceRow.id)))]


def get(session: Session, preference_id: str) -> Settled | None:
    row = session.get(PreferenceRow, preference_id)
    return _settled(row) if row else None


def _settled(row: PreferenceRow) -> Settled:
    preference = Preference(PreferenceKind(row.kind), row.before, row.after, row.number)
    return Settled(row.id, row.owner_id, preference, row.state, row.by, row.at, tuple(row.draft_ids))
