"""The ports of stages 1 and 2: what a collector and a detector promise.

A collector is sans-I/O: it says what to read and how to read it; `signals/fetch` does the reading. So every collector
replays on stored documents, and the network has one door.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from agent.domain.documents import Cursor, Document, Fetched, Request, Target, Validators
from agent.domain.holds import Hold
from agent.domain.items import Item, Page
from agent.domain.signals import Mention


class Collector(Protocol):
    """One system read. Built without arguments; keeps no state between calls."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        """The first request of a reading of `target`."""
        ...

    def read(self, document: Document, cursor: Cursor) -> Page:
        """The items of one document. Raises SourceChanged when the document no longer has its shape.

        `cursor` is the one that the reading began with, then the one of the page before; `Page.cursor` is the one to
        keep once everything up to this page is stored.
        """
        ...


class Detector(Protocol):
    """One kind of signal."""

    def __call__(self, item: Item) -> tuple[Mention, ...]:
        """What `item` says happened; every field on a quote that stands verbatim in `item.text`."""
        ...


class Fetcher(Protocol):
    """The one door to the network."""

    async def fetch(self, request: Request, target: Target, validators: Validators | None = None) -> Fetched:
        """Read one request. Never raises for what the web does: the outcome and its reason are values."""
        ...


@runtime_checkable
class KeepsHolds(Protocol):
    """A fetcher whose circuits and pauses may be written down, so that a restart does not forget them (§8.5)."""

    def changed_holds(self) -> Mapping[str, Hold | None]:
        """What began to hold, holds longer, or ended (None) since the last call of `holds_kept`."""
        ...

    def holds_kept(self, kept: Mapping[str, Hold | None]) -> None:
        """These were written down."""
        ...
