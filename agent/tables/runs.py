"""Runs, their skips, the queue of units of work, the scheduler's lease, and budgets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, id_field, json_field, maybe_at_field, text_field


class RunRow(SQLModel, table=True):
    """One night. `night` is the local date it belongs to: playing it twice resumes or does nothing."""

    __tablename__ = "run"

    id: str = id_field()
    night: str = Field(unique=True, index=True)
    state: str = "running"
    stage: str = ""
    started_at: datetime = at_field(index=True)
    finished_at: datetime | None = maybe_at_field()
    counts: Any = json_field()
    cost_usd: float = 0.0
    note: str = text_field()


class SkipRow(SQLModel, table=True):
    __tablename__ = "skip"
    __table_args__ = (UniqueConstraint("run_id", "account_id"),)

    id: str = id_field()
    run_id: str = Field(foreign_key="run.id", index=True)
    account_id: str = Field(foreign_key="account.id", index=True)
    code: str = Field(index=True)
    why: str = text_field()
    score: int = 0
    fix: str = text_field()


class WorkRow(SQLModel, table=True):
    """One unit of work. `key` makes enqueueing twice a no-op; a lease that ran out makes the unit free again."""

    __tablename__ = "work"
    __table_args__ = (UniqueConstraint("unit", "key"), Index("ix_work_due", "unit", "state", "due_at", "id"))

    id: str = id_field()
    unit: str
    key: str
    payload: Any = json_field()
    state: str = "waiting"
    due_at: datetime = at_field()
    lease_until: datetime | None = maybe_at_field()
    lease_token: int = 0
    attempts: int = 0
    error: str = text_field()
    done_at: datetime | None = maybe_at_field()


class LeaseRow(SQLModel, table=True):
    """A named lease: who holds the schedule, until when."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True)
    holder: str
    until: datetime = at_field()


class BudgetRow(SQLModel, table=True):
    """What models cost on one day, beside what `budget_hold` still holds; how many doubts they were asked; and what
    providers of contacts were asked, each at its price from before the call on."""

    __tablename__ = "budget"

    day: date = Field(primary_key=True)
    spent_usd: float = 0.0
    spent_tokens: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    doubts_asked: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    lookups: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    lookups_usd: float = Field(default=0.0, sa_column_kwargs={"server_default": "0"})


class TeamVersionRow(SQLModel, table=True):
    """An immutable version of the team's files, by content."""

    __tablename__ = "team_version"

    sha256: str = Field(primary_key=True)
    files: Any = json_field()
    at: datetime = at_field(index=True)
    by: str = ""


class NoticeRow(SQLModel, table=True):
    """A notice to the product's own users; it can never name a prospect as its recipient."""

    __tablename__ = "notice"

    id: str = id_field()
    user_id: str = ""
    kind: str
    words: str = text_field()
    key: str = Field(unique=True)
    at: datetime = at_field(index=True)
    seen_at: datetime | None = maybe_at_field()


class SourceRow(SQLModel, table=True):
    """What people set for a source in the web: on or off, weight. The files say the rest."""

    __tablename__ = "source"

    name: str = Field(primary_key=True)
    enabled: bool = True
    weight: float = 1.0
    changed_at: datetime = at_field()
    changed_by: str = ""


class ImportMappingRow(SQLModel, table=True):
    """A saved column mapping of an import, by kind and the file's header."""

    __tablename__ = "import_mapping"

    kind: str = Field(primary_key=True)
    header_sha256: str = Field(primary_key=True)
    mapping: Any = json_field()
    at: datetime = at_field()
