"""OpenTelemetry's names for calls of models, all here: the conventions are still in development (drafting §5).

No message and no answer is ever recorded: ids, hashes and counts only. Without `opentelemetry` nothing happens.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from drafting.endpoint import Endpoint, is_openai
from drafting.model import About
from drafting.prices import Used

SCOPE = "firstlight.drafting"
OPERATION = "gen_ai.operation.name"
PROVIDER = "gen_ai.provider.name"
REQUEST_MODEL = "gen_ai.request.model"
RESPONSE_MODEL = "gen_ai.response.model"
INPUT_TOKENS = "gen_ai.usage.input_tokens"
OUTPUT_TOKENS = "gen_ai.usage.output_tokens"
FINISH_REASONS = "gen_ai.response.finish_reasons"
TOKEN_TYPE = "gen_ai.token.type"
SERVER = "server.address"
ERROR = "error.type"
PROMPT_ID = "prompt.id"
PROMPT_HASH = "prompt.hash"
BATCH = "firstlight.batch"
TOKEN_USAGE = "gen_ai.client.token.usage"
DURATION = "gen_ai.client.operation.duration"


@dataclass
class Call:
    """One request as it goes: a span `chat MODEL` around it, and its tokens and seconds as metrics when it ends.

    What is known of the answer is written into `model`, `used` and `finish` inside the block.
    """

    endpoint: Endpoint
    about: About
    model: str = ""
    used: Used | None = None
    finish: str = ""
    _began: float = 0.0
    _entered: AbstractContextManager[Any] = field(default_factory=nullcontext)
    _span: Any = None

    def __enter__(self) -> Call:
        self._began = time.monotonic()
        if _has("trace"):
            self._entered = _span(self.endpoint, self.about, {})
        self._span = self._entered.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        failed = {ERROR: kind.__name__} if kind is not None else {}
        told = failed | ({RESPONSE_MODEL: self.model} if self.model else {})
        if self._span is not None:
            self._span.set_attributes({**told, **_answered(self.used, self.finish)})
        if _has("metrics"):
            asked = _asked(self.endpoint) | told
            _histogram(DURATION, "s").record(time.monotonic() - self._began, asked)
            _count_tokens(self.used, asked)
        self._entered.__exit__(kind, error, trace)


def answered_in_batch(endpoint: Endpoint, about: About, *, model: str, used: Used | None, finish: str) -> None:
    """The same names for one answer of a batch; it has no duration of its own."""
    told = {RESPONSE_MODEL: model} if model else {}
    if _has("trace"):
        with _span(endpoint, about, {**told, **_answered(used, finish), BATCH: True}):
            pass  # it is over: the answer came before it was fetched
    if _has("metrics"):
        _count_tokens(used, _asked(endpoint) | told)


def _span(endpoint: Endpoint, about: About, told: Mapping[str, Any]) -> AbstractContextManager[Any]:
    named = {**_asked(endpoint), PROMPT_ID: about.prompt_id, PROMPT_HASH: about.prompt_hash, **told}
    tracer: Any = import_module("opentelemetry.trace").get_tracer(SCOPE)
    span: AbstractContextManager[Any] = tracer.start_as_current_span(
        f"chat {endpoint.model}", attributes=named, record_exception=False, set_status_on_exception=False
    )
    return span


def _answered(used: Used | None, finish: str) -> dict[str, Any]:
    counts = {INPUT_TOKENS: used.input, OUTPUT_TOKENS: used.output} if used else {}
    return counts | ({FINISH_REASONS: [finish]} if finish else {})


def _count_tokens(used: Used | None, asked: Mapping[str, Any]) -> None:
    if used:
        _histogram(TOKEN_USAGE, "{token}").record(used.input, {**asked, TOKEN_TYPE: "input"})
        _histogram(TOKEN_USAGE, "{token}").record(used.output, {**asked, TOKEN_TYPE: "output"})


def _asked(endpoint: Endpoint) -> dict[str, Any]:
    return {
        OPERATION: "chat",
        PROVIDER: "openai" if is_openai(endpoint.base_url) else "openai_compatible",
        REQUEST_MODEL: endpoint.model,
        SERVER: urlsplit(endpoint.base_url).hostname or "",
    }


@cache
def _has(part: str) -> bool:
    return find_spec("opentelemetry") is not None and find_spec(f"opentelemetry.{part}") is not None


@cache
def _histogram(name: str, unit: str) -> Any:
    return import_module("opentelemetry.metrics").get_meter(SCOPE).create_histogram(name, unit=unit)
