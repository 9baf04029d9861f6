"""Queue: the list, the draft that is open, its evidence beside it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import JSONResponse, Response

from agent.domain.drafts import Draft
from agent.errors import BadInput, NotFound
from agent.store import accounts, queue, runs, users
from agent.store.queue import Listed, Place, View
from review_queue import sight, words
from review_queue.draft_view import DraftView, draft_view, reason_words
from review_queue.fragments import page, zone_of
from review_queue.guard import Reader, Visit
from review_queue.shell import decided_today

router = APIRouter()
PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list, in words."""

    id: str
    version: int
    score: int
    tone: str
    who: str
    age: str
    why: str
    flags: tuple[tuple[str, str], ...]
    holder: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A view to choose, with its count."""

    value: str
    words: str
    count: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Empty:
    """Why the list is empty and what to do: queue clear, nothing in this view, or the first run still to come."""

    heading: str
    words: str
    action: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class QueueView:
    view: str
    heading: str
    views: tuple[Choice, ...]
    rows: tuple[Row, ...]
    more: str
    draft: DraftView | None
    empty: Empty | None
    missing: bool


@router.get("/")
@router.get("/queue")
def show(visit: Reader, view: str = "", after: str = "") -> Response:
    """The queue with its first draft open."""
    return render(visit, view=view, after=after, draft_id="")


@router.get("/drafts/{draft_id}")
def show_draft(visit: Reader, draft_id: str, view: str = "", edit: str = "") -> Response:
    """The queue with this draft open; its panes alone where the script asks for a part."""
    return render(visit, view=view, after="", draft_id=draft_id, editing=edit == "1")


def render(visit: Visit, *, view: str, after: str, draft_id: str, editing: bool = False) -> Response:
    chosen = _chosen(visit, view)
    tz = words.zone(zone_of(visit))
    with visit.context.store.read() as session:
        if draft_id and visit.wants_part:
            rows: list[Listed] = []
        else:
            rows = _rows(session, visit, chosen, after, tz)
        draft = _opened(session, visit, draft_id, rows)
        shown = [_row(session, visit, row, tz, draft) for row in rows[:PAGE]]
        following = _following(rows, draft)
        pane = (
            draft_view(session, visit, draft, tz=tz, view=str(chosen), next_id=following, editing=editing)
            if draft else None
        )  # fmt: skip
        seen = QueueView(
            view=str(chosen),
            heading=_HEADINGS[chosen],
            views=() if draft_id and visit.wants_part else _choices(session, visit, chosen, tz),
            rows=tuple(shown),
            more=place_token(visit, rows[PAGE - 1].place) if len(rows) > PAGE else "",
            draft=pane,
            empty=_empty(session, visit, chosen, tz) if not rows and not draft_id else None,
            missing=bool(draft_id) and draft is None,
        )
    return page(visit, "pages/queue.html", seen, part="pane" if draft_id else "list")


_HEADINGS = {
    View.MINE: "Mine, by score",
    View.TEAM: "By score",
    View.SNOOZED: "Snoozed",
    View.BLOCKED: "Blocked",
    View.DECIDED: "Decided today",
}


def _chosen(visit: Visit, view: str) -> View:
    if view in set(View):
        return View(view)
    if view:
        raise NotFound("There is no such view.")
    return View.MINE if visit.actor.owner_id else View.TEAM


def owners_of(visit: Visit, view: View) -> tuple[str, ...] | None:
    """Whose drafts a view lists for this person."""
    if view is View.MINE:
        return (visit.actor.owner_id,)
    return sight.owners_seen(visit.actor)


def midnight(now: datetime, tz: ZoneInfo) -> datetime:
    return now.astimezone(tz).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def _rows(session: Session, visit: Visit, view: View, after: str, tz: ZoneInfo) -> list[Listed]:
    return queue.page(
        session,
        view,
        owners=owners_of(visit, view),
        after=read_place(visit, after) if after else None,
        limit=PAGE + 1,
        since=midnight(visit.now, tz),
    )


def _opened(session: Session, visit: Visit, draft_id: str, rows: list[Listed]) -> Draft | None:
    wanted = draft_id or next((row.id for row in rows if not row.withheld), "")
    return sight.find(session, visit.actor, wanted) if wanted else None


def _following(rows: list[Listed], draft: Draft | None) -> str:
    ids = [row.id for row in rows[:PAGE]]
    if draft is None or draft.id not in ids:
        return ids[0] if ids else ""
    at = ids.index(draft.id)
    return ids[at + 1] if at + 1 < len(ids) else (ids[at - 1] if at else "")


def _row(session: Session, visit: Visit, row: Listed, tz: ZoneInfo, draft: Draft | None) -> Row:
    tone = "good" if row.score >= 75 else "warn" if row.score >= 50 else "plain"
    held = row.lease_until is not None and row.lease_until > visit.now and row.lease_by != visit.actor.user_id
    holder = users.get(session, row.lease_by) if held else None
    return Row(
        id=row.id,
        version=row.version,
        score=row.score,
        tone=tone,
        who=f"{row.contact} · {row.account}",
        age=words.age(row.signal_at or row.created_at, visit.now),
        why=words.sentence(row.why_now),
        flags=_flags(row, visit.now, tz),
        holder=words.initials(holder.name) if holder else "",
        is_open=draft is not None and draft.id == row.id,
    )


def _flags(row: Listed, now: datetime, tz: ZoneInfo) -> tuple[tuple[str, str], ...]:
    flags: list[tuple[str, str]] = []
    if str(row.state) == "approved":
        flags.append(("good", "approved"))
    if str(row.state) == "rejected":
        flags.append(("plain", f"rejected: {reason_words(row.state_reason).lower()}"))
    if str(row.state) == "blocked":
        flags.append(("bad", f"blocked: {row.state_reason}"))
    if str(row.state) == "regenerating":
        flags.append(("info", "drafting again"))
    if row.snoozed_until and str(row.state) == "snoozed":
        flags.append(("plain", f"until {words.moment(row.snoozed_until, now, tz)}"))
    if row.blocks:
        flags.append(("bad", "cannot be approved yet"))
    if row.outdated and str(row.state) in ("pending", "snoozed", "blocked", "approved"):
        flags.append(("warn", "changed since"))
    if row.step > 1:
        flags.append(("plain", f"touch {row.step}"))
    if row.edited:
        flags.append(("plain", "edited"))
    if str(row.state) == "pending" and row.expires_at - now < timedelta(days=1):
        flags.append(("warn", f"expires in {words.span(row.expires_at - now)}"))
    return tuple(flags)


def _team(visit: Visit) -> str:
    """What the widest list holds for this person: an SDR sees their own and what is nobody's."""
    return "Everyone" if sight.owners_seen(visit.actor) is None else "Mine and unassigned"


def _choices(session: Session, visit: Visit, here: View, tz: ZoneInfo) -> tuple[Choice, ...]:
    names = {
        View.MINE: "Mine", View.TEAM: _team(visit), View.SNOOZED: "Snoozed", View.BLOCKED: "Blocked",
        View.DECIDED: "Decided",
    }  # fmt: skip
    since = midnight(visit.now, tz)
    return tuple(
        Choice(str(one), name, queue.count(session, one, owners=owners_of(visit, one), since=since), one is here)
        for one, name in names.items()
        if one is not View.MINE or visit.actor.owner_id
    )


def _empty(session: Session, visit: Visit, view: View, tz: ZoneInfo) -> Empty:
    if view in {View.SNOOZED, View.BLOCKED, View.DECIDED}:
        nothing = {
            View.SNOOZED: "Nothing snoozed",
            View.BLOCKED: "Nothing blocked",
            View.DECIDED: "Nothing decided yet",
        }
        return Empty(nothing[view], "The queue is the place to be.", "To the queue", "/queue")
    if not accounts.count(session):
        return Empty(
            "No accounts yet",
            "Import the companies you watch (firstlight accounts import FILE), then play a night (firstlight run).",
        )
    if not runs.newest(session, limit=1):
        return Empty("No run yet", "Tonight's run fills this queue. Or play it now.", "To the runs", "/runs")
    team = visit.team()
    done = decided_today(session, visit, str(tz))
    said = [f"{done} decided today, next run {team.run_at:%H:%M}."]
    snoozed = queue.count(session, View.SNOOZED, owners=owners_of(visit, View.SNOOZED))
    wakes = queue.next_wake(session, owners=owners_of(visit, View.SNOOZED))
    if snoozed:
        verb = "wakes" if snoozed == 1 else "wake"
        said.append(
            f"{snoozed} snoozed {verb} {words.moment(wakes, visit.now, tz)}." if wakes else f"{snoozed} snoozed."
        )
    return Empty("Queue clear", " ".join(said), "Why is it empty?", "/runs")


def place_token(visit: Visit, place: Place) -> str:
    """A page's beginning, signed: a tampered one is refused (review §4.3, case 34)."""
    raw = json.dumps([place.score, place.id]).encode()
    sign = hmac.new(visit.context.secret_key, raw, hashlib.sha256).digest()[:12]
    return base64.urlsafe_b64encode(sign + raw).decode().rstrip("=")


def read_place(visit: Visit, token: str) -> Place:
    """The beginning that a token names. Raises BadInput when it is not ours."""
    try:
        whole = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        whole = b""
    sign, raw = whole[:12], whole[12:]
    if not hmac.compare_digest(sign, hmac.new(visit.context.secret_key, raw, hashlib.sha256).digest()[:12]):
        raise BadInput("That page marker is not one of ours. Begin at the first page.")
    score, draft_id = json.loads(raw)
    return Place(int(score), str(draft_id))


@router.get("/queue/changes")
def changes(visit: Reader, view: str = "") -> Response:
    """Ids and versions of the first page and what each view counts, for a page that polls; it patches its rows and
    tabs and never moves the open draft."""
    chosen = _chosen(visit, view)
    tz = words.zone(zone_of(visit))
    with visit.context.store.read() as session:
        rows = _rows(session, visit, chosen, "", tz)
        views = {one.value: one.count for one in _choices(session, visit, chosen, tz)}
        count = queue.count(session, chosen, owners=owners_of(visit, chosen), since=midnight(visit.now, tz))
    shown = [{"id": row.id, "version": row.version, "state": row.state} for row in rows[:PAGE]]
    return JSONResponse({"count": count, "views": views, "rows": shown})
