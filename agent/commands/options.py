"""Options that several commands share: the team's folder, output for machines, an address that is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from agent.imports.values import address

F = TypeVar("F", bound=Callable[..., Any])


def folder_option(command: F) -> F:
    """`--folder`: where the team's files are; the current folder by default."""
    return click.option(
        "--folder",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("."),
        envvar="FIRSTLIGHT_FOLDER",
        help="The folder of your team's files.",
    )(command)


def json_option(command: F) -> F:
    """`--json`: one JSON object as the last line of standard output."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object for machines.")(command)


def an_address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """The callback of an option that takes an email address."""
    try:
        return address(value)
    except ValueError as wrong:
        raise click.BadParameter(str(wrong)) from None
