"""What a panel learns: the season, the scatter, the rates of a band; and what a small or young one must not claim."""

from __future__ import annotations

from dataclasses import replace

import pytest
from simulated_panel import simulate

from signals.hiring.panel import Band, History, Panel, dispersion, expose, learn, season_factors, surviving
from signals.hiring.surge import RATIO_WEIGHTS


@pytest.fixture(scope="module")
def histories() -> list[History]:
    return simulate(8_000, seed=5, surging_share=0.0).histories


def test_the_panel_learns_its_season(histories: list[History]) -> None:
    seasons = season_factors(histories)
    assert max(seasons) == pytest.approx(1.27, abs=0.12)
    assert min(seasons) == pytest.approx(0.73, abs=0.12)


def test_a_week_in_which_every_board_hires_half_as_much_again_is_season(histories: list[History]) -> None:
    busy = [replace(one, weeks=[*one.weeks[:-1], one.weeks[-1] * 3 // 2]) for one in histories if one.weeks[-1] != 1]
    calm = [one for one in histories if one.weeks[-1] != 1]
    assert season_factors(busy)[-1] == pytest.approx(1.5 * season_factors(calm)[-1], rel=0.15)


def test_a_growing_panel_is_no_season() -> None:
    old = [History(f"o{n}", [2] * 40) for n in range(500)]
    young = [History(f"y{n}", [2] * 4) for n in range(5_000)]
    assert season_factors([*old, *young]) == pytest.approx([1.0] * 40)


def test_a_season_is_clipped_and_a_handful_of_boards_show_none() -> None:
    closed = [History(f"a{n}", [*[4] * 39, 0]) for n in range(1_000)]
    assert season_factors(closed)[-1] == 0.5
    assert season_factors([History("a", [*[1] * 34, *[5] * 8])])[-1] < 1.15


def test_the_scatter_is_found_where_boards_are_sparse(histories: list[History]) -> None:
    panel = learn(histories)
    sparse = [expose(panel, one) for one in histories if sum(one.weeks) <= 20]
    phi, account_weeks = dispersion(panel, sparse)
    assert account_weeks > 50_000
    assert phi == pytest.approx(2.25, abs=0.35)


def test_boards_without_scatter_beyond_poisson_have_none() -> None:
    even = [History(f"a{n}", [1, 2, 1, 2] * 10) for n in range(400)]
    assert dispersion(Panel(), [expose(Panel(), one) for one in even])[0] == pytest.approx(1.0, abs=1e-6)


def test_a_young_panel_starts_at_the_published_scatter_and_weights() -> None:
    panel = learn(simulate(40, seed=1).histories)
    assert {prior.phi for prior in panel.priors.values()} == {2.0}
    assert panel.weights == pytest.approx(RATIO_WEIGHTS, abs=0.005)


def test_larger_companies_have_larger_usual_rates(histories: list[History]) -> None:
    panel = learn(histories)
    rates = [panel.prior(band).alpha / panel.prior(band).beta for band in (Band.UNDER_20, Band.TO_200, Band.TO_1000)]
    assert rates == sorted(rates)


@pytest.mark.parametrize(
    ("headcount", "open_roles", "band"),
    [
        (19, 0, Band.UNDER_20),
        (20, 0, Band.TO_50),
        (5_000, 0, Band.TO_5000),
        (5_001, 0, Band.OVER_5000),
        (None, 0, Band.UNDER_20),
        (None, 10, Band.TO_1000),
        (None, 900, Band.OVER_5000),
    ],
)
def test_the_band_is_by_headcount_and_else_by_open_roles(headcount: int | None, open_roles: int, band: Band) -> None:
    assert History("a", [0], headcount=headcount, open_roles=open_roles).band is band


def test_backfill_is_weighed_by_what_survived_of_it() -> None:
    # Flat hiring of ten roles a week of which half are closed after 42 days: the survivors give the true rate back.
    ages = [7 * (20 - week - 0.5) for week in range(20)]
    survivors = [round(1_000 * 0.5 ** (age / 42)) for age in ages]
    roles, exposure = surviving(History("a", [0] * 20, observed=[0.0] * 20, dated=survivors), [1.0] * 20)
    assert roles / exposure == pytest.approx(1_000, rel=0.01)


def test_weeks_that_nobody_saw_are_neither_baseline_nor_window() -> None:
    seen = expose(Panel(), History("a", [9] * 10 + [1] * 32, observed=[0.0] * 10 + [1.0] * 32))
    assert (seen.baseline_roles, seen.baseline_exposure, seen.window_exposure) == (24, 24, 8)
