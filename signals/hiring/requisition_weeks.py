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
    ordered = [(sorted(board.readings), board.bound) for board in boards if board.readings]
    seen = _merged(stretch for readings, _ in ordered for stretch in _watched(readings))
    for readings, bound in ordered:
        ends = [*readings, *([until] if bound and until > readings[-1] else [])]
        for begin, end in pairwise(ends):
            if end - begin > LONGEST_GAP or begin == readings[-1]:
                seen = _without(seen, begin, end)
    return _shares(seen, until - weeks * WEEK, weeks)


_Stretch = tuple[datetime, datetime]


def _watched(readings: Sequence[datetime]) -> list[_Stretch]:
    return [(earlier, later) for earlier, later in pairwise(readings) if later - earlier <= LONGEST_GAP]


def _merged(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    merged: list[_Stretch] = []
    for begin, end in sorted(stretches):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _without(stretches: Iterable[_Stretch], begin: datetime, end: datetime) -> list[_Stretch]:
    """What is left of `stretches` outside the time from `begin` to `end`."""
    parts = (part for one in stretches for part in ((one[0], min(one[1], begin)), (max(one[0], end), one[1])))
    return [(first, last) for first, last in parts if first < last]


def _shares(stretches: Iterable[_Stretch], start: datetime, weeks: int) -> tuple[float, ...]:
    """The share of each of the `weeks` weeks from `start` on that stretches without overlap cover."""
    shares = [0.0] * weeks
    for begin, end in stretches:
        _cover(shares, max(begin, start) - start, end - start)
    return tuple(round(min(1.0, share), 9) for share in shares)


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
    return WeeklyCounts(tuple(counts), _shares(_watched(ordered), start, weeks), tuple(dated))


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
