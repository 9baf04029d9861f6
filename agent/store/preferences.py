"""Rules in words that a sender accepted, declined or took back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select as select_rows
from sqlmodel import Session, select

from agent.domain.voices import Preference, PreferenceKind
from agent.store import built
from agent.store.built import AnyRow
from agent.store.bulk import PREFERENCES
from agent.tables.columns import new_id
from agent.tables.feedback import PreferenceRow

_OF_SENDER = (
    select_rows(PREFERENCES)
    .where(PREFERENCES.c.owner_id == built.given("owner"))
    .order_by(PREFERENCES.c.at, PREFERENCES.c.id)
)
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
    kept = built.rows(session, _OF_SENDER, owner=owner_id)
    return [_settled(row) for row in kept if not states or row.state in states]


def get(session: Session, preference_id: str) -> Settled | None:
    row = session.get(PreferenceRow, preference_id)
    return _settled(row) if row else None


def _settled(row: PreferenceRow | AnyRow) -> Settled:
    preference = Preference(PreferenceKind(row.kind), row.before, row.after, row.number)
    return Settled(row.id, row.owner_id, preference, row.state, row.by, row.at, tuple(row.draft_ids))
