"""Queries on runs, skips, notices, team versions, and what people set for a source."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from agent.domain.runs import Run, RunState, Skip, SkipCode
from agent.store.bulk import SKIPS, insert_new
from agent.store.once import insert_once
from agent.tables.accounts import AccountRow
from agent.tables.columns import new_id
from agent.tables.drafts import DraftRow
from agent.tables.runs import RunRow, SkipRow, SourceRow, TeamVersionRow

_SOURCES = select(SourceRow)


def to_domain(row: RunRow) -> Run:
    return Run(
        id=row.id,
        night=row.night,
        state=RunState(row.state),
        started_at=row.started_at,
        finished_at=row.finished_at,
        counts=dict(row.counts),
        cost_usd=row.cost_usd,
        note=row.note,
    )


def begin(session: Session, night: str, *, now: datetime) -> tuple[RunRow, bool]:
    """The run of `night`, made when it is new. The flag says whether anything is left to do."""
    fresh = RunRow(id=new_id(), night=night, started_at=now, counts={})
    insert_once(session, RunRow, fresh.model_dump())
    row = session.exec(select(RunRow).where(RunRow.night == night)).one()
    return row, row.state != str(RunState.DONE)


def reopen(session: Session, run_id: str, *, now: datetime) -> bool:
    """Begin a finished run anew at `now`: what it said of accounts and targets is said again, and it took as long as
    this playing takes. False where it is not finished."""
    row = session.exec(select(RunRow).where(RunRow.id == run_id).with_for_update()).one()
    if row.state != str(RunState.DONE):
        return False
    row.state, row.started_at, row.finished_at, row.note = str(RunState.RUNNING), now, None, ""
    row.counts = {name: number for name, number in row.counts.items() if name not in {"targets_known", "targets_due"}}
    session.connection().execute(delete(SkipRow).where(col(SkipRow.run_id) == run_id))
    return True


def get(session: Session, run_id: str) -> Run | None:
    row = session.get(RunRow, run_id)
    return to_domain(row) if row else None


def of_night(session: Session, night: str) -> Run | None:
    row = session.exec(select(RunRow).where(RunRow.night == night)).first()
    return to_domain(row) if row else None


def newest(session: Session, *, limit: int = 30) -> list[Run]:
    rows = session.exec(
        select(RunRow).order_by(col(RunRow.started_at).desc(), col(RunRow.id).desc()).limit(limit)
    ).all()
    return [to_domain(row) for row in rows]


def add_counts(session: Session, run_id: str, counts: Mapping[str, int]) -> None:
    row = session.get(RunRow, run_id)
    if row is not None:
        merged = dict(row.counts)
        for name, number in counts.items():
            merged[name] = merged.get(name, 0) + number
        row.counts = merged


def note_counts(session: Session, run_id: str, counts: Mapping[str, int]) -> None:
    """Set these counts where they were not set before: a night that goes on tells what it began with."""
    row = session.get(RunRow, run_id)
    if row is not None:
        row.counts = {**counts, **row.counts}


def set_stage(session: Session, run_id: str, stage: str) -> None:
    row = session.get(RunRow, run_id)
    if row is not None:
        row.stage = stage


def finish(session: Session, run_id: str, state: RunState, *, now: datetime, note: str = "", cost: float = 0) -> None:
    row = session.get(RunRow, run_id)
    if row is not None:
        row.state = str(state)
        row.finished_at = now
        row.note = note
        row.cost_usd = cost


def finish_intake(session: Session, run_id: str, *, now: datetime) -> None:
    """An intake's run is done after each intake, and open for the next of its day."""
    row = session.get(RunRow, run_id)
    if row is not None:
        row.state = str(RunState.DONE)
        row.finished_at = now


def put_skips(session: Session, run_id: str, skips: Sequence[Skip]) -> None:
    """Say why this run passed over these accounts, at most 500; the last word counts."""
    session.flush()
    ids = [skip.account_id for skip in skips]
    said = select(SkipRow).where(SkipRow.run_id == run_id, col(SkipRow.account_id).in_(ids))
    rows = {row.account_id: row for row in session.exec(said)}
    put_first_skips(session, run_id, [skip for skip in skips if skip.account_id not in rows])
    for skip in skips:
        row = rows.get(skip.account_id)
        if row is not None:
            row.code, row.why, row.score, row.fix = str(skip.code), skip.why, skip.score, skip.fix


def put_first_skips(session: Session, run_id: str, skips: Sequence[Skip]) -> None:
    """The same for accounts of which this run has said nothing yet; what it has said stands."""
    insert_new(
        session.connection(),
        SKIPS,
        [
            {
                "id": new_id(),
                "run_id": run_id,
                "account_id": skip.account_id,
                "code": str(skip.code),
                "why": skip.why,
                "score": skip.score,
                "fix": skip.fix,
            }
            for skip in skips
        ],
    )


def drop_skip_of_drafted(session: Session, run_id: str, account_id: str) -> None:
    """Take back why this run passed over an account that it drafted for after all."""
    drafted = select(DraftRow.id).where(DraftRow.run_id == run_id, DraftRow.account_id == account_id).limit(1)
    if session.exec(drafted).first() is not None:
        said = (col(SkipRow.run_id) == run_id, col(SkipRow.account_id) == account_id)
        session.connection().execute(delete(SkipRow).where(*said))


def skip_counts(session: Session, run_id: str) -> dict[SkipCode, int]:
    rows = session.exec(select(SkipRow.code, func.count()).where(SkipRow.run_id == run_id).group_by(SkipRow.code)).all()
    return {SkipCode(code): number for code, number in rows}


def skips(session: Session, run_id: str, *, code: str = "", limit: int = 500) -> list[Skip]:
    """The skips of a run, nearest misses first."""
    query = select(SkipRow).where(SkipRow.run_id == run_id)
    if code:
        query = query.where(SkipRow.code == code)
    rows = session.exec(query.order_by(col(SkipRow.score).desc(), col(SkipRow.id)).limit(limit)).all()
    return [Skip(row.account_id, SkipCode(row.code), row.why, row.score, row.fix) for row in rows]


def unexplained(session: Session, run_id: str) -> list[str]:
    """The ids of the accounts that this run neither drafted for nor gave a reason for."""
    explained = select(SkipRow.account_id).where(SkipRow.run_id == run_id)
    drafted = select(DraftRow.account_id).where(DraftRow.run_id == run_id)
    rows = session.exec(
        select(AccountRow.id)
        .where(col(AccountRow.id).not_in(explained), col(AccountRow.id).not_in(drafted))
        .order_by(col(AccountRow.id))
    ).all()
    return list(rows)


def publish(session: Session, files: Mapping[str, str], *, now: datetime, by: str) -> str:
    """Keep the team's files as an immutable version. Returns its SHA-256; publishing the same again is a no-op."""
    version = hashlib.sha256(json.dumps(dict(files), sort_keys=True).encode()).hexdigest()
    insert_once(session, TeamVersionRow, {"sha256": version, "files": dict(files), "at": now, "by": by})
    return version


def source_settings(session: Session) -> dict[str, SourceRow]:
    """What people set in the web, by source name."""
    return {row.name: row for row in session.exec(_SOURCES)}


def set_source(session: Session, name: str, *, enabled: bool, weight: float, by: str, now: datetime) -> None:
    row = session.get(SourceRow, name) or SourceRow(name=name, changed_at=now)
    row.enabled = enabled
    row.weight = weight
    row.changed_by = by
    row.changed_at = now
    session.add(row)
