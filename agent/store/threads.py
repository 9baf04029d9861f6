"""Queries on threads: who at an account was written to and what they were told, for many accounts at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from agent.domain.drafts import DraftState, Written
from agent.domain.sends import SuppressionReason
from agent.domain.threads import Mailed, Thread, Told
from agent.store.bulk import chunks
from agent.store.codec import load
from agent.store.sends import BEFORE_SUBMITTING, OUT
from agent.tables.drafts import DraftRow
from agent.tables.sends import EnrolmentRow, SendRow

MOST_TOLD = 200
_TELLING = (DraftState.PENDING, DraftState.REGENERATING, DraftState.SNOOZED, DraftState.APPROVED)
_WAITING = frozenset(str(state) for state in BEFORE_SUBMITTING)
_KNOWN = [str(state) for state in (*OUT, *BEFORE_SUBMITTING)]


def of_accounts(session: Session, account_ids: Sequence[str]) -> dict[str, tuple[Thread, ...]]:
    """The threads of these accounts, the oldest first; an account where nobody was written to is left out."""
    rows: list[EnrolmentRow] = []
    for some in chunks(account_ids):
        query = select(EnrolmentRow).where(col(EnrolmentRow.account_id).in_(some)).order_by(col(EnrolmentRow.id))
        rows += session.exec(query).all()
    mails, waiting = _mails(session, [row.id for row in rows])
    found: dict[str, list[Thread]] = defaultdict(list)
    for row in rows:
        found[row.account_id].append(
            Thread(
                id=row.id,
                contact_id=row.contact_id,
                state=row.state,
                mails=tuple(mails[row.id]),
                waiting=waiting.get(row.id),
                stop_reason=row.stop_reason,
                wakes_at=row.wakes_at,
            )
        )
    return {account_id: tuple(threads) for account_id, threads in found.items()}


def at_account(session: Session, account_id: str) -> tuple[Thread, ...]:
    return of_accounts(session, [account_id]).get(account_id, ())


def _mails(session: Session, thread_ids: Sequence[str]) -> tuple[dict[str, list[Mailed]], dict[str, Mailed]]:
    """What left of each thread, by step, and what of it waits to leave."""
    gone: dict[str, list[Mailed]] = defaultdict(list)
    waiting: dict[str, Mailed] = {}
    names = ("enrolment_id", "step", "state", "not_before", "pnr_at", "sent_at", "draft_id")
    for some in chunks(thread_ids):
        query = (
            select_columns(*(getattr(SendRow, name) for name in names))
            .where(col(SendRow.enrolment_id).in_(some), col(SendRow.state).in_(_KNOWN))
            .order_by(col(SendRow.step))
        )
        for row in session.execute(query):
            if row.state in _WAITING:
                waiting[row.enrolment_id] = Mailed(row.step, row.not_before, row.draft_id)
            else:
                gone[row.enrolment_id].append(Mailed(row.step, row.sent_at or row.pnr_at, row.draft_id))
    return gone, waiting


def told(session: Session, account_id: str, *, contact_id: str, step: int, but: str = "") -> tuple[Told, ...]:
    """What others at the account were sent or are to be, the newest first; of step 1 also what this person was sent in
    a thread of theirs that is over. `but` is the draft asked about. A mail that bounced told nobody anything."""
    states = [str(state) for state in _TELLING]
    query = (
        select_columns(*(getattr(DraftRow, name) for name in ("contact_id", "written", "frames")))
        .where(col(DraftRow.account_id) == account_id, col(DraftRow.state).in_(states), col(DraftRow.id) != but)
        .order_by(col(DraftRow.id).desc())
        .limit(MOST_TOLD)
    )
    if step > 1:
        query = query.where(col(DraftRow.contact_id) != contact_id)
    rows = session.execute(query).all()
    unheard = _unheard(session, account_id, (row.contact_id for row in rows))
    return tuple(Told(load(Written, row.written), tuple(row.frames)) for row in rows if row.contact_id not in unheard)


def _unheard(session: Session, account_id: str, people: Iterable[str]) -> set[str]:
    """Those of these people at the account whose address was dead."""
    ids = set(people)
    if not ids:
        return set()
    bounced = str(SuppressionReason.BOUNCE)
    query = select(EnrolmentRow.contact_id).where(
        EnrolmentRow.account_id == account_id, EnrolmentRow.stop_reason == bounced
    )
    return {contact_id for contact_id in session.exec(query) if contact_id in ids}
