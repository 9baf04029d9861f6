"""What is known of the tools that each account uses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, json_field


class ToolStateRow(SQLModel, table=True):
    """One account's tools: `state` is the domain's AccountTools, bounded there, as of `read_at`."""

    __tablename__ = "tool_state"

    account_id: str = Field(primary_key=True, foreign_key="account.id")
    state: Any = json_field()
    read_at: datetime = at_field()
