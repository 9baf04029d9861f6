"""A mention that was nobody's waits 90 days for an account that it names (signals §3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from agent.bench.bench_team import bench_team
from agent.clock import MovedClock
from agent.domain.accounts import Account
from agent.domain.documents import Fetched, Request, Target, Validators
from agent.domain.items import Item, ItemKind
from agent.night.gather import Gatherer
from agent.night.rematch import reread_unresolved
from agent.store import accounts, items, signals
from agent.store.engine import Store

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HALDEN = Account("halden", "Halden Homes", "haldenhomes.example")


class NoNetwork:
    async def fetch(self, request: Request, target: Target, validators: Validators | None = None) -> Fetched:
        raise AssertionError("understanding fetches nothing")


def understand(store: Store, now: datetime) -> None:
    Gatherer(store, replace(bench_team(), sources=()), MovedClock(now), NoNetwork()).understand()


def put_accounts(store: Store, now: datetime, *firms: Account) -> None:
    with store.write() as session:
        for firm in firms:
            accounts.put(session, firm, now=now)


def put_news(store: Store, *titles: str, now: datetime = NOW, fields: Sequence[tuple[str, str]] = ()) -> None:
    told = [
        Item("gazette", title, ItemKind.ARTICLE, title, title, "", now, fields=dict(fields), fetched_at=now)
        for title in titles
    ]
    with store.write() as session:
        items.put_items(session, told, now=now)


def known(store: Store, account_id: str) -> list[str]:
    with store.read() as session:
        return [str(one.kind) for one in signals.at_account(session, account_id)]


@pytest.fixture
def waiting(store: Store) -> Store:
    """A night that read of Halden Homes before anybody watched it."""
    put_accounts(store, NOW - timedelta(days=1), Account("other", "Wickerly", "wickerly.example"))
    put_news(store, "Halden Homes raises $9M Series A led by Quill Capital", "Corvane raises $4M seed round")
    understand(store, NOW)
    assert known(store, "halden") == []
    return store


def test_a_new_account_claims_what_was_nobodys(waiting: Store) -> None:
    put_accounts(waiting, NOW + timedelta(days=3), HALDEN)
    understand(waiting, NOW + timedelta(days=4))
    assert known(waiting, "halden") == ["funding"]


def test_a_new_name_of_a_known_account_claims_too(waiting: Store) -> None:
    put_accounts(
        waiting, NOW + timedelta(days=3), Account("other", "Wickerly", "wickerly.example", aliases=("Corvane",))
    )
    understand(waiting, NOW + timedelta(days=4))
    assert known(waiting, "other") == ["funding"]


def test_after_ninety_days_nobody_claims_it(waiting: Store) -> None:
    put_accounts(waiting, NOW + timedelta(days=90), HALDEN)
    understand(waiting, NOW + timedelta(days=91))
    assert known(waiting, "halden") == []


def test_an_account_of_another_name_has_nothing_read_again(waiting: Store) -> None:
    later = NOW + timedelta(days=3)
    put_accounts(waiting, later, Account("third", "Zephyrix", "zephyrix.example"))
    assert reread_unresolved(waiting, now=later + timedelta(hours=1)) == 0
    with waiting.read() as session:
        assert items.undetected(session) == []


def test_what_was_looked_at_is_not_looked_at_again_until_an_account_changes(waiting: Store) -> None:
    later = NOW + timedelta(days=3)
    put_accounts(waiting, later, HALDEN)
    assert reread_unresolved(waiting, now=later + timedelta(hours=1)) == 1
    understand(waiting, later + timedelta(hours=2))
    assert reread_unresolved(waiting, now=later + timedelta(hours=3)) == 0


def test_a_clock_set_back_keeps_nothing_waiting_for_ever(waiting: Store) -> None:
    put_accounts(waiting, NOW + timedelta(days=30), HALDEN)
    assert reread_unresolved(waiting, now=NOW + timedelta(days=1)) == 1
    assert reread_unresolved(waiting, now=NOW + timedelta(days=1)) == 0


def test_a_signal_that_stands_already_is_not_doubled(waiting: Store) -> None:
    put_accounts(waiting, NOW + timedelta(days=3), HALDEN)
    for day in (4, 5, 6):
        put_accounts(waiting, NOW + timedelta(days=day), replace(HALDEN, headcount=day))
        understand(waiting, NOW + timedelta(days=day, hours=1))
    assert known(waiting, "halden") == ["funding"]
