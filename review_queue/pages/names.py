"""The names that link news to an account: which are quarantined, and the press that lifts it (signals §3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from agent.errors import NotFound
from agent.store import aliases
from review_queue.fragments import go
from review_queue.guard import Tuner

router = APIRouter()


@dataclass(frozen=True, slots=True)
class LinkingName:
    """A name with how many mentions it linked; `wrong` of its last `decided` drafts were the wrong company."""

    alias: str
    links: int
    wrong: int = 0
    decided: int = 0
    since: datetime | None = None


def names_of(session: Session, account_id: str) -> tuple[LinkingName, ...]:
    """The names that linked something to the account, the quarantined ones first."""
    held = {row.alias: row for row in aliases.held(session, account_id=account_id)}
    linked = dict(aliases.links(session, account_id))
    quarantined = [
        LinkingName(alias, linked.get(alias, 0), row.wrong, row.decided, row.since_at) for alias, row in held.items()
    ]
    return (*quarantined, *(LinkingName(alias, number) for alias, number in linked.items() if alias not in held))


@router.post("/accounts/{account_id}/names/lift")
def lift(visit: Tuner, account_id: str) -> Response:
    """Let a quarantined name link by itself again."""
    with visit.context.store.write() as session:
        if not aliases.lift(session, account_id, visit.form.get("alias", ""), by=visit.actor.user_id, now=visit.now):
            raise NotFound("This name is not quarantined.")
    return go(f"/accounts/{account_id}")
