"""What comes back: replies, bounces, complaints, opt-outs, and the briefing of a positive reply."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class InboundKind(StrEnum):
    """What a message is; the first five values are those of EVAL.md's `mail`."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    AUTO_REPLY = "auto_reply"
    NOT_A_BOUNCE = "not_a_bounce"
    HUMAN = "human"
    MALFORMED = "malformed"
    OURS = "ours"


class Intent(StrEnum):
    INTERESTED = "interested"
    QUESTION = "question"
    NOT_NOW = "not_now"
    NOT_INTERESTED = "not_interested"
    UNSUBSCRIBE = "unsubscribe"
    WRONG_PERSON = "wrong_person"
    OUT_OF_OFFICE = "out_of_office"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Bounce:
    """Per-recipient delivery facts (RFC 3464). `hard` addresses are suppressed; `status` is RFC 3463."""

    addresses: tuple[str, ...]
    hard: bool
    status: str = ""
    reason: str = ""
    sender_fault: bool = False


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message read from a mailbox, classified. `text` is the reply without what it quotes."""

    message_id: str
    sha256: str
    kind: InboundKind
    sender: str
    subject: str
    received_at: datetime
    text: str = ""
    references: tuple[str, ...] = ()
    intent: Intent = Intent.OTHER
    bounce: Bounce | None = None
    wakes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    id: str
    send_id: str
    account_id: str
    contact_id: str
    owner_id: str
    intent: Intent
    text: str
    subject: str
    received_at: datetime
    due_at: datetime | None = None
    handled_at: datetime | None = None
    handled_by: str = ""


@dataclass(frozen=True, slots=True)
class Briefing:
    """What the owner of a positive reply needs within seconds (DESIGN §7 hand-off). BANT: quoted, or "ask"."""

    reply_id: str
    who: str
    why_now: str
    promised: tuple[str, ...]
    bant: dict[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
