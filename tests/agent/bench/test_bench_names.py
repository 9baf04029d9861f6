"""The bench of names in text."""

from __future__ import annotations

import pytest

from agent.bench.names import measure
from agent.errors import ConfigError


def test_nothing_is_lost_and_nothing_invented() -> None:
    found = measure(3_000, None)
    assert (found.details["lost"], found.details["invented"]) == (0, 0)
    assert found.details["hits"] > found.details["articles"]
    assert (found.bench, found.size, found.unit) == ("names", 3_000, "articles")


def test_there_is_no_peer() -> None:
    with pytest.raises(ConfigError, match="no peer"):
        measure(10, "flashtext")
