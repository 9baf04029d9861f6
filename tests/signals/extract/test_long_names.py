"""A name of any length costs no time: a board may call its company whatever it likes."""

from __future__ import annotations

import time

import pytest

from signals.extract.organisations import display_name, investor_key, is_investor, name_key, without_legal_form


@pytest.mark.parametrize("read", [display_name, investor_key, is_investor, name_key, without_legal_form])
@pytest.mark.parametrize("unit", [",", "Ab ", "Inc. ", "\n", " ", "Ab, "])
def test_a_long_run_is_read_at_once(read: object, unit: str) -> None:
    begun = time.thread_time()
    read(f"A{unit * 40_000}b")  # type: ignore[operator]
    assert time.thread_time() - begun < 1
