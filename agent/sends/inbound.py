"""Acting on one classified message, in one transaction: match it to a send, then stop, suppress, wake or brief."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from sqlmodel import Session

from agent.domain.outcomes import OutcomeKind
from agent.domain.replies import Briefing, InboundKind, Intent, Reply
from agent.domain.sends import Send, SendState, Suppression, SuppressionReason
from agent.domain.teams import Team
from agent.domain.threads import LEFT_COMPANY, REPLIED, UNREADABLE, HaltCause
from agent.domain.transitions import SendEvent
from agent.sends import briefing, setbacks
from agent.sends.auto_replies import AutoKind
from agent.sends.halts import halt_colleagues
from agent.sends.intents import Reading
from agent.sends.limits import sender_zone
from agent.sends.notices import Notice, NoticeKind, notify
from agent.sends.replies import Read, answer
from agent.sends.suppression import stop, suppress, suppress_recipient
from agent.store import accounts, contacts, drafts, enrolments, objections, outcomes, replies, sends
from agent.tables.columns import new_id

POSITIVE = frozenset({Intent.INTERESTED, Intent.QUESTION})
REST = timedelta(days=60)
_SAME_THREAD = timedelta(days=60)
_PAUSE_AFTER_FAULT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Match:
    """The send that a message belongs to. `surely` is by an id that only we could have made; else a person looks."""

    send: Send
    surely: bool


def quarantine(read: Read, why: str) -> Read:
    return replace(read, inbound=replace(read.inbound, kind=InboundKind.MALFORMED), why=why)


def act(session: Session, read: Read, *, inbound_id: str, team: Team, mailbox_id: str, now: datetime) -> str:
    """Act on it once. Returns the word for what it was taken as; "done" when another worker had been here."""
    match = match_send(session, read)
    kind = read.inbound.kind
    note = read.why or ("" if match else "cites no mail of ours")
    send_id = match.send.id if match else None
    if not replies.processed(session, inbound_id, kind=kind, send_id=send_id, note=note, now=now):
        return "done"
    if match and match.surely:
        _proves_it_went(session, match.send, kind, now=now)
    if kind is InboundKind.MALFORMED:
        return _malformed(session, read, match, inbound_id, now=now)
    if match is None:
        return _unmatched(session, read, now=now)
    if kind in (InboundKind.BOUNCE, InboundKind.COMPLAINT):
        return _report(session, read, match, now=now) if match.surely else "unmatched"
    if kind is InboundKind.AUTO_REPLY:
        return _auto_reply(session, read, match, now=now)
    if kind is InboundKind.HUMAN:
        return _human(session, read, match, inbound_id=inbound_id, team=team, now=now)
    return str(kind)


def match_send(session: Session, read: Read) -> Match | None:
    """By our own ids first; then by who writes, from the address we wrote to or from its company (sending §5.7)."""
    found = sends.by_message_ids(session, read.ids) or sends.by_refs(session, read.refs)
    if found is not None:
        return Match(found, surely=True)
    if read.inbound.kind in (InboundKind.BOUNCE, InboundKind.COMPLAINT, InboundKind.OURS):
        return None
    person = contacts.by_email(session, read.inbound.sender) if read.inbound.sender else None
    send = sends.newest_to(session, person.id) if person else None
    if send is None:
        send = _by_colleague(session, read)
    recent = send is not None and read.inbound.received_at - (send.sent_at or send.approved_at) < _SAME_THREAD
    return Match(send, surely=False) if send is not None and recent else None


def _by_colleague(session: Session, read: Read) -> Send | None:
    """Somebody else at the company, answering under our subject."""
    account = accounts.by_domain(session, read.inbound.sender.rpartition("@")[2])
    if account is None:
        return None
    subject = _bare(read.inbound.subject)
    for person in contacts.at_account(session, account.id):
        send = sends.newest_to(session, person.id)
        if send is not None and subject and _bare(send.content.subject) == subject:
            return send
    return None


def _bare(subject: str) -> str:
    words = subject.casefold()
    while ":" in words[:5]:
        words = words.partition(":")[2].strip()
    return words.strip()


def _proves_it_went(session: Session, send: Send, kind: InboundKind, *, now: datetime) -> None:
    """A message that cites our id proves that the send in question left (T12)."""
    if send.state in (SendState.AMBIGUOUS, SendState.NEEDS_HUMAN):
        sends.move(
            session, send, SendEvent.PROVE_SENT, at=now, by="listen", note=f"cited by a {kind}", sent_at=send.pnr_at
        )


def _malformed(session: Session, read: Read, match: Match | None, inbound_id: str, *, now: datetime) -> str:
    """It cannot be read: nobody is mailed on in doubt."""
    if match:
        stop(session, [match.send.contact_id], reason=UNREADABLE, by="listen", now=now)
        _halt(session, match.send, HaltCause.UNREADABLE, now=now)
    words = f"A message could not be read ({read.why}) and is in quarantine."
    notify(session, Notice(NoticeKind.MAIL_QUARANTINED, words, f"quarantine:{inbound_id}"), now=now)
    return str(InboundKind.MALFORMED)


def _unmatched(session: Session, read: Read, *, now: datetime) -> str:
    """Not about a mail of ours; but who tells us to stop is heard, whatever they cite."""
    if read.inbound.kind is not InboundKind.HUMAN:
        return "unmatched"
    person = contacts.by_email(session, read.inbound.sender) if read.inbound.sender else None
    _, reading = answer(read, sent_text="", now=now)
    if person is not None and reading.intent is Intent.UNSUBSCRIBE:
        suppress(
            session,
            Suppression("address", person.email, SuppressionReason.UNSUBSCRIBE, now, source="reply"),
            by="listen",
            now=now,
        )
        halt_colleagues(session, person.account_id, person.id, HaltCause.OPTED_OUT, by="listen", now=now)
        return "opted_out"
    return "unmatched"


def _halt(session: Session, send: Send, cause: HaltCause, *, now: datetime) -> None:
    halt_colleagues(session, send.account_id, send.contact_id, cause, by="listen", now=now)


def _report(session: Session, read: Read, match: Match, *, now: datetime) -> str:
    send = match.send
    if read.inbound.kind is InboundKind.COMPLAINT:
        suppress_recipient(session, send, SuppressionReason.COMPLAINT, source="feedback report", by="listen", now=now)
        _halt(session, send, HaltCause.COMPLAINED, now=now)
        _outcome(session, send, OutcomeKind.COMPLAINED, key=send.id, now=now)
        words = "a recipient reported a mail as spam"
        sends.pause(session, send.mailbox_id, reason=words, at=now, by="listen")
        notify(session, Notice(NoticeKind.SENDING_PAUSED, f"Sending is paused: {words}.", f"spam:{send.id}"), now=now)
        return "complaint"
    bounce = read.inbound.bounce
    if bounce is not None and bounce.hard:
        setbacks.bounced(session, send, note=f"{bounce.status} {bounce.reason}", now=now)
    elif bounce is not None and bounce.sender_fault:
        reason = f"mail was refused as ours ({bounce.status})"
        sends.pause(session, send.mailbox_id, reason=reason, at=now, by="listen", until=now + _PAUSE_AFTER_FAULT)
        notify(session, Notice(NoticeKind.SENDING_PAUSED, f"Sending is paused: {reason}.", f"fault:{send.id}"), now=now)
    return "bounce"


def _auto_reply(session: Session, read: Read, match: Match, *, now: datetime) -> str:
    send, auto = match.send, read.auto
    if auto is None:
        return "auto_reply"
    if auto.kind is AutoKind.OUT_OF_OFFICE and auto.wakes_at:
        enrolments.wait_until(session, send.enrolment_id, at=auto.wakes_at)
        for waiting in sends.of_contacts(session, [send.contact_id], [SendState.SCHEDULED, SendState.DEFERRED]):
            sends.postpone(session, waiting, until=max(waiting.not_before, auto.wakes_at))
    elif auto.kind is AutoKind.LEFT_COMPANY:
        stop(session, [send.contact_id], reason=LEFT_COMPANY, by="listen", now=now)
        _halt(session, send, HaltCause.GONE, now=now)
    elif auto.kind is AutoKind.CHALLENGE:
        words = "A recipient's mail system asks to confirm that a person wrote."
        notify(session, Notice(NoticeKind.REPLY_WAITING, words, f"challenge:{send.id}", _owner(session, send)), now=now)
    return "auto_reply"


def _human(session: Session, read: Read, match: Match, *, inbound_id: str, team: Team, now: datetime) -> str:
    """Stop first, whatever it says; then suppress, brief, and tell the owner (sending rule 4)."""
    send = match.send
    text, reading = answer(read, sent_text=send.content.text, now=now)
    stop(session, [send.contact_id], reason=REPLIED, by="listen", now=now)
    opted_out = reading.intent is Intent.UNSUBSCRIBE
    _halt(session, send, HaltCause.OPTED_OUT if opted_out else HaltCause.REPLIED, now=now)
    _rest(session, send, read, reading, now=now)
    reply = Reply(
        id=new_id(),
        send_id=send.id,
        account_id=send.account_id,
        contact_id=send.contact_id,
        owner_id=_owner(session, send),
        intent=reading.intent,
        text=text,
        subject=read.inbound.subject,
        received_at=read.inbound.received_at,
        due_at=briefing.due_at(now, sender_zone(team, send.mailbox_id)) if reading.intent in POSITIVE else None,
    )
    replies.put(session, reply, inbound_id=inbound_id, briefing=_brief(session, reply, send, reading, team=team))
    _outcome(session, send, OutcomeKind.REPLIED, key=inbound_id, now=now)
    if match.surely and not opted_out:
        contacts.renew(session, send.contact_id, now=now)
    if opted_out:
        _outcome(session, send, OutcomeKind.OPT_OUT, key=send.contact_id, now=now)
        return "opted_out"
    if reading.intent in POSITIVE:
        _outcome(session, send, OutcomeKind.POSITIVE_REPLY, key=inbound_id, now=now)
    _tell(session, reply, surely=match.surely, now=now)
    return "replied"


def _rest(session: Session, send: Send, read: Read, reading: Reading, *, now: datetime) -> None:
    """Nobody who answered is mailed by a sequence for sixty days, or until the day they named; who said stop, never."""
    address = send.content.recipient
    if reading.intent is Intent.UNSUBSCRIBE:
        reason, until = SuppressionReason.UNSUBSCRIBE, None
        if read.inbound.sender and read.inbound.sender != address.lower():
            suppress(
                session, Suppression("address", read.inbound.sender, reason, now, source="reply"), by="listen", now=now
            )
    else:
        reason = SuppressionReason.REPLIED
        wakes = datetime.combine(reading.wakes_on, time(0), UTC) if reading.wakes_on else now + REST
        until = max(wakes, now + timedelta(days=1))
    suppress_recipient(session, send, reason, source="reply", by="listen", now=now, until=until)


def _brief(
    session: Session, reply: Reply, send: Send, reading: Reading, *, team: Team
) -> Briefing | None:  # fmt: skip
    contact = contacts.get(session, send.contact_id)
    account = accounts.get(session, send.account_id)
    if reading.intent not in POSITIVE or contact is None or account is None:
        return None
    draft = drafts.get(session, send.draft_id)
    others = contacts.at_account(session, account.id)
    silent = objections.objecting(session, others)
    return briefing.brief_reply(
        reply.id,
        reply.text,
        contact=contact,
        account=account,
        why_now=replies.why_now(session, send.draft_id),
        written=draft.written if draft else None,
        others=[one for one in others if one.id not in silent],
        personas=team.personas,
    )


def _tell(session: Session, reply: Reply, *, surely: bool, now: datetime) -> None:
    positive = reply.intent in POSITIVE
    kind = NoticeKind.POSITIVE_REPLY if positive else NoticeKind.REPLY_WAITING
    what = "A positive reply waits: its briefing is ready." if positive else "A reply waits to be read."
    words = what if surely else f"{what} It was matched by its sender only: check that it belongs here."
    notify(session, Notice(kind, words, f"reply:{reply.id}", reply.owner_id), now=now)


def _owner(session: Session, send: Send) -> str:
    enrolment = enrolments.get(session, send.enrolment_id)
    return enrolment.owner_id if enrolment else ""


def _outcome(session: Session, send: Send, kind: OutcomeKind, *, key: str, now: datetime) -> None:
    outcomes.put(
        session,
        account_id=send.account_id,
        kind=kind,
        key=key,
        at=now,
        send_id=send.id,
        contact_id=send.contact_id,
    )
