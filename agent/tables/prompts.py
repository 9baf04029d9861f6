"""Prompt files: the exact texts behind every hash, what was published when, golden runs, and experiments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, id_field, json_field, maybe_at_field, text_field


class PromptVersionRow(SQLModel, table=True):
    """The texts that a draft's `prompt_hash` stands for: a prompt with all that it includes, or the composer's frames.
    Kept for good."""

    __tablename__ = "prompt_version"

    sha: str = Field(primary_key=True)
    prompt_id: str = Field(index=True)
    files: Any = json_field()
    at: datetime = at_field()


class PublicationRow(SQLModel, table=True):
    """One file as it went live. `text` "" with `is_shipped`: the team's own file went, the one that ships stands."""

    __tablename__ = "publication"
    __table_args__ = (Index("ix_publication_path", "path", "id"),)

    id: str = id_field()
    path: str
    text: str = text_field()
    is_shipped: bool = False
    sha: str
    how: str
    by: str = ""
    at: datetime = at_field(index=True)
    figures: Any = json_field()


class GoldenRunRow(SQLModel, table=True):
    """What one set of files gave on the golden accounts; `key` names the files, the drafter and the checks."""

    __tablename__ = "golden_run"

    key: str = Field(primary_key=True)
    figures: Any = json_field()
    at: datetime = at_field(index=True)


class ExperimentRow(SQLModel, table=True):
    """Two texts of one file, split by account for good. The hashes are those that drafts of each arm carry."""

    __tablename__ = "experiment"

    id: str = id_field()
    path: str = Field(index=True)
    name: str
    control: str = text_field()
    challenger: str = text_field()
    control_hashes: Any = json_field()
    challenger_hashes: Any = json_field()
    started_at: datetime = at_field()
    started_by: str = ""
    ended_at: datetime | None = maybe_at_field(index=True)
    ended_by: str = ""
