"""Sources: when each is read next and why, how it fares, what it yields; a weight, seen before it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from agent.errors import BadInput, NotFound
from agent.insight.funnel import SourceYield
from agent.learn import Proposal, labels_of, propose_weights
from agent.sources.standing import Standing, listed
from agent.store import runs
from review_queue.context import Previewed
from review_queue.draft_view import reason_words
from review_queue.fragments import go, page
from review_queue.guard import Reader, Tuner, Visit

router = APIRouter(prefix="/sources")
LEAST, MOST = 0.0, 3.0


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source: its health in a word (tone good, warn, bad or plain), how it stands, and its yield of 30 days."""

    name: str
    collector: str
    enabled: bool
    weight: float
    tone: str
    health: str
    standing: Standing
    gave: SourceYield
    reasons: str

    @property
    def last_ok_at(self) -> datetime | None:
        return self.standing.readings.last_ok_at

    @property
    def last_reason(self) -> str:
        return self.standing.last_failure

    @property
    def terms(self) -> str:
        setting = self.standing.source.setting
        return f"{setting.terms_reviewed_by}, {setting.terms_reviewed_on}" if setting.terms_reviewed_on else ""


@dataclass(frozen=True, slots=True)
class SourcesView:
    rows: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source; `preview` stands when another weight is asked about."""

    row: SourceLine
    asked: float | None
    preview: tuple[Previewed, ...]
    can_preview: bool
    entered: int
    left: int
    moved: int
    proposal: Proposal | None


@router.get("")
def show(visit: Reader) -> Response:
    with visit.context.store.read() as session:
        rows = _lines(session, visit)
    return page(visit, "pages/sources.html", SourcesView(rows))


def _lines(session: Session, visit: Visit) -> tuple[SourceLine, ...]:
    return tuple(map(_line, listed(session, visit.team(), visit.now)))


def _line(row: Standing) -> SourceLine:
    tone, words = _health(row)
    return SourceLine(
        name=row.source.setting.name,
        collector=row.source.setting.collector,
        enabled=row.source.enabled,
        weight=row.source.weight,
        tone=tone,
        health=words,
        standing=row,
        gave=row.gave,
        reasons=", ".join(f"{reason_words(reason).lower()} {number}" for reason, number in row.gave.reasons),
    )


def _health(row: Standing) -> tuple[str, str]:
    setting, readings = row.source.setting, row.readings
    if not row.source.enabled:
        return "plain", "off"
    if setting.collector == "intake":
        return "good", "takes what your tools send"
    if not row.source.is_scheduled:
        return "warn", "terms not confirmed: tried, not scheduled"
    if not readings.targets:
        return "plain", "not read yet"
    if readings.failing == readings.targets:
        return "bad", "failing"
    if row.budget.tone == "bad":
        return "bad", "below its error budget"
    if readings.failing:
        return "warn", f"{readings.failing:,} of {readings.targets:,} failing"
    return ("warn" if row.budget.tone == "warn" else "good"), f"{readings.targets:,} ok"


@router.get("/{name}")
def show_one(visit: Reader, name: str, weight: str = "") -> Response:
    """One source; with `weight`, the queue before and after, nothing written."""
    with visit.context.store.read() as session:
        rows = _lines(session, visit)
    row = next((one for one in rows if one.name == name), None)
    if row is None:
        raise NotFound("There is no such source.")
    labels = {one.name: labels_of(one.gave.approved, one.gave.reasons) for one in rows}
    asked = _weight(weight) if weight else None
    ask = visit.context.preview_weight
    shown = ask(name, asked) if ask and asked is not None else ()
    view = SourceView(
        row=row,
        asked=asked,
        preview=shown,
        can_preview=ask is not None,
        entered=sum(not one.before and bool(one.after) for one in shown),
        left=sum(bool(one.before) and not one.after for one in shown),
        moved=sum(bool(one.before) and bool(one.after) and one.before != one.after for one in shown),
        proposal=propose_weights(labels).get(name),
    )
    return page(visit, "pages/source.html", view, part="preview")


def _weight(text: str) -> float:
    try:
        weight = round(float(text), 2)
    except ValueError:
        raise BadInput("A weight is a number, for example 1.2.") from None
    if not LEAST <= weight <= MOST:
        raise BadInput(f"A weight is between {LEAST:.0f} and {MOST:.0f}; 1 is neutral.")
    return weight


@router.post("/{name}")
def change(visit: Tuner, name: str) -> Response:
    """Switch a source or set its weight; from the next scoring on it holds."""
    with visit.context.store.write() as session:
        row = next((one for one in _lines(session, visit) if one.name == name), None)
        if row is None:
            raise NotFound("There is no such source.")
        given = visit.form.get("weight", "")
        enabled = {"on": True, "off": False}.get(visit.form.get("enabled", ""), row.enabled)
        runs.set_source(
            session,
            name,
            enabled=enabled,
            weight=_weight(given) if given else row.weight,
            by=visit.actor.user_id,
            now=visit.now,
        )
    return go(f"/sources/{name}" if given else "/sources")
