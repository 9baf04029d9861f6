"""What became of it: reply, meeting, opportunity, won, lost, recorded by hand or by intake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class OutcomeKind(StrEnum):
    REPLIED = "replied"
    POSITIVE_REPLY = "positive_reply"
    MEETING = "meeting"
    OPPORTUNITY = "opportunity"
    WON = "won"
    LOST = "lost"
    OPT_OUT = "opt_out"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


@dataclass(frozen=True, slots=True)
class Outcome:
    id: str
    account_id: str
    kind: OutcomeKind
    at: datetime
    send_id: str = ""
    contact_id: str = ""
    recorded_by: str = ""
    value: Decimal | None = None
    currency: str = ""
    note: str = ""
