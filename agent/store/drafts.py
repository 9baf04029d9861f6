"""Queries on drafts: making one, reading one, and the recent frames of a sender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select as select_rows
from sqlmodel import Session, and_, col, func, or_, select

from agent.domain.drafts import Authorship, Content, Draft, Drafted, DraftState, Findings, Written
from agent.store import asked, built
from agent.store.bulk import DRAFTS, REVISIONS, chunks, insert, overwrite
from agent.store.codec import dump, load
from agent.store.sends import BEFORE_SUBMITTING
from agent.tables.columns import new_id
from agent.tables.drafts import DraftRow
from agent.tables.sends import SendRow

OPEN_STATES = (
    DraftState.PENDING,
    DraftState.REGENERATING,
    DraftState.SNOOZED,
    DraftState.APPROVED,
    DraftState.BLOCKED,
)

_DRAFT = DRAFTS.c
_OF_ACCOUNTS = _DRAFT.account_id.in_(built.given("ids", many=True))
_WAITING_AT = select_rows(_DRAFT.account_id).where(
    _OF_ACCOUNTS, _DRAFT.state.in_([str(state) for state in OPEN_STATES if state is not DraftState.APPROVED])
)
_LAST_REJECTIONS = (
    select_rows(_DRAFT.account_id, func.max(_DRAFT.decided_at))
    .where(_OF_ACCOUNTS, _DRAFT.state == str(DraftState.REJECTED))
    .group_by(_DRAFT.account_id)
)
_OPEN_STEPS = select_rows(_DRAFT.step).where(
    _DRAFT.contact_id == built.given("contact"), _DRAFT.state.in_([str(state) for state in OPEN_STATES])
)
_SENT_BEFORE = (
    select_rows(_DRAFT.step, _DRAFT.written)
    .where(
        _DRAFT.contact_id == built.given("contact"),
        _DRAFT.step < built.given("step"),
        _DRAFT.state == str(DraftState.APPROVED),
    )
    .order_by(_DRAFT.id)
)
_OF_RUN = _DRAFT.run_id == built.given("run")
_OF_RUN_AND_ACCOUNT = select_rows(_DRAFT.id).where(_OF_RUN, _DRAFT.account_id == built.given("account")).limit(1)
_MADE_IN_RUN = select_rows(func.count()).where(_OF_RUN, _DRAFT.owner_id == built.given("owner"), _DRAFT.step == 1)
_LAST_FRAMES = (
    select_rows(_DRAFT.frames)
    .where(_DRAFT.owner_id == built.given("owner"))
    .order_by(_DRAFT.id.desc())
    .limit(built.given("most"))
)


def to_domain(row: DraftRow) -> Draft:
    return Draft(
        id=row.id,
        account_id=row.account_id,
        contact_id=row.contact_id,
        owner_id=row.owner_id,
        run_id=row.run_id,
        step=row.step,
        state=DraftState(row.state),
        version=row.version,
        written=load(Written, row.written),
        content=load(Content, row.content),
        findings=load(Findings, row.findings),
        authorship=load(Authorship, row.authorship),
        reason=row.reason,
        brief_id=row.brief_id,
        score=row.score,
        created_at=row.created_at,
        expires_at=row.expires_at,
        evidence_ids=tuple(row.evidence_ids),
        edited=row.edited,
        snoozed_until=row.snoozed_until,
        approved_at=row.approved_at,
        approved_by=row.approved_by,
        approved_sha256=row.approved_sha256,
        state_reason=row.state_reason,
        frames=tuple(row.frames),
    )


def get(session: Session, draft_id: str) -> Draft | None:
    row = session.get(DraftRow, draft_id)
    return to_domain(row) if row else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new draft belongs: whose, to whom, of which night, on which brief. `signal_at` dates its signal."""

    account_id: str
    contact_id: str
    owner_id: str
    run_id: str
    step: int
    brief_id: str
    score: int
    why_now: str
    expires_at: datetime
    signal_at: datetime | None = None


def create(session: Session, drafted: Drafted, content: Content, place: Place, *, now: datetime) -> str:
    """Put a new draft into the queue with its first revision and what a model was asked for it. Returns its id. Raises
    IntegrityError where one of the same step waits for this contact already."""
    draft_id = new_id()
    written = dump(Written, drafted.written)
    row = {
        "id": draft_id,
        "written": written,
        "content": dump(Content, content),
        "content_sha256": content.sha256,
        "findings": dump(Findings, drafted.findings),
        "authorship": dump(Authorship, drafted.authorship),
        "reason": drafted.reason,
        "evidence_ids": list(drafted.evidence_ids),
        "frames": list(drafted.frames),
        "created_at": now,
        **asdict(place),
    }
    session.flush()
    insert(session.connection(), DRAFTS, [row])
    first = {"draft_id": draft_id, "number": 1, "by": drafted.authorship.drafter, "written": written}
    kept = {"id": new_id(), **first, "content_sha256": content.sha256, "at": now}
    insert(session.connection(), REVISIONS, [kept])
    asked.keep(session, draft_id, drafted.asked, now=now)
    return draft_id


def open_steps(session: Session, contact_id: str) -> set[int]:
    """The steps of which a contact has a draft that is not decided for good."""
    return set(built.rows(session, _OPEN_STEPS, contact=contact_id).scalars())


def open_for_contact(session: Session, contact_id: str) -> list[Draft]:
    """The drafts of a contact that are not decided for good, newest last."""
    states = [str(state) for state in OPEN_STATES]
    rows = session.exec(
        select(DraftRow)
        .where(DraftRow.contact_id == contact_id, col(DraftRow.state).in_(states))
        .order_by(col(DraftRow.id))
    ).all()
    return [to_domain(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft whose mail has not left: what it stands on, what it uses of that, and what was found to have changed."""

    id: str
    account_id: str
    brief_id: str
    used: tuple[str, ...]
    outdated: str


def waiting(session: Session) -> list[Waiting]:
    """The drafts that wait for a decision, and those approved of which the mail can still be held."""
    undecided = [str(state) for state in (DraftState.PENDING, DraftState.SNOOZED, DraftState.BLOCKED)]
    held = select(SendRow.draft_id).where(col(SendRow.state).in_([str(state) for state in BEFORE_SUBMITTING]))
    query = select(DraftRow).where(
        or_(
            col(DraftRow.state).in_(undecided),
            and_(col(DraftRow.state) == str(DraftState.APPROVED), col(DraftRow.id).in_(held)),
        )
    )
    return [
        Waiting(row.id, row.account_id, row.brief_id, tuple(row.evidence_ids), row.outdated)
        for row in session.exec(query.order_by(col(DraftRow.id)))
    ]


def mark_outdated(session: Session, words: Mapping[str, str]) -> None:
    """Say on drafts what changed since their briefs; "" takes it off. It changes no version: nothing they say moved."""
    for draft_id, said in words.items():
        overwrite(session, DraftRow, col(DraftRow.id) == draft_id, {"outdated": said})


def last_rejections(session: Session, account_ids: Sequence[str]) -> dict[str, datetime]:
    """When a draft of each of these accounts was last rejected."""
    found: dict[str, datetime] = {}
    for some in chunks(account_ids):
        last = built.rows(session, _LAST_REJECTIONS, ids=some)
        found.update({account_id: at for account_id, at in last if at is not None})
    return found


def accounts_with_open(session: Session, account_ids: Sequence[str]) -> set[str]:
    """Those of these accounts at which a draft waits for a decision; what is approved is a matter of its sequence."""
    found: set[str] = set()
    for some in chunks(account_ids):
        found.update(built.rows(session, _WAITING_AT, ids=some).scalars())
    return found


def made_in_run(session: Session, run_id: str, owner_id: str) -> int:
    """How many first touches this run has put before `owner_id`."""
    made: int = built.rows(session, _MADE_IN_RUN, run=run_id, owner=owner_id).scalar_one()
    return made


def is_made_in_run(session: Session, run_id: str, account_id: str) -> bool:
    """Whether this run has drafted for the account already."""
    return built.rows(session, _OF_RUN_AND_ACCOUNT, run=run_id, account=account_id).first() is not None


def count_of_run(session: Session, run_id: str) -> int:
    return session.exec(select(func.count()).select_from(DraftRow).where(DraftRow.run_id == run_id)).one()


def cost_of_run(session: Session, run_id: str) -> float:
    """What the model cost this run, in USD; the composer costs nothing."""
    rows = session.exec(select(DraftRow.authorship).where(DraftRow.run_id == run_id)).all()
    return sum(float(authorship.get("cost_usd", 0.0)) for authorship in rows)


def recent_frames(session: Session, owner_id: str, *, limit: int = 50) -> Sequence[str]:
    """The composer's frames in this owner's last drafts, newest first: the ledger that keeps drafts from sounding
    alike."""
    last = built.rows(session, _LAST_FRAMES, owner=owner_id, most=limit).scalars()
    return [frame for frames in last for frame in frames]


def earlier_written(session: Session, contact_id: str, *, before_step: int) -> list[Written]:
    """What this contact was sent in earlier steps of their newest thread, in order."""
    sent = built.rows(session, _SENT_BEFORE, contact=contact_id, step=before_step)
    newest = dict(sent.all())  # a thread that was reopened has every step again
    return [load(Written, newest[step]) for step in sorted(newest)]
