"""Queries that are built once and asked often: building one anew takes SQLAlchemy five times as long as SQLite takes to
answer it."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import BindParameter, Result, Row, Select, bindparam
from sqlmodel import Session

AnyRow: TypeAlias = Row[*tuple[Any, ...]]


def given(name: str, *, many: bool = False) -> BindParameter[Any]:
    """The place in a query for what `rows` is given under this name; `many` for the values of an `IN (…)`."""
    return bindparam(name, expanding=many)


def rows(session: Session, query: Select[*tuple[Any, ...]], **values: Any) -> Result[*tuple[Any, ...]]:
    """What stands in the database, with what the session has not written yet."""
    session.flush()
    return session.connection().execute(query, values)
