"""A real SMTP server of our own that drops, stalls and lies at each stage, and writes down what it accepted.

`script` maps a stage (banner, ehlo, mail, rcpt, data, body, dot) to a list of actions, one per connection that reaches
it; when the list is empty the stage behaves. Actions: "drop", "reset", "stall", "drip", "reply:<line>" (say that
instead), "accept-drop" (write it down, then close without an answer), "half" (accept, then half a reply).
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

STALL_S = 30.0


class FaultServer:
    """Serves on loopback in threads. `accepted` is the server's own truth: one line per message taken."""

    def __init__(self, log: Path, *, script: Mapping[str, list[str]] | None = None, drip_s: float = 0.2) -> None:
        self.log = log
        self.script = {stage: list(actions) for stage, actions in (script or {}).items()}
        self.drip_s = drip_s
        self.seen: list[str] = []
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open = True
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> FaultServer:
        return self

    def __exit__(self, *_: object) -> None:
        self._open = False
        self._listener.close()

    def accepted(self) -> list[str]:
        """The X-Outbox-Ref of every message that was taken, in order."""
        return self.log.read_text().split() if self.log.exists() else []

    def _serve(self) -> None:
        while self._open:
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=(peer,), daemon=True).start()

    def _action(self, stage: str) -> str:
        with self._lock:
            self.seen.append(stage)
            waiting = self.script.get(stage)
            return waiting.pop(0) if waiting else ""

    def _converse(self, peer: socket.socket) -> None:
        with suppress(OSError, _Gone), peer:
            peer.settimeout(60)
            reader = peer.makefile("rb")
            self._stage(peer, "banner", b"220 fault.example ESMTP")
            while line := reader.readline():
                self._command(peer, reader, line.strip())

    def _command(self, peer: socket.socket, reader, line: bytes) -> None:  # type: ignore[no-untyped-def]
        verb = line.split(b" ")[0].split(b":")[0].upper()
        if verb == b"EHLO":
            self._stage(peer, "ehlo", b"250-fault.example\r\n250-SIZE 1000000\r\n250-AUTH PLAIN\r\n250 8BITMIME")
        elif verb == b"AUTH":
            self._stage(peer, "auth", b"235 2.7.0 welcome")
        elif verb == b"MAIL":
            self._stage(peer, "mail", b"250 2.1.0 ok")
        elif verb == b"RCPT":
            self._stage(peer, "rcpt", b"250 2.1.5 ok")
        elif verb == b"DATA":
            if self._stage(peer, "data", b"354 go on"):
                self._take(peer, reader)
        elif verb == b"QUIT":
            peer.sendall(b"221 bye\r\n")
            raise _Gone
        else:
            peer.sendall(b"250 ok\r\n")

    def _take(self, peer: socket.socket, reader) -> None:  # type: ignore[no-untyped-def]
        first = reader.readline()
        self._misbehave(peer, self._action("body"))
        body = [first]
        while body[-1] != b".\r\n":
            line = reader.readline()
            if not line:
                raise _Gone
            body.append(line)
        action = self._action("dot")
        if action in ("drop", "reset") or action.startswith("reply:"):
            self._misbehave(peer, action)
            return
        ref = next(line.split(b":")[1].strip() for line in body if line.lower().startswith(b"x-outbox-ref:"))
        with self._lock, self.log.open("a") as log:
            log.write(ref.decode() + "\n")
        if action == "half":
            peer.sendall(b"250 2.0")
            raise _Gone
        if action == "accept-drop":
            raise _Gone
        self._misbehave(peer, action)
        peer.sendall(b"250 2.0.0 taken\r\n")

    def _stage(self, peer: socket.socket, stage: str, answer: bytes) -> bool:
        """Answer as the script says. Returns whether the stage behaved."""
        action = self._action(stage)
        if action == "drip":
            for byte in answer + b"\r\n":
                peer.sendall(bytes([byte]))
                time.sleep(self.drip_s)
            return True
        if self._misbehave(peer, action):
            return False
        peer.sendall(answer + b"\r\n")
        return True

    def _misbehave(self, peer: socket.socket, action: str) -> bool:
        if action == "drop":
            raise _Gone
        if action == "reset":
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise _Gone
        if action == "stall":
            time.sleep(STALL_S)
        if action.startswith("reply:"):
            peer.sendall(action.removeprefix("reply:").encode("latin-1") + b"\r\n")
            return True
        return False


class _Gone(Exception):
    pass
