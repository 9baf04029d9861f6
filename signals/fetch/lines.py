"""An answer without an end, a line an event: listened to for a while, whole lines kept, and the connection given back.

What was begun and not ended is left: who asks again from the last whole line gets it then.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import aiohttp

from agent.domain.documents import Endless
from signals.fetch.responses import BodyRefused

MOST_LINE = 100_000
"""Of a longer line so many bytes are kept: it can be counted, and not be read."""
MOST_LINES = 200_000
"""However short they are: each is an object when it is read."""


class Lines:
    """The whole lines of a stream up to `max_bytes` and MOST_LINES, blank ones left out; then it is `full` and takes no
    more."""

    def __init__(self, max_bytes: int, max_line: int = MOST_LINE) -> None:
        self._max, self._max_line = max_bytes, max_line
        self._lines: list[bytes] = []
        self._begun = bytearray()
        self._size = 0
        self.received = 0
        self.full = False

    def feed(self, chunk: bytes) -> bool:
        """Add what came; says whether a line that is not blank ended in it."""
        self.received += len(chunk)
        before = len(self._lines)
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            self._add(piece)
            self._end()
        self._add(rest)
        return len(self._lines) > before

    def _add(self, piece: bytes) -> None:
        self._begun += piece[: self._max_line - len(self._begun)]

    def _end(self) -> None:
        line = bytes(self._begun.strip())
        self._begun.clear()
        if not line or self.full:
            return
        self.full = self._size + len(line) >= self._max or len(self._lines) >= MOST_LINES
        if not self.full:
            self._lines.append(line)
            self._size += len(line) + 1

    def body(self) -> bytes:
        return b"".join(line + b"\n" for line in self._lines)


async def listen(
    content: aiohttp.StreamReader, headers: Mapping[str, str], endless: Endless, *, max_bytes: int
) -> Lines:
    """What came in the time that `endless` gives. A connection that is cut after something came is an end like any
    other. Raises BodyRefused for a packed answer, aiohttp.ClientError or OSError where it ended at once."""
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise BodyRefused("the stream is packed, which was not asked for")
    lines, loop = Lines(max_bytes), asyncio.get_running_loop()
    ends_at = loop.time() + endless.most_s
    try:
        async with asyncio.timeout_at(ends_at) as wait:
            while chunk := await content.readany():
                if lines.feed(chunk):
                    wait.reschedule(min(ends_at, loop.time() + endless.idle_s))
                if lines.full:
                    return lines
    except TimeoutError:
        return lines
    except (aiohttp.ClientError, OSError):
        if not lines.received:
            raise
        return lines
    if not lines.received:
        raise aiohttp.ServerDisconnectedError("the stream ended before anything came")
    return lines
