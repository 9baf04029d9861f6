"""What happens to drafts without a decision: a regeneration ends, time wakes or expires, the world blocks.

Stage 8 of 12.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from agent.domain.drafts import Authorship, Draft, Drafted, DraftState, NoReason, Renewed
from agent.domain.teams import Team
from agent.domain.transitions import DraftEvent, next_draft_state
from agent.errors import NotFound
from agent.sends import outbox
from agent.store import asked, drafts, queue, signals
from review_queue import checks


def regenerated(session: Session, draft_id: str, outcome: Drafted | NoReason, *, now: datetime, team: Team) -> Draft:
    """The end of a regeneration: a new revision, or the old words with the reason why there are no new ones."""
    draft = drafts.get(session, draft_id)
    if draft is None:
        raise NotFound("The draft is gone.")
    to = next_draft_state(draft.state, DraftEvent.REGENERATED)
    if isinstance(outcome, NoReason):
        return given_up(session, draft, why=outcome.why)
    columns = _rewritten(session, draft, outcome, now=now, team=team)
    return queue.move(session, draft, to, edited=False, state_reason="", decided_by="", decided_at=None, **columns)


def renewed(session: Session, draft_id: str, outcome: Renewed | NoReason, *, now: datetime, team: Team) -> Draft:
    """The end of writing again on what is known now: the draft stands on the new brief from here on."""
    draft = drafts.get(session, draft_id)
    if draft is None:
        raise NotFound("The draft is gone.")
    to = next_draft_state(draft.state, DraftEvent.REGENERATED)
    if isinstance(outcome, NoReason):
        return given_up(session, draft, why=outcome.why)
    brief_id = signals.put_brief(session, outcome.brief, now=now)
    columns = _rewritten(session, replace(draft, brief_id=brief_id), outcome.drafted, now=now, team=team)
    columns |= {"brief_id": brief_id, "reason": outcome.drafted.reason, "outdated": ""}
    columns |= {"why_now": outcome.why_now, "signal_at": outcome.signal_at}
    return queue.move(session, draft, to, edited=False, state_reason="", decided_by="", decided_at=None, **columns)


def _rewritten(session: Session, draft: Draft, outcome: Drafted, *, now: datetime, team: Team) -> dict[str, Any]:
    """A new revision of what a drafter wrote, and the columns that make it the draft's current one."""
    rewritten = checks.of_written(session, draft, outcome.written, team=team, now=now)
    columns = queue.add_revision(
        session,
        draft,
        written=rewritten.written,
        content=rewritten.content,
        findings=rewritten.findings,
        by=outcome.authorship.drafter,
        now=now,
    )
    asked.keep(session, draft.id, outcome.asked, now=now)
    columns["authorship"] = checks.authorship_column(_with_earlier(draft.authorship, outcome.authorship))
    columns["evidence_ids"] = list(outcome.evidence_ids or draft.evidence_ids)
    columns["frames"] = list(outcome.frames)
    return columns


def _with_earlier(before: Authorship, now: Authorship) -> Authorship:
    """The newest authorship with what all words of the draft cost (drafting §2.3: tokens count on the draft)."""
    return replace(
        now,
        cost_usd=before.cost_usd + now.cost_usd,
        input_tokens=before.input_tokens + now.input_tokens,
        output_tokens=before.output_tokens + now.output_tokens,
    )


def given_up(session: Session, draft: Draft, *, why: str) -> Draft:
    """Back to pending with the words it had, saying why there are no others."""
    to = next_draft_state(draft.state, DraftEvent.REGENERATED)
    return queue.move(session, draft, to, state_reason=f"No other words: {why}", decided_by="", decided_at=None)


@dataclass(frozen=True, slots=True)
class Swept:
    woken: int
    expired: int
    recovered: int


def sweep(session: Session, *, now: datetime, patience: timedelta = timedelta(minutes=5)) -> Swept:
    """What time alone does: snoozed drafts wake, old ones expire, a regeneration that never ended is given up."""
    expired = _each(session, queue.due_to_expire(session, now=now), DraftEvent.EXPIRE, "its reason grew too old")
    woken = _each(session, queue.due_to_wake(session, now=now), DraftEvent.WAKE, "woke on its time")
    recovered = 0
    for draft in queue.stuck_regenerating(session):
        decided = queue.decider(session, draft.id)
        if decided.at is None or now - decided.at > patience:
            given_up(session, draft, why="the drafter did not answer")
            recovered += 1
    return Swept(woken=woken, expired=expired, recovered=recovered)


def _each(session: Session, found: Sequence[Draft], event: DraftEvent, why: str) -> int:
    for draft in found:
        queue.move(session, draft, next_draft_state(draft.state, event), snoozed_until=None, state_reason=why)
    return len(found)


def block(session: Session, draft_id: str, *, why: str, now: datetime) -> Draft:
    """Hold a draft because the world changed (T19): an opt-out, a bounce, a reply. Its send is cancelled with it."""
    draft = drafts.get(session, draft_id)
    if draft is None:
        raise NotFound("The draft is gone.")
    to = next_draft_state(draft.state, DraftEvent.BLOCK)
    if draft.state is DraftState.APPROVED:
        outbox.cancel(session, draft_id, reason=why, by="system", now=now)
    return queue.move(session, draft, to, state_reason=why)
