"""The benches of `firstlight bench`, by dotted name of their module."""

from __future__ import annotations

BENCHES: dict[str, str] = {
    "collect": "agent.bench.collect",
    "names": "agent.bench.names",
    "night": "agent.bench.night",
    "release": "agent.bench.release",
    "replay": "agent.bench.replay",
    "start": "agent.bench.start",
    "unchanged": "agent.bench.unchanged",
}
