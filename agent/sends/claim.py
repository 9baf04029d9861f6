"""Claiming: which due sends a worker takes, after caps, spacing, window, gates and words are asked again (T3, T7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from agent.domain.drafts import Draft, DraftState, Severity
from agent.domain.sends import Booking, Send, SendState
from agent.domain.teams import Team
from agent.domain.transitions import SendEvent
from agent.sends import compose_mime, gates, halts, limits, suppression
from agent.sends.check_again import check_again
from agent.sends.contract import Channel
from agent.sends.outbox import want_of
from agent.sends.unsubscribe import header_uris
from agent.store import accounts, contacts, draft_names, drafts, enrolments, sends
from agent.store.engine import Store
from agent.store.enrolments import EnrolmentState

LEASE = timedelta(seconds=120)
IN_A_FOLDER = "maildir:"
"""How the name of a channel begins that reaches nobody."""
_BUSY_RETRY = timedelta(minutes=10)


def claim_due(
    store: Store,
    *,
    team: Team,
    channels: Mapping[str, Channel],
    now: datetime,
    worker_id: str,
    limit: int,
    key: bytes,
) -> tuple[list[Send], Counter[str]]:
    """Claim at most `limit` due sends, their bytes frozen. Also says how many turned another way, by word.

    Returns nothing when another worker claimed the same contact in the same moment: the next call sees it.
    """
    try:
        with store.write() as session:
            return _claim(session, team, channels, now=now, worker_id=worker_id, limit=limit, key=key)
    except IntegrityError:
        return [], Counter()


def _claim(
    session: Session,
    team: Team,
    channels: Mapping[str, Channel],
    *,
    now: datetime,
    worker_id: str,
    limit: int,
    key: bytes,
) -> tuple[list[Send], Counter[str]]:
    turned: Counter[str] = Counter()
    claimed: list[Send] = []
    sends.claim_alone(session)
    open_for = _open_mailboxes(session, team, channels, now=now)
    found = sends.due(session, now=now, limit=limit, mailboxes=open_for) if open_for else []
    days = limits.looks_back(team.policy)
    bookings = [b for b in sends.planned(session, now=now, days=days) if not b.waiting] if found else []
    busy = sends.contacts_in_flight(session) if found else set()
    for send in found:
        reaches = channels[send.mailbox_id].reaches_recipients
        word = _hold_rehearsed(session, send, now=now) if reaches else ""
        word = word or _take(session, send, team=team, now=now, bookings=bookings, busy=busy)
        if word:
            turned[word] += 1
            continue
        taken = _freeze_and_claim(session, send, team=team, now=now, worker_id=worker_id, key=key)
        if taken is None:
            turned["held"] += 1
            continue
        claimed.append(taken)
        busy.add(send.contact_id)
        bookings.append(_booked(send, now))
    return claimed, turned


def _booked(send: Send, now: datetime) -> Booking:
    return Booking(send.id, send.mailbox_id, send.account_id, now, send.step == 1, False, send.contact_id)


def _open_mailboxes(
    session: Session, team: Team, channels: Mapping[str, Channel], *, now: datetime
) -> list[str]:  # fmt: skip
    """Mailboxes that may send: not paused, with a channel, and none that reaches people while that is off."""
    paused = sends.pauses(session, now=now)
    if "" in paused:
        return []
    return [
        mailbox.id
        for mailbox in team.mailboxes
        if mailbox.id not in paused
        and mailbox.id in channels
        and (team.policy.real_recipients or not channels[mailbox.id].reaches_recipients)
    ]


def _take(session: Session, send: Send, *, team: Team, now: datetime, bookings: list[Booking], busy: set[str]) -> str:
    """ "" when this send may be claimed now, else the word for where it went."""
    word = turn_away(session, send, team=team, now=now)
    if word:
        return word
    if send.contact_id in busy:
        sends.postpone(session, send, until=now + _BUSY_RETRY)
        return "postponed"
    mailbox = team.mailbox(send.mailbox_id)
    contact = contacts.get(session, send.contact_id)
    account = accounts.get(session, send.account_id)
    if mailbox is None or contact is None or account is None:
        return _hold(session, send, "The mailbox, contact or account is gone.", now=now)
    want = want_of(team, mailbox, contact, account, send_id=send.id, first_touch=send.step == 1)
    at = limits.slot(now, want, policy=team.policy, bookings=bookings)
    if at > now:
        why = limits.why_later(now, at, want, policy=team.policy, bookings=bookings)
        sends.postpone(session, send, until=at, why=f"Not sooner: {why}." if why else "")
        return "postponed"
    return ""


def _hold_rehearsed(session: Session, send: Send, *, now: datetime) -> str:
    """ "held" where the mails that this one follows went into a folder here: it would answer what nobody got."""
    earlier = (one for one in sends.of_enrolment(session, send.enrolment_id) if one.step < send.step)
    if not any(one.state is SendState.SENT and one.channel.startswith(IN_A_FOLDER) for one in earlier):
        return ""
    return _hold(session, send, "The mail that it follows went into a folder here, not to them.", now=now)


def turn_away(session: Session, send: Send, *, team: Team, now: datetime) -> str:
    """Ask everything that may forbid this send, now, in this transaction; move it accordingly (T4, T7, T16).

    The same questions at the claim and at the point of no return. Returns "" when nothing forbids it.
    """
    paused = sends.pauses(session, now=now)
    if send.state is SendState.CLAIMED and ("" in paused or send.mailbox_id in paused):
        sends.move(session, send, SendEvent.RELEASE_LEASE, at=now, note="sending is paused")
        return "paused"
    draft = drafts.get(session, send.draft_id)
    if draft is None or draft.state is not DraftState.APPROVED or draft.approved_sha256 != send.approved_sha256:
        return _cancel(session, send, "It is not approved any more.", now=now)
    if draft_names.withheld(session, [draft.id]):
        suppression.stop_drafts(session, [draft.id], reason=suppression.NAMES_AN_OBJECTOR, by="release", now=now)
        return "cancelled"
    enrolment = enrolments.get(session, send.enrolment_id)
    if enrolment is None or enrolment.state is not EnrolmentState.ACTIVE:
        return _cancel(session, send, enrolment.stop_reason if enrolment else "no sequence", now=now)
    found = _blocks(session, send, draft, team=team, now=now)
    if not found:
        return ""
    words = "; ".join(message for _, message in found)
    if any(code == "G02" for code, _ in found):
        return _cancel(session, send, words, now=now)
    return _hold(session, send, words, now=now)


def _blocks(session: Session, send: Send, draft: Draft, *, team: Team, now: datetime) -> list[tuple[str, str]]:
    """(code, words) of what the gates and the checks of its words say against it, as at approval."""
    contact = contacts.get(session, send.contact_id)
    account = accounts.get(session, send.account_id)
    mailbox = team.mailbox(send.mailbox_id)
    if contact is None or account is None or mailbox is None:
        return [("G12", "The mailbox, contact or account is gone.")]
    given = gates.GateInput(
        content=send.content,
        contact=contact,
        account=account,
        mailbox=mailbox,
        policy=team.policy,
        step=send.step,
        now=now,
        approved_sha256=send.approved_sha256,
        suppression=suppression.suppressed(
            session,
            address=send.content.recipient,
            domain=account.domain,
            account_id=account.id,
            now=now,
            name=contact.name,
        ),
        sent_in_thread=send.step > 1 and bool(thread_ids(session, send)),
        halted=halts.why_halted(session, account.id),
    )
    shut = [one for one in gates.gates(given) if one.severity is Severity.BLOCK]
    wrong = check_again(session, draft, offer=team.offer, account=account, contact=contact, now=now).blocks
    return [(one.code, one.message) for one in (*shut, *wrong)]


def _hold(session: Session, send: Send, why: str, *, now: datetime) -> str:
    sends.move(session, send, SendEvent.HOLD, at=now, note=why, reason=why)
    return "held"


def _cancel(session: Session, send: Send, why: str, *, now: datetime) -> str:
    sends.move(session, send, SendEvent.CANCEL, at=now, note=why, reason=why)
    return "cancelled"


def _freeze_and_claim(
    session: Session, send: Send, *, team: Team, now: datetime, worker_id: str, key: bytes
) -> Send | None:
    """Freeze the bytes at the first claim, then take the lease. None, and held, when the bytes cannot be made."""
    frozen = send
    if send.mime is None:
        try:
            frozen = _frozen(session, send, team=team, now=now, key=key)
        except compose_mime.Unsendable as error:
            _hold(session, send, str(error), now=now)
            return None
    taken = replace(
        frozen,
        state=SendState.CLAIMED,
        lease_token=send.lease_token + 1,
        lease_until=now + LEASE,
        not_before=now,
        pnr_at=None,
    )
    moved = sends.move(
        session,
        send,
        SendEvent.CLAIM,
        at=now,
        by=worker_id,
        mime=taken.mime,
        message_id=taken.message_id,
        lease_owner=worker_id,
        lease_token=taken.lease_token,
        lease_until=taken.lease_until,
        not_before=now,
        pnr_at=None,
        reason="",
    )
    return taken if moved else None


def _frozen(session: Session, send: Send, *, team: Team, now: datetime, key: bytes) -> Send:
    mailbox = team.mailbox(send.mailbox_id)
    if mailbox is None:
        raise compose_mime.Unsendable(f"The mailbox {send.mailbox_id} is gone.")
    ref = compose_mime.outbox_ref(key, send.id)
    identity = compose_mime.message_id(ref, mailbox.address)
    envelope = compose_mime.Envelope(
        ref=ref,
        message_id=identity,
        date=now,
        unsubscribe=header_uris(mailbox, team.policy, links=send.content.links, ref=ref),
        thread=compose_mime.reply_thread(thread_ids(session, send)) if send.step > 1 else None,
    )
    return replace(send, mime=compose_mime.freeze(send.content, envelope), message_id=identity)


def thread_ids(session: Session, send: Send) -> tuple[str, ...]:
    """Message-IDs of the earlier sends of this thread as the provider left them, oldest first."""
    earlier = (s for s in sends.of_enrolment(session, send.enrolment_id) if s.step < send.step)
    return tuple(s.provider_ref or s.message_id for s in earlier if s.state is SendState.SENT)


def ref_of(send: Send) -> str:
    """The X-Outbox-Ref of a frozen send: what stands in its Message-ID."""
    return send.message_id.lstrip("<").partition(".")[0]


def address_of(team: Team, send: Send) -> str:
    mailbox = team.mailbox(send.mailbox_id)
    return mailbox.address if mailbox else ""
