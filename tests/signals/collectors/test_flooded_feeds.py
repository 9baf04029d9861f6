"""A feed that is a flood of one thing costs a night seconds, not minutes."""

from __future__ import annotations

import contextlib
import time

import pytest

from agent.errors import SourceChanged
from signals.collectors.feed import read_feed


@pytest.mark.parametrize("unit", ["<", "x", "<item", "<entry", "&"])
@pytest.mark.parametrize("begin", ["", "<rss><channel>"])
def test_a_flood_is_read_or_refused_soon(begin: str, unit: str) -> None:
    begun = time.thread_time()
    with contextlib.suppress(SourceChanged):
        read_feed(begin + unit * (2_000_000 // len(unit)), "https://wire.example/feed")
    assert time.thread_time() - begun < 3
