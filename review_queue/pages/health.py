"""Whether the web is there, and the browsers' reports of what the content security policy stopped."""

from __future__ import annotations

from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, Response

from agent.store import users
from review_queue.guard import Anyone

router = APIRouter()
log = structlog.get_logger()
LONGEST_REPORT = 4000


async def _body(request: Request) -> bytes:
    return await request.body()


@router.get("/healthz")
def health(visit: Anyone) -> Response:
    """200 when the database answers; what is inside only for those who are signed in."""
    with visit.context.store.read() as session:
        users.count(session)
    inside = dict(visit.context.health()) if visit.signed_in else {}
    return JSONResponse({"status": "ok", **inside})


@router.post("/csp-report")
def csp_report(visit: Anyone, body: Annotated[bytes, Depends(_body)]) -> Response:
    """Something on a page wanted what the policy forbids: a defect, or an attack in scraped text. Logged, cut short."""
    reports: list[str] = visit.request.app.state.csp_reports
    if len(reports) < 100:
        reports.append(body[:LONGEST_REPORT].decode(errors="replace"))
    log.warning("csp_report", bytes=len(body), stored=len(reports))
    return Response(status_code=204)
