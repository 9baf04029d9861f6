"""One SMTP conversation, line by line, under deadlines for whole stages (sending §3.3).

The standard library's time-outs are per read, so a server that drips a byte a second holds it for ever; and it cannot
tell "surely not accepted" from "unknown". Here the caller knows at every moment what was said.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from dataclasses import dataclass

_LINE = re.compile(rb"^([2-5]\d\d)(?:([ -])(.*))?$", re.DOTALL)
_ENHANCED = re.compile(r"^([245]\.\d{1,3}\.\d{1,3})\b")
_MOST_LINES = 256
_MOST_BYTES = 64 * 1024
_READ = 16 * 1024


class WireError(Exception):
    """The conversation broke: closed, too slow, too much, or no SMTP. The channel knows what that means."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete reply. `text` is printable, all lines in one; `lines` are the same, apart."""

    code: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(line for line in self.lines if line)[:500]

    @property
    def enhanced(self) -> str:
        found = _ENHANCED.match(self.lines[0]) if self.lines else None
        return found.group(1) if found else ""

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Wire:
    """A connected socket that speaks in commands and complete replies. `seconds` bound the whole of each call."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._buffer = b""

    @classmethod
    def connect(cls, host: str, port: int, *, seconds: float) -> Wire:
        try:
            sock = socket.create_connection((host, port), timeout=seconds)
        except OSError as error:
            raise WireError(f"no connection to {host}:{port} ({error.strerror or error})") from error
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return cls(sock)

    def secure(self, context: ssl.SSLContext, host: str, *, seconds: float) -> None:
        """Start TLS. Raises ssl.SSLError for a certificate that does not hold, WireError for a broken line.

        Bytes that were read before the handshake would be taken for encrypted ones: they end the conversation.
        """
        if self._buffer:
            raise WireError("the server said something between STARTTLS and TLS")
        self._sock.settimeout(seconds)
        try:
            self._sock = context.wrap_socket(self._sock, server_hostname=host)
        except ssl.SSLError:
            raise
        except (OSError, ValueError) as error:
            raise WireError(f"TLS could not start ({error})") from error

    def write(self, data: bytes, *, seconds: float) -> None:
        """All of `data`, within `seconds`."""
        deadline = time.monotonic() + seconds
        view = memoryview(data)
        try:
            while view:
                self._sock.settimeout(_left(deadline))
                view = view[self._sock.send(view[:_READ]) :]
        except OSError as error:
            raise WireError(f"the connection broke while writing ({error})") from error

    def ask(self, command: str, *, seconds: float) -> Answer:
        if "\r" in command or "\n" in command:
            raise ValueError("a line break in an SMTP command")
        deadline = time.monotonic() + seconds
        self.write(command.encode() + b"\r\n", seconds=seconds)
        return self.answer(seconds=_left(deadline))

    def answer(self, *, seconds: float) -> Answer:
        """The next complete reply. Anything else than a reply, or too much of one, is a WireError."""
        deadline = time.monotonic() + seconds
        lines: list[str] = []
        code = 0
        size = 0
        while True:
            raw = self._line(deadline)
            size += len(raw)
            match = _LINE.match(raw)
            if match is None or (lines and int(match.group(1)) != code):
                raise WireError(f"not an SMTP reply: {printable(raw)[:80]!r}")
            code = int(match.group(1))
            lines.append(printable(match.group(3) or b""))
            if len(lines) > _MOST_LINES or size > _MOST_BYTES:
                raise WireError("a reply without end")
            if match.group(2) != b"-":
                return Answer(code, tuple(lines))

    def _line(self, deadline: float) -> bytes:
        while b"\n" not in self._buffer:
            if len(self._buffer) > _MOST_BYTES:
                raise WireError("a line without end")
            try:
                self._sock.settimeout(_left(deadline))
                read = self._sock.recv(_READ)
            except OSError as error:
                raise WireError(f"the connection broke while reading ({error})") from error
            if not read:
                raise WireError("the server closed the connection")
            self._buffer += read
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line.rstrip(b"\r")

    def close(self) -> None:
        """Close at once, without a word."""
        self._sock.close()


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise WireError("too slow: the time for this stage is over")
    return left


def printable(raw: bytes) -> str:
    """A server's bytes as text for logs and pages: no control characters, whatever the encoding."""
    text = raw.decode("utf-8", errors="backslashreplace")
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)
