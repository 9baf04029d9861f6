"""The one table of states: which event moves a draft or a send from where to where.

(DESIGN §3, review §1.4, sending §3.3)

Guards that need more than the state (a lease, a hash, a suppression) stand with whoever writes; a pair that is not
listed here is illegal for everyone.
"""

from __future__ import annotations

from enum import StrEnum

from agent.domain.drafts import DraftState
from agent.domain.sends import SendState
from agent.errors import ReviewConflict


class DraftEvent(StrEnum):
    EDIT = "edit"
    APPROVE = "approve"
    REJECT = "reject"
    SNOOZE = "snooze"
    WAKE = "wake"
    REGENERATE = "regenerate"
    REGENERATED = "regenerated"
    UNDO = "undo"
    BLOCK = "block"
    UNBLOCK = "unblock"
    EXPIRE = "expire"
    SUPERSEDE = "supersede"


_D = DraftState
DRAFT_TRANSITIONS: dict[tuple[DraftState, DraftEvent], DraftState] = {
    (_D.PENDING, DraftEvent.EDIT): _D.PENDING,
    (_D.PENDING, DraftEvent.APPROVE): _D.APPROVED,
    (_D.PENDING, DraftEvent.REJECT): _D.REJECTED,
    (_D.PENDING, DraftEvent.SNOOZE): _D.SNOOZED,
    (_D.PENDING, DraftEvent.REGENERATE): _D.REGENERATING,
    (_D.PENDING, DraftEvent.BLOCK): _D.BLOCKED,
    (_D.PENDING, DraftEvent.EXPIRE): _D.EXPIRED,
    (_D.PENDING, DraftEvent.SUPERSEDE): _D.SUPERSEDED,
    (_D.REGENERATING, DraftEvent.REGENERATED): _D.PENDING,
    (_D.REGENERATING, DraftEvent.BLOCK): _D.BLOCKED,
    (_D.SNOOZED, DraftEvent.WAKE): _D.PENDING,
    (_D.SNOOZED, DraftEvent.UNDO): _D.PENDING,
    (_D.SNOOZED, DraftEvent.BLOCK): _D.BLOCKED,
    (_D.SNOOZED, DraftEvent.EXPIRE): _D.EXPIRED,
    (_D.SNOOZED, DraftEvent.SUPERSEDE): _D.SUPERSEDED,
    (_D.APPROVED, DraftEvent.UNDO): _D.PENDING,
    (_D.APPROVED, DraftEvent.BLOCK): _D.BLOCKED,
    (_D.APPROVED, DraftEvent.EXPIRE): _D.PENDING,
    (_D.REJECTED, DraftEvent.UNDO): _D.PENDING,
    (_D.BLOCKED, DraftEvent.UNBLOCK): _D.PENDING,
    (_D.BLOCKED, DraftEvent.REJECT): _D.REJECTED,
    (_D.BLOCKED, DraftEvent.EXPIRE): _D.EXPIRED,
}


class SendEvent(StrEnum):
    REARM = "rearm"
    CLAIM = "claim"
    RELEASE_LEASE = "release_lease"
    DEFER = "defer"
    DUE = "due"
    REFUSE = "refuse"
    HOLD = "hold"
    UNHOLD = "unhold"
    CANCEL = "cancel"
    EXPIRE = "expire"
    PASS_POINT_OF_NO_RETURN = "pass_point_of_no_return"
    ACCEPT = "accept"
    HAND_OVER = "hand_over"
    LOSE = "lose"
    PROVE_SENT = "prove_sent"
    PROVE_NOT_SENT = "prove_not_sent"
    ASK = "ask"


_S = SendState
_BEFORE_PNR = (_S.SCHEDULED, _S.CLAIMED, _S.DEFERRED, _S.HELD)
SEND_TRANSITIONS: dict[tuple[SendState, SendEvent], SendState] = {
    (_S.CANCELLED, SendEvent.REARM): _S.SCHEDULED,
    (_S.EXPIRED, SendEvent.REARM): _S.SCHEDULED,
    (_S.HELD, SendEvent.REARM): _S.SCHEDULED,
    (_S.FAILED, SendEvent.REARM): _S.SCHEDULED,
    (_S.SCHEDULED, SendEvent.CLAIM): _S.CLAIMED,
    (_S.DEFERRED, SendEvent.CLAIM): _S.CLAIMED,
    (_S.CLAIMED, SendEvent.RELEASE_LEASE): _S.SCHEDULED,
    (_S.CLAIMED, SendEvent.DEFER): _S.DEFERRED,
    (_S.CLAIMED, SendEvent.REFUSE): _S.FAILED,
    (_S.SCHEDULED, SendEvent.HOLD): _S.HELD,
    (_S.DEFERRED, SendEvent.HOLD): _S.HELD,
    (_S.CLAIMED, SendEvent.HOLD): _S.HELD,
    (_S.HELD, SendEvent.UNHOLD): _S.SCHEDULED,
    **{(state, SendEvent.CANCEL): _S.CANCELLED for state in _BEFORE_PNR},
    **{(state, SendEvent.EXPIRE): _S.EXPIRED for state in (_S.SCHEDULED, _S.DEFERRED, _S.HELD)},
    (_S.CLAIMED, SendEvent.PASS_POINT_OF_NO_RETURN): _S.SUBMITTING,
    (_S.SUBMITTING, SendEvent.ACCEPT): _S.SENT,
    (_S.SUBMITTING, SendEvent.HAND_OVER): _S.HANDED_OVER,
    (_S.SUBMITTING, SendEvent.DEFER): _S.DEFERRED,
    (_S.SUBMITTING, SendEvent.REFUSE): _S.FAILED,
    (_S.SUBMITTING, SendEvent.LOSE): _S.AMBIGUOUS,
    (_S.HANDED_OVER, SendEvent.PROVE_SENT): _S.SENT,
    (_S.HANDED_OVER, SendEvent.CANCEL): _S.CANCELLED,
    (_S.AMBIGUOUS, SendEvent.PROVE_SENT): _S.SENT,
    (_S.AMBIGUOUS, SendEvent.PROVE_NOT_SENT): _S.SCHEDULED,
    (_S.AMBIGUOUS, SendEvent.ASK): _S.NEEDS_HUMAN,
    (_S.NEEDS_HUMAN, SendEvent.PROVE_SENT): _S.SENT,
    (_S.NEEDS_HUMAN, SendEvent.PROVE_NOT_SENT): _S.SCHEDULED,
    (_S.NEEDS_HUMAN, SendEvent.CANCEL): _S.CANCELLED,
}


def next_draft_state(state: DraftState, event: DraftEvent) -> DraftState:
    """The state after `event`. Raises ReviewConflict("illegal-transition") for a pair that is not in the table."""
    try:
        return DRAFT_TRANSITIONS[state, event]
    except KeyError:
        raise ReviewConflict(
            f"A draft that is {state} cannot {event}.", code="illegal-transition", state=state
        ) from None


def next_send_state(state: SendState, event: SendEvent) -> SendState:
    """The state after `event`. Raises ReviewConflict("illegal-transition") for a pair that is not in the table."""
    try:
        return SEND_TRANSITIONS[state, event]
    except KeyError:
        raise ReviewConflict(
            f"A send that is {state} cannot {event}.", code="illegal-transition", state=state
        ) from None
