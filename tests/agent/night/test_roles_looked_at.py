"""Every posting's roles are looked at, whatever happens between its reading and the count of its weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import account, team

from agent.clock import MovedClock
from agent.domain.documents import Fetched, FetchOutcome, Request, Target, Validators
from agent.domain.items import Item, ItemKind
from agent.domain.policies import SourceSetting
from agent.domain.weeks import week_of
from agent.night.gather import Gatherer, Tally
from agent.night.hiring import HiringWatch
from agent.store import accounts, hiring, items, readings, runs, signals
from agent.store.engine import Store
from agent.store.readings import Reading
from signals.extract.titles import classify

BEGIN = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BOARD = Target("greenhouse", "alder", "acc-alder")
FIRM = account("alder", id="acc-alder", boards=("greenhouse:alder",))


class NoWeb:
    async def fetch(self, request: Request, target: Target, validators: Validators | None = None) -> Fetched:
        raise AssertionError("nothing is fetched here")


class Board:
    """One account's board, counted by a first night; each reading and each stage of a night takes an hour."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock = store, MovedClock(BEGIN)
        watched = team(sources=(SourceSetting("greenhouse", "greenhouse"),))
        self.gatherer = Gatherer(store, watched, self.clock, NoWeb())
        self.watch = HiringWatch(store, watched, self.clock, Tally())
        self.shown: list[Item] = []
        with store.write() as session:
            accounts.put(session, FIRM, now=BEGIN)
            session.flush()
            [self.target_id] = items.put_targets(session, [BOARD])
        self.show("Cook")
        self.night()

    def show(self, *titles: str) -> None:
        """Read the board, on which these roles are new."""
        now = self.clock.now()
        self.shown += [posting(title, len(self.shown) + n, now - HOUR) for n, title in enumerate(titles)]
        shown = tuple(self.shown)
        reading = Reading(self.target_id, BOARD, FetchOutcome.OK, items=shown, complete=True, listed=len(shown))
        with self.store.write() as session:
            readings.put_readings(session, [reading], now=now, tells=lambda _: False)
        self.clock.move(HOUR)

    def show_sellers(self) -> None:
        self.show("Account Executive", "Account Executive, North")

    def night(self) -> None:
        looked_at = self.gatherer.look_at_roles()
        self.clock.move(HOUR)
        self.watch.judge_boards(looked_at)

    def told(self) -> int:
        with self.store.read() as session:
            return len(signals.at_account(session, FIRM.id))


def posting(title: str, number: int, at: datetime) -> Item:
    return Item(
        "greenhouse", f"alder:{number}", ItemKind.POSTING, title, f"{title}\n", f"https://jobs.example/{number}",
        published_at=at, account_id=FIRM.id,
    )  # fmt: skip


@pytest.mark.parametrize("days", [0, 1, 3, 10])
def test_roles_read_by_a_night_that_died_are_looked_at_by_the_next_whenever_it_comes(store: Store, days: int) -> None:
    board = Board(store)
    board.clock.move(DAY)
    board.show_sellers()
    board.clock.move(days * DAY)
    board.night()
    assert board.told() == 1


def test_roles_that_another_process_reads_during_a_night_are_looked_at_by_the_next(store: Store) -> None:
    board = Board(store)
    board.clock.move(DAY)
    looked_at = board.gatherer.look_at_roles()
    board.clock.move(HOUR)
    board.show_sellers()
    board.watch.judge_boards(looked_at)
    board.clock.move(DAY)
    board.night()
    assert board.told() == 1


def test_a_night_under_a_clock_that_was_ahead_hides_no_role_and_no_week(store: Store) -> None:
    board = Board(store)
    board.clock.move(15 * DAY)
    board.show("Nurse")
    board.night()
    board.clock.move(-14 * DAY)
    board.show_sellers()
    board.night()
    assert board.told() == 1
    with store.read() as session:
        weeks = hiring.weeks_of(session, [FIRM.id])[FIRM.id]
    assert weeks.until_week == week_of(board.clock.now())
    assert weeks.counted_at <= board.clock.now()


def test_roles_that_a_changed_profile_asks_about_are_looked_at_by_the_next_night(store: Store) -> None:
    board = Board(store)
    board.clock.move(DAY)
    board.show("Nurse", "Nurse, North")
    board.night()
    assert board.told() == 0
    board.clock.move(HOUR)
    functions = (str(classify("Nurse").function),)
    profile = replace(board.gatherer.team.profile, buying_functions=functions)
    board.gatherer = replace(board.gatherer, team=replace(board.gatherer.team, profile=profile))
    with store.write() as session:
        runs.publish(session, {"icp.yaml": "another"}, now=board.clock.now(), by="files")
    board.clock.move(DAY)
    board.night()
    assert board.told() == 1


def test_what_was_looked_at_after_a_change_of_files_is_not_looked_at_every_night(store: Store) -> None:
    board = Board(store)
    with store.write() as session:
        runs.publish(session, {"icp.yaml": "another"}, now=board.clock.now(), by="files")
    board.clock.move(DAY)
    assert accounts_looked_at(board) == [FIRM.id]
    board.night()
    board.clock.move(3 * DAY)
    assert accounts_looked_at(board) == []


def accounts_looked_at(board: Board) -> list[str]:
    now = board.clock.now()
    with board.store.read() as session:
        return hiring.accounts_to_look_at(session, since=now - 30 * DAY, now=now)
