"""What stands on another site is another's: no account's page, map or feed takes or makes news of somebody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.domain.documents import Cursor, Document
from agent.errors import SourceChanged
from signals.collectors.article_queue import Waiting, article_item
from signals.collectors.feed import Feed
from signals.collectors.newsroom import Newsroom
from signals.collectors.sitemap import Sitemap
from tests.documents import DATA, document

OTHERS = "https://birch.example/news/birch-raises"
LIST = (DATA / "newsrooms/list.html").read_text()
NEWS_MAP = (
    "<urlset xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>{url}</loc><news:news>"
    "<news:publication_date>2026-11-19</news:publication_date><news:title>We raised $5 million today</news:title>"
    "</news:news></url></urlset>"
)


def read_as(account: str, url: str, body: str, *, final_url: str = "") -> Document:
    read = document("own", body, key=url, url=url, params={"url": url}, account_id=account)
    return replace(read, final_url=final_url or url)


def feed_of(account: str, guid: str, title: str) -> str:
    rss = f"<rss><channel><item><title>{title}</title><guid>{guid}</guid></item></channel></rss>"
    (item,) = Feed().read(read_as(account, f"https://{account}.example/feed.xml", rss), Cursor()).items
    return item.key


@pytest.mark.parametrize("guid", ["1", OTHERS, "tag:birch.example,2026:1"])
def test_an_entry_of_one_accounts_feed_never_takes_the_place_of_anothers(guid: str) -> None:
    assert feed_of("alder", guid, "Weather") != feed_of("birch", guid, "Birch raises $5 million")


def test_an_entry_on_the_accounts_own_site_keeps_its_address_as_key() -> None:
    assert feed_of("birch", OTHERS, "Birch raises $5 million") == OTHERS


def test_a_newsroom_that_leads_to_another_site_is_not_the_accounts() -> None:
    moved = read_as("alder", "https://alder.example/news", LIST, final_url="https://birch.example/news")
    with pytest.raises(SourceChanged, match=r"birch\.example, another site"):
        Newsroom().read(moved, Cursor())


def test_an_article_that_leads_to_another_site_is_no_news_of_the_account() -> None:
    page = "<main><h1>Birch raises $5 million</h1><p>" + "Words of Birch. " * 9 + "</p></main>"
    waiting = Waiting("https://alder.example/news/one", "Birch raises $5 million", "2026-11-19")
    read = document("own", page, key="https://alder.example/news", url=waiting.url, account_id="alder")
    there = replace(read, final_url=OTHERS)
    assert article_item(there, waiting) is None
    assert article_item(replace(there, final_url=waiting.url), waiting) is not None


def test_a_map_on_another_site_names_no_articles_of_the_account() -> None:
    text = NEWS_MAP.format(url=OTHERS)
    robots = read_as("alder", "https://alder.example/robots.txt", "Sitemap: https://birch.example/map.xml")
    first = Sitemap().read(robots, Cursor())
    named = replace(read_as("alder", "https://birch.example/map.xml", text), target=robots.target)
    page = Sitemap().read(named, first.cursor)
    assert page.next_request is None and not page.items
