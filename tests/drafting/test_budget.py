"""A cap is a cap: whatever runs at once."""

from __future__ import annotations

import threading
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.budget import InMemoryBudget

DAY = date(2026, 11, 20)
calls = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 100)), min_size=1, max_size=40)


@given(calls, st.integers(1, 200))
@settings(max_examples=40, deadline=None)
def test_the_cap_is_never_passed_by_calls_at_once(wanted: list[tuple[int, int]], cap: int) -> None:
    budget = InMemoryBudget(daily_usd=Decimal(cap))
    start = threading.Barrier(4)
    over: list[Decimal] = []

    def work(mine: list[tuple[int, int]]) -> None:
        start.wait()
        for most, share in mine:
            hold = budget.reserve(DAY, usd=Decimal(most), tokens=1)
            if hold is not None:
                budget.settle(hold, usd=Decimal(most) * share / 100, tokens=1)
            over.append(budget.spent(DAY)[0])

    threads = [threading.Thread(target=work, args=(wanted[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(over) <= cap


def test_a_hold_counts_until_it_is_settled_and_settling_twice_changes_nothing() -> None:
    budget = InMemoryBudget(daily_usd=Decimal(10), daily_tokens=100)
    hold = budget.reserve(DAY, usd=Decimal(8), tokens=10)
    assert hold is not None
    assert budget.reserve(DAY, usd=Decimal(3), tokens=10) is None
    assert budget.reserve(DAY, usd=Decimal(1), tokens=95) is None
    budget.settle(hold, usd=Decimal(2), tokens=5)
    budget.settle(hold, usd=Decimal(2), tokens=5)
    assert budget.spent(DAY) == (Decimal(2), 5)
    assert budget.reserve(DAY, usd=Decimal(8), tokens=10) is not None


def test_a_new_day_is_a_new_budget() -> None:
    budget = InMemoryBudget(daily_usd=Decimal(1))
    assert budget.reserve(DAY, usd=Decimal(1), tokens=0) is not None
    assert budget.reserve(DAY, usd=Decimal(1), tokens=0) is None
    assert budget.reserve(date(2026, 11, 21), usd=Decimal(1), tokens=0) is not None
