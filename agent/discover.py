"""Accounts known only by a domain, read once for their name, feeds and job boards: what they publish themselves."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from agent.domain.accounts import Account
from agent.domain.documents import Request, Target
from agent.imports.accounts import name_of
from agent.store import accounts
from agent.store.engine import Store
from signals.contract import Fetcher
from signals.home_page import HomePage, read_home_page

MOST_BYTES = 2_000_000


async def discover(
    store: Store, watched: Sequence[Account], fetcher: Fetcher, *, now: datetime, url: str = "https://{domain}/"
) -> int:
    """Read the home pages of these accounts; what they say of themselves fills what is empty. Returns how many told.

    `url` is where a domain's home page is; only the demo and tests have it elsewhere.
    """
    pages = await asyncio.gather(*(_read(account, fetcher, url) for account in watched))
    told = 0
    with store.write() as session:
        for account, page in zip(watched, pages, strict=True):
            known = accounts.get(session, account.id)
            if known is not None and page is not None:
                told += accounts.put(session, enriched(known, page), now=now) == "updated"
    return told


async def _read(account: Account, fetcher: Fetcher, url: str) -> HomePage | None:
    address = url.format(domain=account.domain)
    target = Target("home_page", account.domain, account.id)
    fetched = await fetcher.fetch(Request(address, max_bytes=MOST_BYTES), target)
    return read_home_page(fetched.document.text, fetched.document.final_url) if fetched.document else None


def enriched(account: Account, page: HomePage) -> Account:
    """What the page says where nothing was known; a name that people gave stays."""
    return replace(
        account,
        name=page.name if page.name and account.name == name_of(account.domain) else account.name,
        feeds=account.feeds or page.feeds,
        boards=account.boards or page.boards,
        country=account.country or page.country,
    )
