"""Queries on answers that models gave before: a cache, which may be emptied at any time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, func, select, update

from agent.domain.batches import Owed
from agent.store.once import insert_once
from agent.tables.models import KnownAnswerRow


def find(session: Session, key: str, *, since: datetime) -> KnownAnswerRow | None:
    row = session.get(KnownAnswerRow, key)
    return row if row is not None and row.at > since else None


def keep(session: Session, key: str, *, model: str, mode: str, answer: str, now: datetime) -> None:
    """Of two equal questions at once the first answer stays; one of no use, "", gives way."""
    row = {"model": model, "mode": mode, "answer": answer, "at": now}
    if not insert_once(session, KnownAnswerRow, {"key": key, **row}):
        void = col(KnownAnswerRow.key) == key, col(KnownAnswerRow.answer) == ""
        session.exec(update(KnownAnswerRow).where(*void).values(**row))


def keep_owed(session: Session, key: str, owed: Owed, *, model: str, mode: str, answer: str, now: datetime) -> None:
    """Keep an answer out of a batch with what it cost. Where the question was answered meanwhile that answer stays, and
    what the batch's cost is owed all the same."""
    columns = {
        "owed_night": owed.night,
        "owed_usd": owed.cost_usd,
        "owed_input": owed.input_tokens,
        "owed_output": owed.output_tokens,
    }
    row = {"key": key, "model": model, "mode": mode, "answer": answer, "at": now, **columns}
    if not insert_once(session, KnownAnswerRow, row):
        session.exec(update(KnownAnswerRow).where(col(KnownAnswerRow.key) == key).values(**columns))


def claim_owed(session: Session, key: str) -> bool:
    """Take over what an answer cost. False where somebody else has."""
    owed = col(KnownAnswerRow.key) == key, col(KnownAnswerRow.owed_night) != ""
    return session.exec(update(KnownAnswerRow).where(*owed).values(owed_night="")).rowcount == 1


def claim_unused(session: Session, night: str) -> float:
    """What answers cost, in USD, that were asked for `night` or before and are in no draft: the run has to pay it."""
    owed = col(KnownAnswerRow.owed_night) != "", col(KnownAnswerRow.owed_night) <= night
    cost = session.exec(select(func.coalesce(func.sum(KnownAnswerRow.owed_usd), 0.0)).where(*owed)).one()
    session.exec(update(KnownAnswerRow).where(*owed).values(owed_night=""))
    return float(cost)


def known_keys(session: Session, keys: Sequence[str], *, since: datetime) -> set[str]:
    query = select(KnownAnswerRow.key).where(col(KnownAnswerRow.key).in_(keys), col(KnownAnswerRow.at) > since)
    return set(session.exec(query).all()) if keys else set()


def forget_old(session: Session, *, now: datetime, kept: timedelta) -> int:
    """Take out what is older than `kept`. Returns how many."""
    return session.exec(delete(KnownAnswerRow).where(col(KnownAnswerRow.at) <= now - kept)).rowcount


def forget_all(session: Session) -> int:
    """Empty the cache: what a model wrote about somebody who was erased may stand in it."""
    return session.exec(delete(KnownAnswerRow)).rowcount
