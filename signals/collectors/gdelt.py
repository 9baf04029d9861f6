"""GDELT's list of articles of the world's press: addresses and headlines for one query. Stage 1 of 12.

`GET https://api.gdeltproject.org/api/v2/doc/doc?query=…&mode=artlist&format=json` (signals §1.3). It is often
throttled, and its dates are when the article was seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, ItemKind, Page
from agent.errors import SourceChanged
from agent.net.urls import canonical
from signals.collectors.postings import get, json_of, objects, web_address
from signals.extract.stated_dates import believed, instant
from signals.pages.visible_text import one_line

_LANGUAGES = {"english": "en", "german": "de", "french": "fr", "spanish": "es"}


class Gdelt:
    """`target.key` is the whole address of the query."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(target.params.get("url") or target.key, documented_api=True)

    def read(self, document: Document, cursor: Cursor) -> Page:
        """Each article as its headline. Raises SourceChanged when the answer is no list (a throttled one is text)."""
        answer = json_of(document)
        articles = get(answer, "articles") if answer != {} else []
        if not isinstance(articles, list):
            raise SourceChanged("GDELT answers with no list of articles.", source=document.source)
        items = (_item(document, one) for one in objects(articles))
        return Page(tuple({item.key: item for item in items if item is not None}.values()), cursor)


def _item(document: Document, article: Mapping[str, Any]) -> Item | None:
    url = web_address(document.final_url, article.get("url"))
    title = one_line(str(article.get("title") or ""))[:300]
    if not url or not title:
        return None
    return Item(
        source=document.source,
        key=canonical(url),
        kind=ItemKind.ARTICLE,
        title=title,
        text=title,
        url=url,
        published_at=believed(_seen(str(article.get("seendate") or "")), document.fetched_at),
        publisher=str(article.get("domain") or "")[:200],
        language=_LANGUAGES.get(str(article.get("language") or "").lower(), "en"),
    )


def _seen(stamp: str) -> datetime | None:
    """ "20261119T130500Z" as an instant."""
    day, _, clock = stamp.partition("T")
    if len(day) != 8 or len(clock) != 7:
        return None
    return instant(f"{day[:4]}-{day[4:6]}-{day[6:]}T{clock[:2]}:{clock[2:4]}:{clock[4:6]}Z")
