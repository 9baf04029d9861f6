"""Queries on the queue of units of work: enqueue once, claim under a lease, finish or give back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, update
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, func, select

from agent.domain.values import value
from agent.store.bulk import WORK, among, chunks, insert_new, overwrite
from agent.store.once import insert_once
from agent.tables.columns import new_id
from agent.tables.runs import LeaseRow, WorkRow


@value
class Claimed:
    """A unit under a lease. `token` proves that the lease is still ours when the unit is finished."""

    id: str
    unit: str
    key: str
    payload: Mapping[str, Any]
    token: int
    attempts: int


def enqueue(session: Session, unit: str, payload: Mapping[str, Any], key: str, *, due_at: datetime) -> bool:
    """Add a unit of work once: the same (unit, key) again is a no-op. Returns whether it is new."""
    known = session.exec(select(WorkRow.id).where(WorkRow.unit == unit, WorkRow.key == key)).first()
    if known is not None:
        return False
    session.add(WorkRow(id=new_id(), unit=unit, key=key, payload=dict(payload), due_at=due_at))
    session.flush()
    return True


def enqueue_all(
    session: Session, unit: str, units: Iterable[tuple[str, Mapping[str, Any]]], *, due_at: datetime
) -> None:
    """Add many units of one kind, each (key, payload) once, in their order: the first is claimed first."""
    session.flush()
    unit_of = {"unit": unit, "state": "waiting", "due_at": due_at, "lease_token": 0, "attempts": 0, "error": ""}
    rows = [{"id": new_id(), "key": key, "payload": dict(payload), **unit_of} for key, payload in units]
    for some in chunks(rows):
        insert_new(session.connection(), WORK, some)


def claim(session: Session, units: Sequence[str], *, now: datetime, lease: timedelta, limit: int) -> list[Claimed]:
    """Take up to `limit` due units under a lease; a lease that ran out makes its unit free again."""
    session.flush()
    c = WORK.c
    claimed: list[Claimed] = []
    for free in (c.state == "waiting", (c.state == "leased") & (c.lease_until < now)):
        query = (
            select_rows(c.id, c.unit, c.key, c.payload, c.lease_token, c.attempts)
            .where(c.unit.in_(units), c.due_at <= now, free)
            .order_by(c.due_at, c.id)
            .limit(limit - len(claimed))
            .with_for_update(skip_locked=True)
        )
        for row in session.connection().execute(query) if len(claimed) < limit else ():
            payload = dict(row.payload)
            claimed.append(Claimed(row.id, row.unit, row.key, payload, row.lease_token + 1, row.attempts + 1))
    if claimed:
        leased = {"state": "leased", "lease_until": now + lease}
        more = {"lease_token": c.lease_token + 1, "attempts": c.attempts + 1}
        _overwrite(session.connection(), [unit.id for unit in claimed], leased | more)
    return claimed


def finish(session: Session, unit: Claimed, *, now: datetime) -> bool:
    """Mark a unit done. False when its lease was lost: somebody else has it now."""
    return finish_all(session, [unit], now=now) == 1


def finish_all(session: Session, units: Sequence[Claimed], *, now: datetime) -> int:
    """Mark units done, but for those whose lease was lost: somebody else has them now. Returns how many are done."""
    done = _still_ours(session, units)
    ended = {"state": "done", "done_at": now, "lease_until": None, "error": ""}
    _overwrite(session.connection(), done, ended)
    return len(done)


def renew(session: Session, units: Sequence[Claimed], *, now: datetime, lease: timedelta) -> None:
    """Begin the leases of these anew, but for those that were lost."""
    _overwrite(session.connection(), _still_ours(session, units), {"lease_until": now + lease})


def _overwrite(connection: Connection, ids: Sequence[str], values: Mapping[str, Any]) -> None:
    if ids:
        connection.execute(update(WORK).where(among(connection, WORK.c.id, ids)).values(**values))


def _still_ours(session: Session, units: Sequence[Claimed]) -> list[str]:
    """The ids of the units that nobody else claimed since, locked until the transaction ends."""
    session.flush()
    token_of = {unit.id: unit.token for unit in units}
    if not token_of:
        return []
    connection = session.connection()
    query = select_rows(WORK.c.id, WORK.c.lease_token).where(among(connection, WORK.c.id, token_of))
    return [row.id for row in connection.execute(query.with_for_update()) if row.lease_token == token_of[row.id]]


def give_back(session: Session, unit: Claimed, *, error: str, now: datetime, retry_at: datetime | None) -> None:
    """Record a failure; with `retry_at` the unit waits for then, without it stays failed."""
    row = session.get(WorkRow, unit.id)
    if row is None or row.lease_token != unit.token:
        return
    row.error = error[:2000]
    row.lease_until = None
    if retry_at is None:
        row.state = "failed"
        row.done_at = now
    else:
        row.state = "waiting"
        row.due_at = retry_at


def free(session: Session, *, key_prefix: str) -> int:
    """Make the units of a process that died free at once, without waiting for their leases. Returns how many."""
    rows = session.exec(
        select(WorkRow).where(WorkRow.state == "leased", col(WorkRow.key).startswith(key_prefix, autoescape=True))
    ).all()
    for row in rows:
        row.state = "waiting"
        row.lease_until = None
        row.lease_token += 1  # whoever had it and is alive after all can finish it no more
    return len(rows)


def forget(session: Session, *, key_prefix: str) -> None:
    """Drop the units that are over, so that the same keys can be played again."""
    over = WORK.c.state.in_(("done", "failed")), WORK.c.key.startswith(key_prefix, autoescape=True)
    session.connection().execute(delete(WORK).where(*over))


def pending(session: Session, units: Sequence[str], *, key_prefix: str = "") -> int:
    """How many of these units are neither done nor failed."""
    query = (
        select(func.count())
        .select_from(WorkRow)
        .where(col(WorkRow.unit).in_(units), col(WorkRow.state).in_(("waiting", "leased")))
    )
    if key_prefix:
        query = query.where(col(WorkRow.key).startswith(key_prefix, autoescape=True))
    return session.exec(query).one()


def failures(session: Session, *, key_prefix: str) -> list[tuple[str, str, str]]:
    """(unit, key, error) of the units that failed for good."""
    rows = session.exec(
        select(WorkRow.unit, WorkRow.key, WorkRow.error).where(
            WorkRow.state == "failed", col(WorkRow.key).startswith(key_prefix, autoescape=True)
        )
    ).all()
    return list(rows)


def take_lease(session: Session, name: str, holder: str, *, now: datetime, length: timedelta) -> bool:
    """Take or extend a named lease. False while somebody else holds it."""
    ours = (col(LeaseRow.name) == name) & ((col(LeaseRow.holder) == holder) | (col(LeaseRow.until) <= now))
    if overwrite(session, LeaseRow, ours, {"holder": holder, "until": now + length}):
        return True
    return insert_once(session, LeaseRow, {"name": name, "holder": holder, "until": now + length})


def holds(session: Session, name: str, holder: str, *, now: datetime) -> bool:
    """Whether `holder` has this lease now."""
    row = session.get(LeaseRow, name)
    return row is not None and row.holder == holder and row.until > now


def holder_of(session: Session, name: str) -> str:
    """Who has or last had this lease, or ""."""
    row = session.get(LeaseRow, name)
    return row.holder if row else ""


def holders(session: Session, *, prefix: str, now: datetime) -> list[str]:
    """Who holds a lease whose name begins so."""
    query = select(LeaseRow.holder).where(col(LeaseRow.name).startswith(prefix, autoescape=True), LeaseRow.until > now)
    return list(session.exec(query))


def drop_lease(session: Session, name: str, holder: str) -> None:
    row = session.get(LeaseRow, name)
    if row is not None and row.holder == holder:
        session.delete(row)
