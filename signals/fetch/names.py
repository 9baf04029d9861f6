"""Questions to the DNS by the same door: `dns:alder.example?mx=@&txt=@&cname=help` (after RFC 4501). Part of stage 1.

Nothing that an answer names is connected to. The document is the records as text, one a line, in an order of its own.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Sequence
from urllib.parse import parse_qsl

import dns.asyncresolver
import dns.exception
import dns.resolver

from agent.clock import Clock
from agent.domain.documents import Document, Fetched, FetchOutcome, Request, Target

SCHEME = "dns:"
CONTENT_TYPE = "text/dns"
APEX = "@"
KINDS = ("MX", "TXT", "CNAME", "A", "AAAA")
MOST_QUESTIONS = 16
MOST_TEXT = 100_000
LOOK_UP_S = 5.0
GAP_S = 0.02
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")


class NameReader:
    """Asks `servers` ("127.0.0.1:5353"), or else the ones that this machine asks. Fifty questions a second."""

    def __init__(self, clock: Clock, *, servers: Sequence[str] = (), gap_s: float = GAP_S, at_once: int = 20) -> None:
        self._clock = clock
        self._servers = tuple(servers)
        self._gap_s = gap_s
        self._turns = asyncio.Semaphore(at_once)
        self._next_at = 0.0
        self._resolver: dns.asyncresolver.Resolver | None = None

    async def fetch(self, request: Request, target: Target) -> Fetched:
        """Answer every question of `request`. FAILED where none was answered, UNKNOWN_TARGET where there is no such
        domain; a single question without an answer says so in the document."""
        try:
            domain, questions = _questions_of(request.url)
        except ValueError as error:
            return Fetched(FetchOutcome.FAILED, reason=f"not asked: {error}")
        answers = await asyncio.gather(*(self._ask(domain, kind, name) for kind, name in questions))
        if all(answer is None for answer in answers):
            return Fetched(FetchOutcome.FAILED, reason=f"no name server answered within {LOOK_UP_S:g} s")
        if any(answer == [_NO_DOMAIN] for answer in answers):
            return Fetched(FetchOutcome.UNKNOWN_TARGET, reason=f"there is no domain {domain}")
        lines = []
        for (kind, name), answer in zip(questions, answers, strict=True):
            lines.append(f"; {kind} {name} {'unanswered' if answer is None else 'answered'}")
            lines += [f"{_full(domain, name)[:-1]} {kind} {value}" for value in sorted(answer or ())]
        return Fetched(FetchOutcome.OK, self._document("\n".join(lines)[:MOST_TEXT] + "\n", request, target))

    async def _ask(self, domain: str, kind: str, name: str) -> list[str] | None:
        """The values of one record; [] where there are none, None where nobody could be asked."""
        async with self._turns:
            await self._wait()
            try:
                answer = await self._configured().resolve(
                    _full(domain, name), kind, search=False, raise_on_no_answer=False, lifetime=LOOK_UP_S
                )
            except dns.resolver.NXDOMAIN:
                return [_NO_DOMAIN] if name == APEX else []
            except (dns.exception.DNSException, OSError):
                return None
        return [_text(one) for one in answer.rrset or ()]

    async def _wait(self) -> None:
        now = asyncio.get_running_loop().time()
        self._next_at = max(now, self._next_at + self._gap_s)
        if self._next_at > now:
            await asyncio.sleep(self._next_at - now)

    def _configured(self) -> dns.asyncresolver.Resolver:
        """Built when first asked for: a machine without a resolver's file must not fail before."""
        if self._resolver is None:
            self._resolver = dns.asyncresolver.Resolver(configure=not self._servers)
            if self._servers:
                places = [server.rpartition(":") for server in self._servers]
                self._resolver.nameservers = [host for host, _, _ in places]
                self._resolver.port = int(places[0][2])
        return self._resolver

    def _document(self, text: str, request: Request, target: Target) -> Document:
        body = text.encode()
        return Document(
            source=target.source,
            target=target,
            url=request.url,
            final_url=request.url,
            status=200,
            content_type=CONTENT_TYPE,
            body=body,
            text=text,
            sha256=hashlib.sha256(body).hexdigest(),
            fetched_at=self._clock.now(),
        )


_NO_DOMAIN = "no such domain"


def _questions_of(url: str) -> tuple[str, list[tuple[str, str]]]:
    """The domain and its (record type, name) questions. Raises ValueError where the address is none of ours."""
    name, _, query = url.removeprefix(SCHEME).partition("?")
    domain = name.lower().rstrip(".").encode("idna").decode("ascii")
    labels = domain.split(".")
    if len(labels) < 2 or len(domain) > 200 or labels[-1].isdigit() or not all(map(_LABEL.fullmatch, labels)):
        raise ValueError(f"{name[:80]!r} is no domain")
    questions = [(kind.upper(), one) for kind, names in parse_qsl(query) for one in names.split(",")]
    for kind, one in questions:
        if kind not in KINDS or (one != APEX and not _LABEL.fullmatch(one)):
            raise ValueError(f"{kind} of {one[:40]!r} is not asked here")
    if not 0 < len(questions) <= MOST_QUESTIONS:
        raise ValueError(f"between 1 and {MOST_QUESTIONS} questions at once")
    return domain, questions


def _full(domain: str, name: str) -> str:
    return f"{domain}." if name == APEX else f"{name}.{domain}."


def _text(record: object) -> str:
    """A record on one line, as text that a database takes."""
    strings = getattr(record, "strings", None)
    text = b"".join(strings).decode("utf-8", "replace") if strings else str(record).rstrip(".")
    return "".join(char if char.isprintable() else " " for char in text)
