"""Sitemaps and the robots.txt that names them: addresses, and of news sitemaps titles and dates. No I/O.

https://www.sitemaps.org/protocol.html; http://www.google.com/schemas/sitemap-news/0.9. `lastmod` is no evidence that
anything happened (signals §1.3): it is read only to order what is looked at.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Any

from agent.errors import SourceChanged
from signals.pages.xml_documents import parse_xml, text_at

MOST_UNPACKED = 50_000_000
MOST_ADDRESSES = 50_000
_ROBOTS_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of a sitemap. `title` and `published` stand only in news sitemaps, as written."""

    url: str
    lastmod: str = ""
    title: str = ""
    published: str = ""
    publisher: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class SiteMap:
    """What one document names: further sitemaps, or pages."""

    sitemaps: tuple[Entry, ...] = ()
    pages: tuple[Entry, ...] = ()


def unpacked(body: bytes, text: str) -> str:
    """The text of a sitemap, also where it was stored as .gz. Raises SourceChanged for what does not unpack."""
    if not body.startswith(b"\x1f\x8b"):
        return text
    try:
        return zlib.decompressobj(31).decompress(body, MOST_UNPACKED).decode("utf-8", "replace")
    except zlib.error as error:
        raise SourceChanged("The sitemap is packed and torn.", source="sitemap") from error


def robots_sitemaps(text: str) -> tuple[str, ...]:
    """The addresses that a robots.txt names in its `Sitemap:` lines, in order."""
    return tuple(dict.fromkeys(found[1] for found in _ROBOTS_LINE.finditer(text)))


def read_site_map(text: str) -> SiteMap:
    """A sitemap, sitemap index or plain list of addresses. Raises SourceChanged when it is none."""
    if text.lstrip("\ufeff \t\r\n").startswith("http"):
        lines = (line.strip() for line in text.splitlines()[:MOST_ADDRESSES])
        return SiteMap(pages=tuple(Entry(line) for line in lines if line.startswith(("http://", "https://"))))
    root = parse_xml(text, "sitemap")
    if root.tag == "sitemapindex":
        return SiteMap(sitemaps=tuple(_entry(one) for one in root.iterfind("sitemap") if text_at(one, "loc")))
    if root.tag != "urlset":
        raise SourceChanged("The answer is no sitemap.", source="sitemap")
    pages = (_entry(one) for one in root.findall("url")[:MOST_ADDRESSES] if text_at(one, "loc"))
    return SiteMap(pages=tuple(pages))


def _entry(node: Any) -> Entry:
    return Entry(
        url=text_at(node, "loc"),
        lastmod=text_at(node, "lastmod"),
        title=text_at(node, "news/title"),
        published=text_at(node, "news/publication_date"),
        publisher=text_at(node, "news/publication/name"),
        language=text_at(node, "news/publication/language")[:2].lower(),
    )
