"""`firstlight bench NAME`: run one bench and print what it measured, as a table or as one JSON object."""

from __future__ import annotations

from dataclasses import asdict
from importlib import import_module
from typing import cast

from agent.bench.benches import BENCHES
from agent.bench.contract import Bench, Measure
from agent.errors import ConfigError
from agent.terminal.lines import print_json, say


def bench(name: str, *, json: bool, size: int | None, against: str | None) -> int:
    """Measure and print. Returns the exit code. Raises ConfigError for an unknown bench or peer."""
    dotted = BENCHES.get(name)
    if dotted is None:
        raise ConfigError(f"No bench is called {name!r}. Known: {', '.join(sorted(BENCHES))}.")
    measure = cast(Measure, import_module(dotted).measure)
    measured = measure(size, against)
    if json:
        print_json(rounded(measured))
    else:
        say(table(measured))
    return 0


def rounded(measured: Bench) -> dict[str, object]:
    """The measurement as the interface has it (docs: `firstlight bench`), numbers to four digits."""
    return cast(dict[str, object], _round(asdict(measured)))


def _round(value: object) -> object:
    if isinstance(value, dict):
        return {key: _round(one) for key, one in value.items()}
    return float(f"{value:.4g}") if isinstance(value, float) else value


def table(measured: Bench) -> str:
    """The same for people."""
    lines = [
        ("bench", f"{measured.bench}, {measured.size} in {measured.seconds:.2f} s"),
        ("rate", f"{measured.rate:,.1f} {measured.unit}/s"),
        ("peak memory", f"{measured.peak_rss_mb:,.0f} MB"),
    ]
    if measured.against is not None:
        peer = measured.against
        lines.append(("against", f"{peer.name}: {peer.rate:,.1f} {measured.unit}/s, ratio {peer.ratio:.2f}"))
    lines += [(name, str(_round(value))) for name, value in measured.details.items()]
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in lines)
