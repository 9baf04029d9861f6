"""A newsroom page without a feed: what its list shows that it did not show before, and the articles themselves.
Stage 1 of 12.

(signals §1.3) The list is compared by (address, title, day); fewer than three such triples and the page is called
unparseable. A night reads ten new articles at most.
"""

from __future__ import annotations

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Page
from agent.errors import SourceChanged
from signals.collectors.article_queue import (
    IS_NEWS,
    Waiting,
    after,
    article_item,
    asked,
    begun,
    known_of,
    mark,
    next_article,
    skip,
    waiting_of,
    with_known,
    with_waiting,
)
from signals.collectors.own_site import stay_on_site
from signals.extract.stated_dates import instant
from signals.pages.news_list import NewsLink, news_links

LEAST = 3


class Newsroom:
    """`target.key` is the list page's URL; `params` may name its `publisher`, and the `company` whose it is."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(target.params.get("url") or target.key)

    def read(self, document: Document, cursor: Cursor) -> Page:
        """The list queues what is new on it; an article is one item. Raises SourceChanged for a list of no articles."""
        waiting = asked(document.url, cursor) if document.url != self.start(document.target, cursor).url else None
        if waiting is not None:
            item = article_item(document, waiting)
            return after(document.url, cursor, (item,) if item else ())
        if document.target.account_id:
            stay_on_site(document)
        links = news_links(document.text, document.final_url)
        if len(links) < LEAST:
            raise SourceChanged(
                f"unparseable: {document.final_url} shows {len(links)} dated articles; a newsroom shows three or more.",
                source=document.source,
            )
        known = known_of(cursor)
        fresh = [link for link in links if _mark(link) not in known and _is_news(link, document)]
        queue = [*waiting_of(cursor), *(Waiting(link.url, link.title, link.day.isoformat()) for link in fresh)]
        once = {one.url: one for one in queue}
        cursor = with_known(begun(cursor), map(_mark, links))
        return next_article(with_waiting(cursor, list(once.values())))

    def skip(self, request: Request, cursor: Cursor, *, again: bool) -> Page:
        return skip(request.url, cursor, again=again)


def _mark(link: NewsLink) -> str:
    return mark(link.url, link.title, link.day.isoformat())


def _is_news(link: NewsLink, document: Document) -> bool:
    at = instant(link.day.isoformat())
    return at is not None and document.fetched_at - IS_NEWS <= at <= document.fetched_at
