"""What other people wrote reaches a terminal as text: no escapes, no turned letters, no hidden ones."""

from __future__ import annotations

import io

import pytest
from rich.table import Table

from agent.commands.terminal import Terminal, harmless

HOSTILE = "Alder\x1b]0;owned\x07\x1b[2J \u202egnp.exe\u200b \x9b1A\rraises"


def test_what_a_terminal_obeys_or_hides_is_shown_as_a_substitute() -> None:
    shown = harmless(HOSTILE)
    assert all(char.isprintable() for char in shown) and "raises" in shown


def test_letters_of_any_script_and_lines_stay() -> None:
    assert harmless("Zoë\u00a0Ångström\n\t李小龙 “ok”") == "Zoë Ångström\n\t李小龙 “ok”"


@pytest.mark.parametrize("in_a_table", [False, True])
def test_a_console_shows_nothing_else(in_a_table: bool) -> None:
    out = io.StringIO()
    table = Table("name")
    table.add_row(HOSTILE)
    Terminal(file=out, soft_wrap=True).print(table if in_a_table else HOSTILE, markup=False)
    assert not set(out.getvalue()) & set("\x1b\x07\r\x9b\u202e\u200b")
