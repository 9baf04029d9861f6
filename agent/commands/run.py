"""`firstlight run`: tonight's run, now."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from agent.commands.options import folder_option, json_option, print_json
from agent.commands.summary import print_run, run_as_json
from agent.log import configure
from agent.wiring import open_installation


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
@click.option("--night", help="The night to play, as YYYY-MM-DD; tonight by default.")
def command(folder: Path, as_json: bool, night: str | None) -> int:
    """Play tonight's run now. It resumes where it was stopped, and does nothing when it is done.

    Example: firstlight run --json
    """
    configure()
    with open_installation(folder) as installation:
        with bars() as progress:
            run = asyncio.run(installation.play_night(night, Bars(progress)))
        if as_json:
            print_json(run_as_json(installation.store, run))
        else:
            print_run(installation.store, run)
    return 0
