"""Models: holds on the day's budget, answers kept for 30 days, what endpoints refuse, and batches ahead of nights."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
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
    """A model's answer under the SHA-256 of all that it was asked with; names in it are masked. `owed_night` is the
    night that a batch asked it for, until what it cost (`owed_…`) is on a draft or on a run."""

    __tablename__ = "known_answer"

    key: str = Field(primary_key=True)
    model: str
    mode: str
    answer: str = text_field()
    at: datetime = at_field(index=True)
    owed_night: str = Field(default="", index=True, sa_column_kwargs={"server_default": ""})
    owed_usd: float = Field(default=0.0, sa_column_kwargs={"server_default": "0"})
    owed_input: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    owed_output: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


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


class ModelBatchRow(SQLModel, table=True):
    """A batch of questions for one night, put in once for each model; its id stands in the batch's metadata."""

    __tablename__ = "model_batch"
    __table_args__ = (UniqueConstraint("night", "base_url", "model"),)

    id: str = id_field()
    night: str
    base_url: str
    model: str
    rung: int
    state: str = Field(index=True)
    made_at: datetime = at_field()
    held_day: date
    hold_id: str
    held_usd: float
    held_tokens: int
    remote_id: str = ""
    requests: int = 0
    answered: int = 0
    cost_usd: float = 0.0
    tokens: int = 0
    why: str = text_field()
    ended_at: datetime | None = maybe_at_field()


class ModelBatchRequestRow(SQLModel, table=True):
    """One question of a batch that has not ended: whose draft it is for, and under which key its answer is kept."""

    __tablename__ = "model_batch_request"

    batch_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    key: str
    most_input: int
    most_output: int
    prompt_id: str = ""
    prompt_hash: str = ""
