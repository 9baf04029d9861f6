"""`firstlight bench NAME`: how fast, beside a peer in the same run."""

from __future__ import annotations

import click

from agent.bench.benches import BENCHES
from agent.bench.command import bench
from agent.commands.options import json_option


@click.command("bench")
@click.argument("name", type=click.Choice(sorted(BENCHES)))
@json_option
@click.option("--size", type=int, help="How much work; each bench has its own default.")
@click.option("--against", help="A peer to measure in the same run.")
def command(name: str, as_json: bool, size: int | None, against: str | None) -> int:
    """Measure one thing, on loopback, bounded in count and time.

    Example: firstlight bench collect --size 200 --against bare
    """
    return bench(name, json=as_json, size=size, against=against)
