"""Which job board is an account's: how that is known, and whether it is read (signals §1.5). Nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BindingState(StrEnum):
    """Only VERIFIED boards are read each night and counted. A CANDIDATE is a name that somebody found, not confirmed by
    the account's own site; PARKED has no reader, or its source waits for a terms review; DEAD answers no more; REJECTED
    was taken off by a person, and only a person gives it back."""

    VERIFIED = "verified"
    CANDIDATE = "candidate"
    PARKED = "parked"
    DEAD = "dead"
    REJECTED = "rejected"


class SeenAs(StrEnum):
    """What said that the board is the account's."""

    LINK = "link"
    IFRAME = "iframe"
    SCRIPT = "script"
    JSON = "json"
    JSON_LD = "json_ld"
    REDIRECT = "redirect"
    CNAME = "cname"
    IMPORT = "import"
    DRY_RUN = "dry_run"


@dataclass(frozen=True, slots=True)
class Binding:
    """One board of one account. `board` is "system:token"; `seen_on` is the page, DNS name or file that names it, and
    `note` says in words why it stands as it does, where that is not plain."""

    account_id: str
    board: str
    state: BindingState
    seen_as: SeenAs
    seen_on: str
    seen_at: datetime
    note: str = ""

    @property
    def system(self) -> str:
        return self.board.partition(":")[0]


def is_anothers(domain: str) -> str:
    """Why a board named for one account is not read for it: the first account that it was bound to keeps it."""
    return f"it is bound to another account ({domain}): one board is never two companies'"
