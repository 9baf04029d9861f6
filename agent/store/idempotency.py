"""Answers to unsafe calls, kept 24 hours under their key, so that a repeated call changes nothing (review §1.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, delete

from agent.tables.drafts import IdempotencyRow

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was answered to this key, and to whom for what."""

    actor_id: str
    route: str
    body_sha256: str
    status: int
    answer: str


def find(session: Session, key: str, *, now: datetime) -> Kept | None:
    row = session.get(IdempotencyRow, key)
    if row is None or row.at < now - KEPT:
        return None
    return Kept(row.actor_id, row.route, row.body_sha256, row.status, row.answer)


def reserve(session: Session, key: str, *, actor_id: str, route: str, body_sha256: str, now: datetime) -> None:
    """Take a key for this transaction; IntegrityError when another one has it. Keys older than a day are forgotten."""
    session.exec(delete(IdempotencyRow).where(col(IdempotencyRow.at) < now - KEPT))
    session.add(
        IdempotencyRow(key=key, actor_id=actor_id, route=route, body_sha256=body_sha256, status=0, answer="", at=now)
    )
    session.flush()


def finish(session: Session, key: str, *, status: int, answer: str) -> None:
    """Keep the answer in the transaction of what it answers."""
    session.exec(update(IdempotencyRow).where(col(IdempotencyRow.key) == key).values(status=status, answer=answer))
