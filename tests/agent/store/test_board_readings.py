"""When boards were read in full: logged with the reading, thinned after a year, and nothing for a reading cut short."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from agent.domain.documents import Cursor, FetchOutcome, Target
from agent.domain.weeks import begin_of, week_of
from agent.store import hiring, items, readings
from agent.store.engine import Store
from agent.store.readings import Reading
from agent.tables.hiring import BoardReadingRow
from signals.collect import COUNTS_KEY, Collected
from signals.hiring.board_readings import listed_in

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
BOARD = Target("greenhouse", "alder", "account-1")


def read_at(store: Store, at: datetime, listed: int | None) -> None:
    with store.write() as session:
        [target_id] = items.put_targets(session, [BOARD])
        reading = Reading(target_id, BOARD, FetchOutcome.OK, listed=listed)
        readings.put_readings(session, [reading], now=at, tells=lambda _: True)


def test_a_complete_reading_is_logged_and_one_cut_short_is_not(store: Store) -> None:
    read_at(store, NOW, 12)
    read_at(store, NOW + DAY, None)
    with store.read() as session:
        [row] = session.exec(select(BoardReadingRow))
        assert (row.at, row.week, row.listed) == (NOW, week_of(NOW), 12)
        [board] = hiring.boards_of(session, ["account-1"], since=NOW - DAY)["account-1"]
        assert (board.prefix, board.readings) == ("greenhouse:alder:", (NOW,))


def test_of_weeks_older_than_a_year_one_reading_stays(store: Store) -> None:
    old = begin_of(week_of(NOW) - 60)
    for day in range(10):
        read_at(store, old + day * DAY, 3)
    read_at(store, NOW, 3)
    for _ in range(2):
        with store.write() as session:
            hiring.thin_readings(session, now=NOW)
        with store.read() as session:
            assert sorted(session.exec(select(BoardReadingRow.at))) == [old, old + 7 * DAY, NOW]


@pytest.mark.parametrize(
    ("outcome", "complete", "counts", "listed"),
    [
        (FetchOutcome.OK, True, "", 0),
        (FetchOutcome.OK, False, "7,9", None),
        (FetchOutcome.UNCHANGED, False, "7,9", 9),
        (FetchOutcome.UNCHANGED, False, "", None),
        (FetchOutcome.UNKNOWN_TARGET, False, "7,9", None),
        (FetchOutcome.FAILED, False, "7,9", None),
    ],
)
def test_only_a_whole_or_an_unchanged_answer_says_what_a_board_lists(
    outcome: FetchOutcome, complete: bool, counts: str, listed: int | None
) -> None:
    state = {COUNTS_KEY: counts} if counts else {}
    assert listed_in(Collected(outcome, cursor=Cursor(state), complete=complete)) == listed


def test_weeks_are_numbered_from_monday_to_sunday() -> None:
    monday = begin_of(week_of(NOW))
    assert monday.weekday() == 0
    assert week_of(monday) == week_of(monday + 7 * DAY - timedelta(seconds=1)) == week_of(monday + 7 * DAY) - 1
