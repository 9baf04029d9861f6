"""What is asked ahead of nights in batches: whether it is on, what waits, how the last one ended."""

from __future__ import annotations

from collections.abc import Sequence

from agent.doctor.checks import Check, ok, warn
from agent.domain.batches import OPEN, Batch, BatchState
from agent.settings import ModelSettings

_BAD = (BatchState.REFUSED, BatchState.FAILED, BatchState.LOST)


def batches(model: ModelSettings, newest: Sequence[Batch]) -> list[Check]:
    """`newest` are the last batches, newest first. Nothing is said where no model is configured."""
    if not model.is_configured:
        return []
    waiting = [one for one in newest if one.state in OPEN]
    if not model.asks_ahead:
        if waiting:
            fix = "Nothing to do: `firstlight serve` takes their answers in, and they are paid for."
            return [warn("batch", f"off, and {_waits(waiting)}", fix)]
        return [ok("batch", "off: every question is asked at once")]
    what = "follow-ups and first mails" if model.batch == "all" else "follow-ups"
    last = next((one for one in newest if one.state not in OPEN), None)
    if last is not None and last.state in _BAD:
        fix = (
            'Set batch = "off" under [model] where the endpoint has no batches; the night drafts without all the same.'
        )
        words = f"{what} are asked ahead; the batch for the night of {last.night} was {last.state}: {last.why}"
        return [warn("batch", words, fix)]
    came = f"; of the last {last.requests} questions {last.answered} were answered" if last else ""
    return [ok("batch", f"{what} are asked ahead; {_waits(waiting)}{came}")]


def _waits(waiting: Sequence[Batch]) -> str:
    if not waiting:
        return "nothing waits"
    many, held = sum(one.requests for one in waiting), sum(one.held_usd for one in waiting)
    nights = ", ".join(sorted({one.night for one in waiting}))
    return f"{many} {'question waits' if many == 1 else 'questions wait'} for the night of {nights}, ${held:.2f} held"
