"""Which job boards a page of an account's own site names, and how: by a link, a frame, a script, JSON (signals §1.5).

No I/O, and nothing is guessed from a name: only addresses that stand on the page count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from agent.domain.bindings import SeenAs
from signals.boards import board_of
from signals.boards_without_reader import board_without_reader
from signals.pages.json_ld import json_ld_of, objects_of
from signals.pages.page_tree import tree_of

MOST_NODES = 3000
MOST_ADDRESSES = 3000
MOST_JSON = 3_000_000
_TAGS = (
    ("iframe[src], iframe[data-src], embed[src]", SeenAs.IFRAME),
    ("script[src]", SeenAs.SCRIPT),
    ("a[href], form[action], link[rel=canonical], area[href]", SeenAs.LINK),
)
_ATTRIBUTES = ("href", "src", "data-src", "action")
# Written into JSON and scripts, where slashes are often escaped.
_ADDRESS = re.compile(
    r"(?:https?:)?(?:\\?/){2}[\w.-]{4,100}\.[a-z]{2,10}(?:\\?/[\w.%~@+-]{0,100}){0,8}(?:\?[\w.%&=~+-]{0,300})?"
)
_COMPANY_CODE = re.compile(r"""["']?company_code["']?\s*:\s*["']([\w.-]{2,60})["']""")
_SMART_WIDGET = "static.smartrecruiters.com/job-widget"


@dataclass(frozen=True, slots=True)
class BoardSeen:
    """A board that a page names. `board` is "system:token"; `readable`: a collector reads that system."""

    board: str
    seen_as: SeenAs
    seen_on: str
    readable: bool = True


def boards_on(html: str, url: str) -> tuple[BoardSeen, ...]:
    """The boards that the page at `url` names, each once, by the strongest of the ways in which it does."""
    tree = tree_of(html)
    found: dict[str, BoardSeen] = {}
    for address, seen_as in _addresses(tree, html, url):
        seen = board_seen(address, seen_as, url)
        if seen is not None:
            found.setdefault(seen.board, seen)
    if _SMART_WIDGET in html and (code := _COMPANY_CODE.search(html)):
        found.setdefault(f"smartrecruiters:{code[1]}", BoardSeen(f"smartrecruiters:{code[1]}", SeenAs.SCRIPT, url))
    return tuple(found.values())


def board_seen(address: str, seen_as: SeenAs, seen_on: str) -> BoardSeen | None:
    """The board that an address is of; None where it is of none."""
    board = board_of(address)
    if board is not None:
        return BoardSeen(board, seen_as, seen_on)
    parked = board_without_reader(address)
    return BoardSeen(parked, seen_as, seen_on, readable=False) if parked else None


def _addresses(tree: LexborHTMLParser, html: str, url: str) -> Iterator[tuple[str, SeenAs]]:
    for selector, seen_as in _TAGS:
        for node in tree.css(selector)[:MOST_NODES]:
            for name in _ATTRIBUTES:
                raw = node.attributes.get(name)
                if raw:
                    yield _joined(url, raw), seen_as
    for posting in objects_of(json_ld_of(html), "JobPosting")[:MOST_NODES]:
        for name in ("url", "sameAs"):
            if isinstance(posting.get(name), str):
                yield _joined(url, posting[name]), SeenAs.JSON_LD
    for script in tree.css("script:not([src])")[:MOST_NODES]:
        for address in list(_ADDRESS.finditer(script.text()[:MOST_JSON]))[:MOST_ADDRESSES]:
            yield _joined(url, address[0].replace("\\", "")), SeenAs.JSON


def _joined(url: str, raw: str) -> str:
    try:
        return urljoin(url, raw.strip())
    except ValueError:
        return ""
