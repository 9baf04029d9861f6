"""`firstlight settings`: the effective settings, with secrets hidden."""

from __future__ import annotations

from pathlib import Path

import click
import yaml

from agent.commands.options import folder_option, json_option, print_json
from agent.settings import read_settings


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
        click.echo(yaml.safe_dump(shown, sort_keys=False).rstrip())
