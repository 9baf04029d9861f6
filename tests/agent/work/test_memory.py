"""A drain sweeps seldom, and puts back what was there."""

from __future__ import annotations

import gc

from agent.work.memory import YOUNG, seldom_swept


def test_the_last_to_leave_puts_back_what_was_there() -> None:
    usual = gc.get_threshold()
    first, second = seldom_swept(), seldom_swept()
    first.__enter__()
    second.__enter__()
    assert gc.get_threshold()[0] >= YOUNG and gc.get_freeze_count() > 0
    first.__exit__(None, None, None)
    assert gc.get_threshold()[0] >= YOUNG
    second.__exit__(None, None, None)
    assert gc.get_threshold() == usual and gc.get_freeze_count() == 0
