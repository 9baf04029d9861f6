"""A stream of officers' changes on loopback, as Companies House writes one: lines, heartbeats, places."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tests.local_server import Answer, LocalServer, Received

PATH = "/officers"
HEARTBEAT = b"\n"


def line(timepoint: int, number: str, name: str, *, on: str, role: str = "director", **more: Any) -> bytes:
    """One change: an officer as the register sends one, with what must not be kept."""
    data = {
        "address": {"address_line_1": "1 Quarry Lane", "postal_code": "LS1 0ZZ"},
        "appointed_on": on,
        "date_of_birth": {"month": 3, "year": 1970},
        "links": {"self": f"/company/{number}/appointments/a{timepoint}"},
        "name": name,
        "nationality": "British",
        "officer_role": role,
        **more,
    }
    change = {
        "resource_kind": "company-officers",
        "resource_uri": f"/company/{number}/appointments/a{timepoint}",
        "resource_id": f"a{timepoint}",
        "data": data,
        "event": {"timepoint": timepoint, "published_at": "2026-11-19T09:12:44", "type": "changed"},
    }
    return json.dumps(change).encode() + b"\n"


class OfficersStream:
    """Serves `sent` (place, line) from the place that is asked for on, that one too, then stays open with heartbeats.

    Without a place only what is in `live` is sent. Places below `oldest` are answered with 416, and a third connection
    at once with 429.
    """

    def __init__(self, server: LocalServer) -> None:
        self.sent: list[tuple[int, bytes]] = []
        self.live: list[bytes] = []
        self.oldest = 0
        self.most_open = 0
        self._open = 0
        self._lock = threading.Lock()
        self._server = server
        server.route(PATH, self._answer)

    @property
    def base_url(self) -> str:
        return self._server.url("").rstrip("/")

    @property
    def places(self) -> list[str]:
        """The places that were asked for, in order; "" for none."""
        return [got.query.get("timepoint", "") for got in self._server.requests if got.path == PATH]

    def send(self, *lines: bytes) -> None:
        self.sent += [(json.loads(one)["event"]["timepoint"], one) for one in lines]

    def is_left(self, *, but_for: int = 0, within_s: float = 3.0) -> bool:
        """Whether every connection was given back, `but_for` some; the server learns of it when it writes again."""
        until = time.monotonic() + within_s
        while self._open > but_for and time.monotonic() < until:
            time.sleep(0.01)
        return self._open <= but_for

    def _answer(self, got: Received) -> Answer:
        place = got.query.get("timepoint")
        if place is not None and int(place) < self.oldest:
            return Answer(status=416)
        if not self.is_left(but_for=1, within_s=1.0):
            return Answer(status=429)
        backlog = self.live if place is None else [one for at, one in self.sent if at >= int(place)]
        return Answer(self._pieces(list(backlog)), headers={"Content-Type": "application/json"})

    def _pieces(self, lines: Sequence[bytes]) -> Iterator[bytes]:
        with self._lock:
            self._open += 1
            self.most_open = max(self.most_open, self._open)
        try:
            yield HEARTBEAT
            for one in lines:
                yield one[:40]
                yield one[40:]
            while not self._server.stopping.wait(0.05):
                yield HEARTBEAT
        finally:
            with self._lock:
                self._open -= 1


def once(*pieces: bytes) -> Answer:
    """An answer of these pieces, after which the connection is closed."""
    return Answer(iter(pieces))


def chunked(*pieces: bytes) -> Iterable[bytes]:
    """`pieces` as chunks of an answer whose last chunk never comes: the connection is cut midway."""
    return [b"%x\r\n%s\r\n" % (len(one), one) for one in pieces]
