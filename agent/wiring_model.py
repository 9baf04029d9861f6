"""Settings and costs to a model that drafts within its caps: budget, known answers and habits kept in the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

import httpx
from sqlmodel import Session

from agent.clock import Clock
from agent.domain.batches import Owed
from agent.domain.teams import Costs, ModelPrice
from agent.insight.model_state import BUDGET, FAILING, PAUSED
from agent.night.batch_ledger import BatchLedger
from agent.sends.notices import Notice, NoticeKind, notify
from agent.settings import ModelSettings
from agent.store import budgets, endpoint_habits, known_answers
from agent.store.budgets import Amount
from agent.store.engine import Store
from agent.tables.models import EndpointHabitsRow
from drafting.answers import KEPT, KnownAnswer
from drafting.batch_wire import BatchWire
from drafting.budget import Reservation
from drafting.endpoint import REMEMBER, Endpoint, Habits, Rung, current
from drafting.model import Model, Models
from drafting.openai_model import OpenAIModel
from drafting.pacing import FAILURES_TO_OPEN
from drafting.prices import Price, Prices

NEARLY = 0.8
ASK_S = 15.0


@dataclass(frozen=True, slots=True)
class StoreBudget:
    """The model's daily caps, kept in the database so that every process shares them. The team is told once a day when
    80 % are spent, and once when a call did not fit any more."""

    store: Store
    cap: Amount
    clock: Clock
    tells: bool = True

    def reserve(self, day: date, *, usd: Decimal, tokens: int) -> Reservation | None:
        with self.store.write() as session:
            hold_id = budgets.reserve(session, day, Amount(float(usd), tokens), cap=self.cap)
            if hold_id is None:
                self._tell(session, day, "used", "is used up: the composer drafts, or drafts wait")
        return Reservation(hold_id, day, usd, tokens) if hold_id else None

    def settle(self, reservation: Reservation, *, usd: Decimal, tokens: int) -> None:
        day = reservation.day
        with self.store.write() as session:
            if not budgets.settle(session, day, reservation.id, Amount(float(usd), tokens)):
                return
            spent = budgets.spent(session, day)
            if spent.usd >= NEARLY * self.cap.usd or spent.tokens >= NEARLY * self.cap.tokens:
                self._tell(session, day, "nearly", "is spent to 80 %")

    def _tell(self, session: Session, day: date, level: str, what: str) -> None:
        if self.tells:
            caps = f"${self.cap.usd:.2f} and {self.cap.tokens:,} tokens"
            words = f"Today's budget for models ({caps}) {what}. The caps are in costs.yaml."
            notify(session, Notice(NoticeKind.MODEL, words, f"{BUDGET}{level}:{day}"), now=self.clock.now())


@dataclass(frozen=True, slots=True)
class StoreAnswers:
    """See `drafting.answers.Answers`."""

    store: Store

    def find(self, key: str, *, now: datetime) -> KnownAnswer | None:
        with self.store.read() as session:
            row = known_answers.find(session, key, since=now - KEPT)
        if row is None:
            return None
        owed = Owed(row.owed_night, row.owed_usd, row.owed_input, row.owed_output) if row.owed_night else None
        return KnownAnswer(row.answer, row.mode, owed if owed and self._claims(key) else None)

    def _claims(self, key: str) -> bool:
        with self.store.write() as session:
            return known_answers.claim_owed(session, key)

    def keep(self, key: str, answer: KnownAnswer, *, model: str, now: datetime) -> None:
        with self.store.write(repeatable=True) as session:
            known_answers.keep(session, key, model=model, mode=answer.mode, answer=answer.text, now=now)


@dataclass(frozen=True, slots=True)
class StoreEndpoints:
    """See `drafting.endpoint.EndpointMemory`. The team is told when an endpoint is left alone."""

    store: Store

    def recall(self, base_url: str, model: str, *, now: datetime) -> Habits:
        with self.store.read() as session:
            row = endpoint_habits.find(session, base_url, model)
            return current(_habits(row), now) if row else Habits()

    def learn(self, base_url: str, model: str, change: Callable[[Habits], Habits], *, now: datetime) -> Habits:
        blank = EndpointHabitsRow(base_url=base_url, model=model, dropped=[], until=now)
        with self.store.write() as session:
            row = endpoint_habits.locked(session, blank)
            before = current(_habits(row), now)
            after = replace(change(before), until=now + REMEMBER)
            row.rung, row.dropped, row.until = int(after.rung or 0), sorted(after.dropped), now + REMEMBER
            row.paused_until, row.paused_why = after.paused_until, after.paused_why
            if after.paused_until and not before.paused_until:
                key = f"{PAUSED}{base_url}:{model}:{after.paused_until.isoformat()}"
                notify(session, Notice(NoticeKind.MODEL, f"{after.paused_why}; the composer drafts.", key), now=now)
        return after

    def failing(self, base_url: str, model: str, why: str, *, now: datetime) -> None:
        """The team is told once an hour."""
        key = f"{FAILING}{base_url}:{model}:{now:%Y-%m-%dT%H}"
        notice = Notice(NoticeKind.MODEL, f"{why}, {FAILURES_TO_OPEN} times in a row; the composer drafts.", key)
        with self.store.write() as session:
            notify(session, notice, now=now)


def _habits(row: EndpointHabitsRow) -> Habits:
    rung = Rung(row.rung) if row.rung else None
    return Habits(rung, frozenset(row.dropped), row.until, row.paused_until, row.paused_why)


def why_silent(settings: ModelSettings) -> str:
    """Why the endpoint does not answer to this key and model, in words; "" where it does. Nothing is drafted and
    nothing is billed."""
    url = f"{settings.base_url.rstrip('/')}/models"
    headers = {"Authorization": f"Bearer {settings.api_key.get_secret_value() or 'none'}"}
    try:
        answer = httpx.get(url, headers=headers, timeout=ASK_S)
        names = {one.get("id") for one in answer.json().get("data", [])} if answer.status_code == 200 else set()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, AttributeError) as error:
        return f"{settings.base_url} does not answer ({type(error).__name__})."
    if answer.status_code != 200:
        return f"{settings.base_url} answers {answer.status_code}."
    if names and settings.name not in names:
        return f"{settings.base_url} answers and does not list {settings.name}."
    return ""


def budget(store: Store, costs: Costs, clock: Clock, share: float = 1.0) -> StoreBudget:
    """The day's money and tokens for models, or the part of them that one use may come to."""
    cap = Amount(costs.model_day_cap_usd * share, int(costs.model_day_cap_tokens * share))
    return StoreBudget(store, cap, clock, tells=share == 1.0)


def prices(costs: Costs) -> Prices:
    """The team's own prices before those that everybody knows."""
    return Prices({name: _price(one) for name, one in costs.model_prices.items()})


def _price(one: ModelPrice) -> Price:
    cached = None if one.cached_usd is None else Decimal(str(one.cached_usd))
    return Price(Decimal(str(one.input_usd)), Decimal(str(one.output_usd)), cached)


def endpoint(settings: ModelSettings, name: str, *, temperature: float | None = None) -> Endpoint:
    return Endpoint(
        base_url=settings.base_url,
        model=name,
        api_key=settings.api_key.get_secret_value() or "none",
        timeout_s=settings.timeout_s,
        at_once=settings.concurrency,
        temperature=temperature,
        service_tier=settings.service_tier,
        first=Rung[settings.ask_by.upper()] if settings.ask_by else None,
    )


def batch_ledger(settings: ModelSettings, *, store: Store, costs: Costs, clock: Clock) -> BatchLedger:
    """Batches at the configured endpoint, for the model that is asked first."""
    at = endpoint(settings, settings.name)
    return BatchLedger(store, clock, at, BatchWire(at), budget(store, costs, clock), prices(costs))


def model(
    settings: ModelSettings,
    *,
    store: Store,
    costs: Costs,
    clock: Clock,
    temperature: float | None = None,
    share: float = 1.0,
) -> Model | None:
    """The configured model with those it falls back to, or None: then the composer drafts, and says so."""
    if not settings.is_configured:
        return None
    built = tuple(
        OpenAIModel(
            endpoint(settings, name, temperature=temperature),
            budget=budget(store, costs, clock, share),
            prices=prices(costs),
            clock=clock,
            answers=StoreAnswers(store),
            memory=StoreEndpoints(store),
        )
        for name in (settings.name, *settings.fall_back)
    )
    return built[0] if len(built) == 1 else Models(built)
