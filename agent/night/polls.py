"""What one reading says of the next, and the numbers it adds to its source's health. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from agent.domain.documents import FailureKind, FetchOutcome
from agent.domain.items import Item
from agent.domain.policies import SourceSetting
from agent.domain.polls import Due, DueAs, Polled, PollHistory
from agent.insight.source_health import latency_name
from agent.store.readings import Reading, StoredTarget
from signals.collect import Collected
from signals.collectors.companies_house_stream import GAP_COUNT
from signals.polling import decide, hashes
from signals.rhythms import rhythm_of


def next_reading(
    stored: StoredTarget, collected: Collected, setting: SourceSetting, now: datetime
) -> tuple[PollHistory, Due]:
    """What to remember of this reading and when the next one is due (signals §8.4, §8.5)."""
    rhythm = rhythm_of(setting, stored.band)
    showed = collected.outcome is FetchOutcome.OK
    polled = Polled(
        collected.outcome,
        collected.kind,
        collected.status,
        collected.reason,
        retry_at=collected.retry_at,
        asked_until=collected.asked_until,
        fresh_until=collected.fresh_until,
        every=collected.every,
        ids=hashes([item.key for item in collected.items], rhythm) if showed else None,
        window=_window(collected.items, now) if showed and rhythm.rolling else None,
    )
    return decide(f"{stored.target.source} {stored.target.key}", stored.history, polled, rhythm, now)


_UNREACHED = frozenset({FailureKind.CONNECTION, FailureKind.TIMEOUT, FailureKind.DISALLOWED, FailureKind.HELD})
"""How a reading ends that no server answered: what it was to read is as due as it was."""


def next_reading_of_trial(
    stored: StoredTarget, collected: Collected, setting: SourceSetting, now: datetime
) -> tuple[PollHistory, Due]:
    """As `next_reading`; but what a trial did not reach is put off by nothing, so that the night after it reads it. A
    wait that a server asked for holds on in the fetcher."""
    history, due = next_reading(stored, collected, setting, now)
    if collected.outcome is FetchOutcome.FAILED and collected.status is None and collected.kind in _UNREACHED:
        return history, replace(due, at=now, as_=DueAs.DUE, why="not reached when it was tried", not_before_at=None)
    return history, due


LEAST_ROLLING = 10
"""A feed of fewer entries is a short feed, not the end of a long one."""


def _window(items: Sequence[Item], now: datetime) -> timedelta | None:
    """The time that a feed's entries span, by their own dates; None where there are few of them."""
    dated = [item.published_at for item in items if item.published_at is not None and item.published_at <= now]
    return max(dated) - min(dated) if len(dated) >= LEAST_ROLLING else None


def counts_of(collected: Collected, due: Due) -> dict[str, int]:
    """The numbers of one reading, by the names of `agent.insight.source_health`."""
    counts = {"readings": 1, str(collected.outcome): 1, "requests": collected.requests, "bytes": collected.bytes_read}
    if collected.kind is not None:
        counts[f"failed:{collected.kind}"] = 1
    if due.gap or collected.counts.get(GAP_COUNT):
        counts["gaps"] = 1
    if collected.seconds > 0:
        ms = round(1000 * collected.seconds / max(1, collected.requests))
        counts["answers"] = 1
        counts["answers_ms"] = ms
        counts[latency_name(ms)] = 1
    return counts


def added_up(readings: Iterable[Reading]) -> Mapping[str, Counter[str]]:
    """The numbers of many readings, by source."""
    by_source: dict[str, Counter[str]] = {}
    for reading in readings:
        if reading.counts:
            sums = by_source.setdefault(reading.target.source, Counter())
            for name, number in reading.counts.items():
                sums[name] += number
    return by_source
