"""Where an account publishes news, by its own site: a feed, else a list of articles, else a sitemap (signals §1.3)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from agent.domain.documents import Document
from agent.errors import SourceChanged
from agent.net.urls import canonical, registered_host
from signals.collectors.newsroom import LEAST
from signals.pages.home_page import HomePage, read_home_page
from signals.pages.news_list import news_links
from signals.pages.site_map import read_site_map, robots_sitemaps, unpacked

USUAL = ("/news", "/newsroom", "/press", "/blog", "/company/news")
MOST_PAGES = 5

Read = Callable[[str], Awaitable[Document | None]]


async def with_news(page: HomePage, url: str, read: Read, *, usual_places: bool) -> HomePage:
    """The home page at `url` with the feeds or, failing these, the pages that its news stand on.

    Followed are its own news links and, with `usual_places`, the places where sites keep news, five pages at most; then
    its robots.txt and /sitemap.xml.
    """
    if page.feeds:
        return page
    places = [*page.news, *(urljoin(url, place) for place in USUAL if usual_places)]
    for address in list(dict.fromkeys(map(canonical, places)))[:MOST_PAGES]:
        document = await read(address)
        if document is None or not _same_site(document.final_url, url):
            continue
        feeds = read_home_page(document.text, document.final_url).feeds
        if feeds:
            return replace(page, feeds=feeds)
        if len(news_links(document.text, document.final_url)) >= LEAST:
            return replace(page, pages=(f"newsroom:{canonical(document.final_url)}",))
    if not usual_places:
        return page
    found = await _site_map(url, read)
    return replace(page, pages=(f"sitemap:{found}",)) if found else page


async def _site_map(url: str, read: Read) -> str:
    """The address that leads to the site's sitemaps: its robots.txt where that names one, else /sitemap.xml; or ""."""
    robots = await read(urljoin(url, "/robots.txt"))
    named = robots_sitemaps(robots.text) if robots else ()
    if robots and any(_same_site(urljoin(robots.final_url, one), url) for one in named):
        return canonical(robots.final_url)
    document = await read(urljoin(url, "/sitemap.xml"))
    if document is None:
        return ""
    try:
        site_map = read_site_map(unpacked(document.body, document.text))
    except SourceChanged:
        return ""
    return canonical(document.final_url) if site_map.pages or site_map.sitemaps else ""


def _same_site(one: str, other: str) -> bool:
    return registered_host(urlsplit(one).hostname or "") == registered_host(urlsplit(other).hostname or "")
