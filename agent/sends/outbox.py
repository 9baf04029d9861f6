"""The outbox as people move it: approval arms a send, undo cancels it, a person settles what no machine may.

Called inside the transaction of the decision; nothing here talks to a mail server.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.drafts import Draft, DraftState, Finding, Severity
from agent.domain.policies import Mailbox
from agent.domain.sends import Booking, Send, SendState
from agent.domain.teams import Team
from agent.domain.transitions import DraftEvent, SendEvent, next_draft_state
from agent.errors import NotFound, ReviewConflict
from agent.sends import compose_mime, gates, halts, limits, suppression, zones
from agent.store import accounts, contacts, drafts, enrolments, queue, sends
from agent.store.enrolments import Enrolment
from agent.tables.columns import new_id

_REARMABLE = (SendState.CANCELLED, SendState.EXPIRED, SendState.HELD, SendState.FAILED)


def mailbox_for(team: Team, draft: Draft) -> Mailbox:
    """The mailbox that this draft is written from. Raises NotFound naming the fix."""
    sender = compose_mime.sender_of(draft.content)[1].casefold()
    for mailbox in team.mailboxes:
        if mailbox.address.casefold() == sender:
            return mailbox
    own = team.mailbox_of(draft.owner_id)
    if own is None:
        raise NotFound(f"No mailbox sends as {draft.content.sender}: add it to mailboxes.yaml.")
    return own


def people_of(session: Session, draft: Draft) -> tuple[Contact, Account]:
    contact = contacts.get(session, draft.contact_id)
    account = accounts.get(session, draft.account_id)
    if contact is None or account is None:
        raise NotFound("The contact or the account of this draft is gone: reject it.")
    return contact, account


def want_of(
    team: Team, mailbox: Mailbox, contact: Contact, account: Account, *, send_id: str, first_touch: bool
) -> limits.Want:
    here = limits.sender_zone(team, mailbox.id)
    return limits.Want(
        send_id=send_id,
        mailbox=mailbox,
        account_id=account.id,
        place=zones.place_of(contact, account, sender_zone=here),
        sender_zone=here,
        first_touch=first_touch,
        contact_id=contact.id,
        account_zone=zones.account_zone(account, team_zone=team.time_zone),
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """When a send may leave, in words ("leaves 16:30 yours, 10:30 theirs"), and why not sooner where that is said."""

    at: datetime
    words: str
    why: str = ""


def next_slot(
    session: Session, draft: Draft, *, team: Team, now: datetime, bookings: Sequence[Booking] | None = None
) -> Slot:
    """When this draft would leave if it were approved now."""
    contact, account = people_of(session, draft)
    mailbox = mailbox_for(team, draft)
    sent = sends.of_draft(session, draft.id)
    send_id = sent.id if sent else draft.id
    want = want_of(team, mailbox, contact, account, send_id=send_id, first_touch=draft.step == 1)
    taken = bookings
    if taken is None:
        taken = sends.planned(session, now=now, days=limits.looks_back(team.policy))
    soonest = now + timedelta(seconds=team.policy.undo_seconds)
    at = limits.slot(soonest, want, policy=team.policy, bookings=taken)
    why = limits.why_later(soonest, at, want, policy=team.policy, bookings=taken)
    words = limits.leaves_words(at, want.sender_zone, want.place, now=now)
    return Slot(at, f"{words}: {why}" if why else words, f"Not sooner: {why}." if why else "")


def findings(session: Session, draft: Draft, *, team: Team, now: datetime) -> tuple[Finding, ...]:
    """What the gates say of this draft now: shown before approval, and asked again at approval (sending §1.4)."""
    contact, account = people_of(session, draft)
    mailbox = mailbox_for(team, draft)
    leaves = next_slot(session, draft, team=team, now=now)
    at_once = leaves.at <= now + timedelta(seconds=team.policy.undo_seconds)
    why = compose_mime.unsendable(draft.content)
    unsendable = (Finding("G17", Severity.BLOCK, why, source="gate"),) if why else ()
    return unsendable + gates.gates(
        gates.GateInput(
            content=draft.content,
            contact=contact,
            account=account,
            mailbox=mailbox,
            policy=team.policy,
            step=draft.step,
            now=now,
            approved_sha256=draft.approved_sha256,
            suppression=suppression.suppressed(
                session, address=draft.content.recipient, domain=account.domain, account_id=account.id, now=now
            ),
            sent_in_thread=_has_sent(session, draft.contact_id),
            slot=None if at_once else leaves.at,
            slot_words=leaves.words,
            halted=halts.why_halted(session, account.id),
        )
    )


def _has_sent(session: Session, contact_id: str) -> bool:
    enrolment = enrolments.active_of(session, contact_id)
    thread = sends.of_enrolment(session, enrolment.id) if enrolment else []
    return any(send.state is SendState.SENT for send in thread)


def arm(session: Session, draft: Draft, *, team: Team, actor_id: str, now: datetime) -> Send:
    """Put the approved draft into the outbox: one send per enrolment and step, armed anew after an undo.

    `not_before` is the first slot after the undo window. Raises ReviewConflict: "gate-closed" with what blocks,
    "already-released" when this step has left, "sequence-stopped" when the person answered or opted out.
    """
    blocks = [f for f in findings(session, draft, team=team, now=now) if f.severity is Severity.BLOCK]
    if blocks:
        raise ReviewConflict(
            "; ".join(finding.message for finding in blocks), code="gate-closed", state=str(draft.state)
        )
    mailbox = mailbox_for(team, draft)
    enrolment = _enrolment(session, draft, mailbox=mailbox, team=team, now=now)
    leaves = next_slot(session, draft, team=team, now=now)
    existing = sends.of_step(session, enrolment.id, draft.step)
    if existing is not None:
        return _rearm(session, existing, draft, mailbox=mailbox, leaves=leaves, team=team, actor_id=actor_id, now=now)
    send_id = new_id()
    send = Send(
        id=send_id,
        draft_id=draft.id,
        enrolment_id=enrolment.id,
        step=draft.step,
        contact_id=draft.contact_id,
        account_id=draft.account_id,
        mailbox_id=mailbox.id,
        state=SendState.SCHEDULED,
        content=draft.content,
        approved_sha256=draft.content.sha256,
        approved_by=actor_id,
        approved_at=now,
        not_before=leaves.at,
        expires_at=now + timedelta(days=team.policy.expires_days),
        reason=leaves.why,
        message_id=send_id,  # until the claim freezes it: release computes the Message-ID from the id and a key
    )
    sends.add(session, send, by=actor_id)
    return send


def _enrolment(session: Session, draft: Draft, *, mailbox: Mailbox, team: Team, now: datetime) -> Enrolment:
    active = enrolments.active_of(session, draft.contact_id)
    if active is not None:
        return active
    if draft.step > 1:
        raise ReviewConflict(
            "The sequence has stopped: this person answered, opted out or was set aside.",
            code="sequence-stopped",
            state=str(draft.state),
        )
    return enrolments.start(
        session,
        contact_id=draft.contact_id,
        account_id=draft.account_id,
        sequence_id=team.sequence.id,
        mailbox_id=mailbox.id,
        owner_id=draft.owner_id,
        now=now,
    )


def _rearm(
    session: Session,
    send: Send,
    draft: Draft,
    *,
    mailbox: Mailbox,
    leaves: Slot,
    team: Team,
    actor_id: str,
    now: datetime,
) -> Send:
    moved = send.state in _REARMABLE and sends.move(
        session,
        send,
        SendEvent.REARM,
        at=now,
        by=actor_id,
        draft_id=draft.id,
        mailbox_id=mailbox.id,
        content=sends.content_column(draft.content),
        approved_sha256=draft.content.sha256,
        approved_by=actor_id,
        approved_at=now,
        not_before=leaves.at,
        expires_at=now + timedelta(days=team.policy.expires_days),
        mime=None,
        attempt=0,
        pnr_at=None,
        smtp_code=None,
        smtp_text="",
        reason=leaves.why,
    )
    armed = sends.get(session, send.id) if moved else None
    if armed is None:
        raise ReviewConflict("This step has left already.", code="already-released", state=str(send.state))
    return armed


def cancel(session: Session, draft_id: str, *, reason: str, by: str, now: datetime) -> bool:
    """Take the send of this draft back, if it has not reached the point of no return. A repeat is a no-op."""
    found = sends.of_draft(session, draft_id)
    send = sends.get(session, found.id, lock=True) if found else None
    if send is None:
        return True
    if send.state in (SendState.CANCELLED, SendState.EXPIRED, SendState.FAILED):
        return True
    if send.state not in sends.BEFORE_SUBMITTING:
        return False
    return sends.move(session, send, SendEvent.CANCEL, at=now, by=by, note=reason, reason=reason)


def resolve(session: Session, send_id: str, *, was_sent: bool, by: str, now: datetime) -> Send:
    """A person settles a send whose fate is unknown (sending T15). Not sent: it goes again with the same Message-ID.

    Raises NotFound, or ReviewConflict("nothing-to-settle") when it is not in question (any more).
    """
    send = sends.get(session, send_id, lock=True)
    if send is None:
        raise NotFound("No such send.")
    event = SendEvent.PROVE_SENT if was_sent else SendEvent.PROVE_NOT_SENT
    in_question = send.state in (SendState.AMBIGUOUS, SendState.NEEDS_HUMAN)
    sent_at = (send.pnr_at or now) if was_sent else None
    if not in_question or not sends.move(session, send, event, at=now, by=by, resolved_by=by, sent_at=sent_at):
        raise ReviewConflict("This send is settled already.", code="nothing-to-settle", state=str(send.state))
    return _again(session, send_id)


def give_up(session: Session, send_id: str, *, by: str, now: datetime) -> Send:
    """A person decides that a send in question or handed over is not to go (again)."""
    send = sends.get(session, send_id, lock=True)
    if send is None:
        raise NotFound("No such send.")
    if not sends.move(session, send, SendEvent.CANCEL, at=now, by=by, resolved_by=by, reason="given up"):
        raise ReviewConflict("Somebody was faster.", code="nothing-to-settle", state=str(send.state))
    return _again(session, send_id)


def mark_handed_over_sent(session: Session, send_id: str, *, by: str, now: datetime) -> Send:
    """The person who sends handed-over mail says that this one is out. Repeating it changes nothing."""
    send = sends.get(session, send_id, lock=True)
    if send is None:
        raise NotFound("No such send.")
    if send.state is SendState.SENT:
        return send
    if send.state is not SendState.HANDED_OVER:
        raise ReviewConflict("This send was not handed over.", code="not-handed-over", state=str(send.state))
    sends.move(session, send, SendEvent.PROVE_SENT, at=now, by=by, resolved_by=by, sent_at=now)
    return _again(session, send_id)


def unhold(session: Session, send_id: str, *, by: str, now: datetime) -> Send:
    """Let a held send try again."""
    send = sends.get(session, send_id, lock=True)
    if send is None:
        raise NotFound("No such send.")
    if not sends.move(session, send, SendEvent.UNHOLD, at=now, by=by, reason="", attempt=0, not_before=now):
        raise ReviewConflict("This send is not held any more.", code="not-held", state=str(send.state))
    return _again(session, send_id)


def _again(session: Session, send_id: str) -> Send:
    send = sends.get(session, send_id)
    if send is None:
        raise NotFound("No such send.")
    return send


def return_to_review(session: Session, send: Send, *, why: str) -> bool:
    """An approval that grew too old comes back to the queue (sending §2.3). Returns whether there was one."""
    draft = drafts.get(session, send.draft_id)
    if draft is None or draft.state is not DraftState.APPROVED:
        return False
    to = next_draft_state(draft.state, DraftEvent.EXPIRE)
    queue.move(
        session, draft, to, approved_at=None, approved_by="", decided_at=None, decided_by="", state_reason=why,
    )  # fmt: skip
    return True
