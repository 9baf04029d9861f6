"""Requisitions as weekly counts with their exposure: what a panel learns from and judges.

Source: signals specification §5.1–5.2. A requisition counts in the week in which the board began to show it; a week in
which nobody looked has no exposure, so that silence is never taken for a quiet board, nor a return for a burst.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from signals.hiring.requisitions import Requisition

# Boards are read weekly at the least (§0); two readings further apart leave the time between unobserved.
LONGEST_GAP = timedelta(days=10)
_WEEK = timedelta(weeks=1)
# A posting is stored some time after the reading that showed it began.
_SAME_READING = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class WeeklyCounts:
    """Weeks, oldest first: new requisitions in observed time, the share of each week observed, and those that the
    source dates into time before the first reading. They are `panel.History`'s weeks, observed and dated."""

    weeks: tuple[int, ...]
    observed: tuple[float, ...]
    dated: tuple[int, ...]


def weekly_counts(
    found: Iterable[Requisition], readings: Sequence[datetime], *, until: datetime, weeks: int
) -> WeeklyCounts:
    """The `weeks` weeks that end at `until`. `readings` are the instants of complete successful readings, any order."""
    ordered = sorted(reading for reading in readings if reading <= until)
    start = until - weeks * _WEEK
    counts, dated = [0] * weeks, [0] * weeks
    for one in found:
        if not one.counts:
            continue
        at, in_observed_time = _appeared(one, ordered)
        week = (at - start) // _WEEK if at is not None else -1
        if 0 <= week < weeks:
            (counts if in_observed_time else dated)[week] += 1
    return WeeklyCounts(tuple(counts), _observed(ordered, start, weeks), tuple(dated))


def _appeared(one: Requisition, readings: Sequence[datetime]) -> tuple[datetime | None, bool]:
    """When the board began to show it, and whether anyone was watching. None: it appeared in a gap, nobody knows when.

    Between two readings the source's own date decides; a date before the reading that did not show it is not believed.
    """
    first = one.first
    number = bisect_left(readings, first.first_seen_at - _SAME_READING)
    if number == 0 or first.baseline:
        return first.posted_at, False
    before = readings[number - 1]
    if first.first_seen_at - before > LONGEST_GAP + _SAME_READING:
        return None, False
    return max(before, min(first.posted_at or first.first_seen_at, first.first_seen_at)), True


def _observed(readings: Sequence[datetime], start: datetime, weeks: int) -> tuple[float, ...]:
    shares = [0.0] * weeks
    for earlier, later in pairwise(readings):
        if later - earlier <= LONGEST_GAP:
            _cover(shares, max(earlier, start) - start, later - start)
    return tuple(round(min(1.0, share), 9) for share in shares)


def _cover(shares: list[float], begin: timedelta, end: timedelta) -> None:
    """Add the time from `begin` to `end`, both since the first week began, to the weeks that it falls in."""
    week = begin // _WEEK
    while begin < end and week < len(shares):
        stop = min(end, (week + 1) * _WEEK)
        shares[week] += (stop - begin) / _WEEK
        begin, week = stop, week + 1
