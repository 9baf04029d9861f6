"""`firstlight doctor`: every problem of this installation and its fix; what unlocks SMTP."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from agent.commands.options import folder_option, json_option
from agent.doctor.checks import Check, State
from agent.doctor.examine import Examined, examine
from agent.log import configure
from agent.team_files import FILES, read_files
from agent.terminal.console import Terminal
from agent.terminal.lines import print_json

SETTINGS_FILE = "firstlight.toml"
_MARKS = {State.OK: "[green]ok[/]  ", State.WARN: "[yellow]warn[/]", State.FAIL: "[red]FAIL[/]"}


@click.command("doctor")
@folder_option
@json_option
@click.option("--no-never-mail-list", "decline", is_flag=True, help="Record that there is nobody you must not mail.")
def command(folder: Path, as_json: bool, decline: bool) -> int:
    """Name every problem of this installation and its fix. Checks marked * unlock SMTP, for 24 hours, when all are ok.

    Example: firstlight doctor --json
    """
    configure(level="error")
    folder = folder.resolve()
    if folder.is_dir() and not any((folder / name).exists() for name in (SETTINGS_FILE, *FILES)):
        read_files(folder)  # says what is missing before anything is made in a wrong folder
    found = examine(folder, decline_list=decline)
    if as_json:
        checks = [asdict(check) for check in found.checks]
        print_json({"failed": found.failed, "smtp_unlocked": found.smtp_unlocked, "checks": checks})
    else:
        _print(found)
    return 1 if found.failed else 0


def _print(found: Examined) -> None:
    console = Terminal(soft_wrap=True)
    for check in found.checks:
        console.print(_MARKS[check.state], end=" ", markup=True)
        console.print(_line(check))
    warned = sum(check.state is State.WARN for check in found.checks)
    mail = "SMTP is unlocked for 24 hours." if found.smtp_unlocked else "SMTP is locked."
    mail += " It takes every check marked * to be ok."
    if found.channel not in {"", "smtp"}:
        mail = f"SMTP is not chosen (mail.channel = {found.channel})."
    console.print(f"\n{found.failed} failed, {warned} to look at. {mail}")


def _line(check: Check) -> str:
    star = "*" if check.unlocks else ""
    if check.state is State.OK:
        return f"{check.name}{star}: {check.detail}"
    return f"{check.name}{star}: {check.fix} ({check.detail.rstrip('.')})"
