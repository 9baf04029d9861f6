"""A server on loopback that says bytes as they are written, whatever HTTP thinks of them; and a log of connections.

with RawServer(lambda: [b"HTTP/1.1 200 OK\\r\\n", 0.05, b"Content-Len"]) as server: ... server.url("/x")
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable

Said = Callable[[], Iterable[bytes | float]]


class RawServer:
    """Answers each request of a connection with what `said` gives: bytes are sent, numbers are seconds of silence.

    The connection is closed once there is nothing more to say, unless `keep` is given.
    """

    def __init__(self, said: Said, *, keep: bool = False) -> None:
        self._said, self._keep = said, keep
        self._stopping = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._socket.getsockname()[1]
        self.requests: list[bytes] = []
        self.sent = 0

    def __enter__(self) -> RawServer:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._socket.close()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        with connection, contextlib.suppress(OSError):
            while not self._stopping.is_set() and self._hears(connection):
                self._say(connection)
                if not self._keep:
                    return

    def _hears(self, connection: socket.socket) -> bool:
        heard = b""
        while b"\r\n\r\n" not in heard:
            piece = connection.recv(65_536)
            if not piece:
                return False
            heard += piece
        self.requests.append(heard)
        return True

    def _say(self, connection: socket.socket) -> None:
        for part in self._said():
            if self._stopping.is_set():
                return
            if isinstance(part, bytes):
                connection.sendall(part)
                self.sent += len(part)
            else:
                time.sleep(part)
