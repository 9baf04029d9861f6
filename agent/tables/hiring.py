"""Readings of job boards, weekly counts of new requisitions and what they were judged to be (signals §5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from agent.tables.columns import UtcDateTime, at_field, json_field, maybe_at_field


class BoardReadingRow(SQLModel, table=True):
    """One complete reading of a board: when, and how many postings it listed. Of weeks older than a year one stays."""

    __tablename__ = "board_reading"

    target_id: str = Field(primary_key=True, foreign_key="target.id")
    at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    week: int = Field(index=True)
    listed: int


class HiringRow(SQLModel, table=True):
    """An account's weeks of hiring; every list ends with week `until_week`. `judged` is its newest judgement."""

    __tablename__ = "hiring"

    account_id: str = Field(primary_key=True, foreign_key="account.id")
    until_week: int
    counts: Any = json_field()
    observed: Any = json_field()
    dated: Any = json_field()
    headcount: int | None = None
    open_roles: int = 0
    excluded: str = ""
    frozen_until: datetime | None = maybe_at_field()
    counted_at: datetime = at_field(index=True)
    recount_at: datetime | None = maybe_at_field(index=True)
    judged: Any = json_field()


class ReimportRow(SQLModel, table=True):
    """A reading that showed another board: which new posting goes on from which old one (§5.2)."""

    __tablename__ = "board_reimport"

    account_id: str = Field(primary_key=True, foreign_key="account.id")
    at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    continued: Any = json_field()


class PanelRow(SQLModel, table=True):
    """What all boards together taught by the end of a week. Written once and never changed."""

    __tablename__ = "hiring_panel"

    week: int = Field(primary_key=True)
    panel: Any = json_field()
    made_at: datetime = at_field()
