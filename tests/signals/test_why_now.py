"""What happened, in a line: whatever a stored signal says, the line is written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.domain.signals import Signal, SignalKind
from signals.why_now import why_now

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("direction", "words"), [("adopt", "Adopts HubSpot"), ("remove", "Dropped HubSpot"), ("Swapped", "Uses HubSpot")]
)
def test_a_direction_that_nobody_knows_stops_no_scoring(direction: str, words: str) -> None:
    fields = {"tool": "HubSpot", "direction": direction}
    signal = Signal("s", "a", SignalKind.TECHNOLOGY, fields, (), 1.0, NOW, NOW)
    assert why_now(signal, NOW) == f"{words}, today"
