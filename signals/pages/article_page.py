"""An article's own page: its title, its text without what surrounds it, and the day that it states. No I/O."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from signals.extract.stated_dates import instant
from signals.pages.json_ld import json_ld_of, objects_of
from signals.pages.page_tree import first, text_of, tree_of
from signals.pages.visible_text import drop, visible_text

MOST_TEXT = 20_000
LEAST_TEXT = 80
_AROUND = (
    "script, style, noscript, template, svg, nav, aside, footer, form, button, [role=navigation], [role=banner], "
    "[role=contentinfo], [role=dialog], [class*=related], [class*=share], [class*=cookie], [class*=breadcrumb], "
    "[class*=newsletter]"
)
_BODIES = ("[itemprop=articleBody]", "article", "main", "[role=main]", "#content, .content", "body")
_KINDS = ("NewsArticle", "PressRelease", "Article", "BlogPosting", "ReportageNewsArticle")
_DATES = ("article:published_time", "datepublished", "date", "pubdate", "publish-date", "dc.date", "dcterms.date")


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """`text` is what a reader sees of the article, "" where the page has none; `stated_at` is the page's own word."""

    title: str
    text: str
    stated_at: datetime | None
    language: str = "en"


def read_article(html: str) -> ArticlePage:
    """Read one article's page. Never raises for what stands in it."""
    tree = tree_of(html)
    stated_at = next((at for said in _dates(tree, html) if (at := instant(said))), None)
    root = first(tree, "html[lang]")
    language = (root.attributes.get("lang") or "")[:2].lower() if root is not None else ""
    title = _title(tree)
    drop(tree.css(_AROUND))
    return ArticlePage(title, _text(tree), stated_at, language if language.isalpha() else "en")


def _dates(tree: LexborHTMLParser, html: str) -> Iterator[str]:
    """The dates of publication that a page states, the most explicit first."""
    for kind in _KINDS:
        for one in objects_of(json_ld_of(html), kind):
            yield str(one.get("datePublished") or "")
    metas: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        name = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop") or ""
        metas.setdefault(name.lower(), node.attributes.get("content") or "")
    yield from (metas.get(name, "") for name in _DATES)
    for selector in ("[itemprop=datePublished]", "article time[datetime]", "main time[datetime]", "time[datetime]"):
        stated = first(tree, selector)
        if stated is not None:
            yield stated.attributes.get("datetime") or stated.attributes.get("content") or text_of(stated)


def _title(tree: LexborHTMLParser) -> str:
    heading = text_of(first(tree, "article h1") or first(tree, "main h1") or first(tree, "h1"))
    if len(heading) >= 10:
        return heading[:300]
    for node in tree.css('meta[property="og:title"]'):
        if node.attributes.get("content"):
            return " ".join((node.attributes["content"] or "").split())[:300]
    return heading or text_of(first(tree, "title"))[:300]


def _text(tree: LexborHTMLParser) -> str:
    """The longest text under the most exact selector that has enough of it."""
    for selector in _BODIES:
        texts = [visible_text(_markup(node)) for node in tree.css(selector)[:20]]
        best = max(texts, key=len, default="")
        if len(best) >= LEAST_TEXT:
            return best[:MOST_TEXT]
    return ""


def _markup(node: LexborNode) -> str:
    return node.html or ""
