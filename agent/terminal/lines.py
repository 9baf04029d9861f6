"""Plain lines on a terminal. What other people wrote is shown as text only, never obeyed as commands."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

SUBSTITUTE = "\ufffd"


def harmless(text: str) -> str:
    """`text` without what a terminal obeys or hides: escapes, other controls, marks that turn or hide letters."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char.isprintable() or char in "\n\t":
        return char
    return " " if char.isspace() else SUBSTITUTE


def say(text: str, *, err: bool = False) -> None:
    """One line (or several) for people, on standard output or standard error."""
    click.echo(harmless(text), err=err)


def confirm(question: str, *, abort: bool = False) -> bool:
    """Ask yes or no; `abort` ends the command on a no."""
    return click.confirm(harmless(question), abort=abort)


def ask(question: str, *, default: str) -> str:
    """Ask for a text, with `default` shown as the answer to accept, where it is one."""
    return click.prompt(harmless(question), default=harmless(default), show_default=bool(default))


def print_json(data: Any, *, indent: int | None = None) -> None:
    """`data` as JSON: in one line for machines, or indented. Nothing is lost: what does not print is \\u-escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=indent, default=str)
    click.echo("".join(char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text))


def print_file(text: str) -> None:
    """A file's text for another program: as it is into a file or a pipe, harmless on a terminal."""
    sys.stdout.write(harmless(text) if sys.stdout.isatty() else text)
