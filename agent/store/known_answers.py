"""Queries on answers that models gave before: a cache, which may be emptied at any time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, delete

from agent.store.once import insert_once
from agent.tables.models import KnownAnswerRow


def find(session: Session, key: str, *, since: datetime) -> KnownAnswerRow | None:
    row = session.get(KnownAnswerRow, key)
    return row if row is not None and row.at > since else None


def keep(session: Session, key: str, *, model: str, mode: str, answer: str, now: datetime) -> None:
    """Of two equal questions at once the first answer stays."""
    insert_once(session, KnownAnswerRow, {"key": key, "model": model, "mode": mode, "answer": answer, "at": now})


def forget_old(session: Session, *, now: datetime, kept: timedelta) -> int:
    """Take out what is older than `kept`. Returns how many."""
    return session.exec(delete(KnownAnswerRow).where(col(KnownAnswerRow.at) <= now - kept)).rowcount


def forget_all(session: Session) -> int:
    """Empty the cache: what a model wrote about somebody who was erased may stand in it."""
    return session.exec(delete(KnownAnswerRow)).rowcount
