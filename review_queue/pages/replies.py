"""Replies: who answered, the briefing with its clock, and what became of it, recorded by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from urllib.parse import quote

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from agent.domain.outcomes import Outcome, OutcomeKind
from agent.domain.replies import Intent
from agent.errors import BadInput, NotFound
from agent.sends.inbound import POSITIVE
from agent.store import draft_names, outcomes, screens, sends
from agent.store.screens import ListedReply
from agent.tables.columns import new_id
from review_queue import sight, words
from review_queue.fragments import go, page
from review_queue.guard import Reader, Resolver, Visit

router = APIRouter(prefix="/replies")
AMBER = timedelta(minutes=10)
BY_HAND = (
    OutcomeKind.POSITIVE_REPLY, OutcomeKind.MEETING, OutcomeKind.OPPORTUNITY, OutcomeKind.WON, OutcomeKind.LOST,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """What is left of the time to answer: tone good, warn (10 minutes), bad (over), plain (no time limit)."""

    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class ReplyCard:
    """`mailto` opens the reader's own mail program; "" where nothing is to be answered. `preset` is the outcome that
    the reply itself says; "" where a person must choose."""

    reply: ListedReply
    clock: Clock
    mailto: str
    sent: str
    outcomes: tuple[Outcome, ...]
    preset: str


@dataclass(frozen=True, slots=True)
class RepliesView:
    cards: tuple[ReplyCard, ...]
    handled: bool
    kinds: tuple[str, ...]


@router.get("")
def show(visit: Reader, handled: str = "") -> Response:
    done = handled == "1"
    with visit.context.store.read() as session:
        found = screens.replies(session, owners=sight.owners_seen(visit.actor), handled=done)
        cards = tuple(_card(session, one, visit.now) for one in found)
    return page(visit, "pages/replies.html", RepliesView(cards, done, tuple(str(kind) for kind in BY_HAND)))


def clock_of(due_at: datetime | None, now: datetime) -> Clock:
    """Text and tone of a reply's clock. Pure."""
    if due_at is None:
        return Clock("plain", "no time limit")
    left = due_at - now
    if left <= timedelta(0):
        return Clock("bad", f"✕ over by {words.span(-left)}")
    return Clock("warn" if left <= AMBER else "good", f"{'! ' if left <= AMBER else ''}{words.span(left)} left")


def _card(session: Session, reply: ListedReply, now: datetime) -> ReplyCard:
    send = sends.get(session, reply.send_id) if reply.send_id else None
    is_told = send is not None and not draft_names.withheld(session, [send.draft_id])
    gone = reply.intent == Intent.UNSUBSCRIBE
    subject = reply.subject if reply.subject.casefold().startswith("re:") else f"Re: {reply.subject}"
    return ReplyCard(
        reply=reply,
        clock=Clock("plain", "handled") if reply.handled_at else clock_of(reply.due_at, now),
        mailto=f"mailto:{quote(reply.email)}?subject={quote(subject)}" if reply.email and not gone else "",
        sent=send.content.text if send and is_told else "",
        outcomes=tuple(outcomes.at_account(session, reply.account_id)),
        preset=str(OutcomeKind.POSITIVE_REPLY) if reply.intent in POSITIVE else "",
    )


def _mine(session: Session, visit: Visit, reply_id: str) -> ListedReply:
    reply = screens.reply(session, reply_id)
    seen = sight.owners_seen(visit.actor)
    if reply is None or (seen is not None and reply.owner_id not in seen):
        raise NotFound("There is no such reply, or it is not yours.")
    return reply


@router.post("/{reply_id}/take")
def take(visit: Resolver, reply_id: str) -> Response:
    """A person takes the reply: its clock stops."""
    with visit.context.store.write() as session:
        _mine(session, visit, reply_id)
        screens.handle_reply(session, reply_id, by=visit.actor.user_id, now=visit.now)
    return go("/replies")


@router.post("/{reply_id}/outcome")
def record(visit: Resolver, reply_id: str) -> Response:
    """Record what became of it. The same outcome of the same reply is recorded once."""
    kind = visit.form.get("kind", "")
    if kind not in {str(one) for one in BY_HAND}:
        raise BadInput("Choose what became of it.")
    value = _value(visit.form.get("value", ""))
    with visit.context.store.write() as session:
        reply = _mine(session, visit, reply_id)
        outcomes.put(
            session,
            account_id=reply.account_id,
            kind=OutcomeKind(kind),
            key=reply.id or new_id(),
            at=visit.now,
            send_id=reply.send_id,
            contact_id=reply.contact_id,
            recorded_by=visit.actor.user_id,
            value=value,
            currency=visit.form.get("currency", "USD")[:3].upper() if value is not None else "",
            note=visit.form.get("note", "")[:500],
        )
        screens.handle_reply(session, reply_id, by=visit.actor.user_id, now=visit.now)
    return go("/replies?handled=1")


def _value(text: str) -> Decimal | None:
    """An amount as typed, "12,000" or "12000.50". Raises BadInput when it is none."""
    plain = text.replace(",", "").replace(" ", "")
    if not plain:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise BadInput("The value is a number, for example 12000.") from None
    if not (value.is_finite() and 0 <= value < Decimal(10) ** 12):
        raise BadInput("The value is between 0 and 1,000,000,000,000.")
    return value
