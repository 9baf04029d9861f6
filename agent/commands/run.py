"""`firstlight run`: tonight's run, now."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from agent.commands.due_words import due_as_json, due_words
from agent.commands.options import folder_option, json_option
from agent.commands.summary import print_run, run_as_json
from agent.log import configure
from agent.night.targets import sources
from agent.pipeline import local_night
from agent.store import runs
from agent.terminal.console import Terminal
from agent.terminal.lines import print_json, say
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
        TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), console=Terminal(stderr=True)
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
    with open_installation(folder) as installation:
        day = _night(installation, night)
        with installation.store.read() as session:
            before = runs.of_night(session, day)
        with bars() as progress:
            run = asyncio.run(installation.play_night(day, Bars(progress), read_all=read_all))
        asleep = _not_read(installation)
        if as_json:
            due = due_as_json(installation.store, installation.team(), run, installation.clock.now())
            said = run_as_json(installation.store, run)
            print_json({**said, "due": due, "unconfirmed_sources": asleep})
        else:
            if before is not None and before.finished_at is not None and run.finished_at == before.finished_at:
                say(_finished(installation, before.finished_at, day))
            print_run(installation.store, run)
            say(due_words(installation.store, installation.team(), run, installation.clock.now()))
            for why in installation.unready_providers().values():
                say(why)
            if asleep:
                say(f"Not read, because nobody confirmed their terms in sources.yaml: {', '.join(asleep)}.")
                say("To read their terms and confirm them: firstlight source confirm --all")
    return 0


def _night(installation: Installation, asked: datetime | None) -> str:
    """The night to play. Raises click.BadParameter for one to come: played now, its own hour would find it done."""
    tonight = local_night(installation.clock.now(), installation.team().time_zone)
    night = asked.date().isoformat() if asked else tonight
    if night > tonight:
        raise click.BadParameter(f"{night} is still to come; tonight is {tonight}.", param_hint="--night")
    return night


def _finished(installation: Installation, finished_at: datetime, night: str) -> str:
    """When this night was finished, and that it was not played again."""
    team = installation.team()
    at = finished_at.astimezone(ZoneInfo(team.time_zone))
    said = f"The night of {night} was finished on {at:%-d %B, %H:%M}; the next begins at {team.run_at:%H:%M}."
    return f"{said} Nothing was done now; this is what it found:"


def _not_read(installation: Installation) -> list[str]:
    """The sources that are on and not scheduled (DESIGN §7, Sources)."""
    with installation.store.read() as session:
        standing = sources(session, installation.team())
    return [name for name, source in standing.items() if source.awaits_terms]
