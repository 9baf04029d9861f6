"""Many rows in one statement: the tables as Core sees them, inserts that pass over what is there, keys in chunks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Table
from sqlalchemy import inspect as sqlalchemy_inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from agent.tables.items import DocumentRow, ItemRow, MentionRow, TargetRow
from agent.tables.runs import WorkRow

T = TypeVar("T")
MOST_KEYS = 500
"""So many keys stand in one `IN (…)`: few enough for every driver, enough to ask seldom."""


def _table(row: type[SQLModel]) -> Table:
    return cast(Table, sqlalchemy_inspect(row).local_table)


DOCUMENTS = _table(DocumentRow)
ITEMS = _table(ItemRow)
MENTIONS = _table(MentionRow)
TARGETS = _table(TargetRow)
WORK = _table(WorkRow)


def chunks(values: Sequence[T], most: int = MOST_KEYS) -> Iterator[Sequence[T]]:
    """`values` in pieces of at most `most`."""
    for start in range(0, len(values), most):
        yield values[start : start + most]


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert `rows`, all of one shape, except those of which a unique key is there already."""
    if rows:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(insert(table).on_conflict_do_nothing(), list(rows))
