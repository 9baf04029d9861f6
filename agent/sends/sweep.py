"""What dead workers left: leases that ran out, sends out of sight, approvals grown too old (sending T4, T11–T14)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from agent.clock import Clock
from agent.domain.sends import Send, SendState
from agent.domain.teams import Team
from agent.domain.transitions import SendEvent
from agent.sends import outbox
from agent.sends.claim import ref_of
from agent.sends.contract import Channel, Proof
from agent.sends.notices import Notice, NoticeKind, notify
from agent.sends.setbacks import lose
from agent.store import enrolments, sends
from agent.store.engine import Store


def sweep(
    store: Store, *, team: Team, channels: Mapping[str, Channel], clock: Clock, key: bytes
) -> Counter[str]:  # fmt: skip
    """Free what surely was not sent, ask for proof of what may have been, hand the rest to a person."""
    counts: Counter[str] = Counter()
    now = clock.now()
    with store.read() as session:
        dead = sends.in_state(session, [SendState.CLAIMED, SendState.SUBMITTING], lease_before=now)
        overdue = sends.overdue(session, now=now)
    for send in dead:
        if send.state is SendState.CLAIMED:
            counts["freed"] += _free(store, send, clock)
        else:
            counts[lose(store, send, "the worker died while the mail was on its way", now=now)] += 1
    for send in overdue:
        counts["expired"] += _expire(store, send, clock)
    with store.read() as session:
        lost = sends.in_state(session, [SendState.AMBIGUOUS])
    for send in lost:
        counts[_look(store, send, channels.get(send.mailbox_id), clock)] += 1
    return counts


def _free(store: Store, send: Send, clock: Clock) -> bool:
    with store.write() as session:
        return sends.move(
            session, send, SendEvent.RELEASE_LEASE, at=clock.now(), note="lease ran out", attempt=send.attempt + 1
        )


def _expire(store: Store, send: Send, clock: Clock) -> bool:
    with store.write() as session:
        current = sends.get(session, send.id, lock=True)
        if current is None or current.state is not send.state:
            return False
        moved = sends.move(session, current, SendEvent.EXPIRE, at=clock.now(), reason="no slot before it grew too old")
        return moved and outbox.return_to_review(session, current, why="It found no slot in time: look again.")


def _look(store: Store, send: Send, channel: Channel | None, clock: Clock) -> str:
    """Proof decides, and only from the channel that it went by; without any, a person does (sending §3.4)."""
    proof = channel.find(ref_of(send)) if channel is not None and channel.name == send.channel else Proof.UNKNOWN
    now = clock.now()
    with store.write() as session:
        if proof is Proof.PRESENT:
            event = SendEvent.PROVE_SENT
            sends.move(session, send, event, at=now, by="system", note="found where it went", sent_at=send.pnr_at)
            return "proved_sent"
        if proof is Proof.ABSENT:
            sends.move(session, send, SendEvent.PROVE_NOT_SENT, at=now, by="system", note="not there", not_before=now)
            return "proved_not_sent"
        sends.move(session, send, SendEvent.ASK, at=now, by="system")
        enrolment = enrolments.get(session, send.enrolment_id)
        words = (
            f"Did this mail to {send.content.recipient.rpartition('@')[2]} go out? Nobody can tell: please settle it."
        )
        owner = enrolment.owner_id if enrolment else ""
        notify(session, Notice(NoticeKind.SEND_IN_QUESTION, words, f"in-question:{send.id}", owner), now=now)
    return "asked"
