"""One person at an account answered, opted out or is gone: the mails to their colleagues wait until somebody looked.

Part of stage 10 of 12. The halt and what it holds are written in the transaction of the message that caused it; gate
G20 asks for it again at approval, at the claim and at the point of no return.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from agent.domain.sends import SendState
from agent.domain.threads import Halt, HaltCause
from agent.domain.transitions import SendEvent
from agent.errors import ReviewConflict
from agent.store import contacts, drafts, halts, sends, threads

_UNTIL = "nobody else there is mailed until a person has looked at the account."
_STILL = (SendState.SCHEDULED, SendState.DEFERRED, SendState.CLAIMED)


def halt_colleagues(
    session: Session, account_id: str, contact_id: str, cause: HaltCause, *, by: str, now: datetime
) -> int:
    """Let everybody else at the account wait: nobody new is begun with, nothing approved leaves. Returns how many
    sends were held.

    Who is gone has told us nothing: that holds only where somebody else there is being written to.
    """
    colleagues = [one.id for one in contacts.at_account(session, account_id) if one.id != contact_id]
    if cause is HaltCause.GONE and not _is_writing(session, account_id, colleagues):
        return 0
    halt = Halt(account_id, contact_id, cause, now)
    halts.put(session, halt)
    why = words(halt)
    held = 0
    for send in sends.of_contacts(session, colleagues, _STILL):
        held += sends.move(session, send, SendEvent.HOLD, at=now, by=by, note=why, reason=why)
    return held


def _is_writing(session: Session, account_id: str, colleagues: list[str]) -> bool:
    live = {thread.contact_id for thread in threads.at_account(session, account_id) if thread.is_live}
    return bool(live & set(colleagues)) or any(drafts.open_for_contact(session, one) for one in colleagues)


def words(halt: Halt) -> str:
    """Why nobody at the account is mailed; names nobody, for it is kept beside other people's mails."""
    return f"Somebody at this company {halt.cause.words} on {halt.at:%-d %b}: {_UNTIL}"


def why_halted(session: Session, account_id: str) -> str:
    """The words of the account's halt, or ""."""
    halt = halts.at_account(session, account_id)
    return words(halt) if halt else ""


def go_on(session: Session, account_id: str, *, by: str, now: datetime) -> int:
    """A person has looked: the others may be written to again, and what was held for it goes on. Returns how many
    sends do. Raises ReviewConflict("not-halted") where nothing waits (any more)."""
    halt = halts.look(session, account_id, by=by, now=now)
    if halt is None:
        raise ReviewConflict("Nobody's mails wait at this account any more.", code="not-halted")
    people = [one.id for one in contacts.at_account(session, account_id)]
    going = 0
    for send in sends.of_contacts(session, people, [SendState.HELD]):
        if send.reason.endswith(_UNTIL):
            going += sends.move(session, send, SendEvent.UNHOLD, at=now, by=by, reason="", attempt=0, not_before=now)
    return going
