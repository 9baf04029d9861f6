"""The doctor says whether questions are asked ahead, what waits, and what went wrong last."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from agent.doctor.batches import batches
from agent.doctor.checks import State
from agent.domain.batches import Batch, BatchState
from agent.settings import ModelSettings


def batch(state: BatchState, *, why: str = "", answered: int = 0) -> Batch:
    return Batch(
        id="b", night="2026-11-21", base_url="u", model="tiny", rung=2, state=state,
        made_at=datetime(2026, 11, 20, tzinfo=UTC), held_day=date(2026, 11, 20), hold_id="h", held_usd=0.12,
        held_tokens=9, requests=12, answered=answered, why=why,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "newest", "state", "words"),
    [
        ("off", [], State.OK, "off: every question is asked at once"),
        ("off", [batch(BatchState.SUBMITTED)], State.WARN, "off, and 12 questions wait"),
        ("follow_ups", [], State.OK, "follow-ups are asked ahead; nothing waits"),
        (
            "all",
            [batch(BatchState.SUBMITTED), batch(BatchState.COMPLETED, answered=11)],
            State.OK,
            "follow-ups and first mails are asked ahead; 12 questions wait for the night of 2026-11-21, $0.12 held; "
            "of the last 12 questions 11 were answered",
        ),
        ("follow_ups", [batch(BatchState.REFUSED, why="HTTP 404")], State.WARN, "was refused: HTTP 404"),
        ("follow_ups", [batch(BatchState.LOST, why="gone")], State.WARN, "was lost: gone"),
    ],
)
def test_it_says_what_is_on_and_what_waits(setting: str, newest: list[Batch], state: State, words: str) -> None:
    (check,) = batches(ModelSettings(name="tiny", batch=setting), newest)  # type: ignore[arg-type]
    assert check.state is state and words in check.detail
    assert bool(check.fix) is (state is State.WARN)


def test_without_a_model_there_is_nothing_to_say() -> None:
    assert batches(ModelSettings(), [batch(BatchState.SUBMITTED)]) == []
