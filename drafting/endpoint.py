"""Where a model is asked, and what an endpoint was found to refuse: remembered for a day (drafting §5)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import IntEnum
from importlib import import_module
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import openai

REMEMBER = timedelta(hours=24)
PAUSE = timedelta(hours=1)


class Rung(IntEnum):
    """Ways to ask for structure, the strictest first. Under the last one is the composer."""

    RESPONSES = 1
    JSON_SCHEMA = 2
    TOOL = 3
    JSON_OBJECT = 4
    TEXT = 5


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is asked, and how patiently. `retries` is the only layer that retries; `first` None starts at
    RESPONSES with OpenAI itself and at JSON_SCHEMA anywhere else."""

    base_url: str
    model: str
    api_key: str = field(repr=False)
    timeout_s: float = 60.0
    retries: int = 1
    at_once: int = 4
    temperature: float | None = None
    service_tier: str = ""
    first: Rung | None = None

    @property
    def start(self) -> Rung:
        return self.first or (Rung.RESPONSES if is_openai(self.base_url) else Rung.JSON_SCHEMA)

    def client(self, *, most_s: float | None = None) -> openai.OpenAI:
        """The library's client, which waits `most_s` at most and tries nothing again; loaded when first wanted."""
        timeout = self.timeout_s if most_s is None else min(self.timeout_s, most_s)
        made: openai.OpenAI = import_module("openai").OpenAI(
            base_url=self.base_url, api_key=self.api_key or "none", timeout=timeout, max_retries=0
        )
        return made


@dataclass(frozen=True, slots=True)
class Habits:
    """What is known of one model at one endpoint: the rung that answers, parameters it refuses, and until when and why
    it is not asked at all. Known until `until`."""

    rung: Rung | None = None
    dropped: frozenset[str] = frozenset()
    until: datetime | None = None
    paused_until: datetime | None = None
    paused_why: str = ""


class EndpointMemory(Protocol):
    """What was found out about endpoints, kept over processes: a night is a process of its own."""

    def recall(self, base_url: str, model: str, *, now: datetime) -> Habits: ...

    def learn(self, base_url: str, model: str, change: Callable[[Habits], Habits], *, now: datetime) -> Habits:
        """Change what is known, and know it for a day from `now`. Atomic: two processes learn one after the other."""
        ...

    def failing(self, base_url: str, model: str, why: str, *, now: datetime) -> None:
        """Its calls fail one after the other: it is left alone for a minute. For people to know; nothing is learned."""
        ...


@dataclass
class InMemoryEndpoints:
    """The memory of one process."""

    _known: dict[tuple[str, str], Habits] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def recall(self, base_url: str, model: str, *, now: datetime) -> Habits:
        with self._lock:
            return current(self._known.get((base_url, model), Habits()), now)

    def learn(self, base_url: str, model: str, change: Callable[[Habits], Habits], *, now: datetime) -> Habits:
        with self._lock:
            known = current(self._known.get((base_url, model), Habits()), now)
            self._known[base_url, model] = replace(change(known), until=now + REMEMBER)
            return self._known[base_url, model]

    def failing(self, base_url: str, model: str, why: str, *, now: datetime) -> None:
        """One process tells nobody."""


def current(habits: Habits, now: datetime) -> Habits:
    """`habits`, or none where they are older than a day; a pause that is over is none."""
    if habits.until is None or habits.until <= now:
        return Habits()
    if habits.paused_until is not None and habits.paused_until <= now:
        return replace(habits, paused_until=None, paused_why="")
    return habits


def is_openai(base_url: str) -> bool:
    host = urlsplit(base_url).hostname or ""
    return host == "openai.com" or host.endswith(".openai.com")
