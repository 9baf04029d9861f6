"""A company's home page read for who it is and where its feeds and news are (signals §1.3). No I/O.

Only links that stand on the company's own page are believed; nothing is guessed from a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from signals.pages.json_ld import json_ld_of, objects_of
from signals.pages.page_tree import tree_of

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_NEWS = re.compile(r"/(?:news|newsroom|press|blog)\b", re.I)
_SPLIT = re.compile(r"\s+[|–—·:-]\s+")
_NO_NAMES = frozenset({"home", "homepage", "home page", "welcome", "index", "start", "startseite", "accueil", "inicio"})
MOST_LINKS = 3000


@dataclass(frozen=True, slots=True)
class HomePage:
    """What a home page says; empty where it says nothing. `news` are further pages of the same site. Discovery
    adds `boards`, and `pages` that are read beside feeds, as accounts have them ("newsroom:https://…/news")."""

    name: str = ""
    description: str = ""
    feeds: tuple[str, ...] = ()
    boards: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    country: str = ""
    pages: tuple[str, ...] = ()


def read_home_page(html: str, url: str, *, domain: str = "") -> HomePage:
    """Read one page of `domain` (that of `url` unless given). Never raises for what stands in it."""
    tree = tree_of(html)
    organisation = _organisation(html)
    own = urlsplit(url).hostname or ""
    same_host = [
        link
        for link in _links(tree, url)
        if (urlsplit(link).hostname or "").removeprefix("www.") == own.removeprefix("www.")
    ]
    feeds = _feeds(tree, url)
    return HomePage(
        name=_name(tree, organisation, _stem(domain or own)),
        description=_meta(tree, "description") or _meta(tree, "og:description"),
        feeds=feeds,
        news=tuple(
            dict.fromkeys(link for link in same_host if link not in feeds and _NEWS.search(urlsplit(link).path))
        )[:4],
        country=_country(organisation),
    )


def _meta(tree: LexborHTMLParser, name: str) -> str:
    for node in tree.css("meta"):
        attributes = node.attributes
        if name in {(attributes.get("name") or "").lower(), (attributes.get("property") or "").lower()}:
            return " ".join((attributes.get("content") or "").split())[:300]
    return ""


def _name(tree: LexborHTMLParser, organisation: Mapping[str, Any], stem: str) -> str:
    """The name that the page gives itself; of a title only the piece that the domain confirms, for the rest is
    advertising ("Home | Alder", "Alder - The cloud for pumps")."""
    for said in (organisation.get("name"), _meta(tree, "og:site_name")):
        name = " ".join(said.split())[:80] if isinstance(said, str) else ""
        if name and name.casefold() not in _NO_NAMES:
            return name
    title = tree.css_first("title")
    pieces = [piece.strip() for piece in _SPLIT.split(" ".join(title.text().split()))] if title else []
    named = [piece for piece in pieces if piece and piece.casefold() not in _NO_NAMES]
    if not stem:
        return min(named, key=len)[:80] if named else ""
    best = max(named, key=lambda piece: _likeness(piece, stem), default="")
    return best[:80] if best and _likeness(best, stem) else ""


def _stem(host: str) -> str:
    """ "alderrobotics" of www.alder-robotics.example; "" for a bare address of a machine."""
    labels = host.removeprefix("www.").split(".")
    if len(labels) < 2 or host.replace(".", "").isdigit():
        return ""
    return _letters(labels[0])


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _likeness(piece: str, stem: str) -> int:
    """How much of a domain's stem a piece of a title is: the same 3, a part of it 2, its initials 1, else 0."""
    letters = _letters(piece)
    if not letters or len(piece.split()) > 6:
        return 0
    if letters == stem:
        return 3
    if len(letters) >= 3 and (letters in stem or stem in letters):
        return 2
    return int("".join(word[0] for word in piece.casefold().split()) == stem)


def _organisation(html: str) -> Mapping[str, Any]:
    """The first organisation that the page states for search engines."""
    blocks = json_ld_of(html)
    return next(iter((*objects_of(blocks, "Organization"), *objects_of(blocks, "Corporation"))), {})


def _country(organisation: Mapping[str, Any]) -> str:
    address = organisation.get("address")
    said = address.get("addressCountry") if isinstance(address, dict) else None
    return said.upper() if isinstance(said, str) and len(said) == 2 else ""


def _links(tree: LexborHTMLParser, url: str) -> list[str]:
    found = []
    for node in tree.css("a[href], iframe[src], script[src], link[href]")[:MOST_LINKS]:
        raw = node.attributes.get("href") or node.attributes.get("src") or ""
        try:
            found.append(urljoin(url, raw.strip()))
        except ValueError:
            continue
    return found


def _feeds(tree: LexborHTMLParser, url: str) -> tuple[str, ...]:
    feeds = [
        urljoin(url, (node.attributes.get("href") or "").strip())
        for node in tree.css("link[rel~=alternate]")
        if (node.attributes.get("type") or "").lower() in _FEED_TYPES
        and node.attributes.get("href")
        and "comment" not in (node.attributes["href"] or "").lower()
    ]
    return tuple(dict.fromkeys(feeds))[:3]
