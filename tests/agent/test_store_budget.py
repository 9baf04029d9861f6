"""The model's daily caps: held before a call, settled after, and never passed, whatever runs at once."""

from __future__ import annotations

import multiprocessing
import random
import secrets
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.clock import MovedClock
from agent.store import budgets, notices
from agent.store.budgets import Amount
from agent.store.engine import Store, migrate, open_store
from agent.wiring_model import StoreBudget

DAY = date(2026, 11, 20)
CLOCK = MovedClock(datetime(2026, 11, 20, 2, tzinfo=UTC))


def budget(store: Store, usd: float = 0.5, tokens: int = 1_000_000) -> StoreBudget:
    return StoreBudget(store, Amount(usd, tokens), CLOCK)


def committed(store: Store) -> Amount:
    """What is spent and held together: what may never pass the cap."""
    with store.read() as session:
        return budgets.spent(session, DAY) + budgets.held(session, DAY)


def spend(caps: StoreBudget, calls: list[tuple[int, int, int]]) -> list[Amount]:
    """Call after call: (most cents, tokens, used percent). Returns what was committed after each step."""
    seen = []
    for cents, tokens, percent in calls:
        held = caps.reserve(DAY, usd=Decimal(cents) / 100, tokens=tokens)
        seen.append(committed(caps.store))
        if held is not None:
            caps.settle(held, usd=Decimal(cents * percent) / 10_000, tokens=tokens * percent // 100)
            seen.append(committed(caps.store))
    return seen


def spend_in_a_process(url: str, cents: int, tokens: int, calls: list[tuple[int, int, int]]) -> list[Amount]:
    store = open_store(url)
    seen = spend(StoreBudget(store, Amount(cents / 100, tokens), CLOCK), calls)
    store.close()
    return seen


def test_eight_at_once_never_pass_the_cap(store: Store) -> None:
    caps = budget(store)
    with ThreadPoolExecutor(8) as pool:
        seen = [one for each in pool.map(lambda _: spend(caps, [(4, 100, 100)]), range(40)) for one in each]
    assert all(one.within(Amount(0.5, 1_000_000)) for one in seen)
    with store.read() as session:
        assert round(budgets.spent(session, DAY).usd, 6) == 0.48
        assert budgets.spent(session, DAY).tokens == 1200


CALLS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3000), st.integers(0, 100)), min_size=8, max_size=24)


@given(calls=CALLS, cents=st.integers(1, 60), tokens=st.integers(1, 6000))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_eight_jobs_passes_either_cap(
    calls: list[tuple[int, int, int]], cents: int, tokens: int, tmp_path: Path
) -> None:
    path = tmp_path / f"{secrets.token_hex(8)}.sqlite3"
    store = open_store(f"sqlite:///{path}")
    migrate(store)
    cap = Amount(cents / 100, tokens)
    caps = StoreBudget(store, cap, CLOCK)
    with ThreadPoolExecutor(8) as pool:
        seen = [one for each in pool.map(lambda n: spend(caps, calls[n::8]), range(8)) for one in each]
    store.close()
    assert all(one.within(cap) for one in seen)


def test_eight_jobs_in_four_processes_never_pass_either_cap(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shared.sqlite3'}"
    store = open_store(url)
    migrate(store)
    rng = random.Random(4)
    jobs = [[(rng.randint(1, 9), rng.randint(1, 900), rng.randint(0, 100)) for _ in range(12)] for _ in range(8)]
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as pool:
        going = [pool.submit(spend_in_a_process, url, 90, 20_000, job) for job in jobs]
        seen = [one for each in going for one in each.result()]
    assert all(one.within(Amount(0.90, 20_000)) for one in seen)
    assert max(one.usd for one in seen) > 0.8  # and the cap is used, not merely kept
    assert committed(store) == budgets_spent(store)
    store.close()


def budgets_spent(store: Store) -> Amount:
    with store.read() as session:
        return budgets.spent(session, DAY)


def test_what_was_held_and_not_used_is_free_again(sqlite_store: Store) -> None:
    caps = budget(sqlite_store, 0.10)
    held = caps.reserve(DAY, usd=Decimal("0.10"), tokens=1)
    assert held is not None
    assert caps.reserve(DAY, usd=Decimal("0.01"), tokens=1) is None
    caps.settle(held, usd=Decimal(0), tokens=0)
    assert caps.reserve(DAY, usd=Decimal("0.10"), tokens=1) is not None


def test_settling_twice_counts_once(store: Store) -> None:
    caps = budget(store)
    held = caps.reserve(DAY, usd=Decimal("0.10"), tokens=10)
    assert held is not None
    for _ in range(2):
        caps.settle(held, usd=Decimal("0.07"), tokens=7)
    assert committed(store) == Amount(0.07, 7)


def test_the_cap_on_tokens_holds_where_nobody_knows_the_price(sqlite_store: Store) -> None:
    caps = budget(sqlite_store, tokens=100)
    assert caps.reserve(DAY, usd=Decimal(0), tokens=60) is not None
    assert caps.reserve(DAY, usd=Decimal(0), tokens=60) is None


def test_every_day_has_its_own_cap(sqlite_store: Store) -> None:
    caps = budget(sqlite_store, 0.10)
    assert caps.reserve(DAY, usd=Decimal("0.10"), tokens=1) is not None
    assert caps.reserve(date(2026, 11, 21), usd=Decimal("0.10"), tokens=1) is not None


def told(store: Store) -> list[str]:
    with store.read() as session:
        return [notice.words for notice in notices.unseen(session, "")]


def test_the_team_is_told_once_at_80_percent_and_once_when_it_is_used_up(store: Store) -> None:
    caps = budget(store, 1.0)
    for cents in (70, 9):
        spend(caps, [(cents, 1, 100)])
    assert told(store) == []
    for cents in (2, 5):
        spend(caps, [(cents, 1, 100)])
    assert ["80 %" in words for words in told(store)] == [True]
    for _ in range(2):
        assert caps.reserve(DAY, usd=Decimal(1), tokens=1) is None
    assert ["used up" in words for words in told(store)] == [True, False]


def test_a_part_of_the_budget_is_not_the_budget(sqlite_store: Store) -> None:
    part = StoreBudget(sqlite_store, Amount(0.1, 100), CLOCK, tells=False)
    spend(part, [(10, 100, 100)])
    assert part.reserve(DAY, usd=Decimal(1), tokens=1) is None
    assert told(sqlite_store) == []
    assert budget(sqlite_store, 1.0).reserve(DAY, usd=Decimal("0.9"), tokens=1) is not None
