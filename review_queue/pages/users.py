"""Users: who may do what. An invitation is a one-time link, shown once; disabling ends every session at once."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from agent.domain.decisions import Role
from agent.errors import BadInput, NotFound
from agent.store import users
from review_queue import auth
from review_queue.fragments import go, page
from review_queue.guard import UserManager, Visit
from review_queue.pages.login import check_person

router = APIRouter(prefix="/users")


@dataclass(frozen=True, slots=True)
class UserLine:
    id: str
    name: str
    email: str
    role: str
    owner_id: str
    is_disabled: bool
    is_me: bool


@dataclass(frozen=True, slots=True)
class UsersView:
    """`link` is a one-time link just made: it is shown this once and not stored."""

    rows: tuple[UserLine, ...]
    roles: tuple[str, ...]
    owners: tuple[tuple[str, str], ...]
    link: str = ""
    link_for: str = ""


@router.get("")
def show(visit: UserManager) -> Response:
    return page(visit, "pages/users.html", _view(visit))


def _view(visit: Visit, link: str = "", link_for: str = "") -> UsersView:
    owners = tuple((owner.id, owner.name) for owner in visit.team().owners)
    with visit.context.store.read() as session:
        rows = tuple(
            UserLine(
                row.id, row.name, row.email, row.role, row.owner_id,
                row.disabled_at is not None, row.id == visit.actor.user_id,
            )
            for row in users.everyone(session)
        )  # fmt: skip
    return UsersView(rows, tuple(Role), owners, link, link_for)


@router.post("")
def invite(visit: UserManager) -> Response:
    email, name = visit.form.get("email", ""), visit.form.get("name", "")
    role, owner = _role(visit), _owner(visit)
    if why := check_person(email, name):
        raise BadInput(why)
    with visit.context.store.write() as session:
        if users.by_email(session, email):
            raise BadInput("Somebody with that address is here already.")
        user = users.create(session, email=email, name=name, role=role, owner_id=owner, now=visit.now)
        token = auth.make_link_token(session, purpose=auth.Purpose.INVITATION, now=visit.now, user_id=user.id)
    return page(visit, "pages/users.html", _view(visit, _link(visit, token), user.name))


def _link(visit: Visit, token: str) -> str:
    base = visit.context.public_url.rstrip("/") or str(visit.request.base_url).rstrip("/")
    return f"{base}/link/{token}"


def _role(visit: Visit) -> str:
    role = visit.form.get("role", "")
    if role not in set(Role):
        raise BadInput("Choose a role.")
    return role


def _owner(visit: Visit) -> str:
    owner = visit.form.get("owner", "")
    if owner and visit.team().owner(owner) is None:
        raise BadInput("Choose an owner of owners.yaml.")
    return owner


@router.post("/{user_id}")
def change(visit: UserManager, user_id: str) -> Response:
    """Another role or owner, disable or enable, or a new link. A changed role holds from the next request on. Who
    manages users may choose whom they work as, and keeps their role."""
    what, is_me = visit.form.get("what", ""), user_id == visit.actor.user_id
    with visit.context.store.write() as session:
        user = users.get(session, user_id)
        if user is None:
            raise NotFound("There is no such user.")
        if is_me and (what == "disable" or (what == "role" and _role(visit) != user.role)):
            raise BadInput("Another admin has to do that to you: nobody locks themselves out.")
        if what == "role":
            users.set_role(session, user_id, role=_role(visit), owner_id=_owner(visit))
            if not is_me:
                users.end_sessions_of(session, user_id, visit.now)
        elif what == "disable":
            users.set_disabled(session, user_id, visit.now)
            users.end_sessions_of(session, user_id, visit.now)
        elif what == "enable":
            users.set_disabled(session, user_id, None)
        elif what == "link":
            token = auth.make_link_token(session, purpose=auth.Purpose.INVITATION, now=visit.now, user_id=user_id)
        else:
            raise BadInput("Choose what to do.")
    if what == "link":
        return page(visit, "pages/users.html", _view(visit, _link(visit, token), user.name))
    return go("/users")
