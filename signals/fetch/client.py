"""The one reader of the web: every guard of signals §8 stands between a collector's wish and a byte. Part of stage 1.

`WebFetcher.fetch` never raises for what the web does: the outcome and its reason are values (DESIGN §2.4).
"""

from __future__ import annotations

import asyncio
import hashlib
import random
import ssl
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType, TracebackType

from aiohttp.abc import AbstractResolver

from agent.clock import Clock
from agent.domain.documents import Document, FailureKind, Fetched, FetchOutcome, Request, Target, Validators
from agent.domain.holds import PAUSE, Hold
from agent.errors import AddressRefused
from agent.net.addresses import AddressPolicy
from agent.net.urls import Place
from signals.fetch.allowances import spent_until
from signals.fetch.circuit import Circuit
from signals.fetch.decode import decode
from signals.fetch.exchange import Ask, Exchanges, Got, HopRefused, Limits, bucket_of, origin_of, site_of
from signals.fetch.kept_headers import kept_headers
from signals.fetch.names import GAP_S, SCHEME, NameReader
from signals.fetch.pace import DOCUMENTED_API, POLITE, Pace, Paces
from signals.fetch.responses import WEB_ERRORS, Meaning, fresh_until, meaning_of, meaning_of_error
from signals.fetch.robots import MOST_BYTES, Robots, RobotsFile

DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """What one source may have otherwise than the rest: None means the default. `many_hosts`: each target is a site of
    its own, so that many dead ones say nothing about the others, and only hosts have circuits. `headers` may hold the
    key of an API: they go to the host and port that were asked for and nowhere else."""

    pace: Pace | None = None
    max_bytes: int | None = None
    user_agent: str | None = None
    obey_robots: bool = True
    many_hosts: bool = False
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


_DEFAULT_SETTINGS = SourceSettings()
_NO_VALIDATORS = Validators()
ROBOTS_NOT_ASKED = "robots: not asked, a documented API"


@dataclass(slots=True)
class _Asked:
    """One fetch under way, and what robots.txt said of it."""

    request: Request
    target: Target
    validators: Validators
    settings: SourceSettings
    robots: str = ""
    delay_s: float = 0.0
    circuits: tuple[tuple[str, str], ...] = ()

    @property
    def obeys_robots(self) -> bool:
        return self.settings.obey_robots and not self.request.documented_api


class WebFetcher:
    """An async context manager that implements `signals.contract.Fetcher`. One per process: paces, robots and circuits
    live in it. `default_pace` replaces the polite pace of pages and the documented APIs' (the demo, tests, benches)."""

    def __init__(
        self,
        *,
        clock: Clock,
        addresses: AddressPolicy,
        user_agent: str,
        sources: Mapping[str, SourceSettings] = MappingProxyType({}),
        limits: Limits = DEFAULT_LIMITS,
        default_pace: Pace | None = None,
        resolver: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
        chance: Callable[[], float] = random.random,
        holds: Iterable[Hold] = (),
        name_servers: Sequence[str] = (),
    ) -> None:
        self._clock = clock
        self._names = NameReader(clock, servers=name_servers, gap_s=GAP_S if default_pace is None else 0.0)
        self._addresses = addresses
        self._user_agent = user_agent
        self._sources = sources
        self._limits = limits
        self._default_pace = default_pace
        self._chance = chance
        self._exchanges = Exchanges(addresses, limits, Paces(chance=chance), resolver=resolver, tls=tls)
        self._robots = Robots(agent=user_agent.split("/")[0].split(" ")[0])
        self._circuits: dict[str, Circuit] = {}
        self._paused: dict[str, datetime] = {}
        self._failures: dict[tuple[str, str], int] = {}
        self._changed: set[str] = set()
        for hold in holds:
            if hold.name.startswith(PAUSE):
                self._paused[hold.name.removeprefix(PAUSE)] = hold.until
            else:
                self._circuits[hold.name] = Circuit.opened(hold.until, hold.wait)

    async def __aenter__(self) -> WebFetcher:
        await self._exchanges.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._exchanges.close()

    @property
    def requests_sent(self) -> int:
        """Everything sent so far: redirects, retries and robots.txt too."""
        return self._exchanges.sent

    def changed_holds(self) -> Mapping[str, Hold | None]:
        """`signals.contract.KeepsHolds`: the circuits and pauses that changed since they were last kept."""
        return {name: self._hold(name) for name in self._changed}

    def holds_kept(self, kept: Mapping[str, Hold | None]) -> None:
        self._changed -= {name for name, hold in kept.items() if self._hold(name) == hold}

    def _hold(self, name: str) -> Hold | None:
        if name.startswith(PAUSE):
            until = self._paused.get(name.removeprefix(PAUSE))
            return Hold(name, until) if until else None
        circuit = self._circuits.get(name)
        return Hold(name, circuit.open_until, circuit.wait) if circuit and circuit.open_until else None

    async def fetch(self, request: Request, target: Target, validators: Validators | None = None) -> Fetched:
        """Read one request. Never raises for what the web does: the outcome and its reason are values."""
        if request.url.startswith(SCHEME):
            return await self._names.fetch(request, target)
        settings = self._sources.get(target.source, _DEFAULT_SETTINGS)
        asked = _Asked(request, target, validators or _NO_VALIDATORS, settings)
        try:
            place = self._addresses.check_url(request.url)
            asked.circuits = _circuit_names(asked, place)
            stopped = self._stopped(asked, place)
            if stopped is not None:
                return stopped
            await self._permit(asked, request.url, place)
        except AddressRefused as error:
            return _failed(f"not read: {error}", None, FailureKind.DISALLOWED)
        except HopRefused as refused:
            return _failed(refused.args[0], refused.args[1], FailureKind.DISALLOWED)
        return await self._read(asked, place)

    def _stopped(self, asked: _Asked, place: Place) -> Fetched | None:
        """Why no request may go now: an open circuit, or a host that asked to wait."""
        now = self._clock.now()
        for name, words in asked.circuits:
            circuit = self._circuits.get(name)
            until = circuit.closed_until(now) if circuit else None
            if until is not None:
                return _failed(f"{words} failed too often: asked again at {until:%H:%M} UTC", until)
        paused = self._paused.get(bucket_of(place))
        if paused is not None and now < paused:
            return _failed(f"this host asked to wait until {paused:%H:%M} UTC", paused)
        return None

    async def _permit(self, asked: _Asked, url: str, place: Place) -> None:
        """Ask robots.txt. Raises HopRefused(reason, retry_at) where it says no."""
        if not asked.obeys_robots:
            asked.robots = ROBOTS_NOT_ASKED
            return

        async def read(address: str) -> RobotsFile:
            return await self._read_robots(asked, address)

        verdict = await self._robots.verdict(url, origin_of(place), self._clock.now(), read)
        if not verdict.allowed:
            raise HopRefused(verdict.reason, verdict.retry_at)
        asked.robots, asked.delay_s = verdict.reason, verdict.delay_s

    async def _read(self, asked: _Asked, place: Place) -> Fetched:
        tries = self._limits.tries if asked.request.method in ("GET", "HEAD") else 1
        ask = self._ask(asked)
        for attempt in range(tries):
            got, meaning = await self._one_try(asked, ask)
            if not meaning.again_now or attempt == tries - 1:
                break
            await asyncio.sleep(self._limits.try_gap_s * 2**attempt * self._chance())
        self._remember(asked, place, meaning)
        self._note_allowance(place, got)
        return self._result(asked, got, meaning)

    async def _one_try(self, asked: _Asked, ask: Ask) -> tuple[Got | None, Meaning]:
        failures = self._failures.get((asked.target.source, asked.target.key), 0)

        async def permit(url: str, place: Place) -> None:
            await self._permit(asked, url, place)

        try:
            got = await self._exchanges.read(ask, permit)
        except HopRefused as refused:
            why, until = refused.args[0], refused.args[1]
            return None, Meaning(FetchOutcome.FAILED, why, until, ours=True, kind=FailureKind.DISALLOWED)
        except WEB_ERRORS as error:
            now = self._clock.now()
            return None, meaning_of_error(error, now=now, failures=failures, chance=self._chance())
        if got.status in asked.request.read_when:
            return got, Meaning(FetchOutcome.OK)
        return got, meaning_of(
            got.status,
            got.headers,
            now=self._clock.now(),
            empty=not got.body and asked.request.endless is None,
            conditional=asked.validators != _NO_VALIDATORS,
            failures=failures,
            chance=self._chance(),
            unknown_when=asked.request.unknown_when,
        )

    async def _read_robots(self, asked: _Asked, url: str) -> RobotsFile:
        """A robots.txt by the same door: same guard, wall and redirects, cut at 1 MB."""
        pace = self._pace(asked)
        ask = Ask(url, pace, own=self._own_headers(asked), max_bytes=MOST_BYTES, cut=True)
        now = self._clock.now()
        try:
            got = await self._exchanges.read(ask)
        except WEB_ERRORS as error:
            trouble = meaning_of_error(error, now=now)
            return RobotsFile(FetchOutcome.FAILED, reason=trouble.reason, retry_at=trouble.retry_at)
        meaning = meaning_of(got.status, got.headers, now=now)
        return RobotsFile(meaning.outcome, got.status, decode(got.body).text, meaning.reason, meaning.retry_at)

    def _remember(self, asked: _Asked, place: Place, meaning: Meaning) -> None:
        """Let back-off, pauses and circuits know how it went. Our own servers on loopback share one address, so a wait
        that one of their documents asks for is not taken for the others."""
        now = self._clock.now()
        failed = meaning.outcome is FetchOutcome.FAILED
        key = (asked.target.source, asked.target.key)
        if failed:
            self._failures[key] = self._failures.get(key, 0) + 1
        else:
            self._failures.pop(key, None)
        if meaning.pause and meaning.retry_at is not None and not (place.ip and place.ip.is_loopback):
            self._paused = {bucket: until for bucket, until in self._paused.items() if until > now}
            self._paused[bucket_of(place)] = meaning.retry_at
            self._changed.add(PAUSE + bucket_of(place))
        if not meaning.ours:
            for name, _ in asked.circuits:
                self._record(name, now, ok=not failed)

    def _note_allowance(self, place: Place, got: Got | None) -> None:
        """An API that says that nothing is left is not asked again before its allowance begins anew."""
        until = spent_until(got.headers, self._clock.now()) if got else None
        if until is not None and not (place.ip and place.ip.is_loopback):
            self._paused[bucket_of(place)] = until

    def _record(self, name: str, now: datetime, *, ok: bool) -> None:
        """Count one answer. Circuits without a failure are not kept: a night visits very many hosts."""
        circuit = self._circuits.get(name)
        if circuit is None:
            if ok and name.startswith("host "):
                return
            circuit = self._circuits[name] = Circuit()
        before = circuit.open_until
        circuit.record(now, ok=ok)
        if circuit.open_until != before:
            self._changed.add(name)
        if name.startswith("host ") and circuit.is_quiet:
            del self._circuits[name]

    def _result(self, asked: _Asked, got: Got | None, meaning: Meaning) -> Fetched:
        is_well = meaning.outcome in {FetchOutcome.OK, FetchOutcome.UNCHANGED}
        robots = asked.robots if is_well or asked.robots != ROBOTS_NOT_ASKED else ""
        reason = "; ".join(part for part in (meaning.reason, robots) if part)
        if got is None:
            return Fetched(
                meaning.outcome,
                reason=reason,
                retry_at=meaning.retry_at,
                validators=asked.validators,
                kind=meaning.kind,
            )
        document, validators, now = None, asked.validators, self._clock.now()
        if meaning.outcome is FetchOutcome.OK:
            document = _document(asked, got, now)
            validators = Validators(got.headers.get("etag"), got.headers.get("last-modified"))
        return Fetched(
            meaning.outcome,
            document,
            got.status,
            reason,
            meaning.retry_at,
            validators,
            got.packed,
            kind=meaning.kind,
            asked_until=meaning.asked_at,
            fresh_until=fresh_until(got.headers, now),
            seconds=got.seconds,
        )

    def _pace(self, asked: _Asked) -> Pace:
        pace = asked.settings.pace or self._default_pace
        if pace is None:
            pace = DOCUMENTED_API if asked.request.documented_api else POLITE
        return pace if asked.delay_s <= pace.gap_s else Pace(asked.delay_s, 1, pace.jitter)

    def _ask(self, asked: _Asked) -> Ask:
        request = asked.request
        extra = dict(asked.settings.headers, **request.headers)
        if request.endless is not None:
            extra["Accept-Encoding"] = "identity"  # packing may hold a line back until a later one
        if asked.validators.etag:
            extra["If-None-Match"] = asked.validators.etag
        if asked.validators.last_modified:
            extra["If-Modified-Since"] = asked.validators.last_modified
        return Ask(
            url=request.url,
            pace=self._pace(asked),
            method=request.method,
            own=self._own_headers(asked),
            extra=extra,
            content=request.body,
            max_bytes=asked.settings.max_bytes or request.max_bytes,
            content_types=request.content_types,
            endless=request.endless,
        )

    def _own_headers(self, asked: _Asked) -> dict[str, str]:
        agent = asked.settings.user_agent or self._user_agent
        return {"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "gzip, br"}


def _circuit_names(asked: _Asked, place: Place) -> tuple[tuple[str, str], ...]:
    """The circuits that this fetch stands under, with the words for each."""
    host = (f"host {site_of(place)}", "this host")
    return (host,) if asked.settings.many_hosts else ((f"source {asked.target.source}", "this source"), host)


def _document(asked: _Asked, got: Got, now: datetime) -> Document:
    content_type = got.headers.get("content-type", "")
    return Document(
        source=asked.target.source,
        target=asked.target,
        url=asked.request.url,
        final_url=got.url,
        status=got.status,
        content_type=content_type,
        body=got.body,
        text=decode(got.body, content_type).text,
        sha256=hashlib.sha256(got.body).hexdigest(),
        fetched_at=now,
        headers=kept_headers(got.headers),
    )


def _failed(reason: str, retry_at: datetime | None, kind: FailureKind = FailureKind.HELD) -> Fetched:
    return Fetched(FetchOutcome.FAILED, reason=reason, retry_at=retry_at, kind=kind, was_sent=False)
