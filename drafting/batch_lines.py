"""A batch as its files: questions as lines of JSON, answers read back however wrong they are (drafting §5). Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from drafting.answers import key_of
from drafting.balanced import first_json
from drafting.endpoint import Endpoint, Rung
from drafting.ladder import Ask, Reply, most_tokens, reply, request
from drafting.prices import Used

MOST_REQUESTS = 50_000
MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """One question of a batch. `id` is the draft's key, `key` the answer's in the cache; `most` it may use."""

    id: str
    key: str
    line: bytes
    most: Used
    prompt_id: str
    prompt_hash: str


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """What came back for one question: the first JSON of its text, or why there is none. `used` None: not told."""

    id: str
    text: str = ""
    why: str = ""
    used: Used | None = None
    model: str = ""
    finish: str = ""
    billed: bool = True


def path_of(rung: Rung) -> str:
    return "/v1/responses" if rung is Rung.RESPONSES else "/v1/chat/completions"


def request_of(id_: str, ask: Ask, endpoint: Endpoint, *, rung: Rung, dropped: Collection[str]) -> BatchRequest:
    """The question as a night would ask it. A batch has no tier of service: it is one."""
    body = request(rung, ask, replace(endpoint, service_tier=""), dropped)
    line = {"custom_id": id_, "method": "POST", "url": path_of(rung), "body": body}
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    about = ask.about
    return BatchRequest(id_, key_of(endpoint, ask), text, most_tokens(ask), about.prompt_id, about.prompt_hash)


def fitting(
    requests: Sequence[BatchRequest], *, most: int = MOST_REQUESTS, most_bytes: int = MOST_BYTES
) -> list[BatchRequest]:
    """The first of them that one batch can hold, each question once."""
    found: dict[str, BatchRequest] = {}
    size = 0
    for one in requests:
        if one.key in found:
            continue
        size += len(one.line)
        if len(found) == most or size > most_bytes:
            break
        found[one.key] = one
    return list(found.values())


def answers_in(data: bytes, rung: Rung) -> Iterator[BatchAnswer]:
    """What a file of answers or of errors says, line by line; a line that says nothing of use is passed over."""
    for line in data.splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            continue
        id_ = said.get("custom_id") if isinstance(said, dict) else None
        if isinstance(id_, str):
            yield _answer(id_, said, rung)


def _answer(id_: str, said: dict[str, Any], rung: Rung) -> BatchAnswer:
    answered = said.get("response")
    if not isinstance(answered, dict) or answered.get("status_code") != 200:
        return BatchAnswer(id_, why=_why_not(said, answered), used=Used(), billed=False)
    try:
        found = _reply(rung, answered.get("body"))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        found = None
    if found is None:
        return BatchAnswer(id_, why="an empty answer")
    used = _sane(found.used)
    told = BatchAnswer(id_, used=used, model=found.model, finish=found.finish)
    if found.refused:
        return replace(told, why="it refused to write this")
    if found.cut:
        return replace(told, why="it was cut short")
    text = first_json(found.text).strip()
    return replace(told, text=text) if text.startswith("{") else replace(told, why="no JSON in it")


def _reply(rung: Rung, body: Any) -> Reply | None:
    """`construct` is how the client itself reads an answer: leniently."""
    if not isinstance(body, dict):
        return None
    if rung is Rung.RESPONSES:
        return reply(rung, import_module("openai.types.responses").Response.construct(**body))
    return reply(rung, import_module("openai.types.chat").ChatCompletion.construct(**body))


def _why_not(said: dict[str, Any], answered: Any) -> str:
    error = said.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    status = answered.get("status_code") if isinstance(answered, dict) else None
    return f"HTTP {status}" if isinstance(status, int) else str(code or "no answer")[:60]


def _sane(used: Used | None) -> Used | None:
    """Tokens as they can be, or None where what was told cannot."""
    if used is None:
        return None
    numbers = (used.input, used.output, used.cached, used.cache_write)
    return used if all(isinstance(number, int) and number >= 0 for number in numbers) else None
