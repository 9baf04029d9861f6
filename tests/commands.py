"""The real commands, run as a user runs them: in this process through `agent.cli`, with their exit code and output."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from agent import cli
from agent.starter.write import Answers, write_starter


@dataclass(frozen=True)
class Ran:
    """What one command said and how it ended."""

    code: int
    out: str
    errors: str


def run_command(*arguments: str, env: Mapping[str, str] | None = None, typed: str = "") -> Ran:
    """`firstlight ARGUMENTS` with `env` added to an environment that has no other setting of ours."""
    out, errors = io.StringIO(), io.StringIO()
    code = 0
    with _process(arguments, env or {}, typed), redirect_stdout(out), redirect_stderr(errors):
        try:
            cli.main()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
    return Ran(code, out.getvalue(), errors.getvalue())


@contextmanager
def _process(arguments: tuple[str, ...], env: Mapping[str, str], typed: str) -> Iterator[None]:
    before, argv, stdin = dict(os.environ), sys.argv, sys.stdin
    for name in list(os.environ):
        if name.startswith("FIRSTLIGHT_"):
            del os.environ[name]
    os.environ.update(env)
    sys.argv = ["firstlight", *arguments]
    sys.stdin = io.StringIO(typed)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        sys.argv, sys.stdin = argv, stdin


def leaves() -> list[tuple[str, ...]]:
    """Every command that can be run, subcommands apart."""
    found = []
    for name in cli.COMMANDS:
        command = cli.cli.get_command(click.Context(cli.cli), name)
        assert command is not None
        subs = command.commands if isinstance(command, click.Group) else {}
        found += [(name, sub) for sub in subs] or [(name,)]
    return found


def starter_team(folder: Path, *, does: str = "", sec_base_url: str = "", confirmed: bool = False) -> None:
    """The files that `init` writes, with the SEC's lists at `sec_base_url`."""
    answers = Answers(
        team="Harbor",
        owner_name="Ada Lowe",
        owner_email="ada@harbor.example",
        postal_address="1 Quay Street, Bristol BS1 4QA",
        domain="harbor.example",
        value=does,
        terms_reviewed_by="Ada Lowe" if confirmed else "",
    )
    write_starter(folder, answers, date(2026, 11, 20))
    if sec_base_url:
        path = folder / "sources.yaml"
        text = path.read_text(encoding="utf-8")
        for name in ("sec_form_d", "sec_8k"):
            text = text.replace(f"collector: {name},", f'collector: {name}, params: {{base_url: "{sec_base_url}"}},')
        path.write_text(text, encoding="utf-8")
