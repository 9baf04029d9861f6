"""`firstlight serve`: the web and the schedule in one process."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path

import click
import uvicorn

from agent.commands.options import folder_option
from agent.commands.ports import must_be_free
from agent.log import configure
from agent.schedule import Jobs, Schedule
from agent.terminal.lines import say
from agent.web import web_context
from agent.wiring import Installation, open_installation
from review_queue.app import create_app
from review_queue.auth import first_admin_token
from review_queue.upkeep import sweep


def jobs_of(installation: Installation) -> Jobs:
    """What the schedule does at its times."""

    def night() -> None:
        asyncio.run(installation.play_night())

    def between_nights() -> None:
        asyncio.run(installation.read_between_nights())

    def upkeep() -> None:
        installation.prompts().shelf.take()  # what is approved and leaves is judged by the files as they stand
        with installation.store.write() as session:
            sweep(session, now=installation.clock.now())

    def answers() -> None:
        _ignore(installation.take_answers())

    def doctor() -> None:
        """The word on sending holds for a day: it is asked again well before, so that approved mail does not wait."""
        if installation.settings.mail.channel == "smtp":
            import_module("agent.doctor.examine").examine(installation.settings.folder)  # not needed to serve pages

    return Jobs(
        night=night,
        release=lambda: _ignore(installation.mail().release()),
        listen=lambda: installation.mail().listen(),
        upkeep=upkeep,
        doctor=doctor,
        between_nights=between_nights,
        answers=answers,
        intake=lambda: _ignore(installation.intake().work()),
    )


def _ignore(_result: object) -> None:
    """A job's result is in the database; the schedule has no use for it."""


@click.command("serve")
@folder_option
@click.option("--host", help="The address to listen on; the settings' by default.")
@click.option("--port", type=int, help="The port to listen on; the settings' by default.")
@click.option("--no-schedule", is_flag=True, help="The web only: another process keeps the schedule.")
def command(folder: Path, host: str | None, port: int | None, no_schedule: bool) -> int:
    """Serve the web and keep the schedule: the night, releases, mailboxes.

    Example: firstlight serve --port 8321
    """
    configure()
    with open_installation(folder) as installation:
        team = installation.team()
        web = installation.settings.web
        other = "--port, or port under [web] in firstlight.toml."
        must_be_free(host or web.host, port or web.port, taker="`firstlight serve`", fix=other)
        at = f"http://{host or web.host}:{port or web.port}"
        token = first_admin_token(installation.store, now=installation.clock.now())
        if token:
            say(f"Make the first admin, within 24 hours, once: {at}/setup/{token}")
        say(f"Firstlight serves {at}. Stop with Ctrl-C.")
        schedule = Schedule(installation.store, installation.clock, team, jobs_of(installation))
        if not no_schedule:
            schedule.start()
            if installation.resume_in_background():
                say("Tonight's run was cut off or missed: it is played now.")
        try:
            uvicorn.run(
                create_app(web_context(installation)),
                host=host or web.host,
                port=port or web.port,
                log_level="warning",
                server_header=False,
            )
        finally:
            if not no_schedule:
                schedule.stop()
    return 0
