"""Tables, panels and bars on a terminal, whose every text is harmless."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from agent.terminal.lines import harmless


class Terminal(Console):
    """A console that shows text as it is: no markup unless asked for, no emoji codes, nothing a terminal obeys.

    `soft_wrap` None keeps lines whole only where no terminal wraps them.
    """

    def __init__(self, *, soft_wrap: bool | None = None, **options: Any) -> None:
        super().__init__(markup=False, emoji=False, highlight=False, **options)
        self.soft_wrap = not self.is_terminal if soft_wrap is None else soft_wrap

    def render_str(self, text: str, **options: Any) -> Text:
        return super().render_str(harmless(text), **options)  # before widths are measured

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=harmless(segment.text))
