"""Drafts as JSON: list, get, and the decisions, each with If-Match and an Idempotency-Key (review §1.5, §5)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Protocol, TypeVar

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from starlette.responses import JSONResponse, Response

from agent.domain.decisions import Actor, RejectReason
from agent.domain.drafts import Draft, DraftState
from agent.errors import BadInput, ReviewConflict
from agent.store import idempotency, queue
from agent.store.queue import Lease, View
from review_queue import checks, leases, review, sight, words
from review_queue.api.answers import as_json, findings_json, listed
from review_queue.draft_view import snooze_until
from review_queue.fragments import zone_of
from review_queue.guard import Decider, Reader, Visit
from review_queue.pages.drafts import ON_NEWS, regenerated, renewed
from review_queue.pages.queue import midnight, owners_of, place_token, read_place
from review_queue.problems import PROBLEM_JSON, Refusal, Trouble, of_findings
from review_queue.review import ChecksFailed, Seen

router = APIRouter(prefix="/api/v1")
MOST = 200


class _Asked(BaseModel):
    """Unknown keys are refused: nobody sets `state` or `owner_id` from outside."""

    model_config = ConfigDict(extra="forbid")

    dwell_ms: int | None = Field(default=None, ge=0, le=86_400_000)

    @property
    def seen(self) -> Seen:
        return Seen(self.dwell_ms)


class Edit(_Asked):
    subject: str = Field(max_length=200)
    body: str = Field(max_length=20_000)


class Reject(_Asked):
    reason: RejectReason
    note: str = Field(default="", max_length=500)
    suppress: str = ""


class Snooze(_Asked):
    until: str = Field(max_length=40)
    day: str = Field(default="", max_length=10)


class Claim(_Asked):
    token: str = Field(default="", max_length=200)


class Regenerate(_Asked):
    instruction: str = Field(default="", max_length=review.LONGEST_INSTRUCTION)


async def _body(request: Request) -> bytes:
    return await request.body()


Body = Annotated[bytes, Depends(_body)]


Asked = TypeVar("Asked", bound=_Asked)


class Act(Protocol):
    """A decision of `review_queue.review`, whatever else it takes given already."""

    def __call__(
        self, session: Session, actor: Actor, draft_id: str, *, version: int, now: datetime
    ) -> Draft | ChecksFailed: ...


def _read(kind: type[Asked], body: bytes) -> Asked:
    if b"\\u0000" in body:
        raise BadInput("No text here holds a NUL character.")
    try:
        return kind.model_validate_json(body or b"{}")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "body"
        raise BadInput(f"{where}: {first['msg']}.") from None


def _version(visit: Visit, draft_id: str) -> int:
    """The version of If-Match, `"id.version"`. Raises ReviewConflict 428 without one, 412 for another draft's."""
    given = visit.request.headers.get("if-match", "")
    if not given:
        raise ReviewConflict("Send If-Match with the draft's ETag.", code="precondition-required")
    name, _, number = given.strip().strip('"').rpartition(".")
    if name != draft_id or not (number.isdecimal() and number.isascii() and len(number) < 10) or given.startswith("W/"):
        raise ReviewConflict("That ETag is not of this draft.", code="stale-version")
    return int(number)


def _once(visit: Visit, draft_id: str, body: bytes, act: Act) -> Response:
    """Carry out `act` once for this Idempotency-Key; the same call again gets the same answer."""
    key = visit.request.headers.get("idempotency-key", "")
    if not 8 <= len(key) <= 128:
        raise Refusal(Trouble(400, "idempotency-key", "Send an Idempotency-Key of 8 to 128 characters."))
    route = f"{visit.request.method} {visit.request.url.path}"
    version = _version(visit, draft_id)
    digest = hashlib.sha256(f"{version}\n".encode() + body).hexdigest()
    try:
        with visit.context.store.write() as session:
            if replay := _replay(session, visit, key, route, digest):
                return replay
            idempotency.reserve(
                session, key, actor_id=visit.actor.user_id, route=route, body_sha256=digest, now=visit.now
            )
            status, answer = _answer(session, act(session, visit.actor, draft_id, version=version, now=visit.now))
            idempotency.finish(session, key, status=status, answer=json.dumps(answer))
    except IntegrityError:
        raise ReviewConflict("The same call is being carried out.", code="in-progress") from None
    return _respond(status, answer)


def _replay(session: Session, visit: Visit, key: str, route: str, digest: str) -> Response | None:
    kept = idempotency.find(session, key, now=visit.now)
    if kept is None:
        return None
    if (kept.actor_id, kept.route, kept.body_sha256) != (visit.actor.user_id, route, digest):
        raise Refusal(Trouble(422, "idempotency-key-reused", "This Idempotency-Key was used for another call."))
    return _respond(kept.status, json.loads(kept.answer))


def _answer(session: Session, done: Draft | ChecksFailed) -> tuple[int, dict[str, Any]]:
    if isinstance(done, ChecksFailed):
        return 422, of_findings(done.findings).as_json()
    return 200, as_json(session, done)


def _respond(status: int, answer: dict[str, Any]) -> Response:
    headers = {"ETag": answer["etag"]} if "etag" in answer else {}
    return JSONResponse(answer, status, headers, media_type=PROBLEM_JSON if status >= 400 else "application/json")


@router.get("/me")
def me(visit: Reader) -> Response:
    """Who is signed in, and the token that unsafe calls must carry as X-CSRF-Token."""
    csrf = visit.signed_in.csrf if visit.signed_in else ""
    return JSONResponse({"id": visit.actor.user_id, "name": visit.actor.name, "role": visit.actor.role, "csrf": csrf})


@router.get("/drafts")
def listing(visit: Reader, view: str = "team", cursor: str = "", limit: int = 50) -> Response:
    if view not in set(View):
        raise BadInput(f"view is one of {', '.join(View)}.")
    chosen, most = View(view), max(1, min(limit, MOST))
    since = midnight(visit.now, words.zone(zone_of(visit)))
    with visit.context.store.read() as session:
        rows = queue.page(
            session,
            chosen,
            owners=owners_of(visit, chosen),
            after=read_place(visit, cursor) if cursor else None,
            limit=most + 1,
            since=since,
        )
    following = place_token(visit, rows[most - 1].place) if len(rows) > most else None
    return JSONResponse({"drafts": [listed(row) for row in rows[:most]], "next": following})


@router.get("/drafts/{draft_id}")
def get(visit: Reader, draft_id: str) -> Response:
    with visit.context.store.read() as session:
        draft = sight.find(session, visit.actor, draft_id)
        return _respond(200, as_json(session, draft))


@router.post("/drafts/{draft_id}/approve")
def approve(visit: Decider, draft_id: str, body: Body) -> Response:
    asked = _read(_Asked, body)
    return _once(visit, draft_id, body, partial(review.approve, team=visit.team(), seen=asked.seen))


@router.patch("/drafts/{draft_id}")
def edit(visit: Decider, draft_id: str, body: Body) -> Response:
    asked = _read(Edit, body)
    act = partial(review.edit, subject=asked.subject, body=asked.body, team=visit.team(), seen=asked.seen)
    return _once(visit, draft_id, body, act)


@router.post("/drafts/{draft_id}/reject")
def reject(visit: Decider, draft_id: str, body: Body) -> Response:
    asked = _read(Reject, body)
    act = partial(review.reject, reason=asked.reason, note=asked.note, suppress=asked.suppress, seen=asked.seen)
    return _once(visit, draft_id, body, act)


@router.post("/drafts/{draft_id}/snooze")
def snooze(visit: Decider, draft_id: str, body: Body) -> Response:
    asked = _read(Snooze, body)
    until = _until(asked, visit.now, zone_of(visit))
    return _once(visit, draft_id, body, partial(review.snooze, until=until, seen=asked.seen))


def _until(asked: Snooze, now: datetime, zone: str) -> datetime | None:
    """A choice of the page (2h, tomorrow, monday, date with `day`, signal) or an instant (RFC 3339)."""
    try:
        if "T" in asked.until:
            instant = datetime.fromisoformat(asked.until)
            if instant.tzinfo is None:
                raise BadInput("until: say the zone, for example 2026-11-30T08:00:00Z.")
            return instant
        return snooze_until(asked.until, asked.day, now=now, tz=words.zone(zone))
    except ValueError:
        raise BadInput("until: an instant like 2026-11-30T08:00:00Z, 2h, tomorrow, monday, date or signal.") from None


@router.post("/drafts/{draft_id}/wake")
def wake(visit: Decider, draft_id: str, body: Body) -> Response:
    _read(_Asked, body)
    return _once(visit, draft_id, body, review.wake)


@router.post("/drafts/{draft_id}/undo")
def undo(visit: Decider, draft_id: str, body: Body) -> Response:
    _read(_Asked, body)
    return _once(visit, draft_id, body, review.undo)


@router.post("/drafts/{draft_id}/regenerate")
def regenerate(visit: Decider, draft_id: str, body: Body) -> Response:
    asked = _read(Regenerate, body)
    answer = _once(visit, draft_id, body, partial(review.request_regeneration, instruction=asked.instruction))
    return _after(visit, draft_id, answer, lambda waiting: regenerated(visit, waiting, asked.instruction))


@router.post("/drafts/{draft_id}/renew")
def renew(visit: Decider, draft_id: str, body: Body) -> Response:
    """Write again on what is known now, as an outdated draft offers; the words that were there stay as a revision."""
    _read(_Asked, body)
    act = partial(review.request_regeneration, instruction=ON_NEWS, on_news=True)
    return _after(visit, draft_id, _once(visit, draft_id, body, act), lambda waiting: renewed(visit, waiting))


def _after(visit: Visit, draft_id: str, answer: Response, write: Callable[[Draft], Draft]) -> Response:
    """What `write` makes of a draft that waits for words; `answer` where none waits: it was carried out before."""
    with visit.context.store.read() as session:
        waiting = sight.find(session, visit.actor, draft_id)
    if waiting.state is not DraftState.REGENERATING:
        return answer
    done = write(waiting)
    with visit.context.store.write() as session:
        final = as_json(session, done)
        idempotency.finish(session, visit.request.headers["idempotency-key"], status=200, answer=json.dumps(final))
    return _respond(200, final)


@router.post("/drafts/{draft_id}/restore")
def restore(visit: Decider, draft_id: str, body: Body) -> Response:
    """Back to the drafted words: a person's edits are taken back."""
    asked = _read(_Asked, body)
    return _once(visit, draft_id, body, partial(review.restore, team=visit.team(), seen=asked.seen))


@router.post("/drafts/{draft_id}/check")
def check(visit: Decider, draft_id: str, body: Body) -> Response:
    """What the checks say of words that are not saved. Writes nothing, so it needs no version and no key."""
    asked = _read(Edit, body)
    with visit.context.store.read() as session:
        draft = sight.find(session, visit.actor, draft_id)
        found = checks.rewrite(
            session, draft, subject=asked.subject, body=asked.body, team=visit.team(), now=visit.now
        ).findings
    return JSONResponse({"approvable": found.approvable, "findings": findings_json(found)})


@router.put("/drafts/{draft_id}/claim")
def claim(visit: Decider, draft_id: str, body: Body) -> Response:
    """Take or renew the lease: {"token": …} renews."""
    token = _read(Claim, body).token
    with visit.context.store.write() as session:
        held = (
            leases.heartbeat(session, visit.actor, draft_id, token=token, now=visit.now)
            if token
            else leases.claim(session, visit.actor, draft_id, now=visit.now)
        )
    return _lease(held)


@router.post("/drafts/{draft_id}/take-over")
def take_over(visit: Decider, draft_id: str) -> Response:
    """Take the lease though somebody else holds it."""
    with visit.context.store.write() as session:
        return _lease(leases.take_over(session, visit.actor, draft_id, now=visit.now))


def _lease(held: Lease) -> Response:
    until = held.until.isoformat() if held.until else None
    return JSONResponse({"acquired": True, "token": held.token, "locked_by": held.by, "expires_at": until})


@router.delete("/drafts/{draft_id}/claim")
def leave(visit: Decider, draft_id: str, token: str = "") -> Response:
    with visit.context.store.write() as session:
        leases.leave(session, visit.actor, draft_id, token=token)
    return Response(status_code=204)
