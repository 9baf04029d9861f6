"""Outbox: what leaves when, what can still be taken back, what left, and what only a person can settle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from agent.domain.decisions import Role
from agent.domain.sends import Send, SendState
from agent.domain.teams import Team
from agent.errors import BadInput, NotAllowed, NotFound
from agent.sends import limits, outbox, zones
from agent.store import accounts, contacts, draft_names, drafts, objections, screens, sends
from review_queue import sight
from review_queue.fragments import go, page
from review_queue.guard import Decider, Pauser, Reader, Resolver, Visit

router = APIRouter(prefix="/outbox")

TABS: dict[str, tuple[str, tuple[SendState, ...]]] = {
    "scheduled": (
        "Scheduled",
        (SendState.SCHEDULED, SendState.DEFERRED, SendState.CLAIMED, SendState.SUBMITTING, SendState.HELD),
    ),
    "sent": ("Sent", (SendState.SENT,)),
    "by-hand": ("To send by hand", (SendState.HANDED_OVER,)),
    "unclear": ("Unclear", (SendState.AMBIGUOUS, SendState.NEEDS_HUMAN)),
    "failed": ("Failed", (SendState.FAILED, SendState.EXPIRED)),
    "cancelled": ("Taken back", (SendState.CANCELLED,)),
}


@dataclass(frozen=True, slots=True)
class SendLine:
    """One send in words. `undo_version` is the draft's version while the send can be taken back, else 0."""

    id: str
    draft_id: str
    who: str
    subject: str
    state: str
    tone: str
    when: datetime | None
    leaves: str
    says: str
    undo_version: int
    last_line: str


@dataclass(frozen=True, slots=True)
class Tab:
    value: str
    words: str
    count: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class MailboxLine:
    id: str
    address: str
    words: str
    paused: str


@dataclass(frozen=True, slots=True)
class OutboxView:
    tabs: tuple[Tab, ...]
    here: str
    rows: tuple[SendLine, ...]
    mailboxes: tuple[MailboxLine, ...]
    all_paused: str
    may_pause: bool
    may_resume: bool
    more: str


PAGE = 100
_TONES = {
    SendState.SENT: "good",
    SendState.FAILED: "bad",
    SendState.AMBIGUOUS: "warn",
    SendState.NEEDS_HUMAN: "warn",
    SendState.HELD: "warn",
    SendState.EXPIRED: "warn",
}


@router.get("")
def show(visit: Reader, tab: str = "scheduled", after: str = "") -> Response:
    if tab not in TABS:
        raise NotFound("There is no such list.")
    with visit.context.store.read() as session:
        found = sends.listed(session, states=TABS[tab][1], limit=PAGE + 1, after_id=after[:64])
        rows = _rows(session, visit, found[:PAGE])
        if tab == "scheduled":
            rows = sorted(rows, key=lambda row: (row.when is None, row.when))
        elif tab == "sent":
            rows = sorted(rows, key=lambda row: (row.when is not None, row.when), reverse=True)
        counts = sends.counts_by_state(session)
        pauses = sends.pauses(session, now=visit.now)
        view = OutboxView(
            tabs=tuple(
                Tab(value, words, sum(counts.get(state, 0) for state in states), value == tab)
                for value, (words, states) in TABS.items()
            ),
            here=tab,
            rows=tuple(rows),
            mailboxes=_mailboxes(session, visit, pauses),
            all_paused=pauses.get("", ""),
            may_pause=visit.may("pause"),
            may_resume=visit.may("tune"),
            more=found[PAGE - 1].id if len(found) > PAGE else "",
        )
    return page(visit, "pages/outbox.html", view)


def _rows(session: Session, visit: Visit, found: list[Send]) -> list[SendLine]:
    seen = sight.owners_seen(visit.actor)
    names = screens.names_of(session, [send.contact_id for send in found])
    naming = draft_names.withheld(session, [send.draft_id for send in found])
    team = visit.team()
    rows: list[SendLine] = []
    for send in found:
        draft = drafts.get(session, send.draft_id)
        if draft is None or (seen is not None and draft.owner_id not in seen):
            continue
        name = names.get(send.contact_id)
        withheld = name is not None and name.contact == objections.WITHHELD
        waits = send.state in sends.BEFORE_SUBMITTING
        rows.append(
            SendLine(
                id=send.id,
                draft_id=send.draft_id,
                who=f"{name.contact}, {name.account}" if name else send.content.recipient,
                subject="" if withheld or send.draft_id in naming else send.content.subject,
                state=str(send.state).replace("_", " "),
                tone=_TONES.get(send.state, "plain"),
                when=send.not_before if waits else send.sent_at or send.pnr_at or send.approved_at,
                leaves=_leaves(session, send, team, visit.now) if waits else "",
                says="" if withheld else send.reason,
                undo_version=draft.version if waits and visit.may("decide") else 0,
                last_line="" if withheld else f"{send.smtp_code or ''} {send.smtp_text}".strip(),
            )
        )
    return rows


def _leaves(session: Session, send: Send, team: Team, now: datetime) -> str:
    contact, account = contacts.get(session, send.contact_id), accounts.get(session, send.account_id)
    if contact is None or account is None:
        return ""
    here = limits.sender_zone(team, send.mailbox_id)
    place = zones.place_of(contact, account, sender_zone=here)
    return limits.leaves_words(send.not_before, here, place, now=now)


def _mailboxes(session: Session, visit: Visit, pauses: dict[str, str]) -> tuple[MailboxLine, ...]:
    team = visit.team()
    booked = sends.planned(session, now=visit.now)
    return tuple(
        MailboxLine(
            box.id,
            box.address,
            limits.capacity(
                visit.now, box, policy=team.policy, sender_zone=limits.sender_zone(team, box.id), bookings=booked
            ).words,
            pauses.get(box.id, ""),
        )
        for box in team.mailboxes
    )


def _mine(session: Session, visit: Visit, send_id: str) -> Send:
    """The send, if this person may settle it. Raises NotFound otherwise."""
    send = sends.get(session, send_id)
    if send is None:
        raise NotFound("There is no such send, or it is not yours.")
    sight.find(session, visit.actor, send.draft_id)
    return send


@router.post("/{send_id}/settle")
def settle(visit: Resolver, send_id: str) -> Response:
    """A person knows what no machine may guess: it was sent, it was not, or it is not to go again."""
    acts: dict[str, Callable[[Session], Send]] = {
        "sent": lambda s: outbox.resolve(s, send_id, was_sent=True, by=visit.actor.user_id, now=visit.now),
        "not-sent": lambda s: outbox.resolve(s, send_id, was_sent=False, by=visit.actor.user_id, now=visit.now),
        "by-hand": lambda s: outbox.mark_handed_over_sent(s, send_id, by=visit.actor.user_id, now=visit.now),
        "give-up": lambda s: outbox.give_up(s, send_id, by=visit.actor.user_id, now=visit.now),
        "unhold": lambda s: outbox.unhold(s, send_id, by=visit.actor.user_id, now=visit.now),
    }
    act = acts.get(visit.form.get("how", ""))
    if act is None:
        raise BadInput("Say whether it was sent.")
    with visit.context.store.write() as session:
        _mine(session, visit, send_id)
        act(session)
    tab = visit.form.get("tab", "scheduled")
    return go(f"/outbox?tab={tab if tab in TABS else 'scheduled'}")


@router.post("/pause")
def pause(visit: Pauser) -> Response:
    """Stop sending: an SDR the own mailbox, RevOps and admins everything."""
    mailbox = _mailbox(visit, {Role.REVOPS, Role.ADMIN})
    with visit.context.store.write() as session:
        sends.pause(session, mailbox, reason=f"paused by {visit.actor.name}", at=visit.now, by=visit.actor.user_id)
    return go("/outbox")


@router.post("/resume")
def resume(visit: Decider) -> Response:
    """Go on: RevOps everything, an SDR what the own mailbox paused."""
    mailbox = _mailbox(visit, {Role.REVOPS})
    with visit.context.store.write() as session:
        sends.resume(session, mailbox)
    return go("/outbox")


def _mailbox(visit: Visit, everything: set[Role]) -> str:
    """The mailbox asked about, "" for all. Raises NotAllowed when it is not this person's to stop."""
    mailbox = visit.form.get("mailbox", "")
    team = visit.team()
    own = team.mailbox_of(visit.actor.owner_id)
    if visit.actor.role not in everything and (own is None or own.id != mailbox):
        raise NotAllowed("You can pause and resume your own mailbox; RevOps all of them.")
    if mailbox and team.mailbox(mailbox) is None:
        raise NotFound("There is no such mailbox.")
    return mailbox
