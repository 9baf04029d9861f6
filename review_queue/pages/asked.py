"""What a model saw for a draft, word for word; for RevOps and admins, for 90 days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from starlette.responses import Response

from agent.store import asked
from review_queue import sight
from review_queue.fragments import page
from review_queue.guard import Auditor

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Question:
    prompt_id: str
    prompt_hash: str
    render_hash: str
    system: str
    user: str
    at: datetime
    forgotten_at: datetime


@dataclass(frozen=True, slots=True)
class AskedView:
    draft_id: str
    model: str
    fell_back: str
    questions: tuple[Question, ...]


@router.get("/drafts/{draft_id}/asked")
def show(visit: Auditor, draft_id: str) -> Response:
    """The questions in the order in which they were asked."""
    with visit.context.store.read() as session:
        draft = sight.find(session, visit.actor, draft_id)
        rows = asked.of_draft(session, draft_id)
    questions = tuple(
        Question(row.prompt_id, row.prompt_hash, row.render_hash, row.system, row.user, row.at, row.at + asked.KEPT)
        for row in rows
    )
    view = AskedView(draft_id, draft.authorship.model, draft.authorship.fell_back, questions)
    return page(visit, "pages/asked.html", view)
