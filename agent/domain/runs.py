"""Runs: one night's work, what it did, and why it passed over each account that it passed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class RunState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    MISSED = "missed"


class SkipCode(StrEnum):
    """Why an account was not drafted: each has words a person can read (DESIGN §2.9)."""

    QUIET = "quiet"
    UNREAD = "unread"
    NO_REASON = "no_reason"
    NO_CONTACT = "no_contact"
    SUPPRESSED = "suppressed"
    RELATIONSHIP = "relationship"
    COUNTRY = "country"
    LANGUAGE = "language"
    RISK = "risk"
    CAPACITY = "capacity"
    IN_SEQUENCE = "in_sequence"
    COOLDOWN = "cooldown"
    HALTED = "halted"
    OPEN_DRAFT = "open_draft"
    CHECK_FAILED = "check_failed"
    INJECTION = "injection"
    ERROR = "error"
    GUESSED_ADDRESS = "guessed_address"

    @property
    def words(self) -> str:
        """The cause for people, wherever it is shown."""
        return _SKIP_WORDS[self]


_SKIP_WORDS = {
    SkipCode.QUIET: "quiet: nothing new, or within chance",
    SkipCode.UNREAD: "nothing of theirs could be read",
    SkipCode.NO_REASON: "news, but none that a pain in the offer answers",
    SkipCode.NO_CONTACT: "a reason, and nobody to write to yet (To find)",
    SkipCode.SUPPRESSED: "must not be mailed",
    SkipCode.RELATIONSHIP: "customer, open deal, partner or competitor",
    SkipCode.COUNTRY: "their country needs consent",
    SkipCode.LANGUAGE: "a language that is not drafted in",
    SkipCode.RISK: "bad news there: look first",
    SkipCode.CAPACITY: "tonight's slots were full",
    SkipCode.IN_SEQUENCE: "in a sequence now",
    SkipCode.COOLDOWN: "mailed lately",
    SkipCode.HALTED: "a colleague answered or is gone: look first",
    SkipCode.OPEN_DRAFT: "a draft waits in the queue",
    SkipCode.CHECK_FAILED: "no draft passed the checks",
    SkipCode.INJECTION: "planted instructions on a page, set aside",
    SkipCode.ERROR: "failed with an error",
    SkipCode.GUESSED_ADDRESS: "a guessed address to confirm (To find)",
}


@dataclass(frozen=True, slots=True)
class Skip:
    """An account passed over. `score` ranks the nearest misses of an empty morning."""

    account_id: str
    code: SkipCode
    why: str
    score: int = 0
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    id: str
    night: str
    state: RunState
    started_at: datetime
    finished_at: datetime | None = None
    counts: dict[str, int] = field(default_factory=dict)
    cost_usd: float = 0.0
    note: str = ""
