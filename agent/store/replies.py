"""Queries on what came back: raw messages once each, replies with their briefings, and how far a mailbox was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from agent.domain.replies import Briefing, InboundKind, Intent, Reply
from agent.store.codec import dump, load
from agent.tables.columns import new_id
from agent.tables.drafts import DraftRow
from agent.tables.sends import InboundRow, MailboxCursorRow, ReplyRow


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far one folder was read: UIDs mean nothing under another UIDVALIDITY."""

    uid_validity: int = 0
    last_uid: int = 0


@dataclass(frozen=True, slots=True)
class RawInbound:
    id: str
    mailbox_id: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Quarantined:
    id: str
    mailbox_id: str
    received_at: datetime
    note: str


def cursor(session: Session, mailbox_id: str, folder: str) -> Cursor:
    row = session.get(MailboxCursorRow, (mailbox_id, folder))
    return Cursor(row.uid_validity, row.last_uid) if row else Cursor()


def advance(session: Session, mailbox_id: str, folder: str, *, to: Cursor, now: datetime) -> None:
    row = session.get(MailboxCursorRow, (mailbox_id, folder)) or MailboxCursorRow(mailbox_id=mailbox_id, folder=folder)
    row.uid_validity, row.last_uid, row.last_ok_at, row.last_error = to.uid_validity, to.last_uid, now, ""
    session.add(row)


def note_error(session: Session, mailbox_id: str, folder: str, error: str) -> None:
    row = session.get(MailboxCursorRow, (mailbox_id, folder)) or MailboxCursorRow(mailbox_id=mailbox_id, folder=folder)
    row.last_error = error[:500]
    session.add(row)


def last_read(session: Session, mailbox_id: str) -> tuple[datetime | None, str]:
    """When a mailbox was last read well, and what went wrong since, for `doctor` and the pages."""
    rows = session.exec(select(MailboxCursorRow).where(MailboxCursorRow.mailbox_id == mailbox_id)).all()
    moments = [row.last_ok_at for row in rows if row.last_ok_at]
    return max(moments, default=None), next((row.last_error for row in rows if row.last_error), "")


def keep(
    session: Session, *, mailbox_id: str, message_id: str, sha256: str, raw: bytes, kind: InboundKind, now: datetime
) -> bool:
    """Store a raw message, once by id and bytes, wherever and however often it is met. Returns whether it is new."""
    known = session.exec(
        select(InboundRow.id).where(InboundRow.message_id == message_id, InboundRow.sha256 == sha256)
    ).first()
    if known is not None:
        return False
    session.add(
        InboundRow(
            id=new_id(),
            mailbox_id=mailbox_id,
            message_id=message_id,
            sha256=sha256,
            raw=raw,
            kind=str(kind),
            received_at=now,
        )
    )
    session.flush()
    return True


def unprocessed(session: Session, mailbox_id: str, *, limit: int = 100) -> list[RawInbound]:
    rows = session.exec(
        select(InboundRow)
        .where(InboundRow.mailbox_id == mailbox_id, col(InboundRow.processed_at).is_(None))
        .order_by(col(InboundRow.id))
        .limit(limit)
    ).all()
    return [RawInbound(row.id, row.mailbox_id, row.raw or b"") for row in rows]


def processed(
    session: Session, inbound_id: str, *, kind: InboundKind, send_id: str | None, note: str, now: datetime
) -> bool:
    """Mark it done. False when another worker had done it: then this transaction must change nothing."""
    row = session.exec(
        select(InboundRow)
        .where(InboundRow.id == inbound_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if row is None or row.processed_at is not None:
        return False
    row.kind, row.send_id, row.note, row.processed_at = str(kind), send_id, note, now
    session.add(row)
    session.flush()
    return True


def quarantined(session: Session, *, limit: int = 50) -> list[Quarantined]:
    rows = session.exec(
        select(InboundRow)
        .where(InboundRow.kind == str(InboundKind.MALFORMED))
        .order_by(col(InboundRow.id).desc())
        .limit(limit)
    ).all()
    return [Quarantined(row.id, row.mailbox_id, row.received_at, row.note) for row in rows]


def to_domain(row: ReplyRow) -> Reply:
    return Reply(
        id=row.id,
        send_id=row.send_id,
        account_id=row.account_id,
        contact_id=row.contact_id,
        owner_id=row.owner_id,
        intent=Intent(row.intent),
        text=row.text,
        subject=row.subject,
        received_at=row.received_at,
        due_at=row.due_at,
        handled_at=row.handled_at,
        handled_by=row.handled_by,
    )


def put(session: Session, reply: Reply, *, inbound_id: str, briefing: Briefing | None) -> None:
    session.add(
        ReplyRow(
            id=reply.id,
            inbound_id=inbound_id,
            send_id=reply.send_id,
            account_id=reply.account_id,
            contact_id=reply.contact_id,
            owner_id=reply.owner_id,
            intent=str(reply.intent),
            subject=reply.subject,
            text=reply.text,
            briefing=dump(Briefing, briefing) if briefing else None,
            received_at=reply.received_at,
            due_at=reply.due_at,
        )
    )
    session.flush()


def get(session: Session, reply_id: str) -> tuple[Reply, Briefing | None] | None:
    row = session.get(ReplyRow, reply_id)
    if row is None:
        return None
    return to_domain(row), load(Briefing, row.briefing) if row.briefing else None


def listed(
    session: Session, *, owners: list[str] | None = None, waiting: bool = False, limit: int = 200
) -> list[Reply]:  # fmt: skip
    """Replies, those with a clock first, then newest. `owners` None is everybody's."""
    query = select(ReplyRow).order_by(col(ReplyRow.handled_at).is_not(None), col(ReplyRow.received_at).desc())
    if owners is not None:
        query = query.where(col(ReplyRow.owner_id).in_(owners))
    if waiting:
        query = query.where(col(ReplyRow.handled_at).is_(None))
    rows = session.exec(query.limit(limit)).all()
    return [to_domain(row) for row in sorted(rows, key=lambda r: (r.handled_at is not None, r.due_at is None))]


def handle(session: Session, reply_id: str, *, by: str, now: datetime) -> bool:
    """Somebody has answered, or decided not to. A repeat changes nothing."""
    row = session.get(ReplyRow, reply_id)
    if row is None or row.handled_at is not None:
        return False
    row.handled_at, row.handled_by = now, by
    session.add(row)
    return True


def correct_intent(session: Session, reply_id: str, intent: Intent) -> bool:
    """A person knows better what the reply wants."""
    row = session.get(ReplyRow, reply_id)
    if row is None:
        return False
    row.intent = str(intent)
    session.add(row)
    return True


def why_now(session: Session, draft_id: str) -> str:
    row = session.get(DraftRow, draft_id)
    return (row.why_now or row.reason) if row else ""
