"""Proposed weights: the specification's vector, little from few labels, muting only on evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.learn import HIGHEST, LOWEST, Labels, labels_of, propose, propose_weights


def test_the_published_vector_holds() -> None:
    proposal = propose(Labels(4, 26), mean=0.5)
    assert proposal is not None
    assert proposal.share == pytest.approx(0.28)
    assert proposal.weight == pytest.approx(0.624, abs=5e-4)


def test_few_labels_propose_nothing() -> None:
    assert propose(Labels(2, 2)) is None


def test_muting_is_offered_only_after_twenty_poor_labels() -> None:
    few, many = propose(Labels(0, 10)), propose(Labels(1, 39))
    assert few is not None
    assert not few.mute
    assert many is not None
    assert many.mute
    assert "mute" in many.words


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_weight_stays_within_its_bounds(approved: int, rejected: int) -> None:
    proposal = propose(Labels(approved, rejected))
    assert proposal is None or LOWEST <= proposal.weight <= HIGHEST


def test_the_better_source_never_gets_the_lower_weight() -> None:
    proposals = propose_weights({"wire": Labels(30, 10), "feed": Labels(10, 30)})
    assert proposals["wire"].weight > proposals["feed"].weight


def test_only_rejections_that_the_source_owns_count_against_it() -> None:
    labels = labels_of(7, [("tone", 4), ("stale_signal", 2), ("duplicate", 1), ("wrong_person", 3)])
    assert labels == Labels(7, 3)
