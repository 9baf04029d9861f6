"""How a source fares: budgets, latencies, precision, in figures and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.insight.source_health import (
    LATENCIES_MS,
    error_budget,
    failure_words,
    latency_ms,
    latency_name,
    precision,
    target_of,
)


@pytest.mark.parametrize(
    ("good", "failed", "tone", "burnt"),
    [(100, 0, "good", 0.0), (98, 2, "good", 0.4), (97, 3, "warn", 0.6), (95, 5, "bad", 1.0), (0, 20, "bad", 20.0)],
)
def test_a_feed_may_fail_once_in_twenty(good: int, failed: int, tone: str, burnt: float) -> None:
    budget = error_budget({"ok": good // 2, "unchanged": good - good // 2, "failed": failed}, "feed")
    assert (budget.tone, budget.burnt) == (tone, pytest.approx(burnt))


def test_pages_may_fail_more_often_than_interfaces() -> None:
    assert (target_of("feed"), target_of("greenhouse"), target_of("newsroom")) == (0.95, 0.95, 0.85)
    counts = {"ok": 93, "failed": 7}
    assert [error_budget(counts, one).tone for one in ("feed", "sitemap")] == ["bad", "good"]


def test_what_was_held_back_or_is_gone_is_no_failure() -> None:
    counts = {"ok": 20, "unknown_target": 9, "failed": 30, "failed:held": 30}
    assert error_budget(counts, "feed").share == 1.0


def test_a_reading_that_found_nothing_there_did_not_go_well() -> None:
    gone = {"unknown_target": 3, "failed:gone": 3}
    assert error_budget({"ok": 3, **gone}, "ashby").words == "3 of 6 readings went well: too few to judge"
    assert error_budget(gone, "ashby").words == "0 of 3 readings went well: too few to judge"
    words = error_budget({"ok": 20, **gone}, "ashby").words
    assert words == "100% of 20 readings went well, 3 more found nothing there"


def test_the_words_say_the_figures() -> None:
    words = error_budget({"ok": 1900, "failed": 150}, "feed").words
    assert words == "93% of 2,050 readings went well: below the 95% it should reach"
    assert error_budget({"ok": 2, "failed": 1}, "feed").words == "2 of 3 readings went well: too few to judge"
    assert error_budget({}, "feed").words == "not read in 7 days"
    assert failure_words({"failed": 9, "failed:timeout": 6, "failed:blocked": 3, "failed:held": 8}) == (
        "6 timeouts, 3 blocked"
    )
    assert failure_words({"failed:connection": 2, "failed:server": 1}) == "2 failed connections, 1 server error"


@given(st.lists(st.integers(1, 60_000), min_size=1, max_size=300), st.sampled_from([0.5, 0.95]))
def test_a_latency_is_right_within_its_doubling_bounds(answers: list[int], share: float) -> None:
    counts: dict[str, int] = {}
    for ms in answers:
        counts[latency_name(ms)] = counts.get(latency_name(ms), 0) + 1
    exact = sorted(answers)[max(0, -(-round(len(answers) * share * 100) // 100) - 1)]
    about = latency_ms(counts, share)
    assert about is not None
    below = max((bound for bound in (0, *LATENCIES_MS) if bound < exact), default=0)
    assert below <= about <= max(2 * exact, LATENCIES_MS[0], 2 * LATENCIES_MS[-1])
    assert latency_ms({}, share) is None


def test_precision_is_a_beta_with_its_interval() -> None:
    found = precision(9, 1)
    assert found is not None and found.n == 10
    assert found.mean == pytest.approx(10 / 12)
    assert (found.low, found.high) == (pytest.approx(0.636, abs=0.001), pytest.approx(0.967, abs=0.001))
    assert precision(0, 0) is None


@given(st.integers(0, 60), st.integers(0, 60))
def test_more_decisions_make_a_narrower_interval_around_the_mean(approved: int, rejected: int) -> None:
    found, more = precision(approved, rejected), precision(3 * approved, 3 * rejected)
    if found is not None and more is not None:
        assert 0 <= found.low <= found.mean <= found.high <= 1
        assert more.high - more.low <= found.high - found.low + 1e-9
