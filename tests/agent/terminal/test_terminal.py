"""What other people wrote reaches a terminal as text: no escapes, no turned letters, no hidden ones."""

from __future__ import annotations

import io
import json

import pytest
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from agent.terminal.console import Terminal
from agent.terminal.lines import harmless, print_file, print_json

HOSTILE = "Alder\x1b]0;owned\x07\x1b[2J \u202egnp.exe\u200b \x9b1A\rraises"


def test_what_a_terminal_obeys_or_hides_is_shown_as_a_substitute() -> None:
    shown = harmless(HOSTILE)
    assert all(char.isprintable() for char in shown) and "raises" in shown


def test_letters_of_any_script_and_lines_stay() -> None:
    assert harmless("Zoë\u00a0Ångström\n\t李小龙 “ok”") == "Zoë Ångström\n\t李小龙 “ok”"


def table() -> Table:
    shown = Table("name", title=HOSTILE)
    shown.add_row(HOSTILE)
    return shown


@pytest.mark.parametrize("what", [HOSTILE, table(), Panel(HOSTILE, title=HOSTILE), Text(HOSTILE)], ids=type)
def test_a_console_shows_nothing_else(what: str | Table | Panel | Text) -> None:
    out = io.StringIO()
    Terminal(file=out, soft_wrap=True).print(what)
    assert "Alder" in out.getvalue() and not set(out.getvalue()) & set("\x1b\x07\r\x9b\u202e\u200b")


def test_a_console_reads_no_markup_and_no_emoji_code_in_what_it_shows() -> None:
    out = io.StringIO()
    Terminal(file=out).print("[red]Alder[/] :warning:")
    assert out.getvalue() == "[red]Alder[/] :warning:\n"


@pytest.mark.parametrize("indent", [None, 2])
def test_json_on_a_terminal_is_harmless_and_loses_nothing(
    capsys: pytest.CaptureFixture[str], indent: int | None
) -> None:
    print_json({"name": HOSTILE, "half": "\ud800", "far": "\U000e0001"}, indent=indent)
    said = capsys.readouterr().out
    assert all(char.isprintable() or char == "\n" for char in said)
    assert json.loads(said) == {"name": HOSTILE, "half": "\ud800", "far": "\U000e0001"}


def test_a_file_goes_into_a_pipe_as_it_is_and_harmless_onto_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    print_file(HOSTILE)
    assert capsys.readouterr().out == HOSTILE
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    print_file(HOSTILE)
    assert capsys.readouterr().out == harmless(HOSTILE)
