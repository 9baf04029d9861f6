"""Decisions: what a person did to a draft, with what is needed to learn from it later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DecisionKind(StrEnum):
    APPROVE = "approve"
    EDIT = "edit"
    REJECT = "reject"
    SNOOZE = "snooze"
    WAKE = "wake"
    UNDO = "undo"
    REGENERATE = "regenerate"


class RejectReason(StrEnum):
    """The nine of review §1.3, in key order 1–9."""

    WRONG_PERSON = "wrong_person"
    WRONG_COMPANY = "wrong_company"
    STALE_SIGNAL = "stale_signal"
    UNSUPPORTED_CLAIM = "unsupported_claim"
    TONE = "tone"
    ALREADY_IN_CONVERSATION = "already_in_conversation"
    DUPLICATE = "duplicate"
    COMPLIANCE = "compliance"
    OTHER = "other"

    @property
    def goes_to(self) -> str:
        """Whose work mends it (DESIGN §7): signal, icp, contact, prompt, offer or source."""
        return _GOES_TO[self]


_GOES_TO = {
    RejectReason.WRONG_PERSON: "contact",
    RejectReason.WRONG_COMPANY: "icp",
    RejectReason.STALE_SIGNAL: "signal",
    RejectReason.UNSUPPORTED_CLAIM: "prompt",
    RejectReason.TONE: "prompt",
    RejectReason.ALREADY_IN_CONVERSATION: "contact",
    RejectReason.DUPLICATE: "source",
    RejectReason.COMPLIANCE: "contact",
    RejectReason.OTHER: "offer",
}


@dataclass(frozen=True, slots=True)
class Decision:
    id: str
    draft_id: str
    draft_version: int
    kind: DecisionKind
    actor_id: str
    at: datetime
    content_sha256: str = ""
    reason: RejectReason | None = None
    note: str = ""
    edit_ratio: float | None = None
    dwell_ms: int | None = None
    prompt_hash: str = ""
    evidence_ids: tuple[str, ...] = ()


class Role(StrEnum):
    """What a user may do (review §4.2)."""

    READ_ONLY = "read_only"
    SDR = "sdr"
    REVOPS = "revops"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. `owner_id` is the owner of `owners.yaml` that this user is; an SDR acts on own and team drafts."""

    user_id: str
    name: str
    role: Role
    owner_id: str = ""

    @property
    def may_decide(self) -> bool:
        """Review §4.2: an admin decides only when also an SDR, which here is: works accounts of their own."""
        return self.role in {Role.SDR, Role.REVOPS} or (self.role is Role.ADMIN and bool(self.owner_id))
