"""Who sees which draft, and what is said to those who come too late. Stage 8 of 12."""

from __future__ import annotations

from sqlmodel import Session

from agent.domain.decisions import Actor, Role
from agent.domain.drafts import Draft, DraftState
from agent.errors import NotFound, ReviewConflict
from agent.store import draft_names, drafts, objections


def owners_seen(actor: Actor) -> tuple[str, ...] | None:
    """Whose drafts this person sees: an SDR their own and the team's (owner ""), others everyone's (None)."""
    if actor.role is not Role.SDR:
        return None
    return (actor.owner_id, "") if actor.owner_id else ("",)


def find(session: Session, actor: Actor, draft_id: str) -> Draft:
    """The draft, if this person may see it. Raises NotFound otherwise, the same for "not yours" (review §4.2)."""
    draft = drafts.get(session, draft_id)
    seen = owners_seen(actor)
    if draft is None or (seen is not None and draft.owner_id not in seen):
        raise NotFound("There is no such draft, or it is not yours. The drafts of an erased person are erased too.")
    if objections.hidden(session, [draft.contact_id]):
        raise NotFound("The person of this draft objected to being written to: it is not shown any more.")
    if draft_names.withheld(session, [draft_id]):
        raise NotFound("This draft names somebody who objected: it does not leave, and is not shown any more.")
    return draft


def sees_account(actor: Actor, owner: str) -> bool:
    """Whether this person sees an account of `owner`: an SDR their own and nobody's; who works none sees them all."""
    return actor.role is not Role.SDR or not actor.owner_id or owner in {actor.owner_id, ""}


def too_late(draft: Draft) -> ReviewConflict:
    if draft.state in {DraftState.PENDING, DraftState.REGENERATING}:
        return ReviewConflict(
            "This draft changed while you looked at it. Look again, then decide.",
            code="stale-version",
            state=str(draft.state),
            current=draft.etag,
        )
    return ReviewConflict(
        f"This draft is already {draft.state}.", code="already-decided", state=str(draft.state), current=draft.etag
    )
