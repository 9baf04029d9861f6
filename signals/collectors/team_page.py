"""An account's leadership or team page: who stands there. Stage 1 of 12.

(signals §1.6) One item a page: a line a person, name and title. What changed is judged over several readings, not here.
"""

from __future__ import annotations

import json

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, ItemKind, Page
from agent.domain.leadership import PEOPLE, Seat
from agent.errors import SourceChanged
from agent.net.urls import site_of
from signals.collectors.own_site import stay_on_site
from signals.pages.team_list import seats_on

LEAST = 3
MAX_BYTES = 3_000_000


class TeamPage:
    """`target.key` is the page's URL. Of the document only the list is stored: no address, no picture."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(target.params.get("url") or target.key, max_bytes=MAX_BYTES)

    def read(self, document: Document, cursor: Cursor) -> Page:
        """The people on the page. Raises SourceChanged for a page of fewer than three, or one that leads elsewhere."""
        stay_on_site(document)
        seats = seats_on(document.text)
        if len(seats) < LEAST:
            raise SourceChanged(
                f"unparseable: {document.final_url} lists {len(seats)} people with a title; three is the least.",
                source=document.source,
            )
        item = _item(document, seats)
        return Page((item,), cursor, kept=item.text)


def seats_of(item: Item) -> tuple[Seat, ...]:
    """The people of an item that this collector made; none of any other item."""
    return tuple(Seat(name, title, on_board) for name, title, on_board in json.loads(item.fields.get(PEOPLE, "[]")))


def line_of(seat: Seat) -> str:
    """The line of the item on which a person stands."""
    return f"{seat.name}, {seat.title}"


def _item(document: Document, seats: tuple[Seat, ...]) -> Item:
    title = f"People on {document.final_url}"
    people = [(seat.name, seat.title, seat.on_board) for seat in seats]
    return Item(
        source=document.source,
        key=document.target.key,
        kind=ItemKind.FINGERPRINT,
        title=title,
        text="\n".join((title, *map(line_of, seats))),
        url=document.final_url,
        account_id=document.target.account_id,
        publisher=site_of(document.final_url),
        fields={PEOPLE: json.dumps(people, ensure_ascii=False)},
    )
