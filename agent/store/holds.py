"""Queries on holds: open circuits and waits that hosts asked for, which a restart must not forget (signals §8.5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, delete, select
from sqlalchemy import inspect as sqlalchemy_inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from agent.domain.holds import Hold
from agent.tables.items import HoldRow

HOLDS = cast(Table, sqlalchemy_inspect(HoldRow).local_table)
REMEMBERED = timedelta(hours=6)
"""An open circuit is remembered for so long after its time, so that its probe stays one probe."""


def current(session: Session, *, now: datetime) -> tuple[Hold, ...]:
    """What holds now, and the circuits that still wait for their probe."""
    rows = session.connection().execute(select(HOLDS).where(HOLDS.c.until > now - REMEMBERED))
    return tuple(Hold(row.name, row.until, timedelta(seconds=row.wait_s)) for row in rows)


def put(session: Session, changed: Mapping[str, Hold | None], *, now: datetime) -> None:
    """Keep what began to hold or holds longer; forget what ended (None), and what is long over."""
    connection = session.connection()
    ended = [name for name, hold in changed.items() if hold is None]
    connection.execute(delete(HOLDS).where(HOLDS.c.name.in_(ended) | (HOLDS.c.until <= now - REMEMBERED)))
    rows = [
        {"name": name, "until": hold.until, "wait_s": round(hold.wait.total_seconds())}
        for name, hold in changed.items()
        if hold is not None
    ]
    if rows:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        fresh = insert(HOLDS)
        values = {"until": fresh.excluded.until, "wait_s": fresh.excluded.wait_s}
        connection.execute(fresh.on_conflict_do_update(index_elements=["name"], set_=values), rows)
