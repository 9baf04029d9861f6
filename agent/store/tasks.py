"""Queries on the manual tasks of sequences."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from agent.tables.columns import new_id
from agent.tables.sends import TaskRow


def put(session: Session, *, enrolment_id: str, step: int, owner_id: str, words: str, due_at: datetime) -> bool:
    """One task an enrolment and step. Returns whether it is new."""
    if step in steps_of(session, enrolment_id):
        return False
    session.add(
        TaskRow(id=new_id(), enrolment_id=enrolment_id, step=step, owner_id=owner_id, words=words, due_at=due_at)
    )
    session.flush()
    return True


def steps_of(session: Session, enrolment_id: str) -> list[int]:
    """The steps of this enrolment that became tasks."""
    return list(session.exec(select(TaskRow.step).where(TaskRow.enrolment_id == enrolment_id)))


def waiting(session: Session, *, owner_id: str | None = None) -> list[TaskRow]:
    query = select(TaskRow).where(col(TaskRow.done_at).is_(None)).order_by(col(TaskRow.due_at))
    if owner_id is not None:
        query = query.where(TaskRow.owner_id == owner_id)
    return list(session.exec(query))


def done(session: Session, task_id: str, *, now: datetime) -> bool:
    row = session.get(TaskRow, task_id)
    if row is None or row.done_at is not None:
        return False
    row.done_at = now
    session.add(row)
    return True
