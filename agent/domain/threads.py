"""Threads: what one person at an account was sent and will be, and why the others there may have to wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agent.domain.drafts import Written

REPLIED = "replied"
LEFT_COMPANY = "left the company"
UNREADABLE = "an unreadable answer"
"""Why a thread was stopped, beside the reasons of suppressions."""


@dataclass(frozen=True, slots=True)
class Mailed:
    """One mail of a thread: when it left, or is to leave."""

    step: int
    at: datetime
    draft_id: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """One person in one sequence, with the mails that left, in order; `waiting` is approved and has not left.

    `wakes_at` holds the next touch back (out of office), or says when a new signal may reopen (recycled).
    """

    id: str
    contact_id: str
    state: str
    mails: tuple[Mailed, ...] = ()
    waiting: Mailed | None = None
    stop_reason: str = ""
    wakes_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        """Whether more may follow. Where a first approval was taken back nothing was begun."""
        return self.state == "active" and bool(self.mails or self.waiting)

    @property
    def every_mail(self) -> tuple[Mailed, ...]:
        """What left, then what waits to."""
        return (*self.mails, self.waiting) if self.waiting else self.mails

    @property
    def last_at(self) -> datetime | None:
        return self.mails[-1].at if self.mails else None


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody else at the account was sent, or is to be: words that nobody there hears twice."""

    written: Written
    frames: tuple[str, ...] = ()


class HaltCause(StrEnum):
    """What one person did that makes the mails to their colleagues wait for somebody to look."""

    REPLIED = "replied"
    OPTED_OUT = "opted_out"
    COMPLAINED = "complained"
    GONE = "gone"
    UNREADABLE = "unreadable"

    @property
    def words(self) -> str:
        """What they did, behind their name: "replied"."""
        return _DID[self]


_DID = {
    HaltCause.REPLIED: "replied",
    HaltCause.OPTED_OUT: "asked to be left alone",
    HaltCause.COMPLAINED: "reported a mail as spam",
    HaltCause.GONE: "is gone, or the address is dead",
    HaltCause.UNREADABLE: "sent an answer that could not be read",
}


@dataclass(frozen=True, slots=True)
class Halt:
    """Nobody else at the account is written to until a person has looked. `contact_id` is who it began with."""

    account_id: str
    contact_id: str
    cause: HaltCause
    at: datetime
