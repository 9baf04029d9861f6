"""Accounts' own sites, looked through for their names, job boards, news and leaders: what they publish themselves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from agent.discover_boards import SiteBoards, bindings_of, boards_in_names, boards_of_site, names_question, verified
from agent.discover_leaders import leaders_page
from agent.discover_news import with_news
from agent.domain.accounts import Account
from agent.domain.documents import Document, Fetched, FetchOutcome, Request, Target
from agent.imports.accounts import name_of
from agent.net.urls import canonical
from agent.store import accounts, bindings
from agent.store.engine import Store
from signals.contract import Fetcher
from signals.pages.home_page import HomePage, read_home_page

HOME_PAGE = "https://{domain}/"
WITH_WWW = "https://www.{domain}/"
MOST_BYTES = 2_000_000
AT_ONCE = 40
BATCH = 200
LEADERS = "team_page"
NEWS = ("newsroom", "sitemap")


@dataclass(frozen=True, slots=True)
class Looked:
    """How a site is looked through. `url` is where a domain's home page is; `usual_places`: also where sites keep news
    and sitemaps without saying so; `names`: ask the DNS for careers.DOMAIN; `leaders`: look for a leadership page;
    `anew`: the boards that are known are gone, and those that the site names take their place."""

    url: str = HOME_PAGE
    usual_places: bool = False
    names: bool = False
    leaders: bool = False
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """What an account's site says: its pages as one, and the job boards that it names."""

    page: HomePage
    boards: SiteBoards


@dataclass(slots=True)
class Discovery:
    """How it went: how many sites told something new, and which could not be read, by account id, and why."""

    told: int = 0
    unread: dict[str, str] = field(default_factory=dict)


async def discover(
    store: Store,
    watched: Sequence[Account],
    fetcher: Fetcher,
    *,
    now: datetime,
    how: Looked = Looked(),
    advance: Callable[[int], None] = lambda number: None,
) -> Discovery:
    """Look through the sites of these accounts; what they say of themselves fills what is empty.

    A page without a job board is followed to its careers pages, one without a feed to its news pages.
    """
    found = Discovery()
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(account: Account) -> tuple[Site | None, str]:
        async with gate:
            read = await _Visit(account, fetcher, how).read()
        advance(1)
        return read

    for start in range(0, len(watched), BATCH):
        batch = watched[start : start + BATCH]
        sites = await asyncio.gather(*(one(account) for account in batch))
        by_id = {account.id: site for account, (site, _) in zip(batch, sites, strict=True) if site is not None}
        why = {account.id: reason for account, (_, reason) in zip(batch, sites, strict=True)}
        found.unread.update({account_id: reason for account_id, reason in why.items() if reason})
        found.told += _keep(store, by_id, why, now, anew=how.anew)
    return found


def _keep(
    store: Store, sites: Mapping[str, Site], looked_at: Mapping[str, str], now: datetime, *, anew: bool = False
) -> int:
    told = 0
    with store.write() as session:
        for account_id, site in sites.items():
            known = accounts.get(session, account_id)
            if known is not None:
                bare = replace(known, boards=()) if anew else known
                boards = _not_taken_off(session, account_id, site.boards)
                named = [one.board for one in boards.seen]
                others = bindings.of_others(session, account_id, named) if named else {}
                bound = bindings_of(bare, boards, now=now, others=others)
                bindings.put(session, bound)
                found = enriched(bare, replace(site.page, boards=verified(bound)))
                found = found if found.boards else replace(found, boards=known.boards)
                told += accounts.put(session, found, now=now) == "updated"
        accounts.mark_discovered(session, [one for one, unread in looked_at.items() if not unread], now=now)
    return told


def _not_taken_off(session: Session, account_id: str, found: SiteBoards) -> SiteBoards:
    """What the site names, without the boards that a person took off the account."""
    off = bindings.taken_off(session, account_id, [one.board for one in found.seen])
    return replace(found, seen=tuple(one for one in found.seen if one.board not in off))


@dataclass(slots=True)
class _Visit:
    """One site looked through: each page of it is read once."""

    account: Account
    fetcher: Fetcher
    how: Looked
    pages: dict[str, Document | None] = field(default_factory=dict)

    async def read(self) -> tuple[Site | None, str]:
        """What the site says, or why its home page could not be read."""
        account, asked = self.account, self.how.url.replace("{domain}", self.account.domain)
        fetched = await self._fetch(asked)
        if fetched.document is None and self.how.url == HOME_PAGE:
            again = await self._fetch(WITH_WWW.replace("{domain}", account.domain))
            fetched = again if again.document is not None else fetched
        if fetched.document is None:
            missing = fetched.outcome is FetchOutcome.UNKNOWN_TARGET
            return None, fetched.reason or ("there is no such page" if missing else "it could not be read")
        home = fetched.document
        self.pages[canonical(home.final_url)] = home
        page = read_home_page(home.text, home.final_url, domain=account.domain)
        boards = await self._boards(home, asked)
        if not (account.feeds or pages_of(account, NEWS)):
            page = await with_news(page, home.final_url, self._page, usual_places=self.how.usual_places)
        if self.how.leaders and not pages_of(account, (LEADERS,)):
            found = await leaders_page(home, self._page)
            page = replace(page, pages=(*page.pages, f"{LEADERS}:{found}")) if found else page
        return Site(page, boards), ""

    async def _boards(self, home: Document, asked: str) -> SiteBoards:
        found = await boards_of_site(home, asked, self._page)
        if found.seen or not self.how.names:
            return found
        answer = await self._fetch(names_question(self.account.domain))
        return replace(found, seen=boards_in_names(answer.document.text) if answer.document else ())

    async def _page(self, address: str) -> Document | None:
        key = canonical(address)
        if key not in self.pages:
            self.pages[key] = (await self._fetch(address)).document
        return self.pages[key]

    async def _fetch(self, address: str) -> Fetched:
        # A source of its own for each domain: many dead home pages must not close the circuit for the living ones.
        target = Target(f"home_page:{self.account.domain}", self.account.domain, self.account.id)
        return await self.fetcher.fetch(Request(address, max_bytes=MOST_BYTES), target)


def pages_of(account: Account, collectors: Sequence[str]) -> tuple[str, ...]:
    """The account's pages that one of these collectors reads."""
    return tuple(page for page in account.pages if page.partition(":")[0] in collectors)


def enriched(account: Account, page: HomePage) -> Account:
    """What the page says where nothing was known; a name that people gave stays."""
    known = {kept.partition(":")[0] for kept in account.pages}
    has_news = bool(account.feeds) or not known.isdisjoint(NEWS)
    more = (
        one for one in page.pages if (name := one.partition(":")[0]) not in known and not (name in NEWS and has_news)
    )
    return replace(
        account,
        name=page.name if page.name and account.name == name_of(account.domain) else account.name,
        feeds=account.feeds or page.feeds,
        boards=account.boards or page.boards,
        pages=(*account.pages, *more),
        country=account.country or page.country,
    )
