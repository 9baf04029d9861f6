"""The monthly look at accounts' own sites: a night's share of those that lack a board, news or leaders (§1.3, §1.5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from agent.discover import LEADERS, NEWS, Discovery, Looked, discover, pages_of
from agent.domain.accounts import Account
from agent.domain.teams import Team
from agent.night.targets import BOARD_COLLECTORS, sources
from agent.store import accounts
from agent.store.engine import Store
from signals.contract import Fetcher

EVERY = timedelta(days=30)
A_NIGHT = 1000
"""Accounts looked at in a night: thirty thousand in a month."""


async def look_at_sites(
    store: Store, team: Team, fetcher: Fetcher, *, now: datetime, url: str, names: bool = False
) -> Discovery:
    """Look through the sites of the accounts that are due, those never looked at first, where a confirmed source reads
    accounts by what they name there. `url` is where a domain's home page is; `names`: the DNS may be asked too."""
    with store.read() as session:
        settings = [one.setting for one in sources(session, team).values() if one.is_scheduled]
        leaders = any(one.collector == LEADERS for one in settings)
        news = any(one.params.get("per_account") == "yes" and one.collector != LEADERS for one in settings)
        boards = any(one.collector in BOARD_COLLECTORS for one in settings)
        wanted = leaders or news or boards
        due = accounts.due_for_discovery(session, before=now - EVERY, limit=A_NIGHT) if wanted else []
    bare = [account for account in due if _lacks(account, boards=boards, news=news, leaders=leaders)]
    with store.write() as session:
        accounts.mark_discovered(session, [account.id for account in due], now=now)
    how = Looked(url, usual_places=True, names=names, leaders=leaders)
    return await discover(store, bare, fetcher, now=now, how=how)


def _lacks(account: Account, *, boards: bool, news: bool, leaders: bool) -> bool:
    """Whether a source could read more of the account than its record names."""
    return (
        (boards and not account.boards)
        or (news and not (account.feeds or pages_of(account, NEWS)))
        or (leaders and not pages_of(account, (LEADERS,)))
    )
