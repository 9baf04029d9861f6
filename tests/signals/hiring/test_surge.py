"""The negative-binomial test against the specification's own vectors, and the promises made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signals.hiring.surge import Prior, assess

# signals specification §5.3: (alpha, beta, Y, E, e, phi, x) -> mu, k, p, P_surge
VECTORS = [
    ((0.6, 2, 6, 22, 8, 1.7, 5), (2.200, 1.737, 0.1379, 0.033)),
    ((0.6, 2, 6, 22, 8, 1.7, 10), (2.200, 1.737, 0.01114, 0.147)),
    ((2, 1, 66, 22, 8, 2.5, 60), (23.65, 9.982, 0.000996, 0.595)),
]


@pytest.mark.parametrize(("given_", "expected"), VECTORS)
def test_the_published_vectors_hold(given_: tuple[float, ...], expected: tuple[float, ...]) -> None:
    alpha, beta, baseline, exposure, window, phi, observed = given_
    result = assess(
        int(observed), int(baseline), baseline_weeks=exposure, window_weeks=window, prior=Prior(alpha, beta, phi)
    )
    assert (result.expected, result.size, result.p, result.posterior) == pytest.approx(expected, rel=2e-3, abs=5e-4)


def test_a_doubling_at_a_small_board_is_within_chance() -> None:
    result = assess(5, 8, baseline_weeks=24, prior=Prior())
    assert result.ratio > 1.5
    assert result.posterior < 0.5
    assert "5 new roles in 8 weeks against" in result.words


@given(st.integers(0, 60), st.integers(0, 60))
def test_more_roles_are_never_less_surprising(observed: int, more: int) -> None:
    low = assess(observed, 6, baseline_weeks=22, prior=Prior())
    high = assess(observed + more, 6, baseline_weeks=22, prior=Prior())
    assert high.p <= low.p + 1e-9
