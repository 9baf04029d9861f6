"""Feeds of every family: no item lost, keys that hold, dates that are believed, text that a reader would see."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.domain.documents import Cursor
from agent.domain.items import Item
from agent.errors import SourceChanged
from signals.collectors.feed import Feed
from tests.documents import document


def read(body: str | Path) -> tuple[Item, ...]:
    return Feed().read(document("feed", body, url="https://brightkiln.example/feed.xml"), Cursor()).items


def test_an_rss_item_becomes_an_article_with_the_text_that_is_seen() -> None:
    item = read(Path("feeds/newsroom.rss.xml"))[0]
    assert item.title == "Brightkiln raises $15M Series A & opens Austin"
    assert item.text == (
        "Brightkiln raises $15M Series A & opens Austin\n"
        "Brightkiln, which makes kiln controllers, today said it raised $15 million in a Series A round led by "
        "Harrow Ventures."
    )
    assert (item.key, item.publisher, item.language) == ("bk-2026-11-18", "Brightkiln Newsroom", "en")
    assert item.published_at == datetime(2026, 11, 18, 14, 0, tzinfo=UTC)


def test_keys_are_the_guid_else_the_canonical_url_and_none_is_lost() -> None:
    items = read(Path("feeds/newsroom.rss.xml"))
    assert len(items) == len({item.key for item in items}) == 6
    assert items[1].key == "https://brightkiln.example/news/two"
    assert items == read(Path("feeds/newsroom.rss.xml"))


@pytest.mark.parametrize(
    ("entries", "count"),
    [
        ("<item><guid>https://a.example/29#one</guid><title>One</title></item>"
         "<item><guid>https://a.example/29#two</guid><title>Two</title></item>", 2),
        ("<item><title>Same</title></item>" * 3, 3),
        ("<item><guid>one</guid><title>Same</title></item>" * 3, 1),
    ],
)  # fmt: skip
def test_entries_are_one_only_where_the_feed_says_so(entries: str, count: int) -> None:
    items = read(f"<rss version='2.0'><channel><title>A</title>{entries}</channel></rss>")
    assert len({item.key for item in items}) == len(items) == count


def test_a_date_in_the_future_or_long_past_is_not_believed() -> None:
    items = read(Path("feeds/newsroom.rss.xml"))
    assert items[2].published_at is None and items[3].published_at is None
    assert items[2].url == "https://brightkiln.example/news/three"


def test_atom_rdf_and_json_feeds_are_read_alike() -> None:
    (atom,) = read(Path("feeds/blog.atom.xml"))
    assert atom.text == "Neue Leitung im Vertrieb\nIlse Brandhuber wird Leiterin Vertrieb."
    assert atom.published_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    (rdf,) = read(Path("feeds/old.rdf.xml"))
    assert rdf.text.endswith("A café on the quay.") and rdf.url == "https://tidewell.example/a"
    first, second = read(Path("feeds/feed.json"))
    assert first.text.endswith("Dara Whitlock joins on 1 December.") and first.publisher == "Fernhollow"
    assert (second.key, second.text, second.title) == ("2", "No title here.", "No title here.")


def test_an_empty_feed_is_no_failure_and_a_web_page_is() -> None:
    assert read("<rss version='2.0'><channel><title>Quiet</title></channel></rss>") == ()
    with pytest.raises(SourceChanged):
        read("<!doctype html><html><body><h1>News</h1></body></html>")
    with pytest.raises(SourceChanged):
        read('{"jobs": []}')


@pytest.mark.parametrize(
    "spoiled",
    [
        "<rss><channel><item><title>Torn & raw <b>markup</title><guid>1</guid></item><item><title>Next</title></item>",
        "garbage before <?xml version='1.0'?><rss><channel><item><title>Late</title></item></channel></rss>",
        "<rss><channel><item><title>\x00\x0bcontrol</title></item></channel></rss>",
    ],
)
def test_a_spoiled_feed_still_gives_its_items(spoiled: str) -> None:
    assert len(read(spoiled)) == spoiled.count("<item>")


def test_entities_are_neither_expanded_nor_fetched() -> None:
    lol = "".join(
        f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "lol"}{"&l" + str(n - 1) + ";" if n else ""}">'
        for n in range(40)
    )
    for doctype in (f"<!DOCTYPE rss [{lol}]>", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'):
        began = time.thread_time()
        body = f"<?xml version='1.0'?>{doctype}<rss><channel><item><title>A &l39; &x; B</title></item></channel></rss>"
        (item,) = read(body)
        assert "root:" not in item.text and len(item.text) < 500 and time.thread_time() - began < 2


@pytest.mark.parametrize(
    "dated",
    [
        "<guid>17</guid>",
        "<guid>x</guid><pubDate>yesterday</pubDate>",
        "<guid>x</guid><pubDate>12</pubDate>",
        "<guid>x</guid><pubDate>Monday</pubDate>",
        "<guid>x</guid><pubDate>10:30</pubDate>",
        "<guid>x</guid><pubDate>Nov 2026</pubDate>",
        "<guid>x</guid><pubDate>11/12/2026</pubDate>",
        "<guid>x</guid><pubDate></pubDate>",
    ],
)
def test_no_date_is_made_up_where_none_is_stated(dated: str) -> None:
    (item,) = read(f"<rss version='2.0'><channel><item><title>T</title>{dated}</item></channel></rss>")
    assert item.published_at is None


def test_a_wire_names_its_issuer_and_a_newsroom_its_company() -> None:
    wire = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><title>T</title>
    <dc:contributor>Brightkiln, Inc.</dc:contributor></item></channel></rss>"""
    assert read(wire)[0].company == "Brightkiln, Inc."
    newsroom = document("feed", Path("feeds/newsroom.rss.xml"), params={"company": "Brightkiln"})
    assert Feed().read(newsroom, Cursor()).items[0].company == "Brightkiln"
