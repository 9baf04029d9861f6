"""The model: whether it answers, what it costs today, what it did not write and why, and the presses that mend it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from starlette.responses import Response

from agent.domain.teams import Costs
from agent.insight.model_state import Trouble
from agent.sends.notices import NoticeKind
from agent.store import budgets, model_use, notices
from agent.store.budgets import Amount
from agent.store.model_use import Use
from review_queue.fragments import go, page
from review_queue.guard import Reader, Runner, Visit
from review_queue.model_banner import LOOKED_BACK, troubles_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Meter:
    """One cap of the day. `held` is what calls under way may still take."""

    name: str
    spent: str
    held: str
    cap: str
    share: float


@dataclass(frozen=True, slots=True)
class ModelView:
    """`checked` is what a check said just now: None before one was made, "" where the model answers."""

    name: str
    troubles: tuple[Trouble, ...]
    paused_until: datetime | None
    meters: tuple[Meter, ...]
    use: Use
    told: tuple[tuple[datetime, str], ...]
    can_check: bool
    checked: str | None = None


@router.get("/model")
def show(visit: Reader) -> Response:
    return page(visit, "pages/model.html", _view(visit))


def _view(visit: Visit, checked: str | None = None) -> ModelView:
    with visit.context.store.read() as session:
        spent, held = budgets.spent(session, visit.now.date()), budgets.held(session, visit.now.date())
        rows = notices.of_kind(session, str(NoticeKind.MODEL), since=visit.now - LOOKED_BACK)
        return ModelView(
            name=visit.context.model,
            troubles=troubles_of(session, visit),
            paused_until=model_use.paused_until(session, now=visit.now),
            meters=_meters(spent, held, visit.team().costs),
            use=model_use.use(session, since=visit.now - LOOKED_BACK),
            told=tuple((row.at, row.words) for row in rows),
            can_check=visit.context.check_model is not None and visit.may("run"),
            checked=checked,
        )


def _meters(spent: Amount, held: Amount, costs: Costs) -> tuple[Meter, ...]:
    def share(used: float, cap: float) -> float:
        return round(min(100 * used / cap, 100), 1) if cap else 100.0

    usd, tokens = costs.model_day_cap_usd, costs.model_day_cap_tokens
    return (
        Meter("Money", f"${spent.usd:.2f}", f"${held.usd:.2f}" if held.usd else "", f"${usd:.2f}",
              share(spent.usd + held.usd, usd)),
        Meter("Tokens", f"{spent.tokens:,}", f"{held.tokens:,}" if held.tokens else "", f"{tokens:,}",
              share(spent.tokens + held.tokens, tokens)),
    )  # fmt: skip


@router.post("/model/check")
def check(visit: Runner) -> Response:
    """Ask the endpoint whether it knows the key and the model: nothing is drafted, nothing is billed. Where it answers,
    a pause is over."""
    ask = visit.context.check_model
    said = ask() if ask else "No model is configured here."
    if not said:
        _mended(visit)
    return page(visit, "pages/model.html", _view(visit, said))


@router.post("/model/again")
def again(visit: Runner) -> Response:
    """End a pause by hand, and put away what was told of it: the next draft asks the model."""
    _mended(visit)
    return go("/model")


def _mended(visit: Visit) -> None:
    with visit.context.store.write() as session:
        model_use.ask_again(session)
        notices.see_kind(session, str(NoticeKind.MODEL), now=visit.now)
