"""What tests of the network door stand on: a fetcher for a LocalServer, and names that lead to loopback."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from agent.clock import MovedClock
from agent.domain.documents import Target
from agent.net.addresses import AddressPolicy
from signals.fetch.client import WebFetcher
from signals.fetch.exchange import Limits
from signals.fetch.pace import UNPACED

USER_AGENT = "Firstlight/1.0 (+https://customer.example/bot; ops@customer.example)"
TARGET = Target("feed", "test")
PATIENT = Limits(connect_s=20.0, read_s=20.0, total_s=30.0, try_gap_s=0.01)
"""For servers that answer: a machine that stands still for seconds makes no failure of it."""
HASTY = Limits(connect_s=2.0, read_s=1.0, total_s=1.5, try_gap_s=0.01)
"""For servers that never finish: the wall comes soon."""


class NamesResolver(AbstractResolver):
    """Answers every name with `default`, or with what `names` says: a list is answered in turn, as a rebinder does."""

    def __init__(self, names: Mapping[str, list[str]] | None = None, default: str = "127.0.0.1") -> None:
        self._names = {name: list(answers) for name, answers in (names or {}).items()}
        self._default = default
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        answers = self._names.get(host, [self._default])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return [self._result(host, address, port) for address in answer.split(",")]

    def _result(self, host: str, address: str, port: int) -> ResolveResult:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)

    async def close(self) -> None:
        return None


def fetcher_for(*ports: int, clock: MovedClock | None = None, **settings: Any) -> WebFetcher:
    """A fetcher that may reach loopback on `ports` alone, unpaced and patient; keywords go to WebFetcher."""
    defaults: dict[str, Any] = {
        "default_pace": UNPACED,
        "limits": PATIENT,
        "chance": lambda: 0.5,
    }
    return WebFetcher(
        clock=clock or MovedClock(),
        addresses=AddressPolicy(allow_loopback_ports=frozenset(ports)),
        user_agent=USER_AGENT,
        **(defaults | settings),
    )
