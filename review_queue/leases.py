"""Who holds a draft while looking at it: two minutes at a time, renewed while the page is in sight. Stage 8 of 12."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from agent.domain.decisions import Actor, Role
from agent.domain.drafts import DraftState
from agent.errors import NotAllowed, ReviewConflict
from agent.store import queue
from agent.tables.columns import new_id
from review_queue.sight import find, too_late

LEASE = timedelta(seconds=120)
IDLE = timedelta(seconds=60)
LONGEST_LEASE = timedelta(minutes=15)


def columns(actor: Actor, now: datetime) -> dict[str, Any]:
    return {"lease_by": actor.user_id, "lease_token": new_id(), "lease_until": now + LEASE}


def claim(session: Session, actor: Actor, draft_id: str, *, now: datetime) -> queue.Lease:
    """Hold a draft for two minutes, so that nobody else decides on it (T1). Raises ReviewConflict("claimed")."""
    draft = find(session, actor, draft_id)
    if not actor.may_decide:
        raise NotAllowed("Your role reads drafts; it does not hold them.")
    token = new_id()
    if queue.take_lease(session, draft_id, by=actor.user_id, token=token, now=now, until=now + LEASE):
        return queue.lease(session, draft_id)
    held = queue.lease(session, draft_id)
    if draft.state is not DraftState.PENDING:
        raise too_late(draft)
    raise ReviewConflict("Somebody else has this draft open.", code="claimed", state=held.by, current=draft.etag)


def heartbeat(session: Session, actor: Actor, draft_id: str, *, token: str, now: datetime) -> queue.Lease:
    """Keep holding (T2). Raises ReviewConflict("claim-lost") when somebody took over."""
    find(session, actor, draft_id)
    if not queue.extend_lease(session, draft_id, token=token, until=now + LEASE):
        held = queue.lease(session, draft_id)
        raise ReviewConflict("Somebody else took this draft over.", code="claim-lost", state=held.by)
    return queue.lease(session, draft_id)


def leave(session: Session, actor: Actor, draft_id: str, *, token: str) -> None:
    """Let go (T3)."""
    find(session, actor, draft_id)
    queue.drop_lease(session, draft_id, token=token)


def take_over(session: Session, actor: Actor, draft_id: str, *, now: datetime) -> queue.Lease:
    """Take a held draft over (T4): an SDR when it lay idle for a minute, RevOps and admins at any time."""
    find(session, actor, draft_id)
    if not actor.may_decide:
        raise NotAllowed("Your role reads drafts; it does not hold them.")
    held = queue.lease(session, draft_id)
    idle = held.until is None or held.until - now < LEASE - IDLE
    if held.is_live(now) and held.by != actor.user_id and actor.role is Role.SDR and not idle:
        raise ReviewConflict("They are still at it. Try again in a minute.", code="claimed", state=held.by)
    if not queue.take_lease(
        session, draft_id, by=actor.user_id, token=new_id(), now=now, until=now + LEASE, over=held.token
    ):
        raise too_late(find(session, actor, draft_id))
    return queue.lease(session, draft_id)
