"""Sitemaps: news sitemaps as articles, ordinary ones for the press and careers pages that are new. Stage 1 of 12.

(signals §1.3) A news sitemap holds two days, titles and dates. An ordinary one is a set of addresses: the first reading
is where it begins, later ones read what is new, ten pages a night; an article counts only if it dates itself. `lastmod`
is never evidence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from agent.domain.documents import Cursor, Document, FetchOutcome, Request, Target
from agent.domain.items import Item, ItemKind, Page
from agent.errors import SourceChanged
from agent.net.urls import canonical, site_of
from signals.collectors.article_queue import (
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
from signals.collectors.job_posting import stated_postings
from signals.collectors.own_site import own_site
from signals.extract.stated_dates import believed, instant
from signals.pages.site_map import Entry, SiteMap, read_site_map, robots_sitemaps, unpacked

MAX_BYTES = 50_000_000
MOST_MAPS = 20
MOST_KNOWN = 20_000
MOVED_LEAST = 20
MOVED_SHARE = 0.4
_PRESS = re.compile(
    r"(?:^|[/_-])(?:news(?!letter)\w*|press\w*|blog\w*|media|aktuelles|actualites|noticias)(?:[/_.-]|$)", re.I
)
_OTHERS = re.compile(r"(?:^|[/_-])(?:careers?|jobs?|karriere|team|leadership)(?:[/_.-]|$)", re.I)
_CAREERS = re.compile(r"(?:^|[/_-])(?:careers?|jobs?|karriere)(?:[/_.-]|$)", re.I)


class Sitemap:
    """`target.key` is the URL of a sitemap, or of a robots.txt that names some."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(target.params.get("url") or target.key, max_bytes=MAX_BYTES)

    def read(self, document: Document, cursor: Cursor) -> Page:
        """Maps lead to maps and to pages; a page is an article, or the postings it states. Raises SourceChanged."""
        first = document.url == self.start(document.target, cursor).url
        waiting = None if first else asked(document.url, cursor)
        if waiting is not None:
            return after(document.url, cursor, _items_of(document, waiting))
        if first:
            state = {name: value for name, value in begun(cursor).state.items() if name not in ("maps", "now")}
            cursor = Cursor({**state, "asked": "0"}, cursor.first_ok_at)
        if urlsplit(document.url).path.endswith("/robots.txt"):
            named = tuple(Entry(urljoin(document.final_url, url)) for url in robots_sitemaps(document.text))
            if not named:
                why = "robots.txt names no sitemap"
                return Page((), cursor, outcome=FetchOutcome.UNKNOWN_TARGET, reason=why)
            return _onward(_with_maps(cursor, named), ())
        site_map = read_site_map(unpacked(document.body, document.text))
        cursor = _with_pages(_with_maps(cursor, _by_name(site_map)), site_map, document)
        if document.target.account_id:
            return _onward(cursor, ())
        told = (one for one in site_map.pages if one.title and one.published)
        return _onward(cursor, tuple(_article(document, one) for one in told))

    def skip(self, request: Request, cursor: Cursor, *, again: bool) -> Page:
        """A map that cannot be read leaves the reading without it: nothing is called new that night."""
        if asked(request.url, cursor) is not None:
            return skip(request.url, cursor, again=again)
        return _onward(Cursor({**cursor.state, "torn": "yes"}, cursor.first_ok_at), ())


def _by_name(site_map: SiteMap) -> tuple[Entry, ...]:
    """The maps of an index that sound like news or careers, else all, the last changed first."""
    telling = [one for one in site_map.sitemaps if _PRESS.search(one.url) or _OTHERS.search(one.url)]
    general = [one for one in site_map.sitemaps if re.search(r"post|page|article", one.url, re.I)]
    chosen = list(dict.fromkeys((*telling, *general))) or list(site_map.sitemaps)
    return tuple(sorted(chosen, key=lambda one: one.lastmod, reverse=True)[:MOST_MAPS])


def _with_maps(cursor: Cursor, maps: Sequence[Entry]) -> Cursor:
    known = json.loads(cursor.state.get("maps", "[]"))
    asked_for = int(cursor.state.get("asked", "0"))
    fresh = [one.url for one in maps if one.url not in known][: max(0, MOST_MAPS - asked_for)]
    state = {**cursor.state, "maps": json.dumps([*known, *fresh]), "asked": str(asked_for + len(fresh))}
    return Cursor(state, cursor.first_ok_at)


def _with_pages(cursor: Cursor, site_map: SiteMap, document: Document) -> Cursor:
    """The cursor with the press and careers pages of one more map, each with the title and date that a news sitemap
    states: (url, title, published). A wire's articles are its map's titles; of an account only its own site counts."""
    pages = json.loads(cursor.state.get("now", "[]"))
    account, site = document.target.account_id, own_site(document.target)
    more = [
        (one.url, one.title, one.published if one.title else "")
        for one in site_map.pages
        if (one.title and account) or (not one.title and _is_telling(one.url))
        if not account or site_of(one.url) == site
    ]
    return Cursor({**cursor.state, "now": json.dumps([*pages, *more][:MOST_KNOWN])}, cursor.first_ok_at)


def _is_telling(url: str) -> bool:
    path = urlsplit(url).path
    return bool(_PRESS.search(path) or _OTHERS.search(path)) and len(path.strip("/").split("/")) > 1


def _onward(cursor: Cursor, items: tuple[Item, ...]) -> Page:
    """The next map; after the last one what is new among all of them, and the pages that wait."""
    maps = json.loads(cursor.state.get("maps", "[]"))
    if maps:
        state = {**cursor.state, "maps": json.dumps(maps[1:])}
        return Page(items, Cursor(state, cursor.first_ok_at), Request(maps[0], max_bytes=MAX_BYTES))
    return next_article(_compared(cursor), items)


def _compared(cursor: Cursor) -> Cursor:
    """The set of addresses against the one of the last reading. On first contact, when a map was torn and when much is
    new at once (a site that moved) no undated page is new: it is where the next comparison begins."""
    pages = {mark(canonical(url)): Waiting(url, *told) for url, *told in json.loads(cursor.state.get("now", "[]"))}
    known, torn = known_of(cursor), "torn" in cursor.state
    dropped = ("maps", "now", "asked", "torn")
    kept = Cursor({name: value for name, value in cursor.state.items() if name not in dropped}, cursor.first_ok_at)
    fresh = [page for one, page in pages.items() if one not in known]
    undated = [page for page in fresh if not page.day]
    moved = len(undated) >= MOVED_LEAST and len(undated) > MOVED_SHARE * len(pages)
    if cursor.first_ok_at is None or moved or torn:
        fresh = [page for page in fresh if page.day]
    queue = [*waiting_of(kept), *(page for page in fresh if page.day or _is_read(page.url))]
    return with_waiting(with_known(kept, {*pages, *known} if torn else pages), queue)


def _is_read(url: str) -> bool:
    """Press pages are read as articles, careers pages for their postings; team pages are other readers' work."""
    path = urlsplit(url).path
    return bool(_PRESS.search(path) or _CAREERS.search(path))


def _items_of(document: Document, waiting: Waiting) -> tuple[Item, ...]:
    path = urlsplit(waiting.url).path
    if _CAREERS.search(path) and not _PRESS.search(path):
        try:
            return stated_postings(document, Cursor()).items
        except SourceChanged:
            return ()
    item = article_item(document, waiting)
    return (item,) if item else ()


def _article(document: Document, entry: Entry) -> Item:
    return Item(
        source=document.source,
        key=canonical(entry.url),
        kind=ItemKind.ARTICLE,
        title=entry.title[:300],
        text=entry.title[:300],
        url=entry.url,
        published_at=believed(instant(entry.published), document.fetched_at),
        account_id=document.target.account_id,
        company=document.target.params.get("company"),
        publisher=document.target.params.get("publisher") or entry.publisher or urlsplit(entry.url).hostname or "",
        language=entry.language if entry.language.isalpha() else "en",
    )
