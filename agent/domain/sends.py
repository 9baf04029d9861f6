"""Sends: the outbox row of one enrolment and step, and what a channel reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agent.domain.drafts import Content


class SendState(StrEnum):
    SCHEDULED = "scheduled"
    CLAIMED = "claimed"
    SUBMITTING = "submitting"
    SENT = "sent"
    DEFERRED = "deferred"
    HELD = "held"
    HANDED_OVER = "handed_over"
    AMBIGUOUS = "ambiguous"
    NEEDS_HUMAN = "needs_human"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Send:
    """One row of the outbox: unique by (enrolment_id, step). `pnr_at` is the point of no return, once passed; `channel`
    says which way it then went, so that no other channel is asked for proof."""

    id: str
    draft_id: str
    enrolment_id: str
    step: int
    contact_id: str
    account_id: str
    mailbox_id: str
    state: SendState
    content: Content
    approved_sha256: str
    approved_by: str
    approved_at: datetime
    not_before: datetime
    expires_at: datetime
    message_id: str
    mime: bytes | None = None
    attempt: int = 0
    lease_token: int = 0
    lease_until: datetime | None = None
    pnr_at: datetime | None = None
    sent_at: datetime | None = None
    smtp_code: int | None = None
    smtp_text: str = ""
    reason: str = ""
    provider_ref: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A channel's definite yes."""

    reply: str = ""
    provider_ref: str = ""
    handed_over: bool = False


@dataclass(frozen=True, slots=True)
class Booking:
    """A place in the day that a send has taken or holds: what caps and spacing count (sending §2.1–2.2)."""

    send_id: str
    mailbox_id: str
    account_id: str
    at: datetime
    first_touch: bool
    waiting: bool
    contact_id: str = ""


class SuppressionReason(StrEnum):
    """Strongest first (sending §6); the first five are permanent."""

    OBJECTION = "objection"
    UNSUBSCRIBE = "unsubscribe"
    COMPLAINT = "complaint"
    LEGAL = "legal"
    ERASED = "erased"
    BOUNCE = "bounce"
    DO_NOT_CONTACT = "do_not_contact"
    CUSTOMER = "customer"
    OPEN_OPPORTUNITY = "open_opportunity"
    COMPETITOR = "competitor"
    PARTNER = "partner"
    REPLIED = "replied"
    COOLDOWN = "cooldown"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Nobody in `scope` (address, domain or account) is mailed. `key` is the canonical address, domain or id."""

    scope: str
    key: str
    reason: SuppressionReason
    at: datetime
    source: str = ""
    until: datetime | None = None
    note: str = ""
