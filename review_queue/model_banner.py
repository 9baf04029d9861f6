"""The line on every page when the model is silent or its money is nearly spent; the rest stands on /model."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from agent.insight.model_state import Told, Trouble, TroubleKind, troubles
from agent.sends.notices import NoticeKind
from agent.store import model_use, notices
from review_queue.guard import Visit

LOOKED_BACK = timedelta(days=7)


def troubles_of(session: Session, visit: Visit) -> tuple[Trouble, ...]:
    """What is wrong with the configured model; () where none is configured. One query where nothing is."""
    if not visit.context.model:
        return ()
    rows = notices.of_kind(session, str(NoticeKind.MODEL), since=visit.now - LOOKED_BACK)
    told = [Told(row.key, row.words, row.at) for row in rows if row.seen_at is None]
    if not told:
        return ()
    answered = model_use.answered_at(session, since=min(one.at for one in told))
    on_budget = visit.team().costs.on_budget
    return troubles(told, answered_at=answered, today=visit.now.date(), on_budget=on_budget)


def banner_of(session: Session, visit: Visit) -> Trouble | None:
    """The gravest; that money is nearly spent only for those who can do something about it."""
    found = troubles_of(session, visit)
    shown = [one for one in found if one.kind is not TroubleKind.NEARLY or visit.may("run")]
    return shown[0] if shown else None
