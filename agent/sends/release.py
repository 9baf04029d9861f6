"""Mail leaves. Stage 9 of 12: Decision, policy, now → Send or Skip.

Exactly once whenever the server answers definitely, else at most once and a person (sending §3): a send is claimed
under a lease, its bytes frozen, the point of no return committed before the first byte that could arrive, and an
uncertain end is never repeated by a machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.sends import Accepted, Send, SendState
from agent.domain.teams import Team
from agent.domain.transitions import SendEvent
from agent.errors import SendAmbiguous, SendDeferred, SendRefused
from agent.sends import claim, setbacks, sweep
from agent.sends.contract import Channel, MailboxUnusable, ReleaseStopped
from agent.store import contacts, sends
from agent.store.engine import Store

_BATCH = 8


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """How many sends took which turn, by word ("sent", "deferred", "held", "cancelled", "expired", …)."""

    counts: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, word: str) -> int:
        return self.counts.get(word, 0)


@dataclass(frozen=True, slots=True)
class Desk:
    """What one worker releases with."""

    store: Store
    team: Team
    channels: Mapping[str, Channel]
    clock: Clock
    worker_id: str
    key: bytes


def release_due(
    store: Store,
    *,
    team: Team,
    channels: Mapping[str, Channel],
    clock: Clock,
    worker_id: str,
    limit: int,
    key: bytes,
) -> ReleaseReport:
    """Sweep what died, then release at most `limit` sends that are due. `channels` by mailbox id.

    Any number of workers may do so at once. What cannot leave is moved with its reason; it raises for bugs only.
    """
    desk = Desk(store, team, channels, clock, worker_id, key)
    counts = sweep.sweep(store, team=team, channels=channels, clock=clock, key=key)
    left = limit
    while left > 0:
        claimed, turned = claim.claim_due(
            store, team=team, channels=channels, now=clock.now(), worker_id=worker_id, limit=min(left, _BATCH), key=key
        )
        counts.update(turned)
        counts.update(_release_each(desk, claimed))
        left -= len(claimed)
        if not claimed and not turned:
            break
    for channel in {id(channel): channel for channel in channels.values()}.values():
        channel.close()
    return ReleaseReport({word: count for word, count in counts.items() if count})


def _release_each(desk: Desk, claimed: Sequence[Send]) -> list[str]:
    """Release them in turn. Should a bug end it, those behind are given back at once, or one mail would hold up all."""
    waiting = list(reversed(claimed))
    words: list[str] = []
    try:
        while waiting:
            words.append(release(desk, waiting.pop()))
    finally:
        for send in waiting:
            with desk.store.write() as session:
                sends.move(session, send, SendEvent.RELEASE_LEASE, at=desk.clock.now(), note="not begun")
    return words


def release(desk: Desk, send: Send) -> str:
    """Hand one claimed send to its channel and record what came of it. Returns the word for it."""
    channel = desk.channels[send.mailbox_id]
    gone = replace(send, state=SendState.SUBMITTING)
    passed: list[bool] = []

    def before_body() -> None:
        why = _pass_point_of_no_return(desk, send, channel)
        if why:
            raise ReleaseStopped(why)
        passed.append(True)

    try:
        accepted = channel.send(
            send.mime or b"",
            ref=claim.ref_of(send),
            sender=claim.address_of(desk.team, send),
            recipient=send.content.recipient,
            before_body=before_body,
        )
    except ReleaseStopped as stopped:
        return str(stopped)
    except MailboxUnusable as error:
        return setbacks.mailbox_unusable(desk.store, gone if passed else send, error, now=desk.clock.now())
    except SendDeferred as error:
        return setbacks.defer(desk.store, gone if passed else send, error, now=desk.clock.now())
    except SendRefused as error:
        return setbacks.refuse(desk.store, gone if passed else send, error, now=desk.clock.now())
    except SendAmbiguous as error:
        return setbacks.lose(desk.store, gone, str(error), now=desk.clock.now())
    return _record(desk, gone, accepted)


def _pass_point_of_no_return(desk: Desk, send: Send, channel: Channel) -> str:
    """T8: in one transaction the lease is still mine and nothing forbids it; committed before a byte goes out.

    Returns "" or the word for what happened instead.
    """
    now = desk.clock.now()
    with desk.store.write() as session:
        current = sends.get(session, send.id, lock=True)
        if current is None or current.state is not SendState.CLAIMED or current.lease_token != send.lease_token:
            return "lease_lost"
        turned = claim.turn_away(session, current, team=desk.team, now=now)
        if turned:
            return turned
        moved = sends.move(
            session,
            current,
            SendEvent.PASS_POINT_OF_NO_RETURN,
            at=now,
            by=desk.worker_id,
            pnr_at=now,
            channel=channel.name,
            lease_until=now + timedelta(seconds=channel.after_body_s),
        )
        return "" if moved else "lease_lost"


def _record(desk: Desk, gone: Send, accepted: Accepted) -> str:
    """T9. A worker that was thought dead and comes back with a yes brings the proof (T12)."""
    now = desk.clock.now()
    event = SendEvent.HAND_OVER if accepted.handed_over else SendEvent.ACCEPT
    with desk.store.write() as session:
        if _accept(session, gone, event, accepted, now=now, by=desk.worker_id):
            _note_notice(session, desk, gone, now=now)
            return "handed_over" if accepted.handed_over else "sent"
        current = sends.get(session, gone.id, lock=True)
        lost = current is not None and current.state in (SendState.AMBIGUOUS, SendState.NEEDS_HUMAN)
        if current is not None and lost and current.lease_token == gone.lease_token:
            _accept(session, current, SendEvent.PROVE_SENT, accepted, now=now, by=desk.worker_id)
            return "sent"
    return "lease_lost"


def _note_notice(session: Session, desk: Desk, gone: Send, *, now: datetime) -> None:
    """A first mail that links the privacy notice is the notice itself (GDPR 14): when it left is kept."""
    mailbox = desk.team.mailbox(gone.mailbox_id)
    if mailbox is not None and mailbox.notice_url and mailbox.notice_url in gone.content.text:
        contacts.note_notice(session, gone.contact_id, now=now)


def _accept(
    session: Session, send: Send, event: SendEvent, accepted: Accepted, *, now: datetime, by: str
) -> bool:  # fmt: skip
    return sends.move(
        session,
        send,
        event,
        at=now,
        by=by,
        sent_at=None if event is SendEvent.HAND_OVER else now,
        smtp_text=accepted.reply[:500],
        provider_ref=accepted.provider_ref,
        lease_until=None,
    )
