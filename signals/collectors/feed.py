"""RSS 0.9–2.0, RDF, Atom and JSON Feed: newsrooms, wires, blogs. Stage 1 of 12."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import fastfeedparser
import feedparser

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, ItemKind, Page
from agent.errors import SourceChanged
from agent.net.urls import canonical, site_of
from signals.collectors.feed_pace import stated_interval
from signals.collectors.own_site import own_site
from signals.extract.stated_dates import believed, instant
from signals.pages.visible_text import one_line, visible_text
from signals.pages.xml_documents import parse_xml

MAX_BYTES = 16_000_000
MOST_TOLERATED = 5_000
_ITEM_TAG = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>/]")
_BEGINS_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)\b|<(?=<)")
"""What may make the tolerant reader work: an entry, whole or torn, and a bracket that opens nothing."""
_TORN = re.compile(r"<(?:(?:\w+:)?(?:item|entry))?(?=<)")
_ENTRY_ID = re.compile(r"<(?:\w+:)?(?:guid|id)[\s>]|\babout\s*=|\"id\"", re.I)
"""Something by which a feed names its entries: without it nothing says that two that are alike are one."""
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,1000}([>\[])", re.I)
_SUBSET_END = re.compile(r"\]\s{0,100}>")
_PUBLISHED = ("pubDate", "published", "issued", "date", "created")
_UPDATED = ("updated", "modified")
_FEED_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel|entry|item)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Read:
    """A feed as either library read it: its own facts and its entries."""

    feed: Mapping[str, Any]
    entries: Sequence[Mapping[str, Any]]


class Feed:
    """`target.key` is the feed's URL; `params` may name its `publisher`, and the `company` whose newsroom it is."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(target.params.get("url") or target.key, max_bytes=MAX_BYTES)

    def read(self, document: Document, cursor: Cursor) -> Page:
        """Every entry as an article, keyed by guid or canonical URL. Raises SourceChanged when it is no feed."""
        read = read_feed(document.text, document.final_url)
        publisher = document.target.params.get("publisher") or one_line(str(read.feed.get("title") or ""))
        language = str(read.feed.get("language") or "")[:2].lower() or "en"
        names_entries = bool(_ENTRY_ID.search(document.text))
        items: dict[str, Item] = {}
        times: Counter[str] = Counter()
        for entry in read.entries:
            item = _item(document, entry, publisher, language)
            before = items.get(item.key)
            if before is not None and before.text != item.text:
                item = replace(item, key=f"{item.key}#{_hash(item.text)}")
            elif before is not None and not names_entries:
                times[item.key] += 1
                item = replace(item, key=f"{item.key}#{times[item.key] + 1}")
            items[item.key] = item
        return Page(
            tuple(items.values()), Cursor(cursor.state, cursor.first_ok_at), every=stated_interval(document.text)
        )


def _item(document: Document, entry: Mapping[str, Any], publisher: str, language: str) -> Item:
    title = one_line(str(entry.get("title") or ""))
    body = _body(entry)
    text = "\n".join(dict.fromkeys(part for part in (title, body) if part))
    url = _link(entry, document)
    guid = str(entry.get("id") or "").strip()
    at = instant(entry.get("published")) or instant(entry.get("updated"))
    key = (canonical(guid) if guid.startswith("http") else guid) or (canonical(url) if url else "") or _hash(text)
    return Item(
        source=document.source,
        key=_own_key(key, document),
        kind=ItemKind.ARTICLE,
        title=title or body.split("\n")[0][:120],
        text=text,
        url=url or document.final_url,
        published_at=believed(at, document.fetched_at),
        account_id=document.target.account_id,
        company=document.target.params.get("company") or _issuer(entry),
        publisher=publisher or urlsplit(document.final_url).hostname or "",
        language=language,
    )


def _own_key(key: str, document: Document) -> str:
    """An account's own feed names its own entries only: "1" of one site, or the address of an article on another's, is
    no entry of any other account's feed."""
    if not document.target.account_id:
        return key
    site = own_site(document.target)
    return key if key.startswith("http") and site_of(key) == site else f"{site}:{key}"


def _body(entry: Mapping[str, Any]) -> str:
    """The longest of what the entry says: summary, description, contents."""
    pieces = [entry.get("summary"), entry.get("description")]
    contents = entry.get("content")
    if isinstance(contents, list):
        pieces += [content.get("value") for content in contents if isinstance(content, Mapping)]
    return max((visible_text(piece) for piece in pieces if isinstance(piece, str)), key=len, default="")


def _link(entry: Mapping[str, Any], document: Document) -> str:
    """The entry's own page as an absolute http URL, "" where it names none; a guid counts only if it is a URL."""
    links = [entry.get("link")]
    listed = entry.get("links")
    if isinstance(listed, list):
        links += [link.get("href") for link in listed if isinstance(link, Mapping) and link.get("rel") != "enclosure"]
    guid = entry.get("id")
    links += [guid] if isinstance(guid, str) and guid.startswith("http") else []
    for link in links:
        if not isinstance(link, str) or not link.strip():
            continue
        try:
            url = urljoin(document.final_url, link.strip())
            if urlsplit(url).scheme in ("http", "https"):
                return url
        except ValueError:
            continue
    return ""


def _issuer(entry: Mapping[str, Any]) -> str | None:
    """The issuer that a wire names (dc:contributor)."""
    contributors = entry.get("contributors")
    if isinstance(contributors, list) and contributors and isinstance(contributors[0], Mapping):
        contributors = contributors[0].get("name")
    return one_line(contributors) or None if isinstance(contributors, str) else None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def read_feed(text: str, url: str) -> _Read:
    """The feed in `text`: by the fast reader, and by the tolerant one where that refuses or loses an entry.

    Raises SourceChanged when it is no feed by either.
    """
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _json_feed(text)
    text = _without_doctype(text)
    expected = len(_ITEM_TAG.findall(text))
    flood = next(islice(_TORN.finditer(text), MOST_TOLERATED, None), None) is not None
    fast = None if flood else _fast(text)
    if fast is not None and len(fast.entries) >= expected:
        return fast
    if not expected and not _FEED_ROOT.search(text[:20_000]):
        raise SourceChanged(f"{url} is no feed.", source="feed")
    slow = _tolerant(_first_entries(text), url)
    best = max((read for read in (slow, fast) if read is not None), key=lambda read: len(read.entries))
    if not best.entries and not _FEED_ROOT.search(text[:20_000]):
        raise SourceChanged(f"{url} is no feed.", source="feed")
    return best


def _without_doctype(text: str) -> str:
    """The document without its DTD, so that there is no entity to expand or to fetch."""
    found = _DOCTYPE.search(text, 0, 10_000)
    if found is None:
        return text
    end = found if found[1] == ">" else _SUBSET_END.search(text, found.end())
    return text[: found.start()] + (text[end.end() :] if end else "")


def _fast(text: str) -> _Read | None:
    """The fast reader's entries, with the dates as the document states them: left alone it makes dates up, even out of
    a guid that is a number."""
    try:
        read = fastfeedparser.parse(text)
        stated = stated_dates(text)
    except (ValueError, AttributeError, TypeError, KeyError, LookupError, SourceChanged):
        return None
    if len(stated) != len(read.entries):
        return None
    return _Read(read.feed, [{**entry, **dates} for entry, dates in zip(read.entries, stated, strict=True)])


def stated_dates(xml: str) -> list[dict[str, str]]:
    """`published` and `updated` of each entry in document order, as they stand; "" where an entry has none."""
    root = parse_xml(xml, "feed")
    return [
        {
            "published": _first_text(entry, _PUBLISHED),
            "updated": _first_text(entry, _UPDATED),
            "contributors": _first_text(entry, ("contributor",)),
        }
        for entry in root.iter("item", "entry")
    ]


def _first_text(entry: Any, names: tuple[str, ...]) -> str:
    texts = {child.tag: (child.text or "").strip() for child in entry if isinstance(child.tag, str)}
    return next((texts[name] for name in names if texts.get(name)), "")


def _first_entries(text: str) -> str:
    """The text up to the tolerant reader's bound: it is slow, and slower than slow on entries inside entries."""
    beyond = next(islice(_BEGINS_ITEM.finditer(text), MOST_TOLERATED, None), None)
    return text[: beyond.start()] if beyond else text


def _tolerant(text: str, url: str) -> _Read:
    """Bytes in a buffer, never a string: the library would take a string for an address and fetch it."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    read = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), response_headers=headers)
    return _Read(read.get("feed") or {}, read.get("entries") or [])


def _json_feed(text: str) -> _Read:
    """JSON Feed 1.x (jsonfeed.org). Raises SourceChanged when it is some other JSON."""
    try:
        whole = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise SourceChanged(f"The feed is broken JSON: {error}", source="feed") from error
    items = whole.get("items") if isinstance(whole, dict) else None
    if not isinstance(items, list):
        raise SourceChanged("The answer is JSON, and no JSON Feed.", source="feed")
    entries = [
        {
            "id": str(item.get("id") or ""),
            "title": item.get("title") or "",
            "link": item.get("url") or item.get("external_url"),
            "summary": item.get("summary"),
            "description": item.get("content_text"),
            "content": [{"value": item.get("content_html")}],
            "published": item.get("date_published"),
            "updated": item.get("date_modified"),
        }
        for item in items
        if isinstance(item, dict)
    ]
    return _Read(whole, entries)
