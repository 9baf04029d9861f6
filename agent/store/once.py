"""Insert a row unless its key is there: the same on SQLite and PostgreSQL, also when two processes do it at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect as sqlalchemy_inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_once(session: Session, table: type[SQLModel], values: Mapping[str, Any]) -> bool:
    """Returns whether the row is new. Any unique key of the table counts."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    keys = sqlalchemy_inspect(table).primary_key
    statement = insert(table).values(**values).on_conflict_do_nothing().returning(*keys)
    return session.execute(statement).first() is not None
