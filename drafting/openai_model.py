"""The model behind any endpoint that speaks OpenAI's chat completions (drafting §5).

Three rungs of asking for structure, each answer validated: a JSON schema, a JSON object with the schema in the prompt,
plain text and its first balanced JSON. What an endpoint refuses is remembered. `openai` is imported at the first call.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from agent.clock import Clock, SystemClock
from agent.errors import ModelOutputInvalid, ModelUnavailable
from drafting.balanced import first_json
from drafting.budget import Budget, Reservation
from drafting.model import Message, ModelAnswer, Shape
from drafting.prices import Prices

if TYPE_CHECKING:
    import openai
    from openai.types.chat import ChatCompletion


class Rung(IntEnum):
    JSON_SCHEMA = 0
    JSON_OBJECT = 1
    TEXT = 2


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is asked, and how patiently. `retries` is the only layer that retries."""

    base_url: str
    model: str
    api_key: str = field(repr=False)
    timeout_s: float = 60.0
    retries: int = 1
    at_once: int = 4
    temperature: float | None = None


class _Refused(Exception):
    """This endpoint cannot answer in this way: step down."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


_FAILURES_TO_OPEN = 5
_OPEN_S = 60.0
_REMEMBER_S = 86_400.0
# Characters a token: low, so that a reservation is never too small.
_CHARS_PER_TOKEN = 2.5


class OpenAIModel:
    """Thread-safe; keeps what the endpoint refused, and stays away for a minute after five failures in a row."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        budget: Budget | None = None,
        prices: Prices | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._budget = budget
        self._prices = prices or Prices()
        self._clock = clock or SystemClock()
        self._slots = threading.BoundedSemaphore(endpoint.at_once)
        self._lock = threading.Lock()
        self._rung, self._rung_until = Rung.JSON_SCHEMA, 0.0
        self._dropped: set[str] = set()
        self._failures = 0
        self._open_until = 0.0

    @property
    def name(self) -> str:
        return self._endpoint.model

    def write(
        self, messages: Sequence[Message], shape: type[Shape], *, max_output_tokens: int = 900
    ) -> ModelAnswer[Shape]:
        """See `drafting.model.Model`. Each rung is asked once more with the error when its answer does not validate."""
        last = "no answer"
        bill = _Bill()
        refused = False
        for rung in list(Rung)[self._first_rung() :]:
            try:
                answer = self._ask(rung, messages, shape, max_output_tokens, bill)
            except _Refused as refusal:
                last, refused = refusal.why, True
            except ValidationError as error:
                last = _words(error)
                refused = refused or error.errors()[0]["type"] == "json_invalid"
            else:
                if refused:
                    self._remember(rung)
                return answer
        raise ModelOutputInvalid(f"{self.name} gave no valid answer: {last}")

    def _ask(
        self, rung: Rung, messages: Sequence[Message], shape: type[Shape], max_tokens: int, bill: _Bill
    ) -> ModelAnswer[Shape]:
        asked = _with_schema(messages, shape) if rung is not Rung.JSON_SCHEMA else list(messages)
        for attempt in (1, 2):
            text, cut = self._complete(rung, asked, shape, max_tokens, bill)
            try:
                value = shape.model_validate_json(first_json(text) if rung is Rung.TEXT else text.strip())
            except ValidationError as error:
                if attempt == 2:
                    raise
                max_tokens = max_tokens * 2 if cut else max_tokens
                asked = [*asked, Message("user", f"That was not valid: {_words(error)} Answer again, JSON only.")]
                continue
            return ModelAnswer(
                value=value,
                model=self.name,
                input_tokens=bill.input_tokens,
                output_tokens=bill.output_tokens,
                cost_usd=float(bill.usd),
                priced=bill.priced,
                mode=rung.name.lower(),
            )
        raise AssertionError("unreachable")

    def _complete(
        self, rung: Rung, messages: Sequence[Message], shape: type[Shape], max_tokens: int, bill: _Bill
    ) -> tuple[str, bool]:
        """The answer's text, and whether it was cut short."""
        schema = 0 if rung is not Rung.JSON_SCHEMA else len(json.dumps(shape.model_json_schema()))
        with self._reserved(schema + sum(len(m.text) for m in messages), max_tokens) as hold, self._slots:
            completion = self._send(rung, messages, shape, max_tokens)
            usage = completion.usage
            used = (usage.prompt_tokens, usage.completion_tokens) if usage else hold.most
            cost = self._prices.cost(self.name, input_tokens=used[0], output_tokens=used[1])
            hold.usd, hold.tokens = cost or Decimal(), sum(used)
            bill.add(used, cost)
        if not completion.choices:
            raise _Refused("an answer without choices")
        choice = completion.choices[0]
        if choice.message.refusal or choice.finish_reason == "content_filter":
            raise ModelUnavailable(f"{self.name} refused to write this")
        return choice.message.content or "", choice.finish_reason == "length"

    def _send(self, rung: Rung, messages: Sequence[Message], shape: type[Shape], max_tokens: int) -> ChatCompletion:
        """One request; a parameter that the endpoint names as unknown is dropped for good and the request repeated."""
        if time.monotonic() < self._open_until:
            raise ModelUnavailable(f"{self.name} failed before and is left alone for a minute")
        errors = self._openai
        for _ in range(4):
            try:
                answer: Any = self._client.chat.completions.create(**self._request(rung, messages, shape, max_tokens))
            except (errors.BadRequestError, errors.NotFoundError, errors.UnprocessableEntityError) as error:
                if not self._drop_named(error):
                    raise self._stepped(rung, error) from error
                continue
            except errors.InternalServerError as error:
                raise self._stepped(rung, error) from error
            except errors.APIError as error:
                raise self._failed(error) from error
            except (json.JSONDecodeError, errors.OpenAIError) as error:
                raise self._failed(error) from error
            if isinstance(answer, str):  # the client hands on a body that is not JSON as it is
                raise self._failed(ValueError("not JSON"))
            with self._lock:
                self._failures = 0
            completion: ChatCompletion = answer
            return completion
        raise _Refused("it refuses every parameter")

    def _request(self, rung: Rung, messages: Sequence[Message], shape: type[Shape], max_tokens: int) -> dict[str, Any]:
        sent: dict[str, Any] = {
            "model": self.name,
            "messages": [{"role": message.role, "content": message.text} for message in messages],
            "max_completion_tokens": max_tokens,
            "store": False,
        }
        if self._endpoint.temperature is not None:
            sent["temperature"] = self._endpoint.temperature
        if rung is Rung.JSON_SCHEMA:
            schema = {"name": "draft", "strict": True, "schema": shape.model_json_schema()}
            sent["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif rung is Rung.JSON_OBJECT:
            sent["response_format"] = {"type": "json_object"}
        with self._lock:
            for name in self._dropped & sent.keys():
                value = sent.pop(name)
                if name == "max_completion_tokens" and "max_tokens" not in self._dropped:
                    sent["max_tokens"] = value
        return sent

    def _drop_named(self, error: openai.APIStatusError) -> bool:
        """Whether the refusal names a parameter that can be left out; it is left out from now on."""
        said = f"{error.param or ''} {error.message}".casefold()
        with self._lock:
            for name in ("max_completion_tokens", "max_tokens", "store", "temperature"):
                if name in said and name not in self._dropped:
                    self._dropped.add(name)
                    return True
        return False

    def _stepped(self, rung: Rung, error: openai.APIStatusError) -> Exception:
        if rung is Rung.TEXT:
            return self._failed(error)
        return _Refused(f"HTTP {error.status_code} to {rung.name.lower()}")

    def _failed(self, error: Exception) -> ModelUnavailable:
        """The message names the kind of failure, never the server's words: those may repeat a key."""
        status = getattr(error, "status_code", None)
        with self._lock:
            self._failures += 1
            if self._failures >= _FAILURES_TO_OPEN or status in (401, 403):
                self._open_until, self._failures = time.monotonic() + _OPEN_S, 0
        kind = f"HTTP {status}" if status else type(error).__name__.removesuffix("Error").removeprefix("API").lower()
        hints = {401: ", check the key", 403: ", check the key", 404: ", check the model", 429: ", too many requests"}
        return ModelUnavailable(f"{self.name} did not answer ({kind}{hints.get(status or 0, '')})")

    def _first_rung(self) -> Rung:
        with self._lock:
            return self._rung if time.monotonic() < self._rung_until else Rung.JSON_SCHEMA

    def _remember(self, rung: Rung) -> None:
        """Start here for a day: the rungs above were refused, and this one gave an answer."""
        with self._lock:
            self._rung, self._rung_until = rung, time.monotonic() + _REMEMBER_S

    @contextmanager
    def _reserved(self, characters: int, max_tokens: int) -> Iterator[_Hold]:
        """Hold the most this call may cost; settle what it did cost. A time-out may have been billed: it costs all."""
        most_in = int(characters / _CHARS_PER_TOKEN) + 200
        most = self._prices.cost(self.name, input_tokens=most_in, output_tokens=max_tokens)
        hold = _Hold((most_in, max_tokens))
        if self._budget is None:
            yield hold
            return
        day = self._clock.now().date()
        reservation: Reservation | None = self._budget.reserve(day, usd=most or Decimal(), tokens=most_in + max_tokens)
        if reservation is None:
            raise ModelUnavailable("today's budget for models is used up")
        try:
            yield hold
        except ModelUnavailable as error:
            if isinstance(error.__cause__, self._openai.APITimeoutError):
                hold.usd, hold.tokens = most or Decimal(), sum(hold.most)
            raise
        finally:
            self._budget.settle(reservation, usd=hold.usd, tokens=hold.tokens)

    @cached_property
    def _openai(self) -> Any:
        return import_module("openai")

    @cached_property
    def _client(self) -> openai.OpenAI:
        client: openai.OpenAI = self._openai.OpenAI(
            base_url=self._endpoint.base_url,
            api_key=self._endpoint.api_key or "none",
            timeout=self._endpoint.timeout_s,
            max_retries=self._endpoint.retries,
        )
        return client


@dataclass(slots=True)
class _Hold:
    most: tuple[int, int]
    usd: Decimal = Decimal()
    tokens: int = 0


@dataclass(slots=True)
class _Bill:
    """All calls of one answer together."""

    input_tokens: int = 0
    output_tokens: int = 0
    usd: Decimal = Decimal()
    priced: bool = True

    def add(self, used: tuple[int, int], cost: Decimal | None) -> None:
        self.input_tokens += used[0]
        self.output_tokens += used[1]
        self.usd += cost or Decimal()
        self.priced = self.priced and cost is not None


def _with_schema(messages: Sequence[Message], shape: type[Shape]) -> list[Message]:
    schema: Mapping[str, Any] = shape.model_json_schema()
    told = f"The JSON object must match this schema:\n{json.dumps(schema, separators=(',', ':'))}"
    return [*messages, Message("user", told)]


def _words(error: ValidationError) -> str:
    """The first fault, without the model's own text."""
    first = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc']) or 'answer'}: {first['msg']}."
