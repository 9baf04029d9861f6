"""Job boards that a file names: its board_url is a person's word, its possible_board waits to be confirmed (§1.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from agent.domain.bindings import Binding, BindingState, SeenAs
from agent.imports.values import listed
from signals.boards import board_of
from signals.boards_without_reader import board_without_reader

GIVEN, POSSIBLE = "board_url", "possible_board"


def boards_given(cells: Mapping[str, str], doubts: list[str]) -> list[str]:
    """The boards of a row that can be read; what is none is said in words."""
    found = []
    for url in listed(cells.get(GIVEN, "")):
        board = board_of(url)
        if board is not None:
            found.append(board)
        elif parked := board_without_reader(url):
            doubts.append(f"{GIVEN} {url!r} is kept and waits: nothing reads {parked.partition(':')[0]} yet.")
        else:
            doubts.append(f"{GIVEN} {url!r} is no job board that we can read.")
    return found


def bindings_of(cells: Mapping[str, str], account_id: str, *, line: int, now: datetime) -> Iterator[Binding]:
    """What a row says of the account's boards: given ones are verified, or parked; possible ones are candidates."""
    seen_on = f"import of {now:%Y-%m-%d}, line {line}"
    for url in listed(cells.get(GIVEN, "")):
        if board := board_of(url):
            yield Binding(account_id, board, BindingState.VERIFIED, SeenAs.IMPORT, seen_on, now)
        elif parked := board_without_reader(url):
            note = f"nothing reads {parked.partition(':')[0]} yet"
            yield Binding(account_id, parked, BindingState.PARKED, SeenAs.IMPORT, seen_on, now, note)
    for url in listed(cells.get(POSSIBLE, "")):
        if board := board_of(url):
            note = "named in a file; not confirmed yet"
            yield Binding(account_id, board, BindingState.CANDIDATE, SeenAs.IMPORT, seen_on, now, note)
