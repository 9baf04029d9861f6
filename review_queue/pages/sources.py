"""Sources: what each one yields, switched on or off, and a weight whose effect is seen before it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from agent.domain.decisions import RejectReason
from agent.domain.policies import SourceSetting
from agent.errors import BadInput, NotFound
from agent.insight.funnel import Judged, SourceYield, yields
from agent.learn import Proposal, labels_of, propose_weights
from agent.store import runs, screens
from agent.store.screens import SourceHealth
from review_queue.context import Previewed
from review_queue.draft_view import reason_words
from review_queue.fragments import go, page
from review_queue.guard import Reader, Tuner, Visit

router = APIRouter(prefix="/sources")
SPAN = timedelta(days=30)
LEAST, MOST = 0.0, 3.0


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source: its health in a word (tone good, warn, bad or plain), its yield of the last 30 days."""

    name: str
    collector: str
    enabled: bool
    weight: float
    tone: str
    health: str
    last_ok_at: datetime | None
    last_reason: str
    confirmed_by: str
    gave: SourceYield
    reasons: str


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
    since = visit.now - SPAN
    set_here = runs.source_settings(session)
    health = screens.source_health(session)
    gave = yields(screens.items_by_source(session, since=since), _judged(session, since))
    settings: dict[str, SourceSetting] = {one.name: one for one in visit.team().sources}
    names = [*settings, *sorted(set(gave) - set(settings))]
    lines: list[SourceLine] = []
    for name in names:
        setting = settings.get(name) or SourceSetting(name, "intake")
        row = set_here.get(name)
        state = health.get(name, SourceHealth())
        enabled = row.enabled if row else setting.enabled
        tone, words = _health(state, enabled, setting)
        mine = gave.get(name, SourceYield())
        lines.append(
            SourceLine(
                name=name,
                collector=setting.collector,
                enabled=enabled,
                weight=row.weight if row else setting.weight,
                tone=tone,
                health=words,
                last_ok_at=state.last_ok_at,
                last_reason=state.last_reason,
                confirmed_by=setting.terms_reviewed_by,
                gave=mine,
                reasons=", ".join(f"{reason_words(reason).lower()} {number}" for reason, number in mine.reasons),
            )
        )
    return tuple(lines)


def _health(state: SourceHealth, enabled: bool, setting: SourceSetting) -> tuple[str, str]:
    if not enabled:
        return "plain", "off"
    if setting.collector == "intake":
        return "good", "takes what your tools send"
    if not setting.terms_reviewed_by:
        return "warn", "terms not confirmed: tried, not scheduled"
    if not state.targets:
        return "plain", "not read yet"
    if state.failing == state.targets:
        return "bad", "failing"
    if state.failing:
        return "warn", f"{state.failing} of {state.targets} failing"
    return "good", f"{state.targets} ok"


def _judged(session: Session, since: datetime) -> list[Judged]:
    facts = screens.draft_facts(session, since=since)
    source_of: Mapping[str, str] = screens.sources_of_items(
        session, (item for fact in facts for item in fact.cited_items)
    )
    return [
        Judged(
            sources=frozenset(source_of[item] for item in fact.cited_items if item in source_of),
            is_approved=fact.approved_at is not None,
            rejected_for=fact.state_reason
            if fact.state == "rejected" and fact.state_reason in set(RejectReason)
            else "",
        )
        for fact in facts
    ]


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
