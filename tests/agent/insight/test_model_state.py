"""What is wrong with the model stands until it answered again; money is of the day only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from agent.insight.model_state import BUDGET, FAILING, PAUSED, Told, Trouble, TroubleKind, troubles

NOW = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)
TODAY = NOW.date()
WORDS = "tiny did not answer (HTTP 401, check the key); no model is asked for an hour; the composer drafts."


def paused(hours_ago: int) -> Told:
    at = NOW - timedelta(hours=hours_ago)
    return Told(f"{PAUSED}http://m.example/v1:tiny:{at.isoformat()}", WORDS, at)


def of(*told: Told, answered_at: datetime | None = None, on_budget: str = "composer") -> tuple[Trouble, ...]:
    return troubles(told, answered_at=answered_at, today=TODAY, on_budget=on_budget)


def test_nothing_told_is_nothing_wrong() -> None:
    assert of() == ()


def test_a_pause_of_the_night_still_stands_in_the_morning_from_its_first_hour_on() -> None:
    found = of(paused(6), paused(5))
    assert [(one.kind, one.since) for one in found] == [(TroubleKind.PAUSED, NOW - timedelta(hours=6))]
    assert found[0].what == "tiny did not answer (HTTP 401, check the key)."
    assert "nothing is lost" in found[0].means and "API_KEY_FILE" in found[0].fix


def test_an_answer_after_it_ends_it_and_one_before_does_not() -> None:
    assert of(paused(6), answered_at=NOW - timedelta(hours=1)) == ()
    assert len(of(paused(6), answered_at=NOW - timedelta(hours=7))) == 1


def test_a_row_of_failures_is_told_with_what_to_do() -> None:
    why = "tiny did not answer (timeout), 5 times in a row; the composer drafts."
    found = of(Told(f"{FAILING}http://m.example/v1:tiny:2026-11-18T02", why, NOW))
    assert found[0].kind is TroubleKind.FAILING and "firstlight doctor" in found[0].fix


def test_only_todays_budget_counts_and_used_up_is_no_longer_nearly() -> None:
    nearly = Told(f"{BUDGET}nearly:{TODAY}", "Today's budget for models ($5.00 and 9 tokens) is spent to 80 %.", NOW)
    used = Told(f"{BUDGET}used:{TODAY}", "Today's budget for models ($5.00 and 9 tokens) is used up: so.", NOW)
    yesterday = Told(f"{BUDGET}used:{TODAY - timedelta(days=1)}", "Today's budget is used up.", NOW)
    assert [one.kind for one in of(nearly, yesterday)] == [TroubleKind.NEARLY]
    assert [one.kind for one in of(nearly, used)] == [TroubleKind.USED_UP]
    assert of(used)[0].what == "Today's budget for models ($5.00 and 9 tokens) is used up."
    assert "The composer drafts" in of(used)[0].means
    assert "wait until tomorrow" in of(used, on_budget="pause")[0].means


def test_the_gravest_stands_first() -> None:
    used = Told(f"{BUDGET}used:{TODAY}", "Used up.", NOW)
    assert [one.kind for one in of(used, paused(1))] == [TroubleKind.PAUSED, TroubleKind.USED_UP]
