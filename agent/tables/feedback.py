"""What people changed before they approved, the rules that came of it, the words nobody writes, and senders' voices."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, id_field, json_field, maybe_at_field, text_field


class EditRow(SQLModel, table=True):
    """One approval: which revision the drafter wrote, which was approved, and how far apart they are. The words stay
    in the revisions, where erasing finds them; here are only numbers and classes."""

    __tablename__ = "edit"
    __table_args__ = (Index("ix_edit_sender", "owner_id", "at"),)

    draft_id: str = Field(foreign_key="draft.id", primary_key=True)
    owner_id: str = ""
    at: datetime = at_field(index=True)
    step: int = 1
    generated: int
    final: int
    ratio: float
    words_changed: int
    band: str
    classes: Any = json_field()
    signal_kind: str = ""
    persona_id: str = ""
    drafter: str = ""
    prompt_id: str = ""
    prompt_hash: str = ""
    frames: Any = json_field()


class PreferenceRow(SQLModel, table=True):
    """A rule that was proposed from edits and settled by a person: accepted, declined, or taken back."""

    __tablename__ = "preference"
    __table_args__ = (UniqueConstraint("owner_id", "key"),)

    id: str = id_field()
    owner_id: str
    key: str
    kind: str
    before: str = ""
    after: str = ""
    number: int = 0
    state: str
    draft_ids: Any = json_field()
    by: str
    at: datetime = at_field()


class BanRow(SQLModel, table=True):
    """A phrase that is not written, everyone's (`owner_id` "") or one sender's. What is lifted stays as history."""

    __tablename__ = "ban"

    id: str = id_field()
    owner_id: str = Field(default="", index=True)
    phrase: str
    is_regex: bool = False
    level: str
    reason: str = text_field()
    hits: Any = json_field()
    misses: Any = json_field()
    by: str
    at: datetime = at_field()
    lifted_at: datetime | None = maybe_at_field()
    lifted_by: str = ""


class VoiceRow(SQLModel, table=True):
    """How a sender writes: what was measured, and what they set by hand."""

    __tablename__ = "voice"

    owner_id: str = Field(primary_key=True)
    measured: Any = json_field()
    measured_on: str = ""
    measured_at: datetime | None = maybe_at_field()
    own: Any = json_field()
    changed_by: str = ""
    changed_at: datetime | None = maybe_at_field()
