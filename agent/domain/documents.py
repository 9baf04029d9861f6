"""What was read from the web, and how the reading went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from agent.domain.values import value


class FetchOutcome(StrEnum):
    """Outcomes of a fetch. OK, UNKNOWN_TARGET and FAILED never merge (DESIGN §2.4); UNCHANGED is an OK without news."""

    OK = "ok"
    UNCHANGED = "unchanged"
    UNKNOWN_TARGET = "unknown_target"
    FAILED = "failed"


class FailureKind(StrEnum):
    """Why a reading failed, as far as it decides when to try again (signals §8.5). HELD: nothing was asked, because a
    circuit is open or the host asked to wait; DISALLOWED: robots.txt or our own guard said no."""

    BLOCKED = "blocked"
    BUSY = "busy"
    SERVER = "server"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    CHANGED = "changed"
    DISALLOWED = "disallowed"
    HELD = "held"
    GONE = "gone"


@value
class Target:
    """One thing a source can be asked for: a board, a feed, a filing list.

    `key` is unique within the source ("acme" on a job board, a feed's URL). `params` is the collector's own.
    """

    source: str
    key: str
    account_id: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)


@value
class Cursor:
    """Where the last successful reading of a target ended. Opaque to everyone but its collector.

    `first_ok_at` is None until a reading succeeded: the next one is then the baseline.
    """

    state: Mapping[str, str] = field(default_factory=dict)
    first_ok_at: datetime | None = None


@value
class Endless:
    """An answer that never ends, one line an event: it is listened to for `most_s` seconds, or until nothing but blank
    lines came for `idle_s` after an event."""

    most_s: float
    idle_s: float


@value
class Request:
    """What a collector wants read. `documented_api`: a published API, so robots.txt does not apply (signals §8.3).

    `unknown_when` are the statuses by which this system says "there is no such thing", beside 404 and 410 (§1.4);
    `read_when` those that its collector reads itself, without a body. `endless`: whole lines are kept of an answer that
    goes on, up to `max_bytes`.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    documented_api: bool = False
    max_bytes: int = 10_000_000
    content_types: tuple[str, ...] = ()
    unknown_when: tuple[int, ...] = ()
    read_when: tuple[int, ...] = ()
    endless: Endless | None = None


@value
class Validators:
    """Opaque ETag and Last-Modified, echoed verbatim; kept only after parsing and storing succeeded (§4.5)."""

    etag: str | None = None
    last_modified: str | None = None


@value
class Document:
    """Bytes as they were read, decoded once. `sha256` is of `body`; `text` is what quotes are verbatim in.
    `headers` are the few that say what software serves a page."""

    source: str
    target: Target
    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes
    text: str
    sha256: str
    fetched_at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recording:
    """What one request was answered with, kept for a replay. `url` is the one that answered in the end."""

    url: str
    body: bytes
    content_type: str
    fetched_at: datetime
    status: int = 200


@value
class Fetched:
    """How one request went. `document` stands only with OK; `reason` says in words why otherwise, `kind` for machines.

    `asked_until` is until when the server itself asked to wait, `fresh_until` until when it calls its answer fresh;
    `seconds` is how long the answer took, without waiting for the host's turn. `was_sent`: false where nothing was
    asked, because the address guard, robots.txt, an open circuit or a wait stood before it.
    """

    outcome: FetchOutcome
    document: Document | None = None
    status: int | None = None
    reason: str = ""
    retry_at: datetime | None = None
    validators: Validators = Validators()
    bytes_read: int = 0
    kind: FailureKind | None = None
    asked_until: datetime | None = None
    fresh_until: datetime | None = None
    seconds: float = 0.0
    was_sent: bool = True
