"""Unsubscribe (RFC 8058): looking shows one button, a POST stops all mail. No cookie, no token of ours, idempotent."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from agent.errors import NotFound
from agent.sends import unsubscribe
from review_queue.fragments import page
from review_queue.guard import Anyone

router = APIRouter(prefix="/u")


@dataclass(frozen=True, slots=True)
class StopView:
    token: str
    seller: str
    is_done: bool


@router.get("/{token}")
def show(visit: Anyone, token: str) -> Response:
    """One button. Looking changes nothing: scanners look at every link."""
    with visit.context.store.read() as session:
        if not unsubscribe.known(session, token):
            raise NotFound("This link is not one of ours.")
    return page(visit, "pages/unsubscribe.html", StopView(token, visit.team().offer.seller, is_done=False))


@router.post("/{token}")
def stop(visit: Anyone, token: str) -> Response:
    """What a mail program's one-click (List-Unsubscribe=One-Click) and the page's button send."""
    with visit.context.store.write() as session:
        if not unsubscribe.opt_out(session, token, now=visit.now):
            raise NotFound("This link is not one of ours.")
    return page(visit, "pages/unsubscribe.html", StopView(token, visit.team().offer.seller, is_done=True))
