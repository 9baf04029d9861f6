"""Item 5.02 of Form 8-K: which officers come and go (signals §1.2, §2.3). Part of stage 2 of 12."""

from __future__ import annotations

from agent.domain.items import Item
from signals.extract.move_grammar import Move


def moves_of_filing(item: Item) -> tuple[tuple[Move, bool], ...]:
    return ()
