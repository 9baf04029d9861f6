"""Queries on how sources fare: numbers by source, day and name, added up in place, and forgotten after a while."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import cast

from sqlalchemy import Table, delete, func, select
from sqlalchemy import inspect as sqlalchemy_inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from agent.tables.items import SourceCountRow

KEPT_DAYS = 100
COUNTS = cast(Table, sqlalchemy_inspect(SourceCountRow).local_table)


def add(session: Session, day: date, by_source: Mapping[str, Mapping[str, int]]) -> None:
    """Add these numbers to the day's, whoever else adds at the same time. One statement a batch of readings."""
    rows = [
        {"source": source, "day": day, "name": name, "number": number}
        for source, numbers in sorted(by_source.items())
        for name, number in sorted(numbers.items())
        if number
    ]
    if not rows:
        return
    connection = session.connection()
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    fresh = insert(COUNTS)
    more = {"number": COUNTS.c.number + fresh.excluded.number}
    connection.execute(fresh.on_conflict_do_update(index_elements=["source", "day", "name"], set_=more), rows)


def since(session: Session, first: date) -> dict[str, Counter[str]]:
    """The numbers of each source from the day `first` on, added up by name."""
    c = COUNTS.c
    query = select(c.source, c.name, func.sum(c.number)).where(c.day >= first).group_by(c.source, c.name)
    found: dict[str, Counter[str]] = {}
    for source, name, number in session.connection().execute(query):
        found.setdefault(source, Counter())[name] = int(number)
    return found


def forget_old(session: Session, today: date) -> None:
    """Drop what is older than a hundred days: the table stays small however long it runs."""
    session.connection().execute(delete(COUNTS).where(COUNTS.c.day < today - timedelta(days=KEPT_DAYS)))
