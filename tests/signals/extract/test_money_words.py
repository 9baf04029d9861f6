"""Amounts of tools and registers in people's words; a number that no money has is left as it was stated."""

from __future__ import annotations

import pytest

from review_queue.words import money
from signals.extract.money_words import decimal_of, stated_money

ENDLESS = "9" * 40


@pytest.mark.parametrize("stated", [ENDLESS, f"{ENDLESS}.5", "1e40", "1E+999999", "nan", "-1", "0", "", "twelve"])
def test_what_no_money_has_is_no_amount(stated: str) -> None:
    assert decimal_of(stated) is None


@pytest.mark.parametrize("stated", [ENDLESS, "1e40", "twelve"])
def test_a_number_that_no_money_has_stays_as_it_was_stated(stated: str) -> None:
    assert stated_money(stated, "USD") == f"{stated} USD"
    assert money(stated, "USD") == f"{stated} USD"
    assert money(stated, "") == stated


def test_an_amount_is_written_as_people_write_it() -> None:
    assert stated_money("9000000", "USD") == "$9M"
    assert money("12000000", "USD") == "$12,000,000"
    assert money("12000000", "") == "12,000,000, currency not stated"
