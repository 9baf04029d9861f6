"""What is remembered of the readings of one target, and what was decided about the next: when, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from agent.domain.documents import FailureKind, FetchOutcome
from agent.domain.values import value


class DueAs(StrEnum):
    """What the next reading is: by its schedule, again soon after a failure, or a look whether it is back."""

    DUE = "due"
    RETRY = "retry"
    PROBE = "probe"


@value
class PollHistory:
    """`polls`, `changes` and `exposed_s` (the seconds between counted polls) fade over 30 days. `interval_s` is the
    last one decided, `window_s` what time a rolling window spans, `stated_s` how often the source asks to be read at
    most; 0 where unknown. `seen` are hashes of the newest ids; `gaps`, `gone` and `failures` are in a row."""

    polls: float = 0.0
    changes: float = 0.0
    exposed_s: float = 0.0
    interval_s: int = 0
    window_s: int = 0
    stated_s: int = 0
    seen: tuple[str, ...] = ()
    gaps: int = 0
    gone: int = 0
    failures: int = 0
    failing_since: datetime | None = None
    ok_at: datetime | None = None


@value
class Polled:
    """One reading as far as it decides the next. `ids` are hashes of what it showed, None where it showed nothing new
    to hash (unchanged, failed); `window` the time between its oldest and newest dated entries."""

    outcome: FetchOutcome
    kind: FailureKind | None = None
    status: int | None = None
    reason: str = ""
    retry_at: datetime | None = None
    asked_until: datetime | None = None
    fresh_until: datetime | None = None
    every: timedelta | None = None
    ids: tuple[str, ...] | None = None
    window: timedelta | None = None


@value
class Due:
    """When a target is read next. `why` completes "due 14:10: …". A reading before `not_before_at` would break a wait
    that was asked for. `gap`: the last reading came too late to see everything. `lost_at`: since then it counts as
    moved, the same instant as long as it is gone."""

    at: datetime
    why: str
    as_: DueAs = DueAs.DUE
    not_before_at: datetime | None = None
    gap: bool = False
    lost_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Within which bounds a target is read: `first` after the first reading, `shortest` and `longest` later. `rolling`:
    it shows the newest entries only, so that a late reading misses some. `tier` below 1 reads more often. `busy`:
    `shortest` between these local hours ("America/New_York", from, to in minutes of the day), `longest` otherwise."""

    first: timedelta
    shortest: timedelta
    longest: timedelta
    rolling: bool = False
    tier: float = 1.0
    busy: tuple[str, int, int] | None = None
