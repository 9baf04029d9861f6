"""What is known of accounts' leadership pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, json_field


class LeadershipRow(SQLModel, table=True):
    """One account's leadership pages: `state` is the domain's Leadership, as of `read_at`."""

    __tablename__ = "leadership"

    account_id: str = Field(primary_key=True, foreign_key="account.id")
    state: Any = json_field()
    read_at: datetime = at_field()
