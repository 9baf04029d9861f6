"""Texts of which the rules are unsure, what became of each, and what a model answered about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, id_field, json_field, maybe_at_field, text_field


class DoubtRow(SQLModel, table=True):
    """One item that may tell an event of `kind` at `account_id`. `doubt` is the domain's Doubt."""

    __tablename__ = "doubt"
    __table_args__ = (UniqueConstraint("item_id", "kind"),)

    id: str = id_field()
    item_id: str = Field(foreign_key="item.id", index=True)
    kind: str
    account_id: str = Field(foreign_key="account.id", index=True)
    doubt: Any = json_field()
    state: str = Field(default="waiting", index=True)
    why: str = text_field()
    since_at: datetime = at_field()
    decided_at: datetime | None = maybe_at_field()


class ModelAnswerRow(SQLModel, table=True):
    """What a model answered to one prompt about one text: asked once, kept for good."""

    __tablename__ = "model_answer"

    text_sha256: str = Field(primary_key=True)
    prompt_hash: str = Field(primary_key=True)
    model: str = Field(primary_key=True)
    answer: Any = json_field()
    cost_usd: float = 0.0
    run_id: str = Field(default="", index=True)
    at: datetime = at_field()
