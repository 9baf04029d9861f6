"""What two accounts name is read for the first of them, night after night, and of the other one it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from agent.bench.bench_team import bench_team
from agent.clock import MovedClock
from agent.domain.accounts import Account
from agent.domain.bindings import Binding, BindingState, SeenAs
from agent.domain.policies import SourceSetting
from agent.domain.runs import Skip
from agent.domain.teams import Team
from agent.night.plans import Planner
from agent.night.targets import register_targets
from agent.store import accounts, bindings
from agent.store.engine import Store
from agent.tables.items import TargetRow

NOW = MovedClock().now()
SHARED = ("greenhouse:alder",)
ALDER = Account("a-1", "Alder", "alder.example", boards=SHARED)
LABS = Account("a-2", "Alder Labs", "labs.example", boards=SHARED)
CEDAR = Account("a-3", "Cedar", "cedar.example", boards=SHARED)


def reading(*sources: SourceSetting) -> Team:
    boards = SourceSetting("my boards", "greenhouse", terms_reviewed_on=NOW.date())
    return replace(bench_team(), sources=(boards, *sources))


def keep(store: Store, *watched: Account) -> None:
    with store.write() as session:
        for account in watched:
            accounts.put(session, account, now=NOW)


def owner(store: Store, team: Team) -> str | None:
    """Whom the one target is read for after its registration."""
    (target_id,) = register_targets(store, team)
    with store.read() as session:
        return session.get_one(TargetRow, target_id).account_id


def quiet(store: Store, team: Team, *ids: str) -> list[Skip]:
    with store.read() as session:
        return Planner(session, team, NOW).quiet(ids)


def test_the_first_account_keeps_what_a_later_one_names_too(store: Store) -> None:
    keep(store, LABS)
    assert owner(store, reading()) == "a-2"
    keep(store, ALDER, CEDAR)
    assert [owner(store, reading()) for _ in range(2)] == ["a-2", "a-2"]


def test_of_two_that_come_at_once_the_older_account_has_it(store: Store) -> None:
    keep(store, CEDAR, LABS, ALDER)
    assert owner(store, reading()) == "a-1"


def test_one_that_names_it_no_more_gives_it_to_the_next(store: Store) -> None:
    keep(store, ALDER, LABS, CEDAR)
    owner(store, reading())
    keep(store, replace(ALDER, boards=()))
    assert [owner(store, reading()) for _ in range(2)] == ["a-2", "a-2"]


def test_a_shared_target_keeps_when_it_is_due(store: Store) -> None:
    """Two accounts that took a row from each other every night would have it read every night."""
    keep(store, ALDER, LABS)
    (target_id,) = register_targets(store, reading())
    later = NOW + timedelta(days=3)
    with store.write() as session:
        session.get_one(TargetRow, target_id).next_due_at = later
    register_targets(store, reading())
    with store.read() as session:
        assert session.get_one(TargetRow, target_id).next_due_at == later


def test_a_quiet_account_whose_board_is_read_for_another_is_told_so(store: Store) -> None:
    keep(store, ALDER, LABS)
    register_targets(store, reading())
    first, other = quiet(store, reading(), "a-1", "a-2")
    assert first.why == "Nothing new was read about Alder."
    assert other.why == (
        "Nothing new was read about Alder Labs: its board (my boards alder) is alder.example's too, and is read for "
        "that account alone."
    )
    assert other.fix == "Check the board_url of both accounts."


def test_a_feed_that_two_accounts_name_is_told_too(store: Store) -> None:
    feeds = SourceSetting("newsrooms", "feed", params={"per_account": "yes"}, terms_reviewed_on=NOW.date())
    news = {"boards": (), "feeds": ("https://alder.example/feed",)}
    keep(store, replace(ALDER, **news), replace(LABS, **news))
    register_targets(store, reading(feeds))
    (told,) = quiet(store, reading(feeds), "a-2")
    assert "its feed (newsrooms https://alder.example/feed) is alder.example's too" in told.why
    assert told.fix == "Check the feed address of both accounts."


def test_a_board_that_was_refused_is_told_of(store: Store) -> None:
    keep(store, ALDER, replace(LABS, boards=()))
    named = Binding("a-1", SHARED[0], BindingState.VERIFIED, SeenAs.IMPORT, "line 2", NOW)
    with store.write() as session:
        bindings.put(session, [named, replace(named, account_id="a-2", state=BindingState.CANDIDATE)])
    first, other = quiet(store, reading(), "a-1", "a-2")
    assert first.why == "Nothing new was read about Alder."
    assert "its board (greenhouse:alder) is alder.example's too" in other.why
