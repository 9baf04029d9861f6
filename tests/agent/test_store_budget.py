"""The model's daily cap: reserved before a call, settled after, and never passed by eight at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

from agent.store import budgets
from agent.store.engine import Store
from agent.wiring import StoreBudget

DAY = date(2026, 11, 20)


def test_eight_at_once_never_pass_the_cap(store: Store) -> None:
    budget = StoreBudget(store, Decimal("0.50"))

    def spend(_number: int) -> bool:
        held = budget.reserve(DAY, usd=Decimal("0.04"), tokens=100)
        if held is None:
            return False
        budget.settle(held, usd=Decimal("0.04"), tokens=100)
        return True

    with ThreadPoolExecutor(8) as pool:
        done = sum(pool.map(spend, range(40)))
    with store.read() as session:
        assert budgets.spent(session, DAY) <= 0.50 + 1e-9
    assert done == 12


def test_what_was_held_and_not_used_is_free_again(sqlite_store: Store) -> None:
    budget = StoreBudget(sqlite_store, Decimal("0.10"))
    held = budget.reserve(DAY, usd=Decimal("0.10"), tokens=1)
    assert held is not None
    assert budget.reserve(DAY, usd=Decimal("0.01"), tokens=1) is None
    budget.settle(held, usd=Decimal(0), tokens=0)
    assert budget.reserve(DAY, usd=Decimal("0.10"), tokens=1) is not None


def test_every_day_has_its_own_cap(sqlite_store: Store) -> None:
    budget = StoreBudget(sqlite_store, Decimal("0.10"))
    assert budget.reserve(DAY, usd=Decimal("0.10"), tokens=1) is not None
    assert budget.reserve(date(2026, 11, 21), usd=Decimal("0.10"), tokens=1) is not None
