"""Experiments on prompt files, and what became of the drafts of each arm, one draft an account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from agent.domain.drafts import DraftState
from agent.domain.edits import EditClass
from agent.domain.outcomes import OutcomeKind
from agent.domain.prompting import APPROVALS_NEEDED, REPLIES_NEEDED, Experiment, Measure, Tried
from agent.store.bulk import chunks
from agent.tables.columns import new_id
from agent.tables.drafts import DraftRow
from agent.tables.feedback import EditRow
from agent.tables.prompts import ExperimentRow
from agent.tables.sends import OutcomeRow, SendRow

REPLY_WINDOW = timedelta(days=14)
_SEMANTIC = frozenset({EditClass.FACT_FIX, EditClass.CTA, EditClass.PERSONALISATION, EditClass.STRUCTURE})
_POSITIVE = (str(OutcomeKind.POSITIVE_REPLY), str(OutcomeKind.MEETING))


@dataclass(frozen=True, slots=True)
class _Made:
    """The first draft of one account in the experiment."""

    draft_id: str
    account_id: str
    state: str
    is_challenger: bool


def start(session: Session, experiment: Experiment) -> str:
    """Record it; returns its id."""
    row = ExperimentRow(
        id=experiment.id or new_id(),
        path=experiment.path,
        name=experiment.name,
        control=experiment.control,
        challenger=experiment.challenger,
        control_hashes=list(experiment.control_hashes),
        challenger_hashes=list(experiment.challenger_hashes),
        started_at=experiment.started_at,
        started_by=experiment.started_by,
    )
    session.add(row)
    session.flush()
    return row.id


def end(session: Session, experiment_id: str, *, by: str, now: datetime) -> bool:
    """End it; False where it does not run."""
    row = session.get(ExperimentRow, experiment_id)
    if row is None or row.ended_at is not None:
        return False
    row.ended_at, row.ended_by = now, by
    session.add(row)
    session.flush()
    return True


def running(session: Session) -> Experiment | None:
    """The experiment that runs: one at a time, so that no draft is in two."""
    query = select(ExperimentRow).where(col(ExperimentRow.ended_at).is_(None)).order_by(col(ExperimentRow.id))
    row = session.exec(query).first()
    return _experiment(row) if row else None


def newest(session: Session, *, limit: int = 10) -> list[Experiment]:
    query = select(ExperimentRow).order_by(col(ExperimentRow.id).desc()).limit(limit)
    return [_experiment(row) for row in session.exec(query)]


def measures(session: Session, experiment: Experiment, *, now: datetime) -> tuple[Measure, Measure]:
    """What is counted, an account once: approved without a semantic edit among those decided, and a positive reply
    within 14 days among those whose 14 days are over."""
    made = list(_made(session, experiment))
    ids = [one.draft_id for one in made]
    changed = _semantic(session, ids)
    decided = [one for one in made if one.state in (DraftState.APPROVED, DraftState.REJECTED)]
    untouched = {one.draft_id for one in decided if one.state == DraftState.APPROVED and one.draft_id not in changed}
    sent = _sent(session, ids)
    closed = [one for one in made if one.draft_id in sent and sent[one.draft_id] + REPLY_WINDOW <= now]
    replied = _replied(session, closed, sent)
    return (
        _measure("approved without a change of what it says", decided, untouched, APPROVALS_NEEDED),
        _measure("positive reply within 14 days", closed, replied, REPLIES_NEEDED),
    )


def _measure(name: str, among: list[_Made], good: set[str], needs: int) -> Measure:
    arms = [[one.draft_id in good for one in among if one.is_challenger is arm] for arm in (False, True)]
    control, challenger = (Tried(len(arm), sum(arm)) for arm in arms)
    return Measure(name, control, challenger, needs)


def _made(session: Session, experiment: Experiment) -> Iterator[_Made]:
    """The first draft of each account that carries a hash of its own arm."""
    sha = col(DraftRow.authorship)["prompt_hash"].as_string()
    hashes = (*experiment.control_hashes, *experiment.challenger_hashes)
    query = (
        select(DraftRow.id, DraftRow.account_id, DraftRow.state, sha)
        .where(col(DraftRow.created_at) >= experiment.started_at, sha.in_(hashes))
        .order_by(col(DraftRow.created_at), col(DraftRow.id))
    )
    if experiment.ended_at is not None:
        query = query.where(col(DraftRow.created_at) < experiment.ended_at)
    seen: set[str] = set()
    for draft_id, account_id, state, carried in session.exec(query):
        arm = experiment.is_challenger(account_id)
        if account_id not in seen and (carried in experiment.challenger_hashes) is arm:
            seen.add(account_id)
            yield _Made(draft_id, account_id, state, arm)


def _semantic(session: Session, ids: list[str]) -> set[str]:
    """The drafts in which a person changed what is said before approving it."""
    found: set[str] = set()
    for some in chunks(ids):
        query = select(EditRow.draft_id, EditRow.classes).where(col(EditRow.draft_id).in_(some))
        found |= {one for one, classes in session.exec(query) if _SEMANTIC & {EditClass(kind) for kind in classes}}
    return found


def _sent(session: Session, ids: list[str]) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for some in chunks(ids):
        query = select(SendRow.draft_id, SendRow.sent_at).where(col(SendRow.draft_id).in_(some))
        found |= {draft_id: at for draft_id, at in session.exec(query) if at is not None}
    return found


def _replied(session: Session, closed: list[_Made], sent: dict[str, datetime]) -> set[str]:
    """The drafts whose account answered well within the window."""
    drafts = {one.account_id: one.draft_id for one in closed}
    found: set[str] = set()
    for some in chunks(list(drafts)):
        query = select(OutcomeRow.account_id, OutcomeRow.at).where(
            col(OutcomeRow.account_id).in_(some), col(OutcomeRow.kind).in_(_POSITIVE)
        )
        answers = ((drafts[account_id], at) for account_id, at in session.exec(query))
        found |= {one for one, at in answers if timedelta(0) <= at - sent[one] <= REPLY_WINDOW}
    return found


def _experiment(row: ExperimentRow) -> Experiment:
    return Experiment(
        row.id,
        row.path,
        row.name,
        row.control,
        row.challenger,
        tuple(row.control_hashes),
        tuple(row.challenger_hashes),
        row.started_at,
        row.started_by,
        row.ended_at,
    )
