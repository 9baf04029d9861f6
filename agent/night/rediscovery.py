"""Boards that are gone: after three answers of "nothing here" over a week the account's own site is asked for another.

(signals §1.5, §8.5)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from agent.discover import Looked, discover
from agent.domain.accounts import Account
from agent.store import accounts, bindings, polls
from agent.store.engine import Store
from signals.contract import Fetcher

A_NIGHT = 200


async def look_for_lost_boards(store: Store, fetcher: Fetcher, *, now: datetime, url: str) -> int:
    """Look for the boards that were lost, once for each time that they were. `url` is where a domain's home page is.

    A dead board gives way to one that the site names; where it names none, it stays and goes on being probed. Returns
    how many accounts have another board now.
    """
    with store.read() as session:
        lost = polls.lost_boards(session, limit=A_NIGHT)
        watched = accounts.by_ids(session, list(lost))
    moved = 0
    for account_id, account in watched.items():
        rest = tuple(board for board in account.boards if board.partition(":")[2] not in lost[account_id])
        if not rest and rest != account.boards:
            moved += await _look(store, account, fetcher, now=now, url=url)
    with store.write() as session:
        polls.looked_for(session, list(lost), now=now)
    return moved


async def _look(store: Store, account: Account, fetcher: Fetcher, *, now: datetime, url: str) -> bool:
    """Read the site as that of an account without a board: what it names is written in place of the dead one, at once,
    so that a night that ends in the middle leaves the record as it was."""
    before = account.boards
    await discover(store, [replace(account, boards=())], fetcher, now=now, how=Looked(url, anew=True))
    with store.write() as session:
        found = accounts.get(session, account.id)
        moved = found is not None and found.boards != before
        if found is not None and moved:
            gone = [board for board in before if board not in found.boards]
            bindings.bury(session, account.id, gone, note=f"gone; its site names {', '.join(found.boards)} now")
    return moved
