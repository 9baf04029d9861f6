"""A real HTTP server on loopback for tests: routes, sequences, delays, redirects, drips, bombs, and a log of requests.

with LocalServer() as server:
    server.route("/feed.xml", "<rss/>", headers={"Content-Type": "text/xml"})
    server.route("/busy", [Answer(status=429, headers={"Retry-After": "60"}), Answer(body=b"fine")])
    server.route("/jobs/*", lambda got: Answer(body=got.path.encode()))
    ... server.url("/feed.xml"), server.requests, server.port
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Received:
    """One request as the server saw it: first value of each query parameter, header names in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What to answer. An iterable body is sent piece by piece, without a length, and the connection is closed after it.

    `delay_s` waits before the first byte; headers given here win over those the server would set (Content-Length too).
    `drop` closes the connection without any answer.
    """

    body: bytes | str | Iterable[bytes] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    drop: bool = False


Body: TypeAlias = (
    bytes | str | Mapping[str, Any] | Sequence[Any] | Answer | Callable[[Received], "Answer | bytes | str"]
)


class LocalServer:
    """Serves until the `with` block ends, over https with `tls`. Unknown paths are 404; a final `*` is a prefix."""

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Received] = []
        self.stopping = threading.Event()
        self._routes: dict[str, Callable[[Received], Answer]] = {}
        self._lock = threading.Lock()
        self._server = _Server((host, 0), _handler_of(self))
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.scheme = "https" if tls is not None else "http"
        self.host = host
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> LocalServer:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str = "/", host: str | None = None) -> str:
        return f"{self.scheme}://{host or self.host}:{self.port}{path}"

    def route(
        self, path: str, body: Body = b"", *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer `path` with bytes, text, a value as JSON, an Answer, a list of Answers in turn, or a callable's."""
        self._routes[path] = _answerer(body, status, dict(headers or {}))

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.route(path, status=status, headers={"Location": to})

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [request.path for request in self.requests]

    def answer(self, received: Received) -> Answer:
        with self._lock:
            self.requests.append(received)
        found = self._routes.get(received.path)
        if found is None:
            prefixes = [p for p in self._routes if p.endswith("*") and received.path.startswith(p[:-1])]
            found = self._routes[max(prefixes, key=len)] if prefixes else None
        return found(received) if found else Answer(b"not found", status=404)


def _answerer(body: Body, status: int, headers: dict[str, str]) -> Callable[[Received], Answer]:
    if callable(body):
        return lambda received: _as_answer(body(received), status, headers)
    if isinstance(body, list) and body and all(isinstance(one, Answer) for one in body):
        turns = iter(range(len(body)))
        lock = threading.Lock()

        def in_turn(_: Received) -> Answer:
            with lock:
                turn: Answer = body[next(turns, len(body) - 1)]
                return turn

        return in_turn
    if isinstance(body, bytes | str | Answer):
        fixed = _as_answer(body, status, headers)
    else:
        fixed = Answer(json.dumps(body), status, {"Content-Type": "application/json", **headers})
    return lambda _: fixed


def _as_answer(body: Answer | bytes | str, status: int, headers: dict[str, str]) -> Answer:
    return body if isinstance(body, Answer) else Answer(body, status, headers)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of many tests."""


def _handler_of(server: LocalServer) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        local = server

    return Handler


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    local: LocalServer

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        received = Received(
            self.command,
            parts.path,
            {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()},
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(length) if length else b"",
        )
        answer = self.local.answer(received)
        if answer.delay_s and self.local.stopping.wait(answer.delay_s):
            self.close_connection = True
            return
        if answer.drop:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._send(answer)

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _serve  # noqa: N815

    def _send(self, answer: Answer) -> None:
        whole = answer.body.encode() if isinstance(answer.body, str) else answer.body
        headers = {name.lower(): (name, value) for name, value in answer.headers.items()}
        self.send_response(answer.status)
        for name, value in headers.values():
            self.send_header(name, value)
        if isinstance(whole, bytes):
            if "content-length" not in headers:
                self.send_header("Content-Length", str(len(whole)))
            elif headers["content-length"][1] != str(len(whole)):
                self.close_connection = True
            self.end_headers()
            if self.command != "HEAD" and answer.status not in (204, 304):
                self.wfile.write(whole)
            return
        self.close_connection = True
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in whole:
            if self.local.stopping.is_set():
                return
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Quiet: `LocalServer.requests` is the log."""
