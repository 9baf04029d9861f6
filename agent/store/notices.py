"""Queries on notices to the product's users."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, func, select, update

from agent.domain.drafts import DraftState
from agent.tables.columns import new_id
from agent.tables.drafts import DraftRow
from agent.tables.runs import NoticeRow
from agent.tables.users import UserRow


def put(session: Session, *, owner_id: str, kind: str, words: str, key: str, now: datetime) -> bool:
    """One notice per key. It goes to the users who are this owner; to everybody where there is none."""
    if session.exec(select(NoticeRow.id).where(NoticeRow.key == key)).first() is not None:
        return False
    user_id = ""
    if owner_id:
        user_id = (
            session.exec(select(UserRow.id).where(UserRow.owner_id == owner_id).order_by(UserRow.id)).first() or ""
        )
    session.add(NoticeRow(id=new_id(), user_id=user_id, kind=kind, words=words, key=key, at=now))
    session.flush()
    return True


def unseen(session: Session, user_id: str, *, limit: int = 50) -> list[NoticeRow]:
    """What this user has not seen: own notices and the team's, newest first."""
    return list(
        session.exec(
            select(NoticeRow)
            .where(col(NoticeRow.user_id).in_(["", user_id]), col(NoticeRow.seen_at).is_(None))
            .order_by(col(NoticeRow.id).desc())
            .limit(limit)
        )
    )


def of_kind(session: Session, kind: str, *, since: datetime, limit: int = 50) -> list[NoticeRow]:
    """The newest notices of a kind, to whomever, the newest first."""
    query = select(NoticeRow).where(NoticeRow.kind == kind, col(NoticeRow.at) >= since)
    return list(session.exec(query.order_by(col(NoticeRow.at).desc(), col(NoticeRow.id).desc()).limit(limit)))


def see_kind(session: Session, kind: str, *, now: datetime) -> None:
    """Put away what was told of a kind, for everybody: somebody saw to it."""
    unseen_ones = (col(NoticeRow.kind) == kind, col(NoticeRow.seen_at).is_(None))
    session.exec(update(NoticeRow).where(*unseen_ones).values(seen_at=now))


def seen(session: Session, notice_id: str, *, now: datetime) -> None:
    row = session.get(NoticeRow, notice_id)
    if row is not None and row.seen_at is None:
        row.seen_at = now
        session.add(row)


def pending_drafts(session: Session) -> int:
    return session.exec(
        select(func.count()).select_from(DraftRow).where(DraftRow.state == str(DraftState.PENDING))
    ).one()
