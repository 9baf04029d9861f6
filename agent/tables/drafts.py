"""Drafts, their revisions, and the decisions that people took."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, id_field, json_field, maybe_at_field, text_field


class DraftRow(SQLModel, table=True):
    """A draft in the queue. A claim is a lease: three columns and a comparison, never a state (review §0.1)."""

    __tablename__ = "draft"
    __table_args__ = (
        Index("ix_draft_queue", "owner_id", "state", "score", "id"),
        Index("ix_draft_decided", "state", "decided_at"),
        Index("ix_draft_decided_by", "decided_by", "decided_at"),
        Index("ix_draft_team_queue", "state", "score", "id"),
        Index(
            "ix_draft_one_open",
            "contact_id",
            "step",
            unique=True,
            sqlite_where=text("state in ('pending','regenerating','snoozed','approved','blocked')"),
            postgresql_where=text("state in ('pending','regenerating','snoozed','approved','blocked')"),
        ),
    )

    id: str = id_field()
    account_id: str = Field(foreign_key="account.id", index=True)
    contact_id: str = Field(foreign_key="contact.id", index=True)
    owner_id: str = ""
    run_id: str = Field(default="", index=True)
    step: int = 1
    state: str = "pending"
    version: int = 1
    revision: int = 1
    written: Any = json_field()
    content: Any = json_field()
    content_sha256: str = ""
    findings: Any = json_field()
    authorship: Any = json_field()
    reason: str = text_field()
    brief_id: str = ""
    score: int = 0
    why_now: str = text_field()
    signal_at: datetime | None = maybe_at_field()
    evidence_ids: Any = json_field()
    frames: Any = json_field()
    edited: bool = False
    created_at: datetime = at_field(index=True)
    expires_at: datetime = at_field()
    snoozed_until: datetime | None = maybe_at_field()
    approved_at: datetime | None = maybe_at_field()
    approved_by: str = ""
    approved_sha256: str = ""
    decided_at: datetime | None = maybe_at_field()
    decided_by: str = ""
    state_reason: str = text_field()
    outdated: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    lease_by: str = ""
    lease_token: str = ""
    lease_until: datetime | None = maybe_at_field()


class RevisionRow(SQLModel, table=True):
    """One immutable version of a draft's words; the drafter's original is number 1 and stays."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: str = id_field()
    draft_id: str = Field(foreign_key="draft.id", index=True)
    number: int
    by: str
    written: Any = json_field()
    content_sha256: str
    at: datetime = at_field()


class AskedRow(SQLModel, table=True):
    """One question to a model for a draft, word for word: what it saw. Kept 90 days; for RevOps and admins."""

    __tablename__ = "asked"

    id: str = id_field()
    draft_id: str = Field(foreign_key="draft.id", index=True)
    prompt_id: str
    prompt_hash: str
    render_hash: str
    system: str = text_field()
    user: str = text_field()
    at: datetime = at_field(index=True)


class DecisionRow(SQLModel, table=True):
    __tablename__ = "decision"

    id: str = id_field()
    draft_id: str = Field(foreign_key="draft.id", index=True)
    draft_version: int
    kind: str = Field(index=True)
    actor_id: str = Field(index=True)
    at: datetime = at_field(index=True)
    content_sha256: str = ""
    reason: str | None = None
    note: str = text_field()
    edit_ratio: float | None = None
    dwell_ms: int | None = None
    prompt_hash: str = ""
    evidence_ids: Any = json_field()


class IdempotencyRow(SQLModel, table=True):
    """The answer to an unsafe call, kept 24 h under its key, actor and route, so that a repeat changes nothing."""

    __tablename__ = "idempotency"

    key: str = Field(primary_key=True)
    actor_id: str
    route: str
    body_sha256: str
    status: int
    answer: str = text_field()
    at: datetime = at_field(index=True)
