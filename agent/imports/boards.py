"""Job boards that a file names: its board_url is a person's word, its possible_board waits to be confirmed (§1.5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from agent.domain.bindings import Binding, BindingState, SeenAs, is_anothers
from agent.imports.values import listed
from signals.boards import board_of
from signals.boards_without_reader import board_without_reader

GIVEN, POSSIBLE = "board_url", "possible_board"


def boards_named(cells: Mapping[str, str]) -> list[str]:
    """Every board of a row that can be read, given or possible."""
    named = [board_of(url) for name in (GIVEN, POSSIBLE) for url in listed(cells.get(name, ""))]
    return [board for board in named if board is not None]


def boards_given(
    cells: Mapping[str, str], domain: str, taken: Mapping[str, str], off: Collection[str], doubts: list[str]
) -> list[str]:
    """The boards of a row that are the account's to read; why another is not is said in words.

    `taken` are boards of other accounts, each with the domain of the one that it is read for; `off` those that a person
    took off this account.
    """
    found = []
    for url in listed(cells.get(GIVEN, "")):
        board = board_of(url) or ""
        if board in taken:
            doubts.append(f"{GIVEN} {url!r} is {taken[board]}'s already and is read for that account alone.")
        elif board in off:
            back = f"firstlight accounts boards {domain} --give-back {board}"
            doubts.append(f"{GIVEN} {url!r} was taken off this account: `{back}` gives it back.")
        elif board:
            found.append(board)
        elif parked := board_without_reader(url):
            doubts.append(f"{GIVEN} {url!r} is kept and waits: nothing reads {parked.partition(':')[0]} yet.")
        else:
            doubts.append(f"{GIVEN} {url!r} is no job board that we can read.")
    return found


def bindings_of(
    cells: Mapping[str, str], account_id: str, *, taken: Mapping[str, str], line: int, now: datetime
) -> Iterator[Binding]:
    """What a row says of the account's boards: given ones are verified, or parked; possible ones, and given ones that
    are another account's (`taken`, with its domain), are candidates."""
    seen_on = f"import of {now:%Y-%m-%d}, line {line}"
    for url in listed(cells.get(GIVEN, "")):
        board = board_of(url) or ""
        if board in taken:
            why = is_anothers(taken[board])
            yield Binding(account_id, board, BindingState.CANDIDATE, SeenAs.IMPORT, seen_on, now, why)
        elif board:
            yield Binding(account_id, board, BindingState.VERIFIED, SeenAs.IMPORT, seen_on, now)
        elif parked := board_without_reader(url):
            note = f"nothing reads {parked.partition(':')[0]} yet"
            yield Binding(account_id, parked, BindingState.PARKED, SeenAs.IMPORT, seen_on, now, note)
    for url in listed(cells.get(POSSIBLE, "")):
        board = board_of(url) or ""
        if board:
            note = is_anothers(taken[board]) if board in taken else "named in a file; not confirmed yet"
            yield Binding(account_id, board, BindingState.CANDIDATE, SeenAs.IMPORT, seen_on, now, note)
