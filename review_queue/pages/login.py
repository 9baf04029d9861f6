"""Signing in and out, one-time links, the first admin, and how the pages look to this person."""

from __future__ import annotations

from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email
from fastapi import APIRouter
from starlette.responses import Response

from agent.errors import NotFound
from agent.store import users
from review_queue import auth
from review_queue.context import WebContext
from review_queue.fragments import go, page
from review_queue.guard import Anyone, Reader, Visit, cookie_name
from review_queue.problems import Refusal, Trouble

router = APIRouter()
NOBODY = "-"
"""What the page sends for who works no accounts: an empty choice is one that was not made."""
LINK_OVER = Trouble(404, "link-over", "It was used already, or it is too old. Ask an admin for another.")


@dataclass(frozen=True, slots=True)
class LoginView:
    email: str = ""
    why: str = ""
    no_users: bool = False


@dataclass(frozen=True, slots=True)
class LinkView:
    token: str
    name: str
    is_invitation: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class SetupView:
    token: str
    owners: tuple[tuple[str, str], ...]
    email: str = ""
    name: str = ""
    why: str = ""
    owner: str = ""
    nobody: str = NOBODY


def _with_session(visit: Visit, token: str, answer: Response) -> Response:
    """The cookie of a new session, which replaces any that the browser had (no fixation)."""
    answer.set_cookie(
        cookie_name(visit.context),
        token,
        max_age=int(auth.ABSOLUTE.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=visit.context.secure_cookies,
    )
    return answer


@router.get("/login")
def show_login(visit: Anyone) -> Response:
    if visit.signed_in:
        return go("/queue")
    with visit.context.store.read() as session:
        nobody = users.count(session) == 0
    return page(visit, "pages/login.html", LoginView(no_users=nobody))


@router.post("/login")
def sign_in(visit: Anyone) -> Response:
    email = visit.form.get("email", "")
    address = visit.request.client.host if visit.request.client else ""
    done = auth.sign_in(
        visit.context.store, email=email, password=visit.form.get("password", "")[:200], address=address, now=visit.now
    )
    if isinstance(done, auth.Refused):
        headers = {"Retry-After": str(done.retry_after_s)} if done.retry_after_s else {}
        status = 429 if done.retry_after_s else 401
        return page(visit, "pages/login.html", LoginView(email=email, why=done.why), status=status, headers=headers)
    if visit.signed_in:
        auth.sign_out(visit.context.store, visit.signed_in.token_sha256, now=visit.now)
    return _with_session(visit, done, go("/queue"))


@router.post("/logout")
def sign_out(visit: Reader) -> Response:
    if visit.signed_in:
        auth.sign_out(visit.context.store, visit.signed_in.token_sha256, now=visit.now)
    answer = go("/login")
    answer.delete_cookie(cookie_name(visit.context), path="/", secure=visit.context.secure_cookies, httponly=True)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@router.get("/link/{token}")
def show_link(visit: Anyone, token: str) -> Response:
    """A one-time link's page: one button. Looking does not use it up, since mail scanners look."""
    return page(visit, "pages/link.html", _link(visit.context, token, visit))


def _link(context: WebContext, token: str, visit: Visit, why: str = "") -> LinkView:
    with context.store.read() as session:
        for purpose in (auth.Purpose.SIGN_IN, auth.Purpose.INVITATION):
            row = users.find_one_time(session, auth.sha256(token), purpose=purpose, now=visit.now)
            user = users.get(session, row.user_id) if row else None
            if user is not None:
                return LinkView(token, user.name, purpose == auth.Purpose.INVITATION, why)
    raise Refusal(LINK_OVER)


@router.post("/link/{token}")
def use_link(visit: Anyone, token: str) -> Response:
    shown = _link(visit.context, token, visit)
    if not shown.is_invitation:
        opened = auth.use_sign_in_token(visit.context.store, token, now=visit.now)
    else:
        password = visit.form.get("password", "")
        if why := auth.check_password(password):
            return page(visit, "pages/link.html", _link(visit.context, token, visit, why), status=422)
        opened = auth.accept_invitation(visit.context.store, token, password=password, now=visit.now)
    if opened is None:
        raise Refusal(LINK_OVER)
    return _with_session(visit, opened, go("/queue"))


@router.get("/setup/{token}")
def show_setup(visit: Anyone, token: str) -> Response:
    _must_be_first(visit, token)
    return page(visit, "pages/setup.html", SetupView(token, _owners(visit)))


@router.post("/setup/{token}")
def set_up(visit: Anyone, token: str) -> Response:
    """Make the first admin. Of many at the same moment one succeeds; afterwards the page is gone."""
    _must_be_first(visit, token)
    form = visit.form
    why = auth.check_password(form.get("password", "")) or check_person(form.get("email", ""), form.get("name", ""))
    owners, owner = _owners(visit), form.get("owner", "")
    if owner not in {"", NOBODY, *(one for one, _ in owners)}:
        why = "Choose an owner of owners.yaml."
    if why:
        view = SetupView(token, owners, form.get("email", ""), form.get("name", ""), why, owner)
        return page(visit, "pages/setup.html", view, status=422)
    opened = auth.create_first_admin(
        visit.context.store,
        token,
        email=form["email"],
        name=form["name"],
        password=form["password"],
        owner_id="" if owner == NOBODY else owner,
        now=visit.now,
    )
    if opened is None:
        raise NotFound("The first admin is here already.")
    return _with_session(visit, opened, go("/queue"))


def _must_be_first(visit: Visit, token: str) -> None:
    with visit.context.store.read() as session:
        known = users.find_one_time(session, auth.sha256(token), purpose=auth.Purpose.FIRST_ADMIN, now=visit.now)
        if known is None or users.count(session):
            raise NotFound("There is no such page.")


def _owners(visit: Visit) -> tuple[tuple[str, str], ...]:
    return tuple((owner.id, owner.name) for owner in visit.team().owners)


def check_person(email: str, name: str) -> str:
    if not name.strip() or len(name) > 80:
        return "Say your name, in at most 80 characters."
    try:
        validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return "That is not an e-mail address."
    return ""


@router.post("/theme")
def set_theme(visit: Reader) -> Response:
    """Light, dark or as the system; single keys on or off (WCAG 2.1.4). Kept in cookies that say nothing of anyone."""
    answer = go(visit.form.get("to", "/queue"))
    for name, values in (("theme", {"auto", "light", "dark"}), ("keys", {"on", "off"})):
        value = visit.form.get(name, "")
        if value in values:
            answer.set_cookie(name, value, max_age=31_536_000, path="/", httponly=True, samesite="lax")
    return answer


@router.get("/keys")
def show_keys(visit: Reader) -> Response:
    """Every key of the queue, as a page or inside a dialog."""
    return page(visit, "pages/keys.html", None, part="keys")
