"""Insight: the funnel of a month, its definitions beneath it, and how the reviewing went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter
from starlette.responses import Response

from agent.domain.decisions import Role
from agent.domain.teams import Team
from agent.errors import NotFound
from agent.insight.costs import DEFINITIONS as COST_DEFINITIONS
from agent.insight.costs import MODEL_MONEY, Costed, Unit, Writing, unit_costs, writing
from agent.insight.edits import Line, summary
from agent.insight.funnel import DEFINITIONS, Drafted, Step, funnel
from agent.store import budgets, decisions, doubts, edits, screens
from agent.store.screens import DraftFact
from review_queue import words
from review_queue.draft_view import reason_words
from review_queue.fragments import page, zone_of
from review_queue.guard import Reader
from review_queue.labels import label

router = APIRouter()


@dataclass(frozen=True, slots=True)
class InsightView:
    month: str
    title: str
    before: str
    after: str
    steps: tuple[Step, ...]
    definitions: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, int, str], ...]
    approvals: Line
    nudge: str
    is_unfinished: bool
    units: tuple[Unit, ...]
    writing: Writing
    money: tuple[tuple[str, float], ...]
    fixed: float
    cost_definitions: tuple[tuple[str, str], ...] = tuple(COST_DEFINITIONS.items())
    model_money: str = MODEL_MONEY


@router.get("/insight")
def show(visit: Reader, month: str = "") -> Response:
    tz = words.zone(zone_of(visit))
    local = visit.now.astimezone(tz)
    start = month_of(month or f"{local:%Y-%m}").replace(tzinfo=tz)
    end = (start + timedelta(days=32)).replace(day=1)
    since, until = start.astimezone(UTC), end.astimezone(UTC)
    with visit.context.store.read() as session:
        facts = screens.draft_facts(session, since=since, until=until)
        outcomes = screens.outcome_kinds(session, sorted({fact.account_id for fact in facts}))
        signals = screens.with_signal(session, since=since, until=until)
        approvals = edits.measured(session, since=since, until=until)
        reasons = decisions.reject_reasons(session, since=since)
        dwell = decisions.recent_dwell_ms(session, visit.actor.user_id)
        doubtful = doubts.cost_between(session, since, until)
        paid = budgets.spent_between(session, since.date(), until.date())
    cohort = [Drafted(fact.account_id, fact.approved_at, fact.sent_at) for fact in facts]
    costed = [_costed(fact) for fact in facts]
    fixed = _fixed(visit.team())
    view = InsightView(
        month=f"{start:%Y-%m}",
        title=f"{start:%B %Y}",
        before=f"{start - timedelta(days=1):%Y-%m}",
        after=f"{end:%Y-%m}" if until < visit.now else "",
        steps=funnel(signals, cohort, outcomes),
        definitions=tuple(DEFINITIONS.items()),
        reasons=tuple(
            (reason_words(str(reason)), number, label(reason.goes_to))
            for reason, number in sorted(reasons.items(), key=lambda pair: -pair[1])
        ),
        approvals=summary(approvals).whole,
        nudge=nudge(dwell) if visit.actor.role is not Role.READ_ONLY else "",
        is_unfinished=until > visit.now - timedelta(days=30),
        units=unit_costs(costed, outcomes, fixed_usd=fixed),
        writing=writing(costed),
        money=_money(sum(one.cost_usd for one in costed), doubtful, paid),
        fixed=fixed,
    )
    return page(visit, "pages/insight.html", view)


def _costed(fact: DraftFact) -> Costed:
    return Costed(
        account_id=fact.account_id,
        cost_usd=fact.cost_usd,
        is_approved=fact.approved_at is not None,
        is_sent=fact.sent_at is not None,
        by_model=fact.by_model,
        repairs=fact.repairs,
        asked_in_vain=fact.asked_in_vain,
    )


def _money(drafts_usd: float, doubtful: float, paid: float) -> tuple[tuple[str, float], ...]:
    """What models were paid in the month, by use. The rest of what the budgets settled went into previews and runs on
    the golden accounts."""
    rest = max(0.0, paid - drafts_usd - doubtful)
    uses = (("Drafts", drafts_usd), ("Doubtful texts", doubtful), ("Previews, golden runs and the rest", rest))
    return tuple((name, usd) for name, usd in uses if usd >= 0.00005)


def _fixed(team: Team) -> float:
    """Seats and sources of a month, as costs.yaml prices them; 0 where it does not."""
    sources = sum(source.enabled for source in team.sources)
    return len(team.owners) * team.costs.seat_month_usd + sources * team.costs.source_month_usd


def month_of(text: str) -> datetime:
    """The first of a month "2026-11", without a zone. Raises NotFound."""
    try:
        return datetime.strptime(text, "%Y-%m")  # noqa: DTZ007  the zone is the reader's, set by the caller
    except ValueError:
        raise NotFound("There is no such month.") from None


def nudge(dwell_ms: list[int]) -> str:
    """A word, never a gate, when the last ten approvals took under three seconds each (review §1.6). Pure."""
    if len(dwell_ms) < 10:
        return ""
    median = sorted(dwell_ms)[len(dwell_ms) // 2]
    if median >= 3000:
        return ""
    return f"Your last ten approvals took {median / 1000:.1f} s each. The evidence is beside the draft."
