"""One exchange with the web: each hop through the guard and its host's turn, inside a wall of time and a cap of bytes.

What the answer means is said elsewhere (`responses.py`); errors of the libraries pass through as `WEB_ERRORS`. aiohttp,
on which our httpx stands, is driven itself here: httpx's request and response cost three times as much as the exchange.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urljoin

import aiohttp
import httpx
from aiohttp.abc import AbstractResolver

from agent.domain.documents import Endless
from agent.domain.values import value
from agent.net.addresses import AddressPolicy
from agent.net.connections import guarded_connector
from agent.net.urls import Place, registered_host
from signals.fetch.decode import Body
from signals.fetch.lines import listen
from signals.fetch.pace import Pace, Paces
from signals.fetch.responses import REDIRECTS, BodyRefused

MAX_REDIRECTS = 5
CHUNK = 16_384
"""Bodies are unpacked in pieces of so many packed bytes: a bomb is known by its first ones."""
_UNREAD_TYPES = ("image/", "video/", "audio/", "font/", "application/pdf", "application/zip")


@dataclass(frozen=True, slots=True)
class Limits:
    """Times and sizes of one fetch (signals §8.1). `total_s` is the wall around the client for one try, redirects and
    body included; waiting for a host's turn is not in it. `tries` counts the first."""

    connect_s: float = 5.0
    read_s: float = 20.0
    total_s: float = 45.0
    tries: int = 3
    try_gap_s: float = 1.0
    connections: int = 100


@value
class Ask:
    """What to send. `own` headers go to every hop, `extra` only to the first host and port. `cut` keeps the first
    `max_bytes` of a longer body instead of refusing it; of an `endless` one what comes in its time is kept."""

    url: str
    pace: Pace
    method: str = "GET"
    own: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    max_bytes: int = 10_000_000
    content_types: tuple[str, ...] = ()
    cut: bool = False
    endless: Endless | None = None


@value
class Got:
    """The last answer, redirects followed. `body` is unpacked, and empty unless the status is a success. `seconds` is
    how long the last hop took."""

    status: int
    headers: Mapping[str, str]
    url: str
    body: bytes = b""
    packed: int = 0
    seconds: float = 0.0


class HopRefused(Exception):
    """Raised by `permit` to stop before a hop; `verdict_reason` says why."""


async def _permit_all(_url: str, _place: Place) -> None:
    return None


class Exchanges:
    """The connections of one process. `addresses` checks every URL and every address that is connected to."""

    def __init__(
        self,
        addresses: AddressPolicy,
        limits: Limits,
        paces: Paces,
        *,
        resolver: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.sent = 0
        self._addresses = addresses
        self._limits = limits
        self._paces = paces
        self._resolver = resolver
        self._tls = tls
        self._session: aiohttp.ClientSession | None = None
        self._times = aiohttp.ClientTimeout(total=None, sock_connect=limits.connect_s, sock_read=limits.read_s)
        self._connections = asyncio.Semaphore(limits.connections)

    async def open(self) -> None:
        """No cookies, no redirects, no unpacking and no proxies but our own."""
        tls = self._tls or httpx.create_ssl_context(trust_env=False)
        connector = guarded_connector(self._addresses, limit=0, tls=tls, resolver=self._resolver)
        self._session = aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False, trust_env=False
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
        self._session = None

    async def read(self, ask: Ask, permit: Callable[[str, Place], Awaitable[None]] = _permit_all) -> Got:
        """Ask and follow up to five redirects; `permit` may raise HopRefused before each. Raises WEB_ERRORS."""
        url, headers, budget = ask.url, {**ask.own, **ask.extra}, self._limits.total_s
        place = self._addresses.check_url(url)
        loop = asyncio.get_running_loop()
        for hop in range(MAX_REDIRECTS + 1):
            async with self._paces.turn(bucket_of(place), ask.pace, at_once=hop > 0), self._connections:
                began = loop.time()
                async with asyncio.timeout(max(0.0, budget)):
                    got = await self._once(ask, url, headers)
                budget -= loop.time() - began
            if got.status not in REDIRECTS or "location" not in got.headers or ask.method not in ("GET", "HEAD"):
                return got
            url = urljoin(url, got.headers["location"])
            following = self._addresses.check_url(url)
            if not is_same_door(place, following):
                headers = dict(ask.own)
            place = following
            await permit(url, place)
        raise BodyRefused(f"more than {MAX_REDIRECTS} redirects")

    async def _once(self, ask: Ask, url: str, headers: Mapping[str, str]) -> Got:
        if self._session is None:
            raise RuntimeError("WebFetcher is used outside its `async with` block")
        self.sent += 1
        began = time.monotonic()
        asking = self._session.request(
            ask.method, url, headers=headers, data=ask.content, allow_redirects=False, timeout=self._times
        )
        async with asking as response:
            plain = _plain(response.raw_headers)
            if not 200 <= response.status < 300:
                return Got(response.status, plain, url, seconds=time.monotonic() - began)
            body, packed = await _body(ask, response.content, plain)
        return Got(response.status, plain, url, body, packed, time.monotonic() - began)


def is_same_door(asked: Place, following: Place) -> bool:
    """Whether what is meant for the one, such as a key, may go to the other: another port is another server, and from
    https to http it would go in the clear."""
    if (asked.scheme, asked.port, following.scheme, following.port) == ("http", 80, "https", 443):
        return asked.host == following.host
    return (asked.scheme, asked.host, asked.port) == (following.scheme, following.host, following.port)


def _plain(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The headers under lower-case names, those of one name joined (RFC 9110 §5.3)."""
    plain: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = _name(raw_name), _read(raw_value)
        plain[name] = f"{plain[name]}, {value}" if name in plain else value
    return plain


@lru_cache(maxsize=1024)
def _name(raw: bytes) -> str:
    return _read(raw).lower()


def _read(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


async def _body(ask: Ask, content: aiohttp.StreamReader, headers: Mapping[str, str]) -> tuple[bytes, int]:
    """The body unpacked, and its size as it came."""
    if ask.endless is not None:
        lines = await listen(content, headers, ask.endless, max_bytes=ask.max_bytes)
        return lines.body(), lines.received
    if not ask.cut:
        _check_head(headers, ask)
    body = Body(headers.get("content-encoding", ""), ask.max_bytes, cut=ask.cut)
    async for chunk in content.iter_chunked(CHUNK):
        body.feed(chunk)
        if body.full:
            break
    return body.finish(), body.packed


def _check_head(headers: Mapping[str, str], ask: Ask) -> None:
    """Refuse by the headers alone what would only be thrown away. Raises BodyRefused."""
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:18]) > ask.max_bytes:
        raise BodyRefused(f"the answer is larger than {ask.max_bytes:,} bytes")
    kind = headers.get("content-type", "").lower()
    if kind.startswith(_UNREAD_TYPES) or (ask.content_types and kind and not kind.startswith(ask.content_types)):
        raise BodyRefused(f"the answer is {kind[:60]}, which is not read here")


def site_of(place: Place) -> str:
    """What a host's circuit is kept by; a port of its own tells local servers apart."""
    return f"{place.host}:{place.port}" if place.port not in (80, 443) else place.host


def bucket_of(place: Place) -> str:
    """What a host's pace is kept by: the registered domain, since many names share one operator (signals §8.3)."""
    return site_of(place) if place.ip is not None else registered_host(place.host)


def origin_of(place: Place) -> str:
    host = f"[{place.host}]" if ":" in place.host else place.host
    return f"{place.scheme}://{host}" + ("" if place.port in (80, 443) else f":{place.port}")
