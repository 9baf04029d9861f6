"""What every HTTP answer means: the one place (signals §8.5, DESIGN §2.4).

OK, UNKNOWN_TARGET and FAILED never merge; UNCHANGED is an OK without news. Everything here is pure.
"""

from __future__ import annotations

import asyncio
import re
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import aiohttp
import brotli
import httpx
from aiohttp.http_exceptions import HttpProcessingError

from agent.domain.documents import FailureKind, FetchOutcome
from agent.domain.values import value
from agent.errors import AddressRefused

BACKOFF_BASE_S = 30.0
BACKOFF_CAP_S = 6 * 3600.0
BLOCKED_FOR = timedelta(days=1)
RETRY_AFTER_CAP = timedelta(days=7)

BLOCKED = frozenset({401, 403, 407, 451})
GONE = frozenset({404, 410})
BUSY = frozenset({408, 425, 429})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.I)
_TRY_AGAIN_NOW = frozenset({500, 502, 503, 504})

WEB_ERRORS: tuple[type[Exception], ...] = (
    httpx.HTTPError,
    httpx.InvalidURL,
    aiohttp.ClientError,
    HttpProcessingError,
    OSError,
    asyncio.IncompleteReadError,
    UnicodeError,
    ValueError,
    zlib.error,
    brotli.error,
    AddressRefused,
)
"""All that reading the web may raise: translated to a value here, and nowhere let out."""


@value
class Meaning:
    """What an answer means. `again_now`: a second try within the same fetch may help. `pause`: the host asked us to
    wait until `retry_at`. `ours`: no word about the source (our guard refused), so circuits do not count it. `asked_at`
    is until when the server itself asked to wait."""

    outcome: FetchOutcome
    reason: str = ""
    retry_at: datetime | None = None
    again_now: bool = False
    pause: bool = False
    ours: bool = False
    kind: FailureKind | None = None
    asked_at: datetime | None = None


_OK = Meaning(FetchOutcome.OK)
_UNCHANGED = Meaning(FetchOutcome.UNCHANGED, "304: not modified")


NO_ADDRESS = "the name has no address"
PORT_REFUSED = "the connection was refused"


class BodyRefused(ValueError):
    """A body that is too large, unpacks too far, is torn or is of a kind that is not read; `str()` is the reason."""


def meaning_of(
    status: int,
    headers: Mapping[str, str],
    *,
    now: datetime,
    empty: bool = False,
    conditional: bool = False,
    failures: int = 0,
    chance: float = 1.0,
    unknown_when: tuple[int, ...] = (),
) -> Meaning:
    """What a final answer means. `empty`: it has no body; `conditional`: validators were sent; `failures`: earlier
    ones in a row, for the back-off; `chance` in 0–1 is its full jitter; `unknown_when`: what this system answers for
    what it does not have, beside 404 and 410."""
    if status in GONE or status in unknown_when:
        return Meaning(
            FetchOutcome.UNKNOWN_TARGET, f"{status}: there is nothing at this address", kind=FailureKind.GONE
        )
    if status == HTTPStatus.NOT_MODIFIED and conditional:
        return _UNCHANGED
    if "challenge" in headers.get("cf-mitigated", "") or status in BLOCKED:
        words = f"{status}: the site rejects automated requests"
        return Meaning(FetchOutcome.FAILED, words, now + BLOCKED_FOR, kind=FailureKind.BLOCKED)
    if status == HTTPStatus.OK and not empty:
        return _OK
    asked = retry_after(headers, now)
    later = asked or backed_off(now, failures, chance)
    if 200 <= status < 300:
        return _success(status, empty, later)
    if status in BUSY or status >= 500:
        return Meaning(
            FetchOutcome.FAILED,
            f"{status}: {_busy_words(status)}" + (f", asks to wait until {asked:%Y-%m-%d %H:%M} UTC" if asked else ""),
            later,
            again_now=status in _TRY_AGAIN_NOW and asked is None,
            pause=asked is not None or status == HTTPStatus.TOO_MANY_REQUESTS,
            kind=FailureKind.SERVER if status >= 500 else FailureKind.BUSY,
            asked_at=asked,
        )
    words = "a redirect that cannot be followed" if status in REDIRECTS else "the site refuses this request"
    return Meaning(FetchOutcome.FAILED, f"{status}: {words}", later, kind=FailureKind.REFUSED, asked_at=asked)


def _success(status: int, empty: bool, later: datetime) -> Meaning:
    if status in (HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT, HTTPStatus.PARTIAL_CONTENT):
        words = f"{status}: an answer without the whole document"
        return Meaning(FetchOutcome.FAILED, words, later, kind=FailureKind.UNREADABLE)
    if empty:
        return Meaning(FetchOutcome.FAILED, f"{status}: an empty answer", later, kind=FailureKind.UNREADABLE)
    return _OK


def _busy_words(status: int) -> str:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return "too many requests"
    return "the server is in trouble" if status >= 500 else "the server is not ready"


def meaning_of_error(error: BaseException, *, now: datetime, failures: int = 0, chance: float = 1.0) -> Meaning:
    """What it means that no answer came, or none that can be used."""
    later = backed_off(now, failures, chance)
    if isinstance(error, AddressRefused):
        return Meaning(FetchOutcome.FAILED, f"not read: {error}", ours=True, kind=FailureKind.DISALLOWED)
    if isinstance(error, BodyRefused):
        return Meaning(FetchOutcome.FAILED, str(error), later, kind=FailureKind.UNREADABLE)
    cause = error if isinstance(error, TimeoutError | aiohttp.ClientError) else error.__cause__ or error
    if isinstance(cause, aiohttp.ClientConnectorDNSError):
        return Meaning(FetchOutcome.FAILED, NO_ADDRESS, later, ours=True, kind=FailureKind.CONNECTION)
    if isinstance(cause, TimeoutError):
        return Meaning(FetchOutcome.FAILED, "timed out", later, kind=FailureKind.TIMEOUT)
    if isinstance(cause, aiohttp.ClientSSLError):
        words = "the certificate was not accepted"
        return Meaning(FetchOutcome.FAILED, words, later, kind=FailureKind.CONNECTION)
    if isinstance(cause, aiohttp.ClientConnectionError | OSError):
        refused = isinstance(getattr(cause, "os_error", cause), ConnectionRefusedError)
        words = PORT_REFUSED if refused else "the connection failed or was cut"
        return Meaning(FetchOutcome.FAILED, words, later, again_now=True, kind=FailureKind.CONNECTION)
    return Meaning(FetchOutcome.FAILED, _unreadable_words(cause), later, kind=FailureKind.UNREADABLE)


def _unreadable_words(error: BaseException) -> str:
    if isinstance(error, aiohttp.ClientPayloadError):
        return "the answer was cut short or is cut up wrongly"
    if isinstance(error, zlib.error | brotli.error):
        return "the answer cannot be unpacked"
    if isinstance(error, aiohttp.ClientResponseError | HttpProcessingError):
        return "the answer is not valid HTTP"
    return f"the answer cannot be read ({type(error).__name__})"


def backed_off(now: datetime, failures: int, chance: float = 1.0) -> datetime:
    """30 s doubled per failure in a row, full jitter, at most 6 h (signals §8.5); never less than a second."""
    most = min(BACKOFF_BASE_S * 2 ** min(failures, 20), BACKOFF_CAP_S)
    return now + timedelta(seconds=max(1.0, most * chance))


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Until when the answer is fresh by its Cache-Control max-age (RFC 9111 §5.2.2.1), less the Age it has already."""
    said = headers.get("cache-control")
    found = _MAX_AGE.search(said) if said else None
    if found is None:
        return None
    age = headers.get("age", "")
    passed = int(age[:9]) if age.isascii() and age.isdigit() else 0
    seconds = int(found[1]) - passed
    return now + min(timedelta(seconds=seconds), RETRY_AFTER_CAP) if seconds > 0 else None


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Until when a Retry-After (RFC 9110 §10.2.3) asks to wait; seconds or a date, capped at a week."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return now + min(timedelta(seconds=int(value[:9])), RETRY_AFTER_CAP)
    try:
        until = parsedate_to_datetime(value)
        aware = until.astimezone(UTC) if until.tzinfo else until.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # the last day of the year 9999 has no UTC west of Greenwich
        return None
    return min(max(aware, now), now + RETRY_AFTER_CAP)
