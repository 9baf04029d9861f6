"""Answers of models that were given before: the same question is not paid for twice (drafting §5)."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from agent.domain.batches import Owed
from drafting.endpoint import Endpoint
from drafting.ladder import Ask, temperature_of

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """An answer as JSON, with names masked as the model wrote it, and the rung that gave it; checked when it came, but
    for one out of a batch, which may be "". `owed` is what that cost: only the first who finds it is told, so that it
    is booked once."""

    text: str
    mode: str
    owed: Owed | None = None


class Answers(Protocol):
    """Kept for 30 days under what was asked."""

    def find(self, key: str, *, now: datetime) -> KnownAnswer | None: ...

    def keep(self, key: str, answer: KnownAnswer, *, model: str, now: datetime) -> None: ...


@dataclass
class InMemoryAnswers:
    """The answers of one process."""

    _kept: dict[str, tuple[KnownAnswer, datetime]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, key: str, *, now: datetime) -> KnownAnswer | None:
        with self._lock:
            answer, until = self._kept.get(key, (None, now))
            if answer is not None and answer.owed is not None:
                self._kept[key] = (replace(answer, owed=None), until)
            return answer if until > now else None

    def keep(self, key: str, answer: KnownAnswer, *, model: str, now: datetime) -> None:
        with self._lock:
            self._kept[key] = (answer, now + KEPT)


def key_of(endpoint: Endpoint, ask: Ask) -> str:
    """SHA-256 over all that an answer depends on; a nonce makes any question a new one."""
    asked: Mapping[str, Any] = {
        "base_url": endpoint.base_url.rstrip("/"),
        "model": endpoint.model,
        "params": {
            "temperature": temperature_of(ask, endpoint),
            "reasoning_effort": ask.about.reasoning_effort,
            "max_tokens": ask.max_tokens,
        },
        "schema": ask.shape.model_json_schema(),
        "messages": [[message.role, message.text] for message in ask.messages],
        "nonce": ask.about.nonce,
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
