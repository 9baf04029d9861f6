"""Models: holds on the day's budget, answers kept for 30 days, and what endpoints were found to refuse."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, id_field, json_field, maybe_at_field, text_field


class BudgetHoldRow(SQLModel, table=True):
    """The most that a call under way may cost. Settling takes it away; one whose process died holds until its day is
    over, because the call may have been billed."""

    __tablename__ = "budget_hold"

    id: str = id_field()
    day: date = Field(index=True)
    usd: float
    tokens: int


class KnownAnswerRow(SQLModel, table=True):
    """A model's validated answer under the SHA-256 of all that it was asked with; names in it are masked."""

    __tablename__ = "known_answer"

    key: str = Field(primary_key=True)
    model: str
    mode: str
    answer: str = text_field()
    at: datetime = at_field(index=True)


class EndpointHabitsRow(SQLModel, table=True):
    """What one model at one endpoint was found to refuse, until when that is believed, and until when it rests."""

    __tablename__ = "endpoint_habits"

    base_url: str = Field(primary_key=True)
    model: str = Field(primary_key=True)
    rung: int = 0
    dropped: Any = json_field()
    until: datetime = at_field()
    paused_until: datetime | None = maybe_at_field()
    paused_why: str = text_field()
