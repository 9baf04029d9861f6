"""What a site's robots.txt says about a URL (RFC 9309, signals §8.3): read once a day per site, kept when it fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from protego import Protego

from agent.domain.documents import FetchOutcome
from signals.fetch.responses import NO_ADDRESS

FRESH_FOR = timedelta(hours=24)
GOOD_FOR = timedelta(days=30)
RETRY_IN = timedelta(minutes=30)
MOST_BYTES = 1_000_000
LONGEST_DELAY_S = 60.0
MOST_SITES = 4096
"""Rules kept in memory, those read longest ago dropped first: they are read again when they are needed."""


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """How the reading of one robots.txt went. `text` stands only with OK."""

    outcome: FetchOutcome
    status: int | None = None
    text: str = ""
    reason: str = ""
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    allowed: bool
    reason: str
    delay_s: float = 0.0
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is held about one site: its rules (None: no rules, all allowed), or why it may not be read now."""

    rules: Protego | None
    read_at: datetime
    words: str
    refused: bool = False
    again_at: datetime | None = None
    good_at: datetime | None = None


@dataclass
class Robots:
    """The rules of every site met, in memory. `agent` is the product token of the user agent."""

    agent: str
    _known: dict[str, _Known] = field(default_factory=dict)
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def verdict(
        self, url: str, origin: str, now: datetime, read: Callable[[str], Awaitable[RobotsFile]]
    ) -> Verdict:
        """May `url` be read? `origin` is its "https://host:port"; `read` reads a robots.txt, once for all who wait."""
        known = self._known.get(origin)
        if known is None or not _holds(known, now):
            async with self._locks.setdefault(origin, asyncio.Lock()):
                known = self._known.get(origin)
                if known is None or not _holds(known, now):
                    known = held(await read(f"{origin}/robots.txt"), known, now)
                    self._known.pop(origin, None)
                    self._known[origin] = known
                    if len(self._known) > MOST_SITES:
                        del self._known[next(iter(self._known))]
        return judged(known.rules, url, self.agent, known)


def _holds(known: _Known, now: datetime) -> bool:
    return now < (known.again_at or known.read_at + FRESH_FOR)


def held(file: RobotsFile, before: _Known | None, now: datetime) -> _Known:
    """What to hold after a reading: 4xx allows all; 5xx, 429 and no answer disallow all and are asked again, unless
    the rules last read well are younger than 30 days: those go on holding (RFC 9309 §2.3.1)."""
    if file.outcome is FetchOutcome.OK:
        return _Known(Protego.parse(file.text), now, "robots: allowed", good_at=now)
    if file.status is not None and 400 <= file.status < 500 and file.status != 429:
        return _Known(None, now, f"robots: none ({file.status})", good_at=now)
    again_at = file.retry_at or now + RETRY_IN
    if before is not None and before.good_at is not None and now - before.good_at <= GOOD_FOR:
        return _Known(before.rules, now, "robots: allowed (last good copy)", again_at=again_at, good_at=before.good_at)
    words = f"robots.txt could not be read ({file.reason}), so the site is not read"
    if file.reason == NO_ADDRESS:  # no site, whatever its rules
        words = NO_ADDRESS
    return _Known(None, now, words, refused=True, again_at=again_at)


def judged(rules: Protego | None, url: str, agent: str, known: _Known) -> Verdict:
    """The verdict on one URL by what is held about its site."""
    if known.refused:
        return Verdict(False, known.words, retry_at=known.again_at)
    if rules is None:
        return Verdict(True, known.words)
    if not rules.can_fetch(url, agent):
        return Verdict(False, "robots.txt disallows this address", retry_at=known.read_at + FRESH_FOR)
    delay = float(rules.crawl_delay(agent) or 0.0)
    if delay > LONGEST_DELAY_S:
        return Verdict(False, f"robots.txt asks for {delay:.0f} s between visits: paused for review")
    return Verdict(True, known.words, delay)
