"""A board taken off an account by a person's word: it is not read for it, and nothing of its postings counts (§1.5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.bindings import Binding, BindingState, SeenAs
from agent.domain.teams import Team
from agent.errors import NotFound
from agent.night.licences import forget
from agent.store import accounts, bindings, hiring, items, tools


@dataclass(frozen=True, slots=True)
class TakenOff:
    """What went with a board: how many postings, and how many events that stood on them alone or in part."""

    board: str
    postings: int
    signals: int


def take_off(session: Session, team: Team, account: Account, board: str, *, said: str, now: datetime) -> TakenOff:
    """Take `board` ("system:token") off the account; `said` is who did so, when and why, kept beside it.

    No import and no look at its site binds it anew: a person gives it back (`give_back`). Raises NotFound where the
    account has no such board.
    """
    known = {one.board: one for one in bindings.standing(session, account, now=now)}
    if board in known and known[board].state is BindingState.REJECTED:
        raise NotFound(f"{account.domain} has no board {board} any more: {known[board].note or 'taken off'}.")
    if board not in known:
        has = ", ".join(name for name, one in known.items() if one.state is not BindingState.REJECTED)
        raise NotFound(f"{account.domain} has no board {board}. It has: {has or 'none'}.")
    system, _, token = board.partition(":")
    sources = [one.name for one in team.sources if one.collector == system]
    item_ids = items.of_board(session, account.id, sources, token)
    signals = forget(session, item_ids)
    _forget_in_tools(session, account.id, frozenset(item_ids), now)
    hiring.forget_board(session, account.id, sources, token)
    accounts.put(session, replace(account, boards=tuple(one for one in account.boards if one != board)), now=now)
    bindings.decide(session, replace(known[board], state=BindingState.REJECTED, note=said))
    return TakenOff(board, len(item_ids), signals)


def give_back(session: Session, account: Account, board: str, *, said: str, now: datetime) -> None:
    """Bind a board that was taken off, on a person's word. Raises NotFound where it was not, or is another's now."""
    known = {one.board: one for one in bindings.of_account(session, account.id)}
    if board not in known or known[board].state is not BindingState.REJECTED:
        raise NotFound(f"No board {board} was taken off {account.domain}.")
    if others := bindings.of_others(session, account.id, [board]):
        raise NotFound(f"{board} is bound to {others[board]} now: take it off there first.")
    accounts.put(session, replace(account, boards=(*account.boards, board)), now=now)
    bindings.decide(session, Binding(account.id, board, BindingState.VERIFIED, SeenAs.IMPORT, said, now))


def _forget_in_tools(session: Session, account_id: str, gone: Collection[str], now: datetime) -> None:
    """Take the words of these postings from what speaks for the account's tools."""
    known = tools.get(session, account_id)
    kept = {}
    for name, tool in known.tools.items():
        pieces = tuple(piece for piece in tool.pieces if piece.item_id not in gone)
        if pieces or not tool.pieces:
            kept[name] = replace(tool, pieces=pieces)
    if kept != dict(known.tools):
        tools.put(session, account_id, replace(known, tools=kept), is_new=False, now=now)
