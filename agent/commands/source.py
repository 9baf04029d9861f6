"""`firstlight source list|test`: your sources as they stand, and one of them tried live without writing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from agent.commands.options import folder_option, json_option, print_json
from agent.commands.source_words import list_as_json, print_probes, probes_as_json
from agent.errors import NotFound
from agent.log import configure
from agent.source_probe import Probe, listed, probe_source
from agent.wiring import Installation, open_installation


@click.group("source")
def command() -> None:
    """Your sources: list them, or try one without writing."""


@command.command("list")
@folder_option
@json_option
def list_sources(folder: Path, as_json: bool) -> int:
    """Each source: on or off, whose word its terms stand on, how its last readings went, what it gave.

    Example: firstlight source list --json
    """
    with open_installation(folder) as installation, installation.store.read() as session:
        rows = listed(session, installation.team())
    if as_json:
        print_json({"sources": list_as_json(rows)})
        return 0
    table = Table("source", "collector", "on", "terms", "targets", "last ok", "last failure", "next due", "gave")
    for row in list_as_json(rows):
        table.add_row(*(_cell(row, name) for name in _COLUMNS))
    Console(soft_wrap=not Console().is_terminal, width=None if Console().is_terminal else 200).print(table)
    return 0


_COLUMNS = ("name", "collector", "on", "terms", "targets", "last_ok", "last_failure", "next_due", "gave")


def _cell(row: dict[str, Any], name: str) -> str:
    value = row[name]
    return ("yes" if value else "no") if isinstance(value, bool) else str(value or "–")


@command.command("test")
@click.argument("name")
@folder_option
@json_option
@click.option("--limit", type=click.IntRange(1, 100), default=5, help="How many items to show.")
@click.option("--targets", "most", type=click.IntRange(1, 50), default=1, help="How many of its targets to read.")
def test_source(name: str, folder: Path, as_json: bool, limit: int, most: int) -> int:
    """Read a source now and show what would come of it: items, mentions on their quotes, accounts. Writes nothing.

    Example: firstlight source test sec_form_d --limit 3
    """
    configure(level="error")
    with open_installation(folder) as installation:
        probes = asyncio.run(_probe(installation, name, most))
    if as_json:
        print_json({"source": name, "targets": probes_as_json(probes, limit)})
    else:
        print_probes(name, probes, limit)
    return 0 if probes and all(probe.went_well for probe in probes) else 1


async def _probe(installation: Installation, name: str, most: int) -> list[Probe]:
    team = installation.team()
    setting = next((source for source in team.sources if source.name == name), None)
    if setting is None:
        known = ", ".join(source.name for source in team.sources) or "none"
        raise NotFound(f"No source is called {name!r} in sources.yaml. Known: {known}.")
    async with installation.fetcher() as fetcher:
        return await probe_source(installation.store, setting, fetcher, most=most)
