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

from agent.domain.weeks import WEEK
from signals.hiring.requisitions import Requisition

# Boards are read weekly at the least (§0); two readings further apart leave the time between unobserved.
LONGEST_GAP = timedelta(days=10)
# A posting is stored some time after the reading that showed it began.
_SAME_READING = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class WeeklyCounts:
    """Weeks, oldest first: new requisitions in observed time, the share of each week observed, and those that the
    source dates into time before the first reading. They are `panel.History`'s weeks, observed and dated."""

    weeks: tuple[int, ...]
    observed: tuple[float, ...]
    dated: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """One board of an account. The keys of its postings begin with `prefix`; `readings` are the instants of complete
    successful readings, any order. `bound`: the account still has it, so that a time without readings is unobserved;
    a board that the account left says nothing after its last reading."""

    prefix: str
    readings: Sequence[datetime]
    bound: bool = True


def account_counts(
    found: Iterable[Requisition], boards: Sequence[Board], *, until: datetime, weeks: int
) -> WeeklyCounts:
    """The `weeks` weeks that end at `until` over all boards of one account.

    A week is observed as far as each board that stood in it was read: a board that fails hides its share of new roles.
    """
    by_board: dict[str, list[Requisition]] = {board.prefix: [] for board in boards}
    for one in found:
        home = next((board.prefix for board in boards if one.first.key.startswith(board.prefix)), None)
        if home is not None:
            by_board[home].append(one)
    each = [weekly_counts(by_board[board.prefix], board.readings, until=until, weeks=weeks) for board in boards]
    return WeeklyCounts(
        tuple(sum(column) for column in zip(*(one.weeks for one in each), strict=True)),
        observed_together(boards, until=until, weeks=weeks),
        tuple(sum(column) for column in zip(*(one.dated for one in each), strict=True)),
    )


def observed_together(boards: Sequence[Board], *, until: datetime, weeks: int) -> tuple[float, ...]:
    """The share of each week in which every board that the account had then was read."""
    start = until - weeks * WEEK
    shares: list[float | None] = [None] * weeks
    for board in boards:
        ordered = sorted(board.readings)
        if not ordered:
            continue
        own = _observed(ordered, start, weeks)
        first = (ordered[0] - start) // WEEK
        last = weeks - 1 if board.bound else (ordered[-1] - start) // WEEK
        for week in range(max(0, first), min(weeks, last + 1)):
            standing = shares[week]
            shares[week] = own[week] if standing is None else min(standing, own[week])
    return tuple(share or 0.0 for share in shares)


def weekly_counts(
    found: Iterable[Requisition], readings: Sequence[datetime], *, until: datetime, weeks: int
) -> WeeklyCounts:
    """The `weeks` weeks that end at `until`. `readings` are the instants of complete successful readings, any order;
    those after `until` say what stood there before them."""
    ordered = sorted(readings)
    start = until - weeks * WEEK
    counts, dated = [0] * weeks, [0] * weeks
    for one in found:
        if not one.counts:
            continue
        at, in_observed_time = _appeared(one, ordered)
        week = (at - start) // WEEK if at is not None else -1
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
    week = begin // WEEK
    while begin < end and week < len(shares):
        stop = min(end, (week + 1) * WEEK)
        shares[week] += (stop - begin) / WEEK
        begin, week = stop, week + 1


def covered_days(readings: Sequence[datetime], *, until: datetime) -> int:
    """For how many days before `until` a board was watched; time between readings too far apart does not count."""
    ordered = sorted(reading for reading in readings if reading <= until)
    watched = sum((b - a for a, b in pairwise(ordered) if b - a <= LONGEST_GAP), timedelta())
    return watched.days
