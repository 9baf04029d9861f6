"""`firstlight settings`: the effective settings, with secrets hidden."""

from __future__ import annotations

from pathlib import Path

import click
import yaml

from agent.commands.options import folder_option, json_option
from agent.settings import read_settings
from agent.terminal.lines import print_json, say


@click.command("settings")
@folder_option
@json_option
def command(folder: Path, as_json: bool) -> None:
    """Print the effective settings, secrets hidden.

    Example: firstlight settings --json
    """
    shown = read_settings(folder.resolve()).redacted()
    if as_json:
        print_json(shown)
    else:
        say(yaml.safe_dump(shown, sort_keys=False).rstrip())
