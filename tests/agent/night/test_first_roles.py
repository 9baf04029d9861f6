"""The first role of its kind becomes a signal from what is stored, with its reasons; what speaks against it counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from builders import account, contact, team

from agent.clock import MovedClock
from agent.domain.contacts import Function, Seniority
from agent.domain.documents import FetchOutcome, Target
from agent.domain.items import Item, ItemKind
from agent.domain.policies import SourceSetting
from agent.domain.signals import Signal, SignalKind
from agent.domain.teams import Team
from agent.night.gather import Tally
from agent.night.hiring import HiringWatch
from agent.store import accounts, contacts, items, readings, signals
from agent.store.engine import Store
from agent.store.readings import Reading

BEGIN = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)
BOARD = Target("greenhouse", "alder", "acc-alder")
FIRM = account("alder", id="acc-alder", headcount=120, boards=("greenhouse:alder",))
BUILDS = "You will build our security programme from scratch."


def watching(**families: tuple[str, ...]) -> Team:
    boards = SourceSetting("greenhouse", "greenhouse")
    base = team()
    profile = type(base.profile)(rules=(), title_families=families)
    return team(sources=(boards,), profile=profile)


def posting(title: str, text: str = "", number: int = 1, *, baseline: bool = False) -> Item:
    return Item(
        "greenhouse", f"alder:{number}", ItemKind.POSTING, title, f"{title}\n{text}", "https://jobs.example/1",
        account_id="acc-alder", baseline=baseline,
    )  # fmt: skip


class Board:
    """One account's board, read every week."""

    def __init__(self, store: Store, watched: Team) -> None:
        self.store, self.clock = store, MovedClock(BEGIN)
        self.watch = HiringWatch(store, watched, self.clock, Tally())
        with store.write() as session:
            accounts.put(session, FIRM, now=BEGIN)
            session.flush()
            [self.target_id] = items.put_targets(session, [BOARD])

    def show(self, *postings: Item, weeks: int = 1) -> None:
        for _ in range(weeks):
            with self.store.write() as session:
                reading = Reading(
                    self.target_id, BOARD, FetchOutcome.OK, items=postings, complete=True, listed=len(postings)
                )
                readings.put_readings(session, [reading], now=self.clock.now(), tells=lambda _: True)
            self.watch.judge_boards()
            self.clock.move(WEEK)

    def told(self) -> list[Signal]:
        with self.store.read() as session:
            known = signals.at_account(session, "acc-alder")
        return [signal for signal in known if signal.kind is SignalKind.FIRST_OF_KIND]


def test_the_first_leader_of_a_function_is_told_once_with_its_reasons(store: Store) -> None:
    board = Board(store, watching())
    cook = posting("Cook", baseline=True)
    board.show(cook, weeks=28)
    board.show(cook, posting("Head of Security", BUILDS, 2), weeks=2)
    [signal] = board.told()
    assert signal.fields["kind"] == "security leader"
    assert signal.fields["title"] == signal.evidence[0].quote.text == "Head of Security"
    assert "none in 196 days of its board" in signal.fields["words"]
    assert "build our security programme from scratch" in signal.fields["words"]
    assert signal.confidence == pytest.approx(0.65)


def test_a_kind_that_the_team_names_counts_as_leaders_do(store: Store) -> None:
    board = Board(store, watching(RevOps=("revops", "revenue operations")))
    board.show(posting("Cook", baseline=True), weeks=28)
    board.show(posting("Cook"), posting("RevOps Manager", "You will be our first RevOps hire.", 2))
    assert [signal.fields["kind"] for signal in board.told()] == ["RevOps"]


def test_what_stood_there_first_and_a_short_watch_tell_nothing(store: Store) -> None:
    board = Board(store, watching())
    board.show(posting("Head of Security", BUILDS, 2, baseline=True), weeks=2)
    board.show(posting("Head of Security", BUILDS, 2), posting("VP Marketing", BUILDS, 3))
    assert board.told() == []


def test_somebody_in_the_post_and_a_backfill_speak_against_it(store: Store) -> None:
    board = Board(store, watching())
    board.show(posting("Cook", baseline=True), weeks=28)
    with store.write() as session:
        leads = contact(FIRM, title="Head of Security", function=Function.SECURITY, seniority=Seniority.HEAD)
        contacts.put(session, leads, now=BEGIN)
    board.show(posting("Cook"), posting("VP Security", "You will run our team.", 2))
    board.show(posting("Cook"), posting("VP Marketing", f"{BUILDS} This is a backfill.", 3))
    assert board.told() == []
