"""The CUSUM of slow build-ups: the published thresholds, the mute after an alarm, the frozen baseline."""

from __future__ import annotations

import pytest

from signals.hiring.cusum import MUTE_WEEKS, run_cusum, threshold
from signals.hiring.surge import Prior

PRIOR = Prior(2.0, 1.0, 1.5)


@pytest.mark.parametrize(("accounts", "expected"), [(100_000, 9.65), (10_000, 7.35), (1_000, 5.05)])
def test_the_published_thresholds_hold(accounts: int, expected: float) -> None:
    assert threshold(accounts, 1.0) == pytest.approx(expected, abs=0.005)


def test_a_small_panel_is_held_to_the_bar_of_a_thousand() -> None:
    assert threshold(30, 1.0) == threshold(1_000, 1.0)


def run(weeks: list[int], bar: float = 5.05, exposures: list[float] | None = None):  # type: ignore[no-untyped-def]
    return run_cusum(weeks, exposures or [1.0] * len(weeks), prior=PRIOR, threshold=bar)


def test_a_steady_board_raises_nothing() -> None:
    state = run([2, 1, 3, 2] * 15)
    assert state.weeks_since_alarm is None
    assert state.level < 2


def test_a_build_up_that_no_week_shows_alone_raises_an_alarm() -> None:
    steady = [2, 1, 3, 2] * 9
    assert run([*steady, 5]).weeks_since_alarm is None
    assert run([*steady, *[5] * 12]).weeks_since_alarm is not None


def test_an_alarm_stands_while_the_sum_is_mute_after_it() -> None:
    steady, burst = [2, 1, 3, 2] * 9, [12, 12]
    assert run([*steady, *burst]).weeks_since_alarm == 0
    after = run([*steady, *burst, *[12] * (MUTE_WEEKS - 1)])
    assert (after.weeks_since_alarm, after.level, after.open) == (MUTE_WEEKS - 1, 0.0, True)
    assert not run([*steady, *burst, *[2] * MUTE_WEEKS]).open


def test_before_eight_weeks_of_frozen_baseline_nothing_is_summed() -> None:
    state = run([*[1] * 8, *[40] * 11])
    assert (state.level, state.weeks_since_alarm) == (0.0, None)


def test_a_week_that_nobody_saw_says_nothing() -> None:
    steady = [2, 1, 3, 2] * 9
    assert run([*steady, 50], exposures=[1.0] * 36 + [0.0]) == run(steady)


def test_a_board_of_hundreds_of_roles_a_week_is_summed_too() -> None:
    large = Prior(4.0, 0.005, 1.5)
    calm, burst = [900] * 40, [1_400] * 3
    assert run_cusum(calm, [1.0] * 40, prior=large, threshold=5.05).weeks_since_alarm is None
    assert run_cusum([*calm, *burst], [1.0] * 43, prior=large, threshold=5.05).weeks_since_alarm is not None
