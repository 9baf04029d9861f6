"""What follows when a channel says no, not now, or nothing: back-off, suppression, pauses, a person (sending §3.3)."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from sqlmodel import Session

from agent.domain.outcomes import OutcomeKind
from agent.domain.sends import Send, SendState, SuppressionReason
from agent.domain.threads import HaltCause
from agent.domain.transitions import SendEvent
from agent.errors import SendDeferred, SendRefused
from agent.sends.contract import MailboxUnusable
from agent.sends.halts import halt_colleagues
from agent.sends.notices import Notice, NoticeKind, notify
from agent.sends.suppression import suppress_recipient
from agent.sends.verdicts import Fault, judge
from agent.store import contacts, outcomes, sends
from agent.store.engine import Store

BACKOFF = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12))
_SENDER_FAULT_PAUSE = timedelta(hours=24)
_AMBIGUOUS_WINDOW = timedelta(hours=1)
_MOST_AMBIGUOUS = 2


def retry_at(send: Send, *, now: datetime) -> datetime:
    """The back-off of T5: 5 and 15 minutes, 1, 4 and 12 hours, ±20 %, seeded by the send."""
    step = BACKOFF[min(send.attempt, len(BACKOFF) - 1)]
    return now + step * random.Random(f"{send.id}:{send.attempt}").uniform(0.8, 1.2)


def defer(store: Store, send: Send, error: SendDeferred, *, now: datetime) -> str:
    """Surely not accepted: later, at most five times, then held for a person."""
    with store.write() as session:
        at = max(error.retry_at or now, retry_at(send, now=now))
        moved = sends.move(
            session, send, SendEvent.DEFER, at=now, note=str(error), attempt=send.attempt + 1, not_before=at,
            smtp_code=error.code, smtp_text=str(error)[:500], lease_until=None,
        )  # fmt: skip
        deferred = sends.get(session, send.id)
        if not moved or deferred is None:
            return "lease_lost"
        if deferred.attempt <= len(BACKOFF):
            return "deferred"
        sends.move(session, deferred, SendEvent.HOLD, at=now, note="tried five times", reason=str(error)[:500])
        notify(
            session,
            Notice(NoticeKind.SEND_HELD, f"A mail was refused for now six times: {error}", f"held:{send.id}"),
            now=now,
        )
    return "held"


def mailbox_unusable(store: Store, send: Send, error: MailboxUnusable, *, now: datetime) -> str:
    """Our own mailbox is at fault: it is paused at once, with no loop of retries; the message waits unharmed."""
    with store.write() as session:
        event = SendEvent.RELEASE_LEASE if send.state is SendState.CLAIMED else SendEvent.DEFER
        sends.move(session, send, event, at=now, note=str(error), not_before=now, lease_until=None)
        _pause(session, send.mailbox_id, str(error), now=now, until=error.retry_at)
    return "mailbox_paused"


def _pause(session: Session, mailbox_id: str, why: str, *, now: datetime, until: datetime | None) -> None:
    sends.pause(session, mailbox_id, reason=why, at=now, by="system", until=until)
    words = f"Sending from {mailbox_id} is paused: {why}"
    notify(session, Notice(NoticeKind.SENDING_PAUSED, words, f"paused:{mailbox_id}:{now:%Y-%m-%dT%H:%M}"), now=now)


def refuse(store: Store, send: Send, error: SendRefused, *, now: datetime) -> str:
    """Surely refused (T6, T10). An unknown recipient is suppressed; a refusal of us pauses the mailbox for a day."""
    fault = judge(status=error.enhanced, code=error.code, text=str(error))
    with store.write() as session:
        moved = sends.move(
            session, send, SendEvent.REFUSE, at=now, note=str(error), reason=f"{fault}: {error}"[:500],
            smtp_code=error.code, smtp_text=str(error)[:500], lease_until=None,
        )  # fmt: skip
        if not moved:
            return "lease_lost"
        if fault is Fault.HARD:
            bounced(session, send, note=str(error), now=now)
        elif fault is Fault.SENDER:
            _pause(session, send.mailbox_id, str(error), now=now, until=now + _SENDER_FAULT_PAUSE)
    return "failed"


def bounced(session: Session, send: Send, *, note: str, now: datetime) -> None:
    """The address is no more: suppress it, mark it dead, stop what follows, record the outcome once."""
    suppress_recipient(session, send, SuppressionReason.BOUNCE, source="bounce", by="bounce", now=now, note=note[:200])
    contacts.bury_address(session, send.contact_id, send.content.recipient, now=now)
    halt_colleagues(session, send.account_id, send.contact_id, HaltCause.GONE, by="bounce", now=now)
    outcomes.put(
        session,
        account_id=send.account_id,
        kind=OutcomeKind.BOUNCED,
        key=send.id,
        at=now,
        send_id=send.id,
        contact_id=send.contact_id,
    )


def lose(store: Store, send: Send, why: str, *, now: datetime) -> str:
    """T11: nobody knows. No machine tries again; the second within an hour pauses the mailbox."""
    with store.write() as session:
        if not sends.move(session, send, SendEvent.LOSE, at=now, note=why, reason=why[:500], lease_until=None):
            return "lease_lost"
        if sends.lost_since(session, send.mailbox_id, now - _AMBIGUOUS_WINDOW) >= _MOST_AMBIGUOUS:
            _pause(session, send.mailbox_id, "two sends went out of sight within an hour", now=now, until=None)
    return "ambiguous"
