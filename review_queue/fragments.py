"""Pages and parts of pages: the same template gives the whole page, or one of its blocks to the page's script."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from agent.plurals import count
from review_queue import labels, markup, words
from review_queue.guard import Visit
from review_queue.problems import Trouble
from review_queue.shell import Shell, shell_of

HERE = Path(__file__).parent


@cache
def environment() -> Environment:
    """Autoescape for everything, and a missing name is an error, not an empty string."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["asset"] = asset
    names = ("age", "clock", "day", "dollars", "initials", "moment", "on_date", "sentence", "span")
    for name in (*names, "small_dollars"):
        made.filters[name] = getattr(words, name)
    made.filters["count"] = count
    made.filters["label"] = labels.label
    made.filters["quoted"] = markup.quoted
    made.filters["shown"] = markup.shown
    return made


@cache
def asset(name: str) -> str:
    """A static file's address with its content's hash, so that a new version is never served from a cache."""
    digest = hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def page(
    visit: Visit, template: str, view: object, *, part: str = "", status: int = 200, headers: Mapping[str, str] = {}
) -> Response:
    """The page `template` with its one typed `view`; only its block `part` where the script asked for a part."""
    extra = {**headers, "Vary": "HX-Request, X-Part, Cookie"}
    if part and visit.wants_part:
        return HTMLResponse(block(template, part, visit, view), status, extra)
    shell = shell_of(visit)
    html = environment().get_template(template).render(view=view, visit=_seen(visit, shell), shell=shell)
    return HTMLResponse(html, status, extra)


def block(template: str, name: str, visit: Visit, view: object) -> str:
    """One block of a template, alone. Blocks import the macros that they use themselves."""
    found = environment().get_template(template)
    context = found.new_context({"view": view, "visit": _seen(visit, None), "shell": None})
    return "".join(found.blocks[name](context))


class _Seen:
    """What templates may know of a visit."""

    def __init__(self, visit: Visit, zone_name: str) -> None:
        self.csrf = visit.signed_in.csrf if visit.signed_in else ""
        self.now = visit.now
        self.tz = words.zone(zone_name)
        self.today = visit.now.astimezone(self.tz).date()
        self.may = visit.may
        self.path = visit.request.url.path


def _seen(visit: Visit, shell: Shell | None) -> _Seen:
    return _Seen(visit, shell.zone if shell else zone_of(visit))


def zone_of(visit: Visit) -> str:
    """The reader's zone: the owner's that they are, else the team's."""
    if visit.signed_in is None:
        return "UTC"
    team = visit.team()
    owner = team.owner(visit.actor.owner_id)
    return owner.time_zone if owner else team.time_zone


def go(to: str) -> Response:
    """After a form: on to a page of ours, never to another site's."""
    safe = to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/queue"
    return RedirectResponse(safe, 303)


def error_page(request: Request, trouble: Trouble, headers: Mapping[str, str]) -> Response:
    """A problem as a page: what happened, what was kept, what to do. A part where the script asked for one."""
    if trouble.status == 401 and request.method == "GET" and request.headers.get("x-part") != "1":
        return RedirectResponse("/login", 303)
    values: dict[str, Any] = {"trouble": trouble}
    is_part = request.headers.get("hx-request") == "true" or request.headers.get("x-part") == "1"
    template = environment().get_template("pages/problem.html")
    if is_part:
        html = "".join(template.blocks["problem"](template.new_context(values)))
    else:
        html = template.render({**values, **_frame(request, trouble)})
    return HTMLResponse(html, trouble.status, dict(headers))


def _frame(request: Request, trouble: Trouble) -> dict[str, Any]:
    """The frame of whoever is signed in, so that they can go on from there; none where the server itself broke."""
    visit: Visit | None = getattr(request.state, "visit", None)
    if visit is None or visit.signed_in is None or trouble.status >= 500:
        return {"frame": "bare.html"}
    shell = shell_of(visit)
    return {"frame": "base.html", "shell": shell, "visit": _seen(visit, shell)}
