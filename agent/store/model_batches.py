"""Queries on batches of questions that were put to a model ahead of a night."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlmodel import Session, col, delete, select

from agent.domain.batches import OPEN, Batch, BatchState, Ended, Question
from agent.store.once import insert_once
from agent.tables.models import ModelBatchRequestRow, ModelBatchRow


def put(session: Session, batch: Batch, questions: Sequence[Question]) -> bool:
    """Keep a batch with its questions. False, and nothing kept, where its night has one at this endpoint and model."""
    if not insert_once(session, ModelBatchRow, asdict(batch)):
        return False
    session.add_all(ModelBatchRequestRow(batch_id=batch.id, **asdict(one)) for one in questions)
    session.flush()
    return True


def of_night(session: Session, night: str, base_url: str, model: str) -> Batch | None:
    there = ModelBatchRow.night == night, ModelBatchRow.base_url == base_url, ModelBatchRow.model == model
    row = session.exec(select(ModelBatchRow).where(*there)).first()
    return _batch(row) if row else None


def still_open(session: Session, base_url: str) -> list[Batch]:
    """Those at this endpoint that have not ended, oldest first."""
    query = select(ModelBatchRow).where(col(ModelBatchRow.state).in_(OPEN), ModelBatchRow.base_url == base_url)
    return [_batch(row) for row in session.exec(query.order_by(col(ModelBatchRow.id)))]


def newest(session: Session, *, limit: int = 5) -> list[Batch]:
    return [
        _batch(row) for row in session.exec(select(ModelBatchRow).order_by(col(ModelBatchRow.id).desc()).limit(limit))
    ]


def questions_of(session: Session, batch_id: str) -> list[Question]:
    rows = session.exec(select(ModelBatchRequestRow).where(ModelBatchRequestRow.batch_id == batch_id))
    return [Question(r.id, r.key, r.most_input, r.most_output, r.prompt_id, r.prompt_hash) for r in rows]


def submitted(session: Session, batch_id: str, remote_id: str) -> None:
    """The endpoint took it, under this name."""
    if (row := session.get(ModelBatchRow, batch_id)) is not None:
        row.state, row.remote_id = str(BatchState.SUBMITTED), remote_id


def end(session: Session, batch_id: str, ended: Ended, *, now: datetime) -> bool:
    """Its questions go. False where it had ended before."""
    row = session.get(ModelBatchRow, batch_id)
    if row is None or row.state not in OPEN:
        return False
    row.state, row.why, row.ended_at = str(ended.state), ended.why[:200], now
    row.answered, row.cost_usd, row.tokens = ended.answered, ended.cost_usd, ended.tokens
    session.exec(delete(ModelBatchRequestRow).where(col(ModelBatchRequestRow.batch_id) == batch_id))
    return True


def drop(session: Session, batch_id: str) -> None:
    """Forget one that never reached the endpoint."""
    session.exec(delete(ModelBatchRequestRow).where(col(ModelBatchRequestRow.batch_id) == batch_id))
    session.exec(delete(ModelBatchRow).where(col(ModelBatchRow.id) == batch_id))


def _batch(row: ModelBatchRow) -> Batch:
    return Batch(**{**row.model_dump(), "state": BatchState(row.state)})
