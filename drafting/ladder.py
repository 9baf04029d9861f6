"""The ladder of asking for structure: what each rung sends, and how its answer is read (drafting §5). Pure."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from drafting.endpoint import Endpoint, Rung
from drafting.model import About, Message
from drafting.prices import Used

_NAME = "answer"
# Characters a token of English: low, so that a reservation is never too small. Other scripts count by their bytes.
_CHARS_PER_TOKEN = 2.5
_OVERHEAD_TOKENS = 200
# Left out when an endpoint names them as unknown. max_completion_tokens has an older name, tried before none.
OPTIONAL = ("max_completion_tokens", "max_output_tokens", "max_tokens", "store", "temperature", "prompt_cache_key",
            "service_tier", "reasoning_effort", "reasoning")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: the messages, the shape its answer must have, and at most how many tokens that may take."""

    messages: tuple[Message, ...]
    shape: type[BaseModel]
    max_tokens: int
    about: About


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the text, whether it was cut at the limit of tokens, whether it is a refusal, and its bill: the
    tokens, and the tier of service that they were priced at."""

    text: str
    used: Used | None
    cut: bool = False
    refused: bool = False
    model: str = ""
    finish: str = ""
    tier: str = ""


def request(rung: Rung, ask: Ask, endpoint: Endpoint, dropped: Collection[str]) -> dict[str, Any]:
    """The parameters of one call: of the Responses API on the first rung, of chat completions on the others."""
    told = ask.messages if rung not in (Rung.JSON_OBJECT, Rung.TEXT) else (*ask.messages, _schema_told(ask.shape))
    messages = [{"role": message.role, "content": message.text} for message in told]
    sent: dict[str, Any] = {"model": endpoint.model, "store": False}
    sent |= {"input" if rung is Rung.RESPONSES else "messages": messages}
    sent |= {"max_output_tokens" if rung is Rung.RESPONSES else "max_completion_tokens": ask.max_tokens}
    if (temperature := temperature_of(ask, endpoint)) is not None:
        sent["temperature"] = temperature
    if effort := ask.about.reasoning_effort:
        sent |= {"reasoning": {"effort": effort}} if rung is Rung.RESPONSES else {"reasoning_effort": effort}
    if ask.about.prompt_hash:
        sent["prompt_cache_key"] = ask.about.prompt_hash
    if endpoint.service_tier:
        sent["service_tier"] = endpoint.service_tier
    return _without(sent | _structure(rung, ask.shape), dropped)


def temperature_of(ask: Ask, endpoint: Endpoint) -> float | None:
    """The prompt's own, else the endpoint's."""
    return endpoint.temperature if ask.about.temperature is None else ask.about.temperature


def reply(rung: Rung, answer: Any) -> Reply | None:
    """What `answer`, an object of the openai package, says; None where it is empty."""
    return _of_response(answer) if rung is Rung.RESPONSES else _of_completion(answer)


def most_tokens(ask: Ask) -> Used:
    """The most that a call can use: what a budget must have before it."""
    text = "".join(message.text for message in ask.messages) + json.dumps(ask.shape.model_json_schema())
    wide = sum(len(letter.encode()) for letter in text if not letter.isascii())
    narrow = sum(letter.isascii() for letter in text)
    return Used(int(narrow / _CHARS_PER_TOKEN) + wide + _OVERHEAD_TOKENS, ask.max_tokens)


def _structure(rung: Rung, shape: type[BaseModel]) -> dict[str, Any]:
    if rung is Rung.TEXT:
        return {}
    if rung is Rung.JSON_OBJECT:
        return {"response_format": {"type": "json_object"}}
    schema = {"name": _NAME, "strict": True, "schema": shape.model_json_schema()}
    if rung is Rung.RESPONSES:
        return {"text": {"format": {"type": "json_schema", **schema}}}
    if rung is Rung.JSON_SCHEMA:
        return {"response_format": {"type": "json_schema", "json_schema": schema}}
    function = {"name": _NAME, "strict": True, "parameters": schema["schema"]}
    return {
        "tools": [{"type": "function", "function": function}],
        "tool_choice": {"type": "function", "function": {"name": _NAME}},
    }


def _without(sent: dict[str, Any], dropped: Collection[str]) -> dict[str, Any]:
    for name in dropped:
        value = sent.pop(name, None)
        if name == "max_completion_tokens" and value is not None and "max_tokens" not in dropped:
            sent["max_tokens"] = value
    return sent


def _schema_told(shape: type[BaseModel]) -> Message:
    schema = json.dumps(shape.model_json_schema(), separators=(",", ":"))
    return Message("user", f"The JSON object must match this schema:\n{schema}")


def _of_completion(answer: Any) -> Reply | None:
    if not getattr(answer, "choices", None):
        return None
    choice = answer.choices[0]
    calls = choice.message.tool_calls or ()
    text = next((call.function.arguments for call in calls if call.type == "function"), choice.message.content) or ""
    finish = choice.finish_reason or ""
    refused = bool(choice.message.refusal) or finish == "content_filter"
    usage = answer.usage
    used = usage and _used(usage.prompt_tokens, usage.completion_tokens, usage.prompt_tokens_details)
    return Reply(text, used, finish == "length", refused, answer.model or "", finish, _tier(answer))


def _of_response(answer: Any) -> Reply | None:
    pieces = [piece for item in answer.output or () if item.type == "message" for piece in item.content]
    if not pieces and answer.status != "incomplete":
        return None
    why = (answer.incomplete_details.reason or "") if answer.incomplete_details else ""
    refused = why == "content_filter" or any(piece.type == "refusal" for piece in pieces)
    text = "".join(piece.text for piece in pieces if piece.type == "output_text")
    finish = why or answer.status or ""
    usage = answer.usage
    used = usage and _used(usage.input_tokens, usage.output_tokens, usage.input_tokens_details)
    return Reply(text, used, why == "max_output_tokens", refused, answer.model, finish, _tier(answer))


def _tier(answer: Any) -> str:
    return str(getattr(answer, "service_tier", None) or "")


def _used(given: int, written: int, details: Any) -> Used:
    """Tokens of one call. Endpoints leave out details, or parts of them."""
    cached, cache_write = (getattr(details, name, None) or 0 for name in ("cached_tokens", "cache_write_tokens"))
    return Used(given, written, cached, cache_write)
