"""Wires' bodies go after 30 days: headline, quotes and link stay, in their places; accounts' own news stays whole."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlmodel import select

from agent.domain.documents import Document, Target
from agent.domain.items import Item, ItemKind
from agent.domain.policies import SourceSetting
from agent.domain.signals import Resolution
from agent.store import items, readings
from agent.store.engine import Store
from agent.store.items import mention_fields
from agent.store.retention import forget_bodies, shortened_text, wires_of
from agent.tables.items import DocumentRow, ItemRow, MentionRow
from signals.detect import detect

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TITLE = "Brightkiln raises $12 million in Series A"
TEXT = f"{TITLE}\nBrightkiln, a maker of ovens, announced the round. " + "It will bake more bread with the money. " * 30
BODY = b"<rss/>"
DOCUMENT = Document(
    "wire", Target("wire", "x"), "https://wire.example/x", "https://wire.example/x", 200, "", BODY, "<rss/>",
    hashlib.sha256(BODY).hexdigest(), NOW,
)  # fmt: skip
ARTICLE = Item("wire", "a1", ItemKind.ARTICLE, TITLE, TEXT, "https://wire.example/a1", document_sha256=DOCUMENT.sha256)


def kept(store: Store, article: Item, *, days: int) -> None:
    """The world after `days` days, with what the article was read to say."""
    with store.write() as session:
        readings.put_documents(session.connection(), [DOCUMENT])
        items.put_items(session, [article], now=NOW)
        row = session.exec(select(ItemRow)).one()
        for mention in detect(article):
            items.put_mention(session, row.id, mention, Resolution(None, 0.0, ("nobody's",)), None, now=NOW)
        items.mark_detected(session, [row.id], now=NOW)
    with store.write() as session:
        forget_bodies(session, ["wire"], now=NOW + timedelta(days=days))


def test_after_thirty_days_a_wires_article_is_its_headline_and_its_quotes(store: Store) -> None:
    kept(store, ARTICLE, days=31)
    with store.read() as session:
        row, document = session.exec(select(ItemRow)).one(), session.exec(select(DocumentRow)).one()
        assert document.body is None and row.text.startswith(TITLE) and "bread" not in row.text
        assert row.url == ARTICLE.url and row.document_sha256 == ""
        quotes = [
            value.quote for mention in session.exec(select(MentionRow)) for value in mention_fields(mention).values()
        ]
        assert quotes and all(quote.stands_in(row.text) for quote in quotes)


def test_until_then_it_stands_whole_and_an_accounts_own_news_stays(store: Store) -> None:
    kept(store, ARTICLE, days=29)
    with store.read() as session:
        assert session.exec(select(ItemRow)).one().text == TEXT
        assert session.exec(select(DocumentRow)).one().body is not None


def test_an_accounts_own_article_stays_whole(store: Store) -> None:
    kept(store, replace(ARTICLE, account_id="acc"), days=60)
    with store.read() as session:
        assert session.exec(select(ItemRow)).one().text == TEXT


def test_a_shortened_article_seen_again_is_not_new_and_not_whole_again(store: Store) -> None:
    kept(store, ARTICLE, days=31)
    with store.write() as session:
        assert items.put_items(session, [ARTICLE], now=NOW + timedelta(days=32)) == 0
        assert forget_bodies(session, ["wire"], now=NOW + timedelta(days=32)) == 0
    with store.read() as session:
        assert "bread" not in session.exec(select(ItemRow)).one().text


def test_around_a_quote_its_sentence_stays_and_no_more_than_280_characters() -> None:
    text = "Title\nOne. Two said that it raised $5 million today. Three."
    start = text.index("$5")
    left = " ".join(shortened_text(text, "Title", [(start, start + 10)]).split())
    assert left == "Title Two said that it raised $5 million today."
    long = "Title\n" + "a" * 1000 + "$5 million" + "b" * 1000
    start = long.index("$5")
    left = shortened_text(long, "Title", [(start, start + 10)])
    assert len("".join(left.split())) <= 5 + 280 and left[start : start + 10] == "$5 million"


def test_wires_are_feeds_and_sitemaps_that_belong_to_no_account() -> None:
    own = SourceSetting("newsroom", "feed", params={"per_account": "yes"})
    assert wires_of([own, SourceSetting("wire", "feed"), SourceSetting("sec", "sec_8k")]) == ["wire"]
