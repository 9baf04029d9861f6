"""Where an account's site lists its leaders: a page that does list three people with a title (signals §1.6)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from agent.domain.documents import Document
from agent.net.urls import canonical
from signals.collectors.team_page import LEAST
from signals.pages.site_links import leader_links
from signals.pages.team_list import seats_on

MOST_PAGES = 4

Read = Callable[[str], Awaitable[Document | None]]


async def leaders_page(home: Document, read: Read) -> str:
    """The address of the page, or "". Followed are its likeliest links, and theirs, four pages at most."""
    waiting = list(leader_links(home.text, home.final_url))
    known = {canonical(home.final_url), *waiting}
    for _ in range(MOST_PAGES):
        if not waiting:
            return ""
        page = await read(waiting.pop(0))
        if page is None:
            continue
        if len(seats_on(page.text)) >= LEAST:
            return canonical(page.final_url)
        fresh = [link for link in leader_links(page.text, page.final_url) if link not in known]
        known.update(fresh)
        waiting = fresh + waiting if fresh else waiting
    return ""
