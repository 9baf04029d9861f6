"""What was read: documents as bytes, the items in them, and where each target's reading ended."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from agent.tables.columns import JSON_TYPE, at_field, bytes_field, id_field, json_field, maybe_at_field, text_field

_UNDETECTED = text("detected_at IS NULL")
_MISSING = text("missing_since IS NOT NULL AND gone_at IS NULL")


class DocumentRow(SQLModel, table=True):
    """One document as it was read, zlib-compressed. The same bytes from the same source are kept once."""

    __tablename__ = "document"

    sha256: str = Field(primary_key=True)
    source: str = Field(index=True)
    url: str
    content_type: str = ""
    body: bytes | None = bytes_field()
    fetched_at: datetime = at_field(index=True)


class ItemRow(SQLModel, table=True):
    """One item read. `text` is the stored text in which every quote of it stands verbatim."""

    __tablename__ = "item"
    # Two questions of every night, asked of the few items that they are about and not of all that were ever read.
    __table_args__ = (
        UniqueConstraint("source", "key"),
        Index("ix_item_undetected", "id", sqlite_where=_UNDETECTED, postgresql_where=_UNDETECTED),
        Index("ix_item_missing", "account_id", sqlite_where=_MISSING, postgresql_where=_MISSING),
    )

    id: str = id_field()
    source: str
    key: str
    kind: str
    title: str = text_field()
    text: str = text_field()
    text_sha256: str = ""
    url: str = text_field()
    published_at: datetime | None = maybe_at_field()
    account_id: str | None = Field(default=None, index=True)
    company: str | None = None
    publisher: str = ""
    language: str = "en"
    fields: Any = json_field()
    document_sha256: str = ""
    baseline: bool = False
    first_seen_at: datetime = at_field(index=True)
    last_seen_at: datetime = at_field()
    gone_at: datetime | None = maybe_at_field()
    missing_since: datetime | None = maybe_at_field()
    detected_at: datetime | None = maybe_at_field()


class TargetRow(SQLModel, table=True):
    """A target of a source: its cursor, its validators, how its last readings went, and when and why the next is due.

    `history` is the rest of the domain's PollHistory, `seen` hashes of what the last reading showed. `lost_at` stands
    once nothing was there for so long that its address is looked for anew.
    """

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("source", "key"),)

    id: str = id_field()
    source: str = Field(index=True)
    key: str
    account_id: str | None = Field(default=None, index=True)
    params: Any = json_field()
    cursor: Any = json_field()
    etag: str | None = None
    last_modified: str | None = None
    first_ok_at: datetime | None = maybe_at_field()
    last_ok_at: datetime | None = maybe_at_field()
    last_tried_at: datetime | None = maybe_at_field()
    last_outcome: str = ""
    last_reason: str = text_field()
    failures: int = 0
    next_due_at: datetime | None = maybe_at_field(index=True)
    not_before_at: datetime | None = maybe_at_field()
    due_as: str = Field(default="", sa_column_kwargs={"server_default": ""})
    due_why: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    interval_s: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    failing_since: datetime | None = maybe_at_field()
    lost_at: datetime | None = maybe_at_field()
    history: Any = Field(default=None, sa_type=JSON_TYPE, nullable=True)
    seen: Any = Field(default=None, sa_type=JSON_TYPE, nullable=True)


class SourceCountRow(SQLModel, table=True):
    """A number of one source on one day, by name: readings, requests, failures by kind, gaps, latencies."""

    __tablename__ = "source_count"

    source: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    name: str = Field(primary_key=True)
    number: int = Field(default=0, sa_type=BigInteger)


class HoldRow(SQLModel, table=True):
    """Until when a source or host is left alone: an open circuit, or a wait that the host asked for."""

    __tablename__ = "hold"

    name: str = Field(primary_key=True)
    until: datetime = at_field(index=True)
    wait_s: int = 0


class MentionRow(SQLModel, table=True):
    """What an item says happened, and to whom it was resolved, or why to nobody."""

    __tablename__ = "mention"

    id: str = id_field()
    item_id: str = Field(foreign_key="item.id", index=True)
    kind: str
    fields: Any = json_field()
    confidence: float
    account_id: str | None = Field(default=None, index=True)
    probability: float = 0.0
    reasons: Any = json_field()
    signal_id: str | None = Field(default=None, index=True)
    known_at: datetime = at_field()
    alias: str = Field(default="", sa_column_kwargs={"server_default": ""})
    looked_at: datetime | None = maybe_at_field(index=True)
