"""Column types and defaults that every table shares: aware UTC instants, JSON, time-ordered ids."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import uuid_utils
from sqlalchemy import JSON, DateTime, Dialect, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC. SQLite drops time zones, so they are insisted on here in both directions."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime reached the database; make it aware (UTC) where it was made")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


JSON_TYPE = JSON().with_variant(JSONB(), "postgresql")


def new_id() -> str:
    """A UUIDv7: unique, and sorted by the time it was made."""
    return str(uuid_utils.uuid7())


def id_field() -> Any:
    return Field(default_factory=new_id, primary_key=True)


def at_field(*, index: bool = False) -> Any:
    return Field(sa_type=UtcDateTime, index=index)


def maybe_at_field(*, index: bool = False) -> Any:
    return Field(default=None, sa_type=UtcDateTime, nullable=True, index=index)


def json_field() -> Any:
    """A JSON value; what may stand in it is the domain type named beside the column."""
    return Field(sa_type=JSON_TYPE)


def text_field(default: str = "") -> Any:
    return Field(default=default, sa_type=Text)


def bytes_field() -> Any:
    return Field(default=None, sa_type=LargeBinary, nullable=True)
