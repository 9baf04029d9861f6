"""Queries on enrolments: one person in one sequence, one thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col, select

from agent.domain.drafts import DraftState
from agent.tables.columns import new_id
from agent.tables.drafts import DraftRow
from agent.tables.sends import EnrolmentRow


class EnrolmentState(StrEnum):
    ACTIVE = "active"
    STOPPED = "stopped"
    RECYCLED = "recycled"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """`wakes_at` holds the next touch back (out of office) or says when a new signal may reopen (recycled)."""

    id: str
    contact_id: str
    account_id: str
    sequence_id: str
    mailbox_id: str
    owner_id: str
    state: EnrolmentState
    stop_reason: str
    wakes_at: datetime | None
    started_at: datetime


def to_domain(row: EnrolmentRow) -> Enrolment:
    values = row.model_dump()
    return Enrolment(**{**values, "state": EnrolmentState(row.state)})


def get(session: Session, enrolment_id: str) -> Enrolment | None:
    row = session.exec(
        select(EnrolmentRow).where(EnrolmentRow.id == enrolment_id).execution_options(populate_existing=True)
    ).first()
    return to_domain(row) if row else None


def active_of(session: Session, contact_id: str) -> Enrolment | None:
    row = session.exec(
        select(EnrolmentRow).where(
            EnrolmentRow.contact_id == contact_id, EnrolmentRow.state == str(EnrolmentState.ACTIVE)
        )
    ).first()
    return to_domain(row) if row else None


def start(
    session: Session,
    *,
    contact_id: str,
    account_id: str,
    sequence_id: str,
    mailbox_id: str,
    owner_id: str,
    now: datetime,
) -> Enrolment:
    row = EnrolmentRow(
        id=new_id(),
        contact_id=contact_id,
        account_id=account_id,
        sequence_id=sequence_id,
        mailbox_id=mailbox_id,
        owner_id=owner_id,
        started_at=now,
    )
    session.add(row)
    session.flush()
    return to_domain(row)


def stop(session: Session, contact_ids: list[str], *, reason: str) -> int:
    """Stop every active enrolment of these contacts. Returns how many there were."""
    stopped = 0
    for begin in range(0, len(contact_ids), 500):
        result = session.execute(
            update(EnrolmentRow)
            .where(
                col(EnrolmentRow.contact_id).in_(contact_ids[begin : begin + 500]),
                col(EnrolmentRow.state) == str(EnrolmentState.ACTIVE),
            )
            .values(state=str(EnrolmentState.STOPPED), stop_reason=reason)
            .execution_options(synchronize_session=False)
        )
        stopped += result.rowcount if isinstance(result, CursorResult) else 0
    return stopped


def wait_until(session: Session, enrolment_id: str, *, at: datetime) -> None:
    """Nothing more before `at` (out of office)."""
    session.execute(
        update(EnrolmentRow)
        .where(col(EnrolmentRow.id) == enrolment_id, col(EnrolmentRow.state) == str(EnrolmentState.ACTIVE))
        .values(wakes_at=at)
        .execution_options(synchronize_session=False)
    )


def recycle(session: Session, enrolment_id: str, *, wakes_at: datetime) -> None:
    """Silence to the end: a new signal after `wakes_at` may reopen (DESIGN §7)."""
    session.execute(
        update(EnrolmentRow)
        .where(col(EnrolmentRow.id) == enrolment_id, col(EnrolmentRow.state) == str(EnrolmentState.ACTIVE))
        .values(state=str(EnrolmentState.RECYCLED), wakes_at=wakes_at)
        .execution_options(synchronize_session=False)
    )


def active(session: Session, *, now: datetime) -> list[Enrolment]:
    """Active enrolments that no absence holds back, oldest first."""
    rows = session.exec(
        select(EnrolmentRow).where(EnrolmentRow.state == str(EnrolmentState.ACTIVE)).order_by(col(EnrolmentRow.id))
    ).all()
    return [to_domain(row) for row in rows if row.wakes_at is None or row.wakes_at <= now]


def refused_steps(session: Session, enrolment: Enrolment) -> list[int]:
    """The steps whose draft a reviewer rejected since this sequence began: they are not offered again."""
    rejected = str(DraftState.REJECTED)
    return list(
        session.exec(
            select(DraftRow.step).where(
                DraftRow.contact_id == enrolment.contact_id,
                DraftRow.state == rejected,
                col(DraftRow.created_at) >= enrolment.started_at,
            )
        )
    )


def last_of(session: Session, contact_id: str) -> Enrolment | None:
    """The newest enrolment of a contact in any state: tells whether it may be written to again."""
    row = session.exec(
        select(EnrolmentRow).where(EnrolmentRow.contact_id == contact_id).order_by(col(EnrolmentRow.id).desc())
    ).first()
    return to_domain(row) if row else None
