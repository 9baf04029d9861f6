"""The job boards of accounts, each with what says that it is theirs."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, text_field


class BindingRow(SQLModel, table=True):
    """One board of one account, as the domain's Binding. What is read is the account's `boards`: the verified ones."""

    __tablename__ = "board_binding"

    account_id: str = Field(primary_key=True, foreign_key="account.id")
    board: str = Field(primary_key=True, index=True)
    state: str = Field(index=True)
    seen_as: str
    seen_on: str = text_field()
    seen_at: datetime = at_field()
    note: str = text_field()
