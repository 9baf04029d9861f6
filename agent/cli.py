"""`firstlight …`: a lazy registry of dotted names, so that --help is instant.

Exit codes: 0 done, 1 a finding or a failure, 2 wrong use. Errors name what is wrong and the fix, on standard error.
"""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import cast

import click

from agent.errors import FirstlightError
from agent.terminal.lines import say


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: where it is, and its one line of help, so that nothing is imported to list it."""

    dotted: str
    words: str


COMMANDS: dict[str, Entry] = {
    "demo": Entry("agent.commands.demo:command", "Play one night over demo documents and open the queue."),
    "init": Entry("agent.commands.init:command", "Write your team's files with safe defaults."),
    "try": Entry("agent.commands.try_accounts:command", "See what tonight would find about a list of domains."),
    "accounts": Entry("agent.commands.imports:accounts", "Import the accounts you watch."),
    "contacts": Entry("agent.commands.imports:contacts", "Import or find the people you may write to."),
    "suppressions": Entry("agent.commands.imports:suppressions", "Import who must never be mailed."),
    "intake": Entry("agent.commands.intake:intake", "Import signals from your team's own tools."),
    "run": Entry("agent.commands.run:command", "Play tonight's run now; resumes, and does nothing twice."),
    "serve": Entry("agent.commands.serve:command", "Serve the web and keep the schedule."),
    "source": Entry("agent.commands.source:command", "List your sources, confirm their terms; try, replay or tune."),
    "prompts": Entry("agent.commands.prompts:command", "Check, preview, publish and roll back your prompt files."),
    "replay": Entry("agent.commands.replay:command", "See past nights under an edited rule; writes nothing."),
    "voice": Entry("agent.commands.voice:command", "Measure how a sender writes, from mails they gave."),
    "doctor": Entry("agent.commands.doctor:command", "Name every problem of this installation and its fix."),
    "settings": Entry("agent.commands.settings:command", "Print the effective settings, secrets hidden."),
    "export": Entry("agent.commands.people:export", "Write all that is kept about one person."),
    "erase": Entry("agent.commands.people:erase", "Erase one person; a hash keeps them from coming back."),
    "admin": Entry("agent.commands.admin:command", "Make users and sign-in links."),
    "backup": Entry("agent.commands.backup:backup", "Copy the database to a file."),
    "restore": Entry("agent.commands.backup:restore", "Bring a backup back; sending is paused until you look."),
    "eval": Entry("agent.commands.evaluate:command", "Grade the product's own functions on labelled cases."),
    "bench": Entry("agent.commands.bench:command", "Measure how fast, beside a peer in the same run."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run, not when they are listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry.dotted.partition(":")
        return cast(click.Command, getattr(import_module(module), name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.words) for name, entry in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="firstlight")
def cli() -> None:
    """Firstlight watches your accounts overnight and drafts a first touch for each one with a real reason.

    Nothing leaves without a person's approval. Begin with `firstlight demo`, then `firstlight init`.
    """


def _unexpected(error: Exception) -> str:
    """One line of what nobody foresaw, with what to do; the words of the file system as they are."""
    words = " ".join(str(error).split())[:300]
    if isinstance(error, OSError) and error.filename:
        return f"Error: {error.filename}: {error.strerror}. Check the path and its permissions."
    hint = "`firstlight doctor` checks this installation; FIRSTLIGHT_TRACE=1 shows where it happened."
    return f"Error: {type(error).__name__}: {words}. {hint}"


def _show(wrong: click.ClickException) -> None:
    """What click says of wrong use; it quotes what was typed."""
    said = io.StringIO()
    wrong.show(said)
    say(said.getvalue().rstrip("\n"), err=True)


def main() -> None:
    """The entry point of the installed command."""
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        say("Stopped. What was written stays; answers that were typed do not: run the command again.", err=True)
        if not sys.stdin.isatty():
            say("It asks and nobody answers here: give the answers as options, --help names them.", err=True)
        sys.exit(1)
    except click.ClickException as wrong:
        _show(wrong)
        sys.exit(2 if isinstance(wrong, click.UsageError) else wrong.exit_code)
    except FirstlightError as error:
        say(f"Error: {error}", err=True)
        sys.exit(1)
    except Exception as unexpected:  # the command line is a boundary: one line for people, the trace on demand
        if os.environ.get("FIRSTLIGHT_TRACE"):
            raise
        say(_unexpected(unexpected), err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
