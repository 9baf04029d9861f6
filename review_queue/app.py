"""The web app: routes, assets, and what is said when something goes wrong. It can decide; it cannot send."""

from __future__ import annotations

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from fastapi import FastAPI, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from agent.errors import FirstlightError
from review_queue.api import drafts as api_drafts
from review_queue.context import WebContext
from review_queue.fragments import error_page
from review_queue.guard import Guard
from review_queue.pages import (
    accounts,
    asked,
    briefs,
    drafts,
    edits,
    events,
    health,
    insight,
    intake,
    login,
    model,
    names,
    outbox,
    prompts,
    queue,
    replies,
    runs,
    signals,
    sources,
    to_find,
    unsubscribe,
    users,
    voice,
)
from review_queue.problems import Refusal, Trouble, json_answer, of_error, wants_json
from review_queue.roles import May
from review_queue.security import Security, Site

log = structlog.get_logger()
STATIC = Path(__file__).parent / "static"
PAGES = (
    queue, drafts, asked, briefs, to_find, accounts, signals, outbox, replies, sources, runs, insight, users, login,
    model, unsubscribe, intake, health, api_drafts, events, names, prompts, voice, edits,
)  # fmt: skip


def create_app(context: WebContext) -> FastAPI:
    """The app over `context`. Raises RuntimeError when a route has no guard."""
    app = FastAPI(title="Firstlight", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.context = context
    app.state.csp_reports = []
    for page in PAGES:
        app.include_router(page.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(FirstlightError, _answer_error)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_middleware(LastResort)
    app.add_middleware(
        Security, site=Site(public_host=urlsplit(context.public_url).netloc, secure=context.secure_cookies)
    )
    if unguarded := [route.path for route, may in guarded_routes() if may is None]:
        raise RuntimeError(f"routes without a guard: {', '.join(unguarded)}")
    return app


def guarded_routes() -> list[tuple[APIRoute, May | None]]:
    """Every route of every page with what it lets people do; None where a route forgot to ask."""
    found: list[tuple[APIRoute, May | None]] = []
    for page in PAGES:
        for route in page.router.routes:
            assert isinstance(route, APIRoute), route
            guards = [part.call for part in route.dependant.dependencies if isinstance(part.call, Guard)]
            found.append((route, guards[0].may if guards else None))
    return found


class LastResort:
    """Turns any error that nobody expected into a page with a number and no trace; the log has the rest."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        except Exception as error:  # noqa: BLE001  the web handler: one of the three places (STYLE §4)
            answer = await _answer_error(Request(scope, receive), error)
            await answer(scope, receive, send)


async def _answer_error(request: Request, error: Exception) -> Response:
    trouble = of_error(error)
    headers = error.headers if isinstance(error, Refusal) else {}
    if trouble.status >= 500:
        number = secrets.token_hex(4)
        log.error("request_failed", number=number, path=request.url.path, error=type(error).__name__, exc_info=error)
        trouble = Trouble(trouble.status, trouble.code, trouble.detail, instance=number)
    return await run_in_threadpool(_answer, request, trouble, headers)


async def _answer_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = {404: "not-found", 405: "method"}.get(error.status_code, "http")
    detail = "There is no such page, or it is not yours." if error.status_code == 404 else str(error.detail)
    return await run_in_threadpool(_answer, request, Trouble(error.status_code, code, detail), {})


def _answer(request: Request, trouble: Trouble, headers: dict[str, str]) -> Response:
    if wants_json(request):
        return json_answer(trouble, headers)
    return error_page(request, trouble, headers)
