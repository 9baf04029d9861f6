"""Which job boards an account's own site names: its home page, its careers pages and its DNS (signals §1.5)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from agent.domain.accounts import Account
from agent.domain.bindings import Binding, BindingState, SeenAs, is_anothers
from agent.domain.documents import Document
from agent.net.urls import canonical, registered_host
from signals.pages.board_links import BoardSeen, board_seen, boards_on
from signals.pages.site_links import career_links

MOST_PAGES = 8
MOST_HOPS = 2
MOST_OF_ONE = 3
"""A page that names more boards than this lists other companies': an investor, a marketplace, a vendor of boards."""
CAREER_NAMES = ("careers", "jobs", "career")

Read = Callable[[str], Awaitable[Document | None]]


@dataclass(frozen=True, slots=True)
class SiteBoards:
    """The boards that a site names. `doubt` says why they may be another company's; "" where they are the account's."""

    seen: tuple[BoardSeen, ...] = ()
    doubt: str = ""


async def boards_of_site(home: Document, asked: str, read: Read) -> SiteBoards:
    """The boards that the site names, home page first, then careers pages until one names some: two hops, eight pages.

    `home` is what `asked` led to: where that is another company's site, its boards are in doubt.
    """
    moved = not _same_site(home.final_url, asked)
    doubt = f"{asked} leads to {urlsplit(home.final_url).hostname}, another site" if moved else ""
    waiting = [(home.final_url, 0)]
    known = {canonical(home.final_url)}
    pages = 0
    while waiting and pages <= MOST_PAGES:
        address, hops = waiting.pop(0)
        page = home if hops == 0 else await read(address)
        pages += 1
        if page is None:
            continue
        found = _named_by(page, home)
        if found:
            crowded = len({one.board for one in found}) > MOST_OF_ONE
            more = f"{page.final_url} names {len(found)} boards: they are not all its own" if crowded else ""
            return SiteBoards(found, doubt or more)
        if hops < MOST_HOPS and _same_site(page.final_url, home.final_url):
            fresh = [link for link in career_links(page.text, page.final_url) if link not in known]
            known.update(fresh)
            waiting += [(link, hops + 1) for link in fresh]
    return SiteBoards((), doubt)


def _named_by(page: Document, home: Document) -> tuple[BoardSeen, ...]:
    """What a page names; a page that led to a board names that one alone."""
    there = board_seen(page.final_url, SeenAs.REDIRECT, page.url)
    if there is not None:
        return (there,)
    return boards_on(page.text, page.final_url) if _same_site(page.final_url, home.final_url) else ()


def names_question(domain: str) -> str:
    """The question to the DNS for where the names of a domain's careers pages point."""
    return f"dns:{domain}?cname={','.join(CAREER_NAMES)}"


def boards_in_names(records: str) -> tuple[BoardSeen, ...]:
    """The boards that answers of the DNS point to ("careers.alder.example CNAME alder.teamtailor.com.")."""
    found = []
    for line in records.splitlines():
        name, _, value = line.partition(" CNAME ")
        seen = board_seen(f"https://{value.strip().rstrip('.')}/", SeenAs.CNAME, f"dns:{name}") if value else None
        found += [seen] if seen else []
    return tuple(found)


def bindings_of(
    account: Account, found: SiteBoards, *, now: datetime, others: Mapping[str, str]
) -> tuple[Binding, ...]:
    """What the site's boards are to the account: verified where its own site names them and its record names none yet.

    A board beside one that people gave, one in doubt, and one that is another account's (`others`, with its domain) is
    a candidate; one that nothing reads is parked.
    """
    taken = {board: is_anothers(domain) for board, domain in others.items()}
    return tuple(_binding(account, one, found.doubt or taken.get(one.board, ""), now) for one in found.seen)


def _binding(account: Account, seen: BoardSeen, doubt: str, now: datetime) -> Binding:
    state, note = BindingState.VERIFIED, ""
    if doubt:
        state, note = BindingState.CANDIDATE, doubt
    elif not seen.readable:
        state, note = BindingState.PARKED, f"nothing reads {seen.board.partition(':')[0]} yet"
    elif account.boards and seen.board not in account.boards:
        state, note = BindingState.CANDIDATE, f"its record names {', '.join(account.boards)}"
    return Binding(account.id, seen.board, state, seen.seen_as, seen.seen_on, now, note)


def verified(bindings: Iterable[Binding]) -> tuple[str, ...]:
    return tuple(one.board for one in bindings if one.state is BindingState.VERIFIED)


def _same_site(one: str, other: str) -> bool:
    return registered_host(urlsplit(one).hostname or "") == registered_host(urlsplit(other).hostname or "")
