"""Where an account publishes: its feed, else its list of articles, else its sitemap; looked for once a month."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from agent.bench.bench_team import bench_team
from agent.clock import MovedClock
from agent.domain.accounts import Account
from agent.domain.policies import SourceSetting
from agent.night.discovery import EVERY, look_at_sites
from agent.store import accounts
from agent.store.engine import Store
from tests.documents import DATA
from tests.fetching import NamesResolver, fetcher_for
from tests.local_server import LocalServer

NOW = MovedClock().now()
DOMAIN = "alder.example"
LIST = (DATA / "newsrooms/list.html").read_text()
FEED = '<link rel="alternate" type="application/rss+xml" href="/blog/feed.xml">'
COMMENTS = '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
MAP = "<urlset><url><loc>http://alder.example/news/one</loc></url></urlset>"
SITES = {
    "a feed on its blog": ({"/": "<a href='/blog'>Blog</a>", "/blog": FEED}, ("/blog/feed.xml",), ()),
    "a list of articles": ({"/": "<a href='/news'>News</a>", "/news": LIST}, (), ("newsroom:/news",)),
    "a newsroom that no link names": ({"/": "Welcome", "/newsroom": LIST}, (), ("newsroom:/newsroom",)),
    "a sitemap in robots.txt": (
        {"/": "Welcome", "/robots.txt": "Sitemap: /map.xml"},
        (),
        ("sitemap:/robots.txt",),
    ),
    "a sitemap in its usual place": ({"/": "Welcome", "/sitemap.xml": MAP}, (), ("sitemap:/sitemap.xml",)),
    "a page that answers everything": ({"/": "Welcome", "/*": "<html><body>Welcome</body></html>"}, (), ()),
    "comments are no news": ({"/": COMMENTS}, (), ()),
}
SOURCE = SourceSetting("news", "feed", params={"per_account": "yes"}, terms_reviewed_on=date(2026, 11, 1))


def look(
    store: Store, pages: dict[str, str], *, days: int = 0, source: SourceSetting = SOURCE
) -> tuple[Account, str, int]:
    """The account after a look at its site, the site's address, and how many requests the look took."""

    async def play(server: LocalServer) -> None:
        now = NOW + timedelta(days=days)
        async with fetcher_for(server.port, resolver=NamesResolver()) as fetcher:
            team = replace(bench_team(), sources=(source,))
            await look_at_sites(store, team, fetcher, now=now, url=f"http://{{domain}}:{server.port}/")

    with LocalServer() as server:
        for path, body in pages.items():
            server.route(path, body)
        asyncio.run(play(server))
        with store.read() as session:
            found = accounts.by_domain(session, DOMAIN)
        assert found is not None
        return found, f"http://{DOMAIN}:{server.port}", len(server.requests)


@pytest.fixture
def known(sqlite_store: Store) -> Store:
    with sqlite_store.write() as session:
        accounts.put(session, Account("a", "Alder", DOMAIN), now=NOW)
    return sqlite_store


@pytest.mark.parametrize("site", SITES)
def test_an_accounts_news_is_found_where_its_site_has_it(known: Store, site: str) -> None:
    pages, feeds, own = SITES[site]
    account, base, _ = look(known, pages)
    assert account.feeds == tuple(base + feed for feed in feeds)
    assert account.pages == tuple(page.replace(":", f":{base}", 1) for page in own)


def test_a_site_is_looked_through_once_in_thirty_days(known: Store) -> None:
    assert look(known, {"/": "Welcome"})[2] > 0
    assert look(known, {"/": FEED}, days=EVERY.days - 1)[2] == 0
    assert look(known, {"/": FEED}, days=EVERY.days + 1)[0].feeds


def test_no_site_is_looked_through_for_sources_that_nobody_confirmed(known: Store) -> None:
    assert look(known, {"/": FEED}, source=replace(SOURCE, terms_reviewed_on=None))[2] == 0


def test_what_people_said_is_not_looked_for(known: Store) -> None:
    with known.write() as session:
        accounts.put(
            session, Account("a", "Alder", DOMAIN, feeds=("https://x.example/f",), boards=("lever:a",)), now=NOW
        )
    account, _, asked = look(known, {"/": FEED})
    assert asked == 0 and account.feeds == ("https://x.example/f",)
