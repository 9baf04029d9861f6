"""Accounts at which nobody is written to until a person has looked."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, maybe_at_field


class HaltRow(SQLModel, table=True):
    """What the person `contact_id` did last that concerns their colleagues; `looked_at` ends the halt."""

    __tablename__ = "halt"

    account_id: str = Field(primary_key=True, foreign_key="account.id")
    contact_id: str = Field(foreign_key="contact.id")
    cause: str
    at: datetime = at_field()
    looked_at: datetime | None = maybe_at_field()
    looked_by: str = ""
