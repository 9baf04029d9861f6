"""Signals at accounts, their evidence, scores and briefs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, id_field, json_field, maybe_at_field, text_field


class SignalRow(SQLModel, table=True):
    """The latest version of one event at one account. Append-only facts: a later report raises `version`."""

    __tablename__ = "signal"

    id: str = id_field()
    account_id: str = Field(foreign_key="account.id", index=True)
    kind: str = Field(index=True)
    fields: Any = json_field()
    confidence: float
    published_at: datetime | None = maybe_at_field()
    known_at: datetime = at_field(index=True)
    occurred_on: date | None = None
    baseline: bool = False
    conflicts: Any = json_field()
    version: int = 1
    dismissed: bool = False
    merged_into: str | None = Field(default=None, index=True)


class EventRuleRow(SQLModel, table=True):
    """What a person ruled about two reports at one account: the same event, or two. Undone, it stays as history."""

    __tablename__ = "event_rule"

    id: str = id_field()
    account_id: str = Field(foreign_key="account.id", index=True)
    act: str = Field(index=True)
    kind: str
    first: str
    second: str
    by: str = ""
    words: str = text_field()
    at: datetime = at_field()
    undone_at: datetime | None = maybe_at_field()


class AliasQuarantineRow(SQLModel, table=True):
    """A name that people called the wrong company too often. Lifted, the row stays, and counting begins anew."""

    __tablename__ = "alias_quarantine"
    __table_args__ = (UniqueConstraint("account_id", "alias"),)

    id: str = id_field()
    account_id: str = Field(foreign_key="account.id", index=True)
    alias: str
    wrong: int
    decided: int
    since_at: datetime = at_field()
    lifted_at: datetime | None = maybe_at_field()
    lifted_by: str = ""


class SignalEvidenceRow(SQLModel, table=True):
    __tablename__ = "signal_evidence"
    __table_args__ = (UniqueConstraint("signal_id", "item_id", "field_hash"),)

    id: str = id_field()
    signal_id: str = Field(foreign_key="signal.id", index=True)
    item_id: str = Field(foreign_key="item.id", index=True)
    field_hash: str
    evidence: Any = json_field()
    known_at: datetime = at_field()


class ScoreRow(SQLModel, table=True):
    """The score of an account as of its last computing; the decomposition is the domain's Score."""

    __tablename__ = "score"

    account_id: str = Field(primary_key=True, foreign_key="account.id")
    total: int = Field(index=True)
    band: str
    score: Any = json_field()
    as_of: datetime = at_field()


class BriefRow(SQLModel, table=True):
    __tablename__ = "brief"

    id: str = id_field()
    account_id: str = Field(foreign_key="account.id", index=True)
    sha256: str = Field(index=True)
    brief: Any = json_field()
    made_at: datetime = at_field()


class CardRow(SQLModel, table=True):
    """A *To find* card: a reason to write and nobody to write to yet. `enrichment` is what came of asking providers."""

    __tablename__ = "to_find"
    __table_args__ = (UniqueConstraint("account_id", "persona_id"),)

    id: str = id_field()
    account_id: str = Field(foreign_key="account.id", index=True)
    persona_id: str
    owner_id: str = Field(default="", index=True)
    reason: str = text_field()
    brief_id: str = ""
    score: int = 0
    run_id: str = ""
    created_at: datetime = at_field()
    found_at: datetime | None = maybe_at_field()
    dismissed_at: datetime | None = maybe_at_field()
    enrichment: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
