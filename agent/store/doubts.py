"""Queries on doubtful texts and on what a model answered about them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, update
from sqlmodel import Session, col, func, select

from agent.domain.doubts import Answer, Doubt
from agent.store.bulk import chunks
from agent.store.codec import dump, load
from agent.store.once import insert_once
from agent.tables.accounts import AccountRow
from agent.tables.columns import new_id
from agent.tables.doubts import DoubtRow, ModelAnswerRow
from agent.tables.items import ItemRow


class DoubtState(StrEnum):
    """WAITING is asked tonight or never; NEEDS_REVIEW: the answer lacks what an event needs, so a person must look."""

    WAITING = "waiting"
    EVENT = "event"
    NOT_AN_EVENT = "not_an_event"
    NEEDS_REVIEW = "needs_review"
    UNANSWERED = "unanswered"
    EXPIRED = "expired"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A doubt that nobody decided, and since when."""

    id: str
    item_id: str
    account_id: str
    doubt: Doubt
    since_at: datetime


@dataclass(frozen=True, slots=True)
class ForReview:
    """A text that may tell an event, its item, and why the answer about it was not enough."""

    id: str
    item_id: str
    account_id: str
    kind: str
    why: str
    title: str
    publisher: str
    url: str
    at: datetime
    doubt: Doubt


def put(session: Session, item_id: str, account_id: str, doubt: Doubt, *, now: datetime) -> None:
    """Let `item_id` wait for an answer. `forget` its older doubts first."""
    session.add(
        DoubtRow(
            id=new_id(),
            item_id=item_id,
            kind=str(doubt.mention.kind),
            account_id=account_id,
            doubt=dump(Doubt, doubt),
            since_at=now,
        )
    )


def forget(session: Session, item_ids: Collection[str]) -> None:
    """These items are read anew; what was answered about the same text is still known."""
    session.flush()
    for some in chunks(list(item_ids)):
        session.connection().execute(delete(DoubtRow).where(col(DoubtRow.item_id).in_(some)))


def waiting(session: Session, *, limit: int = 5_000) -> list[Waiting]:
    """Undecided doubts, the longest waiting first."""
    rows = session.exec(
        select(DoubtRow).where(DoubtRow.state == str(DoubtState.WAITING)).order_by(col(DoubtRow.id)).limit(limit)
    )
    return [Waiting(row.id, row.item_id, row.account_id, load(Doubt, row.doubt), row.since_at) for row in rows]


def expire(session: Session, *, before: datetime, now: datetime) -> int:
    """What waited since `before` is asked no more: old news. Returns how many."""
    result = session.connection().execute(
        update(DoubtRow)
        .where(col(DoubtRow.state) == str(DoubtState.WAITING), col(DoubtRow.since_at) < before)
        .values(state=str(DoubtState.EXPIRED), decided_at=now, why="waited a day for its turn")
    )
    return result.rowcount


def decide(session: Session, doubt_id: str, state: DoubtState, *, why: str = "", now: datetime) -> bool:
    """Whether it was still undecided."""
    result = session.connection().execute(
        update(DoubtRow)
        .where(col(DoubtRow.id) == doubt_id, col(DoubtRow.state) == str(DoubtState.WAITING))
        .values(state=str(state), why=why[:300], decided_at=now)
    )
    return result.rowcount == 1


def counts(session: Session) -> dict[DoubtState, int]:
    rows = session.exec(select(DoubtRow.state, func.count()).group_by(DoubtRow.state))
    return {DoubtState(state): number for state, number in rows}


def for_review(session: Session, *, limit: int = 50, owner_id: str = "", account_id: str = "") -> list[ForReview]:
    """What a person must look at, newest first; with `owner_id` of that owner's accounts and of nobody's."""
    query = select(DoubtRow, ItemRow).join(ItemRow, col(ItemRow.id) == DoubtRow.item_id)
    query = query.where(DoubtRow.state == str(DoubtState.NEEDS_REVIEW))
    if owner_id:
        seen = select(AccountRow.id).where(col(AccountRow.owner).in_([owner_id, ""]))
        query = query.where(col(DoubtRow.account_id).in_(seen))
    if account_id:
        query = query.where(DoubtRow.account_id == account_id)
    rows = session.exec(query.order_by(col(DoubtRow.id).desc()).limit(limit))
    return [
        ForReview(
            row.id, row.item_id, row.account_id, row.kind, row.why, item.title, item.publisher or item.source,
            item.url, item.published_at or row.since_at, load(Doubt, row.doubt),
        )
        for row, item in rows
    ]  # fmt: skip


def review(session: Session, doubt_id: str, *, by: str, now: datetime) -> bool:
    """A person read it: no event. Whether it still waited for one."""
    result = session.connection().execute(
        update(DoubtRow)
        .where(col(DoubtRow.id) == doubt_id, col(DoubtRow.state) == str(DoubtState.NEEDS_REVIEW))
        .values(state=str(DoubtState.NOT_AN_EVENT), why=f"read by {by}"[:300], decided_at=now)
    )
    return result.rowcount == 1


def known_answer(session: Session, text_sha256: str, prompt_hash: str, model: str) -> Answer | None:
    """What this model answered to this prompt about this text."""
    row = session.get(ModelAnswerRow, (text_sha256, prompt_hash, model))
    return load(Answer, row.answer) if row else None


def keep_answer(
    session: Session,
    key: tuple[str, str, str],
    answer: Answer,
    *,
    cost_usd: float,
    run_id: str,
    now: datetime,
) -> None:
    """`key`: hash of the text, hash of the prompt, model. The first answer stands."""
    values = dict(zip(("text_sha256", "prompt_hash", "model"), key, strict=True))
    kept = {"answer": dump(Answer, answer), "cost_usd": cost_usd, "run_id": run_id, "at": now}
    insert_once(session, ModelAnswerRow, {**values, **kept})


def cost_between(session: Session, since: datetime, until: datetime) -> float:
    """What reading doubtful texts cost in a span, in USD."""
    span = (col(ModelAnswerRow.at) >= since, col(ModelAnswerRow.at) < until)
    return session.exec(select(func.sum(ModelAnswerRow.cost_usd)).where(*span)).one() or 0.0


def cost_of_run(session: Session, run_id: str) -> float:
    """What reading doubtful texts cost this run, in USD."""
    return session.exec(select(func.sum(ModelAnswerRow.cost_usd)).where(ModelAnswerRow.run_id == run_id)).one() or 0.0
