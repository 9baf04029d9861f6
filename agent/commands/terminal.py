"""What other people wrote, shown in a terminal: as text only, never as its commands."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.text import Text

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


class Terminal(Console):
    """A console whose every text is harmless."""

    def render_str(self, text: str, **options: Any) -> Text:
        return super().render_str(harmless(text), **options)
