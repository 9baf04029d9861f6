"""The outbox, enrolments in sequences, suppressions, and what came back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, bytes_field, id_field, json_field, maybe_at_field, text_field

_ACTIVE = text("state = 'active'")
_IN_FLIGHT = text("state in ('claimed','submitting','ambiguous','needs_human')")


class EnrolmentRow(SQLModel, table=True):
    """One person in one sequence: one thread. `state` is active, stopped or recycled."""

    __tablename__ = "enrolment"
    __table_args__ = (
        Index("ix_enrolment_one_active", "contact_id", unique=True, sqlite_where=_ACTIVE, postgresql_where=_ACTIVE),
    )

    id: str = id_field()
    contact_id: str = Field(foreign_key="contact.id", index=True)
    account_id: str = Field(foreign_key="account.id", index=True)
    sequence_id: str = "default"
    mailbox_id: str = ""
    owner_id: str = ""
    state: str = Field(default="active", index=True)
    stop_reason: str = ""
    wakes_at: datetime | None = maybe_at_field()
    started_at: datetime = at_field()


class SendRow(SQLModel, table=True):
    """The outbox: one row an enrolment and step, one in flight a contact (sending §3.2)."""

    __tablename__ = "send"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "step"),
        Index("ix_send_one_in_flight", "contact_id", unique=True, sqlite_where=_IN_FLIGHT, postgresql_where=_IN_FLIGHT),
        Index("ix_send_due", "state", "not_before"),
    )

    id: str = id_field()
    draft_id: str = Field(foreign_key="draft.id", index=True)
    enrolment_id: str = Field(foreign_key="enrolment.id", index=True)
    step: int
    contact_id: str = Field(foreign_key="contact.id")
    account_id: str = Field(foreign_key="account.id", index=True)
    mailbox_id: str = Field(index=True)
    state: str = Field(default="scheduled", index=True)
    content: Any = json_field()
    approved_sha256: str
    approved_by: str
    approved_at: datetime = at_field()
    not_before: datetime = at_field()
    expires_at: datetime = at_field()
    message_id: str = Field(unique=True)
    mime: bytes | None = bytes_field()
    attempt: int = 0
    lease_owner: str = ""
    lease_token: int = 0
    lease_until: datetime | None = maybe_at_field()
    pnr_at: datetime | None = maybe_at_field()
    sent_at: datetime | None = maybe_at_field(index=True)
    smtp_code: int | None = None
    smtp_text: str = text_field()
    provider_ref: str = ""
    channel: str = ""
    reason: str = text_field()
    resolved_by: str = ""


class SendEventRow(SQLModel, table=True):
    """Every transition of a send, written in the same transaction as the state."""

    __tablename__ = "send_event"

    id: str = id_field()
    send_id: str = Field(foreign_key="send.id", index=True)
    event: str
    from_state: str
    to_state: str
    at: datetime = at_field()
    note: str = text_field()
    by: str = ""


class SendingPauseRow(SQLModel, table=True):
    """Nothing is claimed for this mailbox ("" for all of them) until the row is gone or `until` has passed."""

    __tablename__ = "sending_pause"

    mailbox_id: str = Field(primary_key=True)
    reason: str = text_field()
    at: datetime = at_field()
    until: datetime | None = maybe_at_field()
    by: str = ""


class SuppressionRow(SQLModel, table=True):
    __tablename__ = "suppression"
    __table_args__ = (UniqueConstraint("scope", "key", "reason"),)

    id: str = id_field()
    scope: str
    key: str = Field(index=True)
    reason: str
    at: datetime = at_field()
    until: datetime | None = maybe_at_field()
    source: str = ""
    note: str = text_field()


class UnsubscribeTokenRow(SQLModel, table=True):
    """A random token per contact and mailbox, stored hashed (sending §4)."""

    __tablename__ = "unsubscribe_token"

    token_sha256: str = Field(primary_key=True)
    contact_id: str = Field(index=True)
    mailbox_id: str
    made_at: datetime = at_field()
    used_at: datetime | None = maybe_at_field()


class InboundRow(SQLModel, table=True):
    """Every message read from a mailbox, raw, once: unique by Message-ID and bytes (sending §5.1)."""

    __tablename__ = "inbound"
    __table_args__ = (UniqueConstraint("message_id", "sha256"),)

    id: str = id_field()
    mailbox_id: str = Field(index=True)
    message_id: str
    sha256: str
    raw: bytes | None = bytes_field()
    kind: str = ""
    send_id: str | None = Field(default=None, index=True)
    received_at: datetime = at_field()
    processed_at: datetime | None = maybe_at_field(index=True)
    note: str = text_field()


class MailboxCursorRow(SQLModel, table=True):
    __tablename__ = "mailbox_cursor"

    mailbox_id: str = Field(primary_key=True)
    folder: str = Field(primary_key=True)
    uid_validity: int = Field(default=0, sa_type=BigInteger)  # unsigned 32 bits (RFC 9051)
    last_uid: int = Field(default=0, sa_type=BigInteger)
    last_ok_at: datetime | None = maybe_at_field()
    last_error: str = text_field()


class ReplyRow(SQLModel, table=True):
    __tablename__ = "reply"

    id: str = id_field()
    inbound_id: str = Field(unique=True)
    send_id: str = Field(index=True)
    account_id: str = Field(index=True)
    contact_id: str = Field(index=True)
    owner_id: str = Field(default="", index=True)
    intent: str
    subject: str = text_field()
    text: str = text_field()
    briefing: Any = json_field()
    received_at: datetime = at_field(index=True)
    due_at: datetime | None = maybe_at_field()
    handled_at: datetime | None = maybe_at_field()
    handled_by: str = ""


class OutcomeRow(SQLModel, table=True):
    __tablename__ = "outcome"
    __table_args__ = (UniqueConstraint("account_id", "kind", "key"),)

    id: str = id_field()
    account_id: str = Field(foreign_key="account.id", index=True)
    kind: str = Field(index=True)
    key: str
    at: datetime = at_field(index=True)
    send_id: str = ""
    contact_id: str = ""
    recorded_by: str = ""
    value: str | None = None
    currency: str = ""
    note: str = text_field()


class TaskRow(SQLModel, table=True):
    """A manual task of a sequence (day 5), for a person to do or dismiss."""

    __tablename__ = "task"

    id: str = id_field()
    enrolment_id: str = Field(foreign_key="enrolment.id", index=True)
    step: int
    owner_id: str = Field(default="", index=True)
    words: str = text_field()
    due_at: datetime = at_field()
    done_at: datetime | None = maybe_at_field()
