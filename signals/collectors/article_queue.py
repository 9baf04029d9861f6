"""Articles that wait to be read, of a newsroom or a sitemap: the queue lives in the cursor, and a night reads a few.

All of it is pure. What a list showed once is remembered by a short hash, so an address is news only once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from agent.domain.documents import Cursor, Document, Request
from agent.domain.items import Item, ItemKind, Page
from agent.net.urls import canonical, site_of
from signals.collectors.own_site import own_site
from signals.extract.stated_dates import believed, instant
from signals.pages.article_page import ArticlePage, read_article

A_NIGHT = 10
WAITING = 40
TRIES = 3
IS_NEWS = timedelta(days=45)
MAX_BYTES = 5_000_000
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """One article to be read: where, what the list calls it, and the day that the list states ("" where it states
    none)."""

    url: str
    title: str = ""
    day: str = ""
    tries: int = 0


def mark(*words: str) -> str:
    """The short hash by which something is remembered."""
    return hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def known_of(cursor: Cursor) -> set[str]:
    text = cursor.state.get("known", "")
    return {text[at : at + _DIGITS] for at in range(0, len(text), _DIGITS)}


def with_known(cursor: Cursor, marks: Iterable[str]) -> Cursor:
    """The cursor that remembers exactly these."""
    return Cursor({**cursor.state, "known": "".join(sorted(set(marks)))}, cursor.first_ok_at)


def waiting_of(cursor: Cursor) -> list[Waiting]:
    return [Waiting(**one) for one in json.loads(cursor.state.get("waiting", "[]"))]


def with_waiting(cursor: Cursor, waiting: Sequence[Waiting]) -> Cursor:
    """The cursor with this queue, newest first and what failed before last, bounded: what does not fit is not read."""
    newest = sorted(waiting, key=lambda one: one.day, reverse=True)
    queue = sorted(newest, key=lambda one: one.tries)[:WAITING]
    return Cursor({**cursor.state, "waiting": json.dumps([asdict(one) for one in queue])}, cursor.first_ok_at)


def asked(url: str, cursor: Cursor) -> Waiting | None:
    """The waiting article that `url` is the address of."""
    return next((one for one in waiting_of(cursor) if one.url == url), None)


def begun(cursor: Cursor) -> Cursor:
    """The cursor of a reading that begins: none of the night's share is used up."""
    return Cursor({name: value for name, value in cursor.state.items() if name != "read"}, cursor.first_ok_at)


def next_article(cursor: Cursor, items: tuple[Item, ...] = ()) -> Page:
    """A page that goes on with the next article, or ends: nothing waits, or the night has read its share."""
    read, queue = int(cursor.state.get("read", "0")), waiting_of(cursor)
    if not queue or read >= A_NIGHT:
        return Page(items, begun(cursor))
    cursor = Cursor({**cursor.state, "read": str(read + 1)}, cursor.first_ok_at)
    return Page(items, cursor, Request(queue[0].url, max_bytes=MAX_BYTES))


def after(url: str, cursor: Cursor, items: tuple[Item, ...]) -> Page:
    """An article was read: off the queue, and on."""
    return next_article(with_waiting(cursor, [one for one in waiting_of(cursor) if one.url != url]), items)


def skip(url: str, cursor: Cursor, *, again: bool) -> Page:
    """An article could not be read: it waits for another night, up to three times, or is dropped."""
    failed = asked(url, cursor)
    rest = [one for one in waiting_of(cursor) if one.url != url]
    if again and failed is not None and failed.tries + 1 < TRIES:
        rest.append(replace(failed, tries=failed.tries + 1))
    return next_article(with_waiting(cursor, rest))


def article_item(document: Document, waiting: Waiting) -> Item | None:
    """The article as an item; None where neither the list nor the page dates it within 45 days, where it has no title,
    and where an account's article leads to another site, whose news are not the account's.

    Of two dates the earlier counts: lists are sorted anew and pages edited. A page without text leaves the title.
    """
    if document.target.account_id and site_of(document.final_url) != own_site(document.target):
        return None
    page = read_article(document.text)
    title = waiting.title or page.title
    published_at = _published_at(page, waiting, document.fetched_at)
    if not title or published_at is None or published_at < document.fetched_at - IS_NEWS:
        return None
    body = page.text.removeprefix(title).strip()
    return Item(
        source=document.source,
        key=canonical(waiting.url),
        kind=ItemKind.ARTICLE,
        title=title,
        text=f"{title}\n{body}" if body else title,
        url=document.final_url,
        published_at=published_at,
        account_id=document.target.account_id,
        company=document.target.params.get("company"),
        publisher=document.target.params.get("publisher", ""),
        language=page.language,
    )


def _published_at(page: ArticlePage, waiting: Waiting, read_at: datetime) -> datetime | None:
    stated = (believed(at, read_at) for at in (instant(waiting.day), page.stated_at) if at is not None)
    dates = [at for at in stated if at is not None]
    if not dates:
        return None
    latest, earliest = max(dates), min(dates)
    return latest if latest.date() == earliest.date() else earliest
