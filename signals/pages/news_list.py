"""A newsroom's list page: which articles it lists, each with its title and day. No I/O.

(signals §1.3) A card is found from its date: around it the link and the heading that are its own. What stands on a page
without a whole date is navigation or decoration, and is not listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from agent.net.urls import canonical, site_of
from signals.extract.dates import dates_in
from signals.extract.stated_dates import instant
from signals.pages.page_tree import text_of, tree_of
from signals.pages.visible_text import drop

MOST_DATES = 300
MOST_TELLINGS = 4
MOST_LINKS = 40
CLIMB = 7
LONGEST_DATE_LINE = 120
_NOT_LISTED = "script, style, noscript, template, svg, nav, footer, [role=navigation], [role=banner]"
_HEADINGS = "h1, h2, h3, h4, h5, h6, [class*=title], [class*=headline]"
_YEAR = re.compile(r"\b20\d\d\b")
_SLASHED = re.compile(r"\b\d{1,2}[/-](?:\d{1,2}|[A-Za-z]{3})[/-]20\d\d\b|\b20\d\d/\d\d?/\d\d?\b")
_MORE = re.compile(r"(?:read|learn|find out|see|view)\b.{0,20}|.{0,12}\bmore|mehr.{0,20}|lire.{0,20}|leer.{0,20}", re.I)
_PATH_TOO_SHORT = 2


@dataclass(frozen=True, slots=True)
class NewsLink:
    """One article that a page lists: its address, its title on one line, and the day that the page states."""

    url: str
    title: str
    day: date


def news_links(html: str, url: str) -> tuple[NewsLink, ...]:
    """The articles that the page at `url` lists, in page order, each address once. Never raises for what it holds."""
    tree = tree_of(html)
    drop(tree.css(_NOT_LISTED))
    dated = list(islice(_dated(tree), MOST_DATES))
    cards = _Cards(dated)
    found: dict[str, NewsLink] = {}
    for node, day in dated:
        link = _link_near(node, day, url, cards)
        if link is not None:
            found.setdefault(link.url, link)
    return tuple(found.values())


def _dated(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, date]]:
    """The elements that hold a whole date of their own, in page order."""
    root = tree.body
    if root is None:
        return
    seen: set[int] = set()
    for node in root.traverse(include_text=True):
        holder, said = (node.parent, node.text_content) if node.tag == "-text" else (node, _machine_date(node))
        if holder is None or not said or holder.mem_id in seen or len(said.strip()) > LONGEST_DATE_LINE:
            continue
        day = stated_day(said)
        if day is not None:
            seen.add(holder.mem_id)
            yield holder, day


def _machine_date(node: LexborNode) -> str:
    return (node.attributes.get("datetime") or "")[:10] if node.tag == "time" else ""


def stated_day(text: str) -> date | None:
    """The one whole day that a short text states; None for months, for "3/4/2026" and for text without a year."""
    if not _YEAR.search(text):
        return None
    slashed = _SLASHED.search(text)
    if slashed:
        at = instant(slashed.group().replace("-", " ") if slashed.group()[0] != "2" else slashed.group())
        return at.date() if at else None
    days = {span.start_on for span in dates_in(text) if span.start_on == span.end_on}
    return days.pop() if len(days) == 1 else None


class _Cards:
    """Which elements hold which dates, to see where a card ends: a list holds several."""

    def __init__(self, dated: Sequence[tuple[LexborNode, date]]) -> None:
        self._days: dict[int, list[date]] = {}
        self._lists: dict[int, bool] = {}
        for node, day in dated:
            at: LexborNode | None = node
            while at is not None:
                self._days.setdefault(at.mem_id, []).append(day)
                at = at.parent

    def is_dated(self, node: LexborNode) -> bool:
        return node.mem_id in self._days

    def is_list(self, node: LexborNode) -> bool:
        """Whether several dates stand in `node`; one date told twice beside one link is a card."""
        known = self._lists.get(node.mem_id)
        if known is None:
            days = self._days.get(node.mem_id, [])
            known = len(days) > 1
            if known and len(set(days)) == 1 and len(days) <= MOST_TELLINGS:
                known = len({one.attributes.get("href") for one in node.css("a[href]")}) > 1
            self._lists[node.mem_id] = known
        return known


def _link_near(node: LexborNode, day: date, url: str, cards: _Cards) -> NewsLink | None:
    """The article of the card that a date stands in: the nearest element around it that links to one."""
    at: LexborNode | None = node
    for _ in range(CLIMB):
        if at is None or at.tag in ("body", "html") or cards.is_list(at):
            return None
        link = _link_in(at, day, url) or _link_beside(at, day, url, cards)
        if link is not None:
            return link
        at = at.parent
    return None


def _link_beside(node: LexborNode, day: date, url: str, cards: _Cards) -> NewsLink | None:
    """The article next to a date that stands in no card of its own: below it where dates come first, else above."""
    parent = node.parent
    if parent is None or not cards.is_list(parent):
        return None
    first_link = next((one for one in parent.iter() if one.tag == "a" or one.css_first("a[href]") is not None), None)
    first_date = next((one for one in parent.iter() if cards.is_dated(one)), None)
    if first_link is None or first_date is None:
        return None
    before = next((one.mem_id for one in parent.iter() if one.mem_id in (first_link.mem_id, first_date.mem_id)), None)
    beside = node.next if before == first_date.mem_id else node.prev
    while beside is not None and beside.tag == "-text":
        beside = beside.next if before == first_date.mem_id else beside.prev
    return _link_in(beside, day, url) if beside is not None and not cards.is_dated(beside) else None


def _link_in(node: LexborNode, day: date, url: str) -> NewsLink | None:
    """The article link in `node` (or around it) that says most: in a heading first, else the longest text."""
    anchors = node.css("a[href]")  # the node itself too, where it is a link
    if len(anchors) > MOST_LINKS:
        return None
    best: tuple[tuple[bool, int], str, str] | None = None
    heading = _heading(node)
    for anchor in anchors:
        address = _address(anchor, url)
        said = text_of(anchor)
        own = _heading(anchor) or ("" if _MORE.fullmatch(said) else said)
        in_heading = bool(heading) and (said == heading or _heading(anchor) == heading)
        title = own if in_heading or not heading else heading
        if address and len(title) >= 10 and (best is None or (in_heading, len(own)) > best[0]):
            best = ((in_heading, len(own)), address, title)
    return NewsLink(best[1], best[2][:300], day) if best else None


def _heading(node: LexborNode) -> str:
    """The text of the first heading below `node` that is no date."""
    for found in node.css(_HEADINGS)[:6]:
        said = text_of(found)
        if len(said) >= 10 and stated_day(said) is None and not _MORE.fullmatch(said):
            return said
    return ""


def _address(anchor: LexborNode, url: str) -> str:
    """Where a link leads, where that is another page of the same registered domain; "" for all else."""
    try:
        whole = canonical(urljoin(url, (anchor.attributes.get("href") or "").strip()))
        there, here = urlsplit(whole), urlsplit(url)
    except ValueError:
        return ""
    elsewhere = there.path.rstrip("/") != here.path.rstrip("/") or there.query
    if there.scheme not in ("http", "https") or site_of(whole) != site_of(url) or not elsewhere:
        return ""
    return whole if len(there.path.strip("/")) >= _PATH_TOO_SHORT or there.query else ""
