"""The review queue: what waits for a decision, who holds it, and the compare-and-set that moves a draft.

Lists are keyset-paged by (score, id), best first. A claim is a lease: a comparison in the WHERE clause, never a state
and never swept (review §0.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, update
from sqlmodel import Session, col, func, select

from agent.domain.drafts import Content, Draft, DraftState, Findings, Severity, Written
from agent.errors import ReviewConflict
from agent.store import draft_names, drafts, objections
from agent.store.codec import dump
from agent.tables.accounts import AccountRow, ContactRow
from agent.tables.columns import new_id
from agent.tables.drafts import DraftRow, RevisionRow


class View(StrEnum):
    """The saved views of the queue (review §3)."""

    MINE = "mine"
    TEAM = "team"
    SNOOZED = "snoozed"
    BLOCKED = "blocked"
    DECIDED = "decided"


_STATES: dict[View, tuple[DraftState, ...]] = {
    View.MINE: (DraftState.PENDING,),
    View.TEAM: (DraftState.PENDING,),
    View.SNOOZED: (DraftState.SNOOZED,),
    View.BLOCKED: (DraftState.BLOCKED, DraftState.REGENERATING),
    View.DECIDED: (DraftState.APPROVED, DraftState.REJECTED),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the list begins: after this score and id."""

    score: int
    id: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the list."""

    id: str
    version: int
    state: DraftState
    owner_id: str
    score: int
    step: int
    contact: str
    account: str
    why_now: str
    signal_at: datetime | None
    created_at: datetime
    expires_at: datetime
    snoozed_until: datetime | None
    decided_at: datetime | None
    decided_by: str
    state_reason: str
    edited: bool
    blocks: int
    warnings: int
    lease_by: str
    lease_until: datetime | None
    outdated: bool = False
    withheld: bool = False

    @property
    def place(self) -> Place:
        return Place(self.score, self.id)


@dataclass(frozen=True, slots=True)
class Lease:
    by: str
    token: str
    until: datetime | None

    def is_live(self, now: datetime) -> bool:
        return bool(self.by) and self.until is not None and self.until > now


def _listed_all(session: Session, rows: Iterable[Any]) -> list[Listed]:
    """Rows for a page; who objected is not named, as whom it is to or in what it says (signals §7)."""
    found = list(rows)
    silent = objections.hidden(session, [row.contact_id for row, _, _ in found])
    naming = draft_names.withheld_of(session, [row for row, _, _ in found])
    listed = []
    for row, contact, account in found:
        one = _listed(row, contact, account)
        if row.contact_id in silent:
            one = replace(one, contact=objections.WITHHELD, why_now="", state_reason="", withheld=True)
        elif row.id in naming:
            one = replace(one, why_now="", withheld=True)
        listed.append(one)
    return listed


def _listed(row: DraftRow, contact: str, account: str) -> Listed:
    severities = [finding["severity"] for finding in row.findings.get("findings", [])]
    return Listed(
        id=row.id,
        version=row.version,
        state=DraftState(row.state),
        owner_id=row.owner_id,
        score=row.score,
        step=row.step,
        contact=contact,
        account=account,
        why_now=row.why_now,
        signal_at=row.signal_at,
        created_at=row.created_at,
        expires_at=row.expires_at,
        snoozed_until=row.snoozed_until,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        state_reason=row.state_reason,
        edited=row.edited,
        blocks=severities.count(str(Severity.BLOCK)),
        warnings=severities.count(str(Severity.WARN)),
        lease_by=row.lease_by,
        lease_until=row.lease_until,
        outdated=bool(row.outdated),
    )


def _within(view: View, owners: Sequence[str] | None, since: datetime | None) -> list[ColumnElement[bool]]:
    states = _STATES[view]
    clauses: list[ColumnElement[bool]] = (
        [col(DraftRow.state) == str(states[0])]
        if len(states) == 1
        else [col(DraftRow.state).in_([str(state) for state in states])]
    )
    if owners is not None:
        one = len(owners) == 1
        clauses.append(col(DraftRow.owner_id) == owners[0] if one else col(DraftRow.owner_id).in_(list(owners)))
    if view is View.DECIDED and since is not None:
        clauses.append(col(DraftRow.decided_at) >= since)
    return clauses


def page(
    session: Session,
    view: View,
    *,
    owners: Sequence[str] | None,
    after: Place | None = None,
    limit: int = 50,
    since: datetime | None = None,
) -> list[Listed]:
    """One page of a view. `owners` None means everyone's; `since` bounds what was decided."""
    query = (
        select(DraftRow, ContactRow.name, AccountRow.name)
        .join(ContactRow, col(ContactRow.id) == col(DraftRow.contact_id))
        .join(AccountRow, col(AccountRow.id) == col(DraftRow.account_id))
        .where(*_within(view, owners, since))
    )
    if after is not None:
        query = query.where(
            or_(
                col(DraftRow.score) < after.score,
                and_(col(DraftRow.score) == after.score, col(DraftRow.id) < after.id),
            )
        )
    if view is View.DECIDED:
        query = query.order_by(col(DraftRow.decided_at).desc(), col(DraftRow.id).desc())
    else:
        query = query.order_by(col(DraftRow.score).desc(), col(DraftRow.id).desc())
    return _listed_all(session, session.exec(query.limit(limit)))


def one(session: Session, draft_id: str) -> Listed | None:
    found = session.exec(
        select(DraftRow, ContactRow.name, AccountRow.name)
        .join(ContactRow, col(ContactRow.id) == col(DraftRow.contact_id))
        .join(AccountRow, col(AccountRow.id) == col(DraftRow.account_id))
        .where(DraftRow.id == draft_id)
    )
    return next(iter(_listed_all(session, found)), None)


def last_decided_by(session: Session, user_id: str, *, since: datetime) -> Listed | None:
    """The draft that this person decided on last, if that still stands."""
    found = session.exec(
        select(DraftRow, ContactRow.name, AccountRow.name)
        .join(ContactRow, col(ContactRow.id) == col(DraftRow.contact_id))
        .join(AccountRow, col(AccountRow.id) == col(DraftRow.account_id))
        .where(DraftRow.decided_by == user_id, col(DraftRow.decided_at) >= since)
        .order_by(col(DraftRow.decided_at).desc(), col(DraftRow.id).desc())
        .limit(1)
    )
    return next(iter(_listed_all(session, found)), None)


MOST_COUNTED = 10_000


def count(session: Session, view: View, *, owners: Sequence[str] | None, since: datetime | None = None) -> int:
    """How many there are, counted up to MOST_COUNTED: a number beyond it helps nobody and costs a scan."""
    some = select(DraftRow.id).where(*_within(view, owners, since)).limit(MOST_COUNTED).subquery()
    return session.exec(select(func.count()).select_from(some)).one()


def next_wake(session: Session, *, owners: Sequence[str] | None) -> datetime | None:
    """When the first snoozed draft wakes."""
    query = select(func.min(DraftRow.snoozed_until)).where(*_within(View.SNOOZED, owners, None))
    return session.exec(query).one()


def due_to_wake(session: Session, *, now: datetime, limit: int = 200) -> list[Draft]:
    rows = session.exec(
        select(DraftRow)
        .where(DraftRow.state == str(DraftState.SNOOZED), col(DraftRow.snoozed_until) <= now)
        .order_by(col(DraftRow.id))
        .limit(limit)
    ).all()
    return [drafts.to_domain(row) for row in rows]


def due_to_expire(session: Session, *, now: datetime, limit: int = 200) -> list[Draft]:
    open_states = [str(DraftState.PENDING), str(DraftState.SNOOZED), str(DraftState.BLOCKED)]
    rows = session.exec(
        select(DraftRow)
        .where(col(DraftRow.state).in_(open_states), col(DraftRow.expires_at) <= now)
        .order_by(col(DraftRow.id))
        .limit(limit)
    ).all()
    return [drafts.to_domain(row) for row in rows]


def stuck_regenerating(session: Session) -> list[Draft]:
    rows = session.exec(select(DraftRow).where(DraftRow.state == str(DraftState.REGENERATING))).all()
    return [drafts.to_domain(row) for row in rows]


def at_account(session: Session, account_id: str, *, limit: int = 50) -> list[Listed]:
    """Every draft of an account, newest first."""
    rows = session.exec(
        select(DraftRow, ContactRow.name, AccountRow.name)
        .join(ContactRow, col(ContactRow.id) == col(DraftRow.contact_id))
        .join(AccountRow, col(AccountRow.id) == col(DraftRow.account_id))
        .where(DraftRow.account_id == account_id)
        .order_by(col(DraftRow.id).desc())
        .limit(limit)
    )
    return _listed_all(session, rows)


def move(session: Session, draft: Draft, to: DraftState, *, new_version: bool = True, **values: Any) -> Draft:
    """Compare-and-set on (id, state, version): exactly one of many writers wins.

    Values are columns of the draft. The hash of an approval stands only while the draft is approved (DESIGN §2.1):
    whatever takes it out of that state voids it. Raises ReviewConflict("stale-version") with the current ETag when
    somebody was faster. Returns the draft as it is now.
    """
    version = draft.version + 1 if new_version else draft.version
    if to is not DraftState.APPROVED:
        values["approved_sha256"] = ""
    done = session.exec(
        update(DraftRow)
        .where(
            col(DraftRow.id) == draft.id,
            col(DraftRow.state) == str(draft.state),
            col(DraftRow.version) == draft.version,
        )
        .values(state=str(to), version=version, **values)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    current = drafts.get(session, draft.id)
    if current is None or done.rowcount != 1:
        raise ReviewConflict(
            "This draft changed while you looked at it.",
            code="stale-version",
            state=str(current.state) if current else "",
            current=current.etag if current else "",
        )
    return current


def add_revision(
    session: Session, draft: Draft, *, written: Written, content: Content, findings: Findings, by: str, now: datetime
) -> dict[str, Any]:
    """Keep new words as an immutable revision. Returns the columns that make them the draft's current ones."""
    number = 1 + session.exec(select(func.max(RevisionRow.number)).where(RevisionRow.draft_id == draft.id)).one()
    session.add(
        RevisionRow(
            id=new_id(),
            draft_id=draft.id,
            number=number,
            by=by,
            written=dump(Written, written),
            content_sha256=content.sha256,
            at=now,
        )
    )
    return {
        "revision": number,
        "written": dump(Written, written),
        "content": dump(Content, content),
        "content_sha256": content.sha256,
        "findings": dump(Findings, findings),
    }


def revisions(session: Session, draft_id: str) -> list[RevisionRow]:
    """All versions of a draft's words, the drafter's original first."""
    return list(
        session.exec(
            select(RevisionRow).where(RevisionRow.draft_id == draft_id).order_by(col(RevisionRow.number))
        ).all()
    )


@dataclass(frozen=True, slots=True)
class Decider:
    by: str
    at: datetime | None


def decider(session: Session, draft_id: str) -> Decider:
    """Who took the last decision that still stands, and when."""
    found = session.exec(select(DraftRow.decided_by, DraftRow.decided_at).where(DraftRow.id == draft_id)).first()
    return Decider(*found) if found else Decider("", None)


def lease(session: Session, draft_id: str) -> Lease:
    found = session.exec(
        select(DraftRow.lease_by, DraftRow.lease_token, DraftRow.lease_until).where(DraftRow.id == draft_id)
    ).first()
    return Lease(*found) if found else Lease("", "", None)


def take_lease(
    session: Session, draft_id: str, *, by: str, token: str, now: datetime, until: datetime, over: str = ""
) -> bool:
    """Take the lease if nobody else holds a live one, or the one whose token is `over` (a take-over).

    It does not change the draft's version: looking is not a change (review §1.5).
    """
    free: ColumnElement[bool] = or_(
        col(DraftRow.lease_by) == "",
        col(DraftRow.lease_by) == by,
        col(DraftRow.lease_until).is_(None),
        col(DraftRow.lease_until) <= now,
    )
    if over:
        free = or_(free, col(DraftRow.lease_token) == over)
    done = session.exec(
        update(DraftRow)
        .where(col(DraftRow.id) == draft_id, col(DraftRow.state) == str(DraftState.PENDING), free)
        .values(lease_by=by, lease_token=token, lease_until=until)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    return bool(done.rowcount == 1)


def extend_lease(session: Session, draft_id: str, *, token: str, until: datetime) -> bool:
    done = session.exec(
        update(DraftRow)
        .where(col(DraftRow.id) == draft_id, col(DraftRow.lease_token) == token)
        .values(lease_until=until)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount == 1)


def drop_lease(session: Session, draft_id: str, *, token: str) -> None:
    session.exec(
        update(DraftRow)
        .where(col(DraftRow.id) == draft_id, col(DraftRow.lease_token) == token)
        .values(lease_by="", lease_token="", lease_until=None)
        .execution_options(synchronize_session=False)
    )
