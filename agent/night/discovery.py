"""The monthly look at accounts' own sites: a night's share of those that name no feed, page or board yet (§1.3)."""

from __future__ import annotations

from datetime import datetime, timedelta

from agent.discover import Discovery, discover
from agent.domain.teams import Team
from agent.night.gather import sources
from agent.store import accounts
from agent.store.engine import Store
from signals.contract import Fetcher

EVERY = timedelta(days=30)
A_NIGHT = 1000
"""Accounts looked at in a night: thirty thousand in a month."""


async def look_at_sites(store: Store, team: Team, fetcher: Fetcher, *, now: datetime, url: str) -> Discovery:
    """Look through the sites of the accounts that are due, where a confirmed source reads accounts by what they name
    there. `url` is where a domain's home page is."""
    with store.read() as session:
        every = sources(session, team).values()
        wanted = any(one.is_scheduled and one.setting.params.get("per_account") == "yes" for one in every)
        due = accounts.due_for_discovery(session, before=now - EVERY, limit=A_NIGHT) if wanted else []
    bare = [account for account in due if not ((account.feeds or account.pages) and account.boards)]
    with store.write() as session:
        accounts.mark_discovered(session, [account.id for account in due], now=now)
    return await discover(store, bare, fetcher, now=now, url=url, usual_places=True)
