"""Which bursts of a panel are called surges: few false, most fivefold ones found, none at a cold start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from simulated_panel import Simulated, simulate

from signals.hiring.panel import Band, History, Panel, learn
from signals.hiring.surge import Prior
from signals.hiring.surge_alerts import Alert, Judged, benjamini_hochberg, judge

QUIET = [1, 0, 0, 1] * 8 + [0, 0]
PANEL = Panel(priors=dict.fromkeys(Band, Prior(0.6, 2.0, 1.7)), accounts=1)


@dataclass(frozen=True)
class Outcome:
    alarms: int
    false: int
    fivefold: int
    fivefold_found: int


def outcome(world: Simulated, judged: Sequence[Judged]) -> Outcome:
    called = [factor for factor, one in zip(world.factors, judged, strict=True) if one.alert]
    return Outcome(len(called), called.count(1.0), world.factors.count(5.0), called.count(5.0))


def judged_alone(weeks: Sequence[int], **known: object) -> Judged:
    (one,) = judge(PANEL, [History("a", weeks, headcount=90, **known)])  # type: ignore[arg-type]
    return one


@pytest.fixture(scope="module")
def world() -> Simulated:
    return simulate(20_000, seed=3, surging_share=0.03)


@pytest.fixture(scope="module")
def judged(world: Simulated) -> list[Judged]:
    return judge(learn(world.histories), world.histories)


def test_few_alarms_of_a_panel_are_false_and_fivefold_surges_are_found(world: Simulated, judged: list[Judged]) -> None:
    result = outcome(world, judged)
    assert result.false <= 0.15 * result.alarms
    assert result.fivefold_found >= 0.35 * result.fivefold


def test_what_the_confidence_says_is_true_about_as_often(world: Simulated, judged: list[Judged]) -> None:
    likely = [(one.confidence, factor > 1) for factor, one in zip(world.factors, judged, strict=True) if one.tested]
    for low, high in ((0.1, 0.4), (0.4, 0.8), (0.8, 1.01)):
        said = [confidence for confidence, _ in likely if low <= confidence < high]
        true = [surging for confidence, surging in likely if low <= confidence < high]
        assert sum(true) / len(true) == pytest.approx(sum(said) / len(said), abs=0.2)


def test_every_alert_has_at_least_five_roles_or_is_a_build_up(judged: list[Judged]) -> None:
    bursts = [one for one in judged if one.alert is Alert.BURST]
    assert bursts
    assert all(one.assessment.observed >= 5 and one.assessment.ratio >= 1.75 for one in bursts)


def test_a_panel_in_which_nobody_surges_raises_hardly_anything() -> None:
    world = simulate(20_000, seed=8, surging_share=0.0)
    assert outcome(world, judge(learn(world.histories), world.histories)).alarms <= 4


def test_among_panels_without_a_surge_few_have_a_discovery() -> None:
    """Benjamini and Hochberg's bound: with nothing to find, a share of at most q of all panels calls anything."""
    panels, called = 12, 0
    for seed in range(panels):
        world = simulate(2_000, seed=500 + seed, surging_share=0.0, drift=0.0)
        called += any(one.q <= 0.10 for one in judge(learn(world.histories), world.histories) if one.tested)
    assert called <= 0.10 * panels + 2 * (0.10 * 0.90 * panels) ** 0.5


@pytest.mark.faults
@pytest.mark.timeout(1_800)
def test_twenty_panels_of_five_thousand_hold_the_bar() -> None:
    alarms, false, fivefold, found = 0, 0, 0, 0
    for seed in range(1001, 1021):
        world = simulate(5_000, seed=seed)
        result = outcome(world, judge(learn(world.histories), world.histories))
        alarms, false = alarms + result.alarms, false + result.false
        fivefold, found = fivefold + result.fivefold, found + result.fivefold_found
    assert false <= 0.12 * alarms
    assert found >= 0.38 * fivefold


def test_a_season_shared_by_all_is_no_surge() -> None:
    world = simulate(6_000, seed=4, amplitude=0.0, surging_share=0.0)
    raised = [History(one.account_id, [*one.weeks[:-8], *(2 * n for n in one.weeks[-8:])]) for one in world.histories]
    assert sum(one.alert is not None for one in judge(learn(raised), raised)) <= 6


def test_a_sustained_burst_alerts_and_says_what_was_expected() -> None:
    one = judged_alone([*QUIET, 4, 3, 5, 2, 4, 3, 5, 4])
    assert one.alert is Alert.BURST
    assert one.confidence > 0.9
    assert one.words == "30 new roles in 8 weeks against 3.6 expected (12 in the 26 weeks before)"


def test_a_rise_older_than_the_window_is_called_a_build_up_over_twelve_weeks() -> None:
    world = simulate(8_000, seed=6, surging_share=0.04, surge_weeks=12)
    judged = judge(learn(world.histories), world.histories)
    slow = [(one, factor) for one, factor in zip(judged, world.factors, strict=True) if one.alert is Alert.BUILD_UP]
    assert len(slow) >= 5
    assert sum(factor == 1.0 for _, factor in slow) <= 0.15 * len(slow)
    assert all("new roles in 12 weeks against" in one.words and one.confidence >= 0.9 for one, _ in slow)


def test_one_bulk_post_is_less_sure_than_the_same_roles_week_by_week() -> None:
    bulk = judged_alone([*QUIET, 0, 0, 0, 18, 0, 0, 0, 0])
    spread = judged_alone([*QUIET, 2, 3, 2, 2, 3, 2, 2, 2])
    assert bulk.assessment.observed == spread.assessment.observed
    assert bulk.p == spread.p
    assert bulk.confidence < 0.5 < spread.confidence
    assert bulk.alert is None


def test_a_cold_start_never_alerts() -> None:
    one = judged_alone([*[0] * 7, *[9] * 8], observed=[1.0] * 15, dated=[3] * 15)
    assert (one.cold, one.tested, one.alert, one.confidence) == (True, False, None, 0.0)
    # Seen for long, but not in the weeks that are to be judged.
    assert judged_alone([*QUIET, *[9] * 8], observed=[1.0] * 34 + [0.0] * 8).cold


def test_backfill_is_what_a_cold_account_is_expected_to_do() -> None:
    bare = judged_alone([0] * 12, observed=[0.0] * 8 + [1.0] * 4)
    dated = judged_alone([0] * 12, observed=[0.0] * 8 + [1.0] * 4, dated=[20] * 8 + [0] * 4)
    assert dated.assessment.expected > 5 * bare.assessment.expected


def test_a_board_that_was_reimported_lately_is_not_judged() -> None:
    weeks = [*QUIET, 4, 3, 5, 2, 4, 3, 5, 4]
    frozen = judged_alone(weeks, frozen=True)
    assert (frozen.tested, frozen.alert, frozen.confidence) == (False, None, 0.0)


def test_an_account_with_next_to_no_baseline_is_not_among_the_tests() -> None:
    sparse = Panel(priors=dict.fromkeys(Band, Prior(0.2, 10.0, 2.0)))
    (one,) = judge(sparse, [History("a", [*[0] * 34, *[3] * 8])])
    assert (one.tested, one.q, one.alert) == (False, 1.0, None)


def test_false_discovery_rates_are_those_of_benjamini_and_hochberg() -> None:
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert benjamini_hochberg([]) == []


def test_the_same_panel_is_judged_the_same_twice(world: Simulated) -> None:
    some = world.histories[:2_000]
    assert judge(learn(some), some) == judge(learn(some), some)


@pytest.mark.faults
@pytest.mark.timeout(1_800)
def test_eight_panels_of_a_hundred_thousand_hold_the_bar() -> None:
    alarms, false, fivefold, found = 0, 0, 0, 0
    for seed in range(1, 9):
        world = simulate(100_000, seed=seed)
        result = outcome(world, judge(learn(world.histories), world.histories))
        alarms, false = alarms + result.alarms, false + result.false
        fivefold, found = fivefold + result.fivefold, found + result.fivefold_found
    assert false <= 0.15 * alarms
    assert found >= 0.35 * fivefold
