"""One call of a model's endpoint: paced, inside the budget, its errors named for what to do next (drafting §5).

`openai` is imported at the first call. Its own retries are off: this is the only layer that tries again.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from agent.clock import Clock
from agent.errors import ModelPaused, ModelUnavailable
from drafting.budget import Budget
from drafting.endpoint import PAUSE, Endpoint, EndpointMemory, Habits, Rung
from drafting.ladder import OPTIONAL, Ask, Reply, most_tokens, reply, request
from drafting.pacing import Circuit, RateBucket, seconds
from drafting.prices import DISCOUNT, Prices, Used
from drafting.telemetry import Call

if TYPE_CHECKING:
    import openai

# A place in the bucket that takes longer than this to come is not waited for: the composer is faster.
_WAIT_MOST_S = 90.0
_BACKOFF_S = 0.5
_SERVER_GONE = frozenset({502, 503, 504})
_NO_CREDIT = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_FILTERED = frozenset({"content_filter", "content_policy_violation"})
_NO_MODEL = re.compile(r"\bmodel\b.{0,80}\b(?:not (?:found|exist)|does not exist|not available|unknown)", re.I | re.S)
_TOO_LONG = re.compile(r"context[_ ](?:length|window|size)|maximum context|too many tokens", re.I)


class Refused(Exception):
    """This endpoint does not answer on this rung: step down."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class _Again(Exception):
    """The same may be tried once more after `wait_s`; else it is `instead`. Free where the request itself changed."""

    def __init__(self, instead: ModelUnavailable, wait_s: float = 0.0, *, free: bool = False) -> None:
        self.instead = instead
        self.wait_s = wait_s
        self.free = free
        super().__init__(str(instead))


@dataclass(frozen=True, slots=True)
class Billed:
    """A reply and what the call cost; `usd` is None where nobody knows the price."""

    reply: Reply
    used: Used
    usd: Decimal | None


class Wire:
    """Thread-safe: one for each endpoint and process."""

    def __init__(
        self, endpoint: Endpoint, *, budget: Budget | None, prices: Prices, memory: EndpointMemory, clock: Clock
    ) -> None:
        self._endpoint = endpoint
        self._budget = budget
        self._prices = prices
        self._memory = memory
        self._clock = clock
        self._slots = threading.BoundedSemaphore(endpoint.at_once)
        self._bucket = RateBucket()
        self._circuit = Circuit()

    def habits(self) -> Habits:
        return self._memory.recall(self._endpoint.base_url, self._endpoint.model, now=self._clock.now())

    def learn(self, change: Callable[[Habits], Habits]) -> None:
        self._memory.learn(self._endpoint.base_url, self._endpoint.model, change, now=self._clock.now())

    def ask(self, rung: Rung, ask: Ask) -> Billed:
        """One answer. Raises Refused, ModelUnavailable or ModelPaused; a passing failure is tried `retries` times
        more."""
        tries = 0
        while True:
            try:
                return self._attempt(rung, ask)
            except _Again as again:
                tries += not again.free
                if tries > self._endpoint.retries or again.wait_s > _WAIT_MOST_S:
                    raise again.instead from again.__cause__
                time.sleep(again.wait_s)

    def _attempt(self, rung: Rung, ask: Ask) -> Billed:
        name, habits = self._endpoint.model, self.habits()
        if habits.paused_until is not None:
            raise ModelPaused(habits.paused_why)
        if self._circuit.is_open:
            raise ModelUnavailable(f"{name} failed before and is left alone for a minute")
        most = most_tokens(ask)
        with self._slots:
            self._wait_for_room(most)
            with self._reserved(most) as settle, Call(self._endpoint, ask.about) as call:
                found = self._send(rung, ask, habits)
                call.used, call.model, call.finish = found.used, found.model, found.finish
                used = found.used or most
                usd = self._prices.cost(name, used)
                if usd is not None and found.tier == "flex":
                    usd *= DISCOUNT
                settle(used, usd)
        return Billed(found, used, usd)

    def _wait_for_room(self, most: Used) -> None:
        """Raises ModelUnavailable where the endpoint's limits leave no room soon."""
        waited = 0.0
        while wait := self._bucket.take(most.total):
            if waited + wait > _WAIT_MOST_S:
                raise ModelUnavailable(
                    f"{self._endpoint.model} is at its limit for {round(wait)} s (too many requests)"
                )
            time.sleep(wait)
            waited += wait

    def _send(self, rung: Rung, ask: Ask, habits: Habits) -> Reply:
        sent, errors = request(rung, ask, self._endpoint, habits.dropped), self._openai
        resource = self._client.responses if rung is Rung.RESPONSES else self._client.chat.completions
        try:
            raw = resource.with_raw_response.create(**sent)
            self._bucket.observe(raw.headers)
            answer = raw.parse()
        except errors.APIStatusError as error:
            self._bucket.observe(error.response.headers)
            raise self._answer_to(error, rung, habits) from error
        except (errors.APITimeoutError, errors.APIConnectionError) as error:
            raise _Again(self._failed(error), _BACKOFF_S) from error
        except (json.JSONDecodeError, errors.OpenAIError) as error:
            raise self._failed(error) from error
        if isinstance(answer, str):  # the client hands on a body that is not JSON as it is
            raise self._failed(ValueError("not JSON"))
        self._circuit.answered()
        found = reply(rung, answer)
        if found is None:
            raise Refused(f"an empty answer to {rung.name.lower()}")
        return found

    def _answer_to(self, error: openai.APIStatusError, rung: Rung, habits: Habits) -> Exception:
        """What to do about an HTTP error: the table of drafting §5."""
        status, code = error.status_code, str(error.code or error.type or "")
        said = f"{error.param or ''} {error.message}"
        if status in (401, 403) or code in _NO_CREDIT:
            return self._paused(status, "no credit left" if code in _NO_CREDIT else "check the key")
        if status == 429:
            wait = seconds(error.response.headers.get("retry-after", ""))
            self._bucket.block(_BACKOFF_S if wait is None else wait)
            return _Again(self._failed(error), _BACKOFF_S if wait is None else wait)
        if code in _FILTERED:
            return ModelUnavailable(f"{self._endpoint.model} refused to write this")
        if code == "model_not_found" or (status == 404 and _NO_MODEL.search(said)):
            return self._failed(error)
        if _TOO_LONG.search(f"{code} {said}"):
            return ModelUnavailable(f"{self._endpoint.model} cannot take so long a question")
        if status in (400, 404, 422) and self._drop_named(said, habits):
            return _Again(self._failed(error, counts=False), free=True)
        if status in _SERVER_GONE or status in (408, 409):
            return _Again(self._failed(error), _BACKOFF_S)
        if rung is Rung.TEXT:
            return self._failed(error)
        return Refused(f"HTTP {status} to {rung.name.lower()}")

    def _drop_named(self, said: str, habits: Habits) -> bool:
        """Whether a refusal names a parameter that can be left out; it is left out for a day."""
        named = [name for name in OPTIONAL if re.search(rf"\b{name}\b", said, re.I) and name not in habits.dropped]
        if named:
            self.learn(lambda known: replace(known, dropped=known.dropped | {named[0]}))
        return bool(named)

    def _paused(self, status: int, hint: str) -> ModelPaused:
        words = f"{self._endpoint.model} did not answer (HTTP {status}, {hint}); no model is asked for an hour"
        until = self._clock.now() + PAUSE
        self.learn(lambda known: replace(known, paused_until=until, paused_why=words))
        return ModelPaused(words)

    def _failed(self, error: Exception, *, counts: bool = True) -> ModelUnavailable:
        """The message names the kind of failure, never the server's words: those may repeat a key."""
        status = getattr(error, "status_code", None)
        kind = f"HTTP {status}" if status else type(error).__name__.removesuffix("Error").removeprefix("API").lower()
        hints = {404: ", check the model", 429: ", too many requests"}
        why = f"{self._endpoint.model} did not answer ({kind}{hints.get(status or 0, '')})"
        if counts and self._circuit.failed():
            self._memory.failing(self._endpoint.base_url, self._endpoint.model, why, now=self._clock.now())
        return ModelUnavailable(why)

    @contextmanager
    def _reserved(self, most: Used) -> Iterator[Callable[[Used, Decimal | None], None]]:
        """Hold the most this call may cost; settle what it did cost. A time-out may have been billed: it costs all."""
        if self._budget is None:
            yield lambda used, usd: None
            return
        usd = self._prices.cost(self._endpoint.model, most) or Decimal()
        held = self._budget.reserve(self._clock.now().date(), usd=usd, tokens=most.total)
        if held is None:
            raise ModelPaused("today's budget for models is used up", over_budget=True)
        spent = [(Decimal(), 0)]
        try:
            yield lambda used, cost: spent.append((cost or Decimal(), used.total))
        except _Again as again:
            if isinstance(again.__cause__, self._openai.APITimeoutError):
                spent.append((usd, most.total))
            raise
        finally:
            self._budget.settle(held, usd=spent[-1][0], tokens=spent[-1][1])

    @cached_property
    def _openai(self) -> Any:
        return import_module("openai")

    @cached_property
    def _client(self) -> openai.OpenAI:
        return self._endpoint.client()
