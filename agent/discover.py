"""Accounts known only by a domain, read once for their name, feeds and job boards: what they publish themselves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from agent.discover_news import with_news
from agent.domain.accounts import Account
from agent.domain.documents import Document, Fetched, FetchOutcome, Request, Target
from agent.imports.accounts import name_of
from agent.store import accounts
from agent.store.engine import Store
from signals.contract import Fetcher
from signals.pages.home_page import HomePage, read_home_page

HOME_PAGE = "https://{domain}/"
WITH_WWW = "https://www.{domain}/"
MOST_BYTES = 2_000_000
MOST_CAREER_PAGES = 2
AT_ONCE = 40
BATCH = 200


@dataclass(slots=True)
class Discovery:
    """How it went: how many home pages told something new, and which could not be read, by account id, and why."""

    told: int = 0
    unread: dict[str, str] = field(default_factory=dict)


async def discover(
    store: Store,
    watched: Sequence[Account],
    fetcher: Fetcher,
    *,
    now: datetime,
    url: str = HOME_PAGE,
    usual_places: bool = False,
    advance: Callable[[int], None] = lambda number: None,
) -> Discovery:
    """Read the home pages of these accounts; what they say of themselves fills what is empty.

    `url` is where a domain's home page is. A page without a job board is followed to its own careers pages, one without
    a feed to its news pages and, with `usual_places`, to where sites keep news and sitemaps.
    """
    found = Discovery()
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(account: Account) -> tuple[HomePage | None, str]:
        async with gate:
            read = await _read(account, fetcher, url, usual_places=usual_places)
        advance(1)
        return read

    for start in range(0, len(watched), BATCH):
        batch = watched[start : start + BATCH]
        pages = await asyncio.gather(*(one(account) for account in batch))
        by_id = {account.id: page for account, (page, _) in zip(batch, pages, strict=True) if page is not None}
        found.unread.update({account.id: why for account, (_, why) in zip(batch, pages, strict=True) if why})
        found.told += _keep(store, by_id, [account.id for account in batch], now)
    return found


def _keep(store: Store, pages: Mapping[str, HomePage], looked_at: Sequence[str], now: datetime) -> int:
    told = 0
    with store.write() as session:
        for account_id, page in pages.items():
            known = accounts.get(session, account_id)
            if known is not None:
                told += accounts.put(session, enriched(known, page), now=now) == "updated"
        accounts.mark_discovered(session, looked_at, now=now)
    return told


async def _read(account: Account, fetcher: Fetcher, url: str, *, usual_places: bool) -> tuple[HomePage | None, str]:
    """The account's home page, its careers and its news pages as one, or why it could not be read."""
    fetched = await _fetch(account, url.replace("{domain}", account.domain), fetcher)
    if fetched.document is None and url == HOME_PAGE:
        again = await _fetch(account, WITH_WWW.replace("{domain}", account.domain), fetcher)
        fetched = again if again.document is not None else fetched
    if fetched.document is None:
        missing = fetched.outcome is FetchOutcome.UNKNOWN_TARGET
        return None, fetched.reason or ("there is no such page" if missing else "it could not be read")
    page = read_home_page(fetched.document.text, fetched.document.final_url, domain=account.domain)
    if not page.boards:
        page = replace(page, boards=await _boards_of(account, page.careers[:MOST_CAREER_PAGES], fetcher))
    if account.feeds or account.pages:
        return page, ""

    async def read(address: str) -> Document | None:
        return (await _fetch(account, address, fetcher)).document

    return await with_news(page, fetched.document.final_url, read, usual_places=usual_places), ""


async def _boards_of(account: Account, pages: Sequence[str], fetcher: Fetcher) -> tuple[str, ...]:
    """The job boards that the company's own careers pages lead to."""
    for address in pages:
        fetched = await _fetch(account, address, fetcher)
        if fetched.document is not None:
            boards = read_home_page(fetched.document.text, fetched.document.final_url).boards
            if boards:
                return boards
    return ()


async def _fetch(account: Account, address: str, fetcher: Fetcher) -> Fetched:
    # A source of its own for each domain: many dead home pages must not close the circuit for the living ones.
    target = Target(f"home_page:{account.domain}", account.domain, account.id)
    return await fetcher.fetch(Request(address, max_bytes=MOST_BYTES), target)


def enriched(account: Account, page: HomePage) -> Account:
    """What the page says where nothing was known; a name that people gave stays."""
    return replace(
        account,
        name=page.name if page.name and account.name == name_of(account.domain) else account.name,
        feeds=account.feeds or page.feeds,
        boards=account.boards or page.boards,
        pages=account.pages or page.pages,
        country=account.country or page.country,
    )
