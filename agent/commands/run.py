"""`firstlight run`: tonight's run, now."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from agent.commands.due_words import due_as_json, due_words
from agent.commands.options import folder_option, json_option, print_json
from agent.commands.summary import print_run, run_as_json
from agent.log import configure
from agent.night.targets import sources
from agent.wiring import Installation, open_installation


class Bars:
    """A bar a stage, on standard error, so that standard output stays for the answer."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, stage: str, total: int) -> None:
        if self._task is not None:
            self._progress.update(self._task, completed=self._progress.tasks[self._task].total)
        self._task = self._progress.add_task(stage.replace("_", " "), total=max(total, 1))

    def advance(self, number: int) -> None:
        if self._task is not None:
            self._progress.advance(self._task, number)


def bars() -> Progress:
    return Progress(
        TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)
    )


@click.command("run")
@folder_option
@json_option
@click.option(
    "--night", type=click.DateTime(["%Y-%m-%d"]), help="The night to play, as YYYY-MM-DD; tonight by default."
)
@click.option("--all", "read_all", is_flag=True, help="Read also what is not due, save what asked to be left alone.")
def command(folder: Path, as_json: bool, night: datetime | None, read_all: bool) -> int:
    """Play tonight's run now. It reads what is due, resumes where it was stopped, and does nothing when it is done.

    Example: firstlight run --all --json
    """
    configure()
    day = night.date().isoformat() if night else None
    with open_installation(folder) as installation:
        with bars() as progress:
            run = asyncio.run(installation.play_night(day, Bars(progress), read_all=read_all))
        asleep = _not_read(installation)
        if as_json:
            due = due_as_json(installation.store, installation.team(), run, installation.clock.now())
            print_json({**run_as_json(installation.store, run), "due": due, "unconfirmed_sources": asleep})
        else:
            print_run(installation.store, run)
            click.echo(due_words(installation.store, installation.team(), run, installation.clock.now()))
            if asleep:
                click.echo(f"Not read, because nobody confirmed their terms in sources.yaml: {', '.join(asleep)}.")
    return 0


def _not_read(installation: Installation) -> list[str]:
    """The sources that are on and not scheduled (DESIGN §7, Sources)."""
    with installation.store.read() as session:
        standing = sources(session, installation.team())
    return [name for name, source in standing.items() if source.enabled and not source.is_scheduled]
