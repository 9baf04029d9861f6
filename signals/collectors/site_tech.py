"""What an account's own site shows of tools: its home page and up to four more, by our rule file. Stage 1 of 12.

One item a page: a line a mark, each with the words of the page that it stands on (signals §1.7).
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit, urlunsplit

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from agent.errors import SourceChanged
from signals.collectors.own_site import stay_on_site
from signals.pages.page_tree import tree_of
from signals.technology.fingerprints import marks_of_page
from signals.technology.readings import fingerprint_item
from signals.technology.rules import rules_with

MOST_PAGES = 5
MOST_LINKS = 1000
HOME_PAGE = "https://{domain}/"
PAGES, QUEUE, HOME = "pages", "queue", "home"
# In this order: where teams put chat, forms, payments and boards; of each kind the shortest path.
_WANTED = (
    re.compile(r"/(?:pricing|plans|preise|tarifs)\b", re.I),
    re.compile(r"/(?:contact|contact-us|demo|book-a-demo|request-a-demo|kontakt)\b", re.I),
    re.compile(r"/(?:careers|jobs|karriere|join-us)\b", re.I),
    re.compile(r"/(?:products?|platform|features|solutions)\b", re.I),
    re.compile(r"/(?:support|help|docs|blog)\b", re.I),
)
_TYPES = ("text/html", "application/xhtml")


class SiteTech:
    """`target.key` is the domain. `params.home_page` says where its home page is; `params.rules` adds a team's rules.

    The further pages are chosen on the first reading and kept, so that the same pages are compared; a page that is gone
    is chosen anew.
    """

    def start(self, target: Target, cursor: Cursor) -> Request:
        return _request((target.params.get("home_page") or HOME_PAGE).replace("{domain}", target.key))

    def read(self, document: Document, cursor: Cursor) -> Page:
        if "<" not in document.text:
            raise SourceChanged(f"{document.source}: {document.final_url} is no page.", source=document.source)
        is_home = document.url == self.start(document.target, cursor).url
        if is_home:
            stay_on_site(document)
        waiting = _chosen(document, cursor) if is_home else _split(cursor.state.get(QUEUE, ""))
        kept = waiting if is_home else _split(cursor.state.get(PAGES, ""))
        item = _item(document, is_home=is_home)
        return Page((item,), *_next(cursor, kept, [url for url in waiting if url != document.url]))

    def skip(self, request: Request, cursor: Cursor, *, again: bool) -> Page:
        """A page that is gone is forgotten; one that failed tonight is asked again another night."""
        waiting = [url for url in _split(cursor.state.get(QUEUE, "")) if url != request.url]
        kept = [url for url in _split(cursor.state.get(PAGES, "")) if again or url != request.url]
        return Page((), *_next(cursor, kept, waiting))


def _next(cursor: Cursor, kept: list[str], waiting: list[str]) -> tuple[Cursor, Request | None]:
    state = {PAGES: "\n".join(kept), QUEUE: "\n".join(waiting)}
    return replace(cursor, state=state), _request(waiting[0]) if waiting else None


def _request(url: str) -> Request:
    return Request(url, max_bytes=3_000_000, content_types=_TYPES)


def _split(text: str) -> list[str]:
    return text.splitlines()


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _item(document: Document, *, is_home: bool) -> Item:
    rules = rules_with(document.target.params.get("rules", ""))
    marks = marks_of_page(document.text, document.final_url, rules, headers=document.headers, is_home=is_home)
    place = urlsplit(document.final_url).path or "/"
    return fingerprint_item(
        source=document.source,
        target=document.target,
        key=f"{document.target.key}:{HOME if is_home else urlsplit(document.url).path}",
        url=document.final_url,
        places=("/" if is_home else place,),
        marks=[(mark, "/" if is_home else place) for mark in marks],
    )


def _chosen(document: Document, cursor: Cursor) -> list[str]:
    """The further pages: those of the last reading, and new ones of a kind that has none."""
    kept = [url for url in _split(cursor.state.get(PAGES, "")) if _host(url) == _host(document.final_url)]
    links = _own_links(document)
    for wanted in _WANTED:
        if len(kept) >= MOST_PAGES - 1:
            break
        if not any(wanted.search(urlsplit(url).path) for url in kept):
            found = [url for url in links if wanted.search(urlsplit(url).path) and url not in kept]
            kept += sorted(found, key=lambda url: (len(url), url))[:1]
    return kept[: MOST_PAGES - 1]


def _own_links(document: Document) -> list[str]:
    """The pages of the same host that the page links to, without query and fragment."""
    found: dict[str, None] = {}
    for node in tree_of(document.text).css("a[href]")[:MOST_LINKS]:
        try:
            parts = urlsplit(urljoin(document.final_url, (node.attributes.get("href") or "").strip()))
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and (parts.hostname or "") == _host(document.final_url):
            url = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
            if not any(char.isspace() for char in url) and len(url) <= 300:
                found[url] = None
    return list(found)
