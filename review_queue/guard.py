"""The guard at every route: who asks, may they, and does their unsafe request carry the session's token.

`Guard(May.X)` is a FastAPI dependency that gives the route its `Visit`. The app refuses to start with a route that has
none, so that no page can forget to ask.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from agent.domain.decisions import Actor, Role
from agent.domain.teams import Team
from review_queue.auth import SignedIn, signed_in
from review_queue.context import WebContext
from review_queue.labels import label
from review_queue.problems import Refusal, Trouble, wants_json
from review_queue.roles import May, allows
from review_queue.security import UNSAFE

_SIGN_IN = {
    False: "Sign in to go on. What you typed is kept.",
    True: "Send the session cookie of somebody who is signed in: sign in as on the pages.",
}
"""By whether a machine asks."""
NOBODY = Actor(user_id="", name="", role=Role.READ_ONLY)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of one person: what a page needs to know of it. `form` holds the last value of each field."""

    request: Request
    context: WebContext
    signed_in: SignedIn | None
    form: Mapping[str, str]
    now: datetime

    @property
    def actor(self) -> Actor:
        return self.signed_in.actor if self.signed_in else NOBODY

    @property
    def is_htmx(self) -> bool:
        return self.request.headers.get("hx-request") == "true"

    @property
    def wants_part(self) -> bool:
        """Whether the page's script asked for one block instead of the whole page."""
        return self.is_htmx or self.request.headers.get("x-part") == "1"

    def team(self) -> Team:
        return self.context.team()

    def may(self, what: str) -> bool:
        return allows(self.actor, May(what))


def context_of(request: Request) -> WebContext:
    context: WebContext = request.app.state.context
    return context


def cookie_name(context: WebContext) -> str:
    """`__Host-` binds the cookie to this host and TLS; plain http (a laptop) needs another name."""
    return "__Host-sid" if context.secure_cookies else "firstlight_sid"


@dataclass(frozen=True)
class Guard:
    """Lets a request pass that may do `may`, and gives its Visit."""

    may: May

    async def __call__(self, request: Request) -> Visit:
        context = context_of(request)
        now = context.clock.now()
        token = request.cookies.get(cookie_name(context), "")
        who = await run_in_threadpool(signed_in, context.store, token, now=now) if token else None
        form = await _form(request)
        visit = Visit(request, context, who, form, now)
        request.state.visit = visit  # what goes wrong from here on is said in the frame of whoever asks
        if self.may is not May.ANYONE:
            if who is None:
                raise Refusal(Trouble(401, "signed-out", _SIGN_IN[wants_json(request)]))
            _check_token(request, form, who)
            if not allows(who.actor, self.may):
                raise Refusal(Trouble(403, "not-allowed", f"Your role ({label(who.actor.role)}) cannot do this."))
        return visit


def _check_token(request: Request, form: Mapping[str, str], who: SignedIn) -> None:
    if request.method not in UNSAFE:
        return
    given = request.headers.get("x-csrf-token") or form.get("csrf", "")
    if not hmac.compare_digest(given.encode(), who.csrf.encode()):
        how = "This form is from another session. Load the page again, then send it."
        if wants_json(request) and not given:
            how = "Send the header X-CSRF-Token with the csrf that GET /api/v1/me gives."
        elif wants_json(request):
            how = "This token is from another session. Load the page again; tools take csrf from GET /api/v1/me again."
        raise Refusal(Trouble(403, "csrf", how))


async def _form(request: Request) -> Mapping[str, str]:
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if request.method not in UNSAFE or kind not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return {}
    form = await request.form(max_files=1, max_fields=200)
    values = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    if any("\0" in value for value in values.values()):
        raise Refusal(Trouble(400, "nul", "No text here holds a NUL character."))
    return values


Anyone = Annotated[Visit, Depends(Guard(May.ANYONE))]
Reader = Annotated[Visit, Depends(Guard(May.READ))]
Decider = Annotated[Visit, Depends(Guard(May.DECIDE))]
Tuner = Annotated[Visit, Depends(Guard(May.TUNE))]
Auditor = Annotated[Visit, Depends(Guard(May.SEE_ASKED))]
Runner = Annotated[Visit, Depends(Guard(May.RUN))]
Resolver = Annotated[Visit, Depends(Guard(May.RESOLVE))]
Pauser = Annotated[Visit, Depends(Guard(May.PAUSE))]
UserManager = Annotated[Visit, Depends(Guard(May.MANAGE_USERS))]
