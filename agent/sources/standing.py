"""How each source of a team stands: its targets, its last readings, what it gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from agent.domain.teams import Team
from agent.night.gather import Source, sources
from agent.tables.items import ItemRow, MentionRow, TargetRow


@dataclass(frozen=True, slots=True)
class Standing:
    """One source as it stands: its targets, its last readings, what it gave."""

    source: Source
    targets: int
    last_ok_at: datetime | None
    last_failure: str
    next_due_at: datetime | None
    items: int
    signals: int


def listed(session: Session, team: Team) -> list[Standing]:
    """Every source of the team, in the order of its file."""
    return [_standing(session, source) for source in sources(session, team).values()]


def _standing(session: Session, source: Source) -> Standing:
    name = source.setting.name
    number, last_ok, due = session.exec(
        select(func.count(), func.max(TargetRow.last_ok_at), func.min(TargetRow.next_due_at)).where(
            TargetRow.source == name
        )
    ).one()
    failure = session.exec(
        select(TargetRow.last_reason)
        .where(TargetRow.source == name, col(TargetRow.failures) > 0)
        .order_by(col(TargetRow.last_tried_at).desc())
        .limit(1)
    ).first()
    items = session.exec(select(func.count()).select_from(ItemRow).where(ItemRow.source == name)).one()
    raised = session.exec(
        select(func.count(func.distinct(MentionRow.signal_id)))
        .join(ItemRow, col(ItemRow.id) == col(MentionRow.item_id))
        .where(ItemRow.source == name, col(MentionRow.signal_id).is_not(None))
    ).one()
    return Standing(source, number, last_ok, failure or "", due, items, raised)
