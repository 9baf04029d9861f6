"""Queries on the outbox. `move` is the only way to change the state of a send: compare, set, and write the event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, text, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from agent.domain.drafts import Content
from agent.domain.sends import Booking, Send, SendState
from agent.domain.transitions import SendEvent, next_send_state
from agent.store.codec import dump, load
from agent.tables.columns import new_id
from agent.tables.sends import SendEventRow, SendingPauseRow, SendRow

BEFORE_SUBMITTING = (SendState.SCHEDULED, SendState.CLAIMED, SendState.DEFERRED, SendState.HELD)
OUT = (SendState.SUBMITTING, SendState.SENT, SendState.HANDED_OVER, SendState.AMBIGUOUS, SendState.NEEDS_HUMAN)
IN_FLIGHT = (SendState.CLAIMED, SendState.SUBMITTING, SendState.AMBIGUOUS, SendState.NEEDS_HUMAN)


@dataclass(frozen=True, slots=True)
class SendEventRecord:
    event: str
    from_state: str
    to_state: str
    at: datetime
    note: str
    by: str


def to_domain(row: SendRow) -> Send:
    values = {name: getattr(row, name) for name in _PLAIN}
    return Send(**values, state=SendState(row.state), content=load(Content, row.content))


_PLAIN = (
    *("id", "draft_id", "enrolment_id", "step", "contact_id", "account_id", "mailbox_id", "approved_sha256"),
    *("approved_by", "approved_at", "not_before", "expires_at", "message_id", "mime", "attempt", "lease_token"),
    *("lease_until", "pnr_at", "sent_at", "smtp_code", "smtp_text", "reason", "provider_ref", "channel"),
)


def content_column(content: Content) -> Any:
    """Content as the table keeps it."""
    return dump(Content, content)


def get(session: Session, send_id: str, *, lock: bool = False) -> Send | None:
    """One send. `lock` holds its row until the transaction ends (PostgreSQL; SQLite holds everything anyway)."""
    query = select(SendRow).where(SendRow.id == send_id).execution_options(populate_existing=True)
    row = session.exec(query.with_for_update() if lock else query).first()
    return to_domain(row) if row else None


def of_step(session: Session, enrolment_id: str, step: int) -> Send | None:
    row = session.exec(select(SendRow).where(SendRow.enrolment_id == enrolment_id, SendRow.step == step)).first()
    return to_domain(row) if row else None


def of_draft(session: Session, draft_id: str) -> Send | None:
    row = session.exec(select(SendRow).where(SendRow.draft_id == draft_id).order_by(col(SendRow.id).desc())).first()
    return to_domain(row) if row else None


def of_enrolment(session: Session, enrolment_id: str) -> list[Send]:
    rows = session.exec(select(SendRow).where(SendRow.enrolment_id == enrolment_id).order_by(col(SendRow.step)))
    return [to_domain(row) for row in rows]


def by_message_ids(session: Session, ids: Iterable[str]) -> Send | None:
    """The newest send that one of these Message-IDs (ours, or as the provider rewrote it) belongs to."""
    wanted = [value for value in ids if value]
    if not wanted:
        return None
    row = session.exec(
        select(SendRow)
        .where(col(SendRow.message_id).in_(wanted) | col(SendRow.provider_ref).in_(wanted))
        .order_by(col(SendRow.sent_at).desc())
    ).first()
    return to_domain(row) if row else None


def by_refs(session: Session, refs: Iterable[str]) -> Send | None:
    """The send that one of these X-Outbox-Refs belongs to: a reference is the beginning of its Message-ID."""
    for ref in refs:
        row = session.exec(
            select(SendRow).where(col(SendRow.message_id).startswith(f"<{ref}.o@", autoescape=True))
        ).first()
        if row is not None:
            return to_domain(row)
    return None


def newest_to(session: Session, contact_id: str) -> Send | None:
    """The last send that reached, or may have reached, this contact."""
    row = session.exec(
        select(SendRow)
        .where(SendRow.contact_id == contact_id, col(SendRow.state).in_([str(state) for state in OUT]))
        .order_by(col(SendRow.step).desc())
    ).first()
    return to_domain(row) if row else None


def listed(session: Session, *, states: Sequence[SendState] = (), limit: int = 200, after_id: str = "") -> list[Send]:
    """Sends for the outbox page, newest first."""
    query = select(SendRow).order_by(col(SendRow.id).desc()).limit(limit)
    if states:
        query = query.where(col(SendRow.state).in_([str(state) for state in states]))
    if after_id:
        query = query.where(SendRow.id < after_id)
    return [to_domain(row) for row in session.exec(query)]


def counts_by_state(session: Session) -> dict[SendState, int]:
    rows = session.exec(select(SendRow.state, func.count()).group_by(SendRow.state)).all()
    return {SendState(state): count for state, count in rows}


def events_of(session: Session, send_id: str) -> list[SendEventRecord]:
    rows = session.exec(select(SendEventRow).where(SendEventRow.send_id == send_id).order_by(col(SendEventRow.id)))
    return [SendEventRecord(r.event, r.from_state, r.to_state, r.at, r.note, r.by) for r in rows]


def add(session: Session, send: Send, *, by: str) -> None:
    """Put a new send into the outbox, with its first event."""
    values = {name: getattr(send, name) for name in _PLAIN}
    session.add(SendRow(**values, state=str(send.state), content=dump(Content, send.content)))
    session.flush()
    _event(session, send.id, event="arm", was="", now_is=send.state, at=send.approved_at, by=by)


def move(
    session: Session,
    send: Send,
    event: SendEvent,
    *,
    at: datetime,
    by: str = "",
    note: str = "",
    **values: Any,
) -> bool:
    """Change the state by the table of transitions, if it and the lease token still are what `send` says.

    Returns False, having changed nothing, when somebody was faster. Raises ReviewConflict for an illegal pair.
    """
    to = next_send_state(send.state, event)
    statement = (
        update(SendRow)
        .where(
            col(SendRow.id) == send.id,
            col(SendRow.state) == str(send.state),
            col(SendRow.lease_token) == send.lease_token,
        )
        .values(state=str(to), **values)
        .execution_options(synchronize_session=False)
    )
    result = session.execute(statement)
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        return False
    _event(session, send.id, event=event, was=send.state, now_is=to, at=at, by=by, note=note)
    return True


def _event(
    session: Session, send_id: str, *, event: str, was: str, now_is: str, at: datetime, by: str, note: str = ""
) -> None:
    session.add(
        SendEventRow(
            id=new_id(), send_id=send_id, event=str(event), from_state=str(was), to_state=str(now_is), at=at,
            note=note, by=by,
        )
    )  # fmt: skip


def postpone(session: Session, send: Send, *, until: datetime, why: str = "") -> bool:
    """A later slot for a send that waits, with the reason where there is one; its state stays."""
    result = session.execute(
        update(SendRow)
        .where(col(SendRow.id) == send.id, col(SendRow.state) == str(send.state))
        .values(not_before=until, reason=why)
        .execution_options(synchronize_session=False)
    )
    return isinstance(result, CursorResult) and result.rowcount == 1


def claim_alone(session: Session) -> None:
    """Until this transaction ends nobody else claims: caps and spacing count what others took. SQLite does anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('firstlight:claim'))"))


def due(session: Session, *, now: datetime, limit: int, mailboxes: Sequence[str]) -> list[Send]:
    """Sends whose time has come, oldest first, locked against other workers (SKIP LOCKED on PostgreSQL)."""
    rows = session.exec(
        select(SendRow)
        .where(
            col(SendRow.state).in_([str(SendState.SCHEDULED), str(SendState.DEFERRED)]),
            col(SendRow.not_before) <= now,
            col(SendRow.mailbox_id).in_(list(mailboxes)),
        )
        .order_by(col(SendRow.not_before), col(SendRow.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    return [to_domain(row) for row in rows]


def planned(session: Session, *, now: datetime | None = None, days: int = 8) -> list[Booking]:
    """What has left in the last `days` (at all times, without `now`) and what waits, for caps, spacing and capacity."""
    waiting = [str(state) for state in (SendState.SCHEDULED, SendState.DEFERRED)]
    held = [*waiting, str(SendState.CLAIMED)]
    names = ("id", "mailbox_id", "account_id", "contact_id", "step", "state", "not_before", "pnr_at", "sent_at")
    query = select_columns(*(getattr(SendRow, name) for name in names))
    gone = col(SendRow.pnr_at) > (now - timedelta(days=days) if now else datetime.min.replace(tzinfo=UTC))
    rows = session.execute(query.where(col(SendRow.state).in_(held) | gone)).all()
    return [
        Booking(
            send_id=row.id,
            mailbox_id=row.mailbox_id,
            account_id=row.account_id,
            at=row.not_before if row.state in held else row.sent_at or row.pnr_at,
            first_touch=row.step == 1,
            waiting=row.state in waiting,
            contact_id=row.contact_id,
        )
        for row in rows
    ]


def contacts_in_flight(session: Session) -> set[str]:
    """Contacts who have a send between claim and a known end: one at a time each."""
    states = [str(state) for state in IN_FLIGHT]
    return set(session.exec(select(SendRow.contact_id).where(col(SendRow.state).in_(states))))


def lost_since(session: Session, mailbox_id: str, at: datetime) -> int:
    """How many sends of this mailbox went out of sight since `at`."""
    return session.exec(
        select(func.count())
        .select_from(SendEventRow)
        .join(SendRow, col(SendRow.id) == col(SendEventRow.send_id))
        .where(SendRow.mailbox_id == mailbox_id, SendEventRow.event == str(SendEvent.LOSE), col(SendEventRow.at) >= at)
    ).one()


def in_state(session: Session, states: Sequence[SendState], *, lease_before: datetime | None = None) -> list[Send]:
    query = select(SendRow).where(col(SendRow.state).in_([str(state) for state in states]))
    if lease_before is not None:
        query = query.where(col(SendRow.lease_until) < lease_before)
    return [to_domain(row) for row in session.exec(query.order_by(col(SendRow.id)))]


def overdue(session: Session, *, now: datetime) -> list[Send]:
    """Sends that waited past their expiry."""
    states = [str(s) for s in (SendState.SCHEDULED, SendState.DEFERRED, SendState.HELD)]
    rows = session.exec(select(SendRow).where(col(SendRow.state).in_(states), col(SendRow.expires_at) <= now))
    return [to_domain(row) for row in rows]


def of_contacts(session: Session, contact_ids: Sequence[str], states: Sequence[SendState]) -> list[Send]:
    """Sends to these contacts in these states, locked until the transaction ends."""
    found: list[Send] = []
    names = [str(state) for state in states]
    for start in range(0, len(contact_ids), 500):
        part = list(contact_ids[start : start + 500])
        rows = session.exec(
            select(SendRow)
            .where(col(SendRow.contact_id).in_(part), col(SendRow.state).in_(names))
            .order_by(col(SendRow.id))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        found.extend(to_domain(row) for row in rows)
    return found


def pause(
    session: Session, mailbox_id: str, *, reason: str, at: datetime, by: str, until: datetime | None = None
) -> None:
    """Claim nothing for this mailbox ("" for all). The later pause wins, an endless one over any."""
    row = session.get(SendingPauseRow, mailbox_id)
    if row is None:
        session.add(SendingPauseRow(mailbox_id=mailbox_id, reason=reason, at=at, until=until, by=by))
    elif row.until is not None and (until is None or until > row.until):
        row.reason, row.at, row.until, row.by = reason, at, until, by
        session.add(row)


def resume(session: Session, mailbox_id: str) -> bool:
    row = session.get(SendingPauseRow, mailbox_id)
    if row is None:
        return False
    session.delete(row)
    return True


def pauses(session: Session, *, now: datetime) -> dict[str, str]:
    """Why which mailbox ("" for all) is paused now."""
    rows = session.exec(select(SendingPauseRow)).all()
    return {row.mailbox_id: row.reason for row in rows if row.until is None or row.until > now}
