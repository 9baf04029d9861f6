"""Stage 1 of 12, collect: read one target to its end, page by page, into items and documents. Nothing is stored here.

Whoever stores keeps documents, items, cursor and validators in one transaction (signals §4.5): a crash before it
loses and doubles nothing, because the next reading begins where the stored cursor stands.
"""

from __future__ import annotations

import hashlib
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol, runtime_checkable

from agent.domain.documents import (
    Cursor,
    Document,
    FailureKind,
    Fetched,
    FetchOutcome,
    Request,
    Target,
    Validators,
)
from agent.domain.items import Item, ItemKind, Page
from agent.domain.values import value
from agent.errors import ConfigError, SourceChanged
from signals.contract import Collector, Fetcher

POSTING_IS_NEWS = timedelta(days=14)
REPORT_IS_NEWS = timedelta(days=45)
MAX_PAGES = 200
MOST_FAILURES = 3
"""So many of a queue's documents failed in a row: the source is in trouble, not the document."""
BODY_KEY = "_body"
"""Where the cursor keeps the hash of a one-page target's body: the same bytes again are UNCHANGED."""
COUNTS_KEY = "_counts"
"""Where it keeps how many items the last complete readings had."""
SHRUNK_KEY = "_shrunk_at"
"""Where it keeps since when a target has been showing suspiciously few."""
COUNTS_KEPT = 5
LEAST_SHARE = 0.4
_NO_VALIDATORS = Validators()
HELD_FOR = timedelta(hours=72)


@runtime_checkable
class Skipping(Protocol):
    """A collector that queues further documents of its own, any of which may be missing or unreadable."""

    def skip(self, request: Request, cursor: Cursor, *, again: bool) -> Page:
        """What to do instead of reading `request`'s document: put it back for another night where `again`, else drop
        it. The page has no items."""
        ...


@value
class Collected:
    """How one reading of a target went. Store all of it, whatever the outcome: what was read before a failure stands,
    and `cursor` is the one to go on from. `first_ok_at` moves only with a reading that reached its end. `kind`,
    `asked_until` and `fresh_until` are the last answer's, `every` the source's own word; `seconds` are all answers'."""

    outcome: FetchOutcome
    items: tuple[Item, ...] = ()
    documents: tuple[Document, ...] = ()
    cursor: Cursor = field(default_factory=Cursor)
    validators: Validators = field(default_factory=Validators)
    complete: bool = False
    reason: str = ""
    status: int | None = None
    retry_at: datetime | None = None
    requests: int = 0
    bytes_read: int = 0
    kind: FailureKind | None = None
    asked_until: datetime | None = None
    fresh_until: datetime | None = None
    every: timedelta | None = None
    seconds: float = 0.0
    counts: Mapping[str, int] = field(default_factory=dict)


_NOTHING_ASKED = Fetched(FetchOutcome.FAILED, reason="nothing was asked")


@dataclass(slots=True)
class _Reading:
    """A reading under way."""

    collector: Collector
    target: Target
    first: Cursor
    cursor: Cursor
    items: dict[str, Item] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    asked: set[tuple[str, bytes | None]] = field(default_factory=set)
    last: Fetched = _NOTHING_ASKED
    bytes_read: int = 0
    seconds: float = 0.0
    every: timedelta | None = None
    failed_in_a_row: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        return len(self.asked)

    def why_stop(self, request: Request, max_pages: int) -> str:
        """Why `request` must not be asked: pages never end here, and never turn in a circle."""
        if self.requests >= max_pages:
            return f"stopped after {max_pages} pages"
        return "stopped at a page that was read before" if (request.url, request.body) in self.asked else ""

    def note(self, request: Request, fetched: Fetched) -> None:
        self.asked.add((request.url, request.body))
        self.last = fetched
        self.bytes_read += fetched.bytes_read
        self.seconds += fetched.seconds

    def take(self, request: Request) -> Page | Collected:
        """The page that was fetched last; or the end of the reading, where it is one."""
        document = self.last.document
        if document is None:
            return self._without_document(request)
        if self.requests == 1 and document.body and self.first.state.get(BODY_KEY) == document.sha256:
            return self._unchanged("the same bytes as last time")
        try:
            page = self.collector.read(document, self.cursor)
        except SourceChanged as changed:
            failed = replace(self.stopped(FetchOutcome.FAILED, str(changed)), kind=FailureKind.CHANGED)
            return self._skipped(request, again=False) or failed
        if page.outcome is not FetchOutcome.OK:
            return self.stopped(page.outcome if self.requests == 1 else FetchOutcome.FAILED, page.reason)
        self.failed_in_a_row = 0
        self.every = page.every or self.every
        for name, number in page.counts.items():
            self.counts[name] = self.counts.get(name, 0) + number
        kept = document if page.kept is None else _kept(document, page.kept)
        self.documents.append(kept)
        return self._keep(page, kept)

    def _keep(self, page: Page, document: Document) -> Page:
        """The page's items, marked with where and when they were read. A page of nothing but known ones ends it."""
        baseline = self.first.first_ok_at is None
        read = page.items if _are_clean(page.items) else map(_storable, page.items)
        fresh = [item for item in read if item.key not in self.items]
        for item in fresh:
            self.items[item.key] = _marked(item, document, baseline)
        self.cursor = page.cursor
        if page.items and not fresh and page.next_request is not None:
            return replace(page, next_request=None, complete=False, reason="stopped at a page without anything new")
        return page

    def _without_document(self, request: Request) -> Page | Collected:
        if self.last.outcome is FetchOutcome.UNCHANGED:
            return self._unchanged(self.last.reason)
        gone = self.last.outcome is FetchOutcome.UNKNOWN_TARGET
        self.failed_in_a_row += not gone
        page = self._skipped(request, again=not gone) if self.failed_in_a_row < MOST_FAILURES else None
        if page is not None:
            return page
        outcome = self.last.outcome if self.requests == 1 else FetchOutcome.FAILED
        return self.stopped(outcome, self.last.reason)

    def _skipped(self, request: Request, *, again: bool) -> Page | None:
        """What a queueing collector does without this document; None where the document was the target itself."""
        if self.requests == 1 or not isinstance(self.collector, Skipping):
            return None
        page = self.collector.skip(request, self.cursor, again=again)
        self.cursor = page.cursor
        return page

    def _unchanged(self, reason: str) -> Collected:
        return self.stopped(FetchOutcome.UNCHANGED, reason, cursor=self.first, validators=self.last.validators)

    def stopped(
        self,
        outcome: FetchOutcome,
        reason: str,
        *,
        cursor: Cursor | None = None,
        validators: Validators = _NO_VALIDATORS,
        complete: bool = False,
    ) -> Collected:
        """The end of the reading, here."""
        return Collected(
            outcome,
            tuple(self.items.values()),
            tuple(self.documents),
            cursor or Cursor(self.cursor.state, self.first.first_ok_at),
            validators,
            complete,
            reason=reason,
            status=self.last.status,
            retry_at=self.last.retry_at,
            requests=self.requests,
            bytes_read=self.bytes_read,
            kind=None if outcome in _GOOD else FailureKind.GONE if outcome is _GONE else self.last.kind,
            asked_until=self.last.asked_until,
            fresh_until=self.last.fresh_until,
            every=self.every,
            seconds=self.seconds,
            counts=self.counts,
        )

    def ended(self, reason: str, *, complete: bool) -> Collected:
        """The reading reached its end. Validators hold for a target of one page alone: those of a first page would
        hide what changed on a second. A target that shows far less than usual is suspicious: for 72 h what it misses is
        not judged, and it is read in full each time (signals §4.4)."""
        state = {name: value for name, value in self.cursor.state.items() if name not in _OWN_KEYS}
        read_at = self.documents[0].fetched_at
        count, usual = len(self.items), _usual(self.first.state)
        held = complete and count < LEAST_SHARE * usual and not self._held_long(read_at)
        if held:
            state |= {COUNTS_KEY: self.first.state[COUNTS_KEY], SHRUNK_KEY: self._shrunk_at(read_at).isoformat()}
            reason = f"shows {count} where there were {usual:g}: nothing is taken for gone until this has held for 72 h"
        elif complete:
            state[COUNTS_KEY] = _counted(self.first.state, count)
        alone = self.requests == 1 and not held
        if alone:
            state[BODY_KEY] = self.documents[0].sha256
        return self.stopped(
            FetchOutcome.OK,
            reason or self.last.reason,
            cursor=Cursor(state, self.first.first_ok_at or read_at),
            validators=self.last.validators if alone else _NO_VALIDATORS,
            complete=complete and not held,
        )

    def _shrunk_at(self, read_at: datetime) -> datetime:
        since = self.first.state.get(SHRUNK_KEY)
        return datetime.fromisoformat(since) if since else read_at

    def _held_long(self, read_at: datetime) -> bool:
        return read_at - self._shrunk_at(read_at) >= HELD_FOR


_GOOD = frozenset({FetchOutcome.OK, FetchOutcome.UNCHANGED})
_GONE = FetchOutcome.UNKNOWN_TARGET
_OWN_KEYS = frozenset({BODY_KEY, COUNTS_KEY, SHRUNK_KEY})


def _usual(state: Mapping[str, str]) -> float:
    """The median of the last complete readings' counts; 0 before there is one."""
    counts = state.get(COUNTS_KEY, "")
    return statistics.median(int(count) for count in counts.split(",")) if counts else 0


def _counted(state: Mapping[str, str], count: int) -> str:
    """The counts to keep with this one. After a held shrinking the target begins anew: the old ones are another's."""
    kept = [] if SHRUNK_KEY in state and count < LEAST_SHARE * _usual(state) else state.get(COUNTS_KEY, "").split(",")
    return ",".join([*(one for one in kept if one), str(count)][-COUNTS_KEPT:])


async def collect(
    collector: Collector,
    target: Target,
    cursor: Cursor,
    validators: Validators,
    fetcher: Fetcher,
    *,
    max_pages: int = MAX_PAGES,
) -> Collected:
    """Read `target` from `cursor` on. Never raises for what the web does or for what a document no longer is.

    `validators` are those stored with the last reading. On first contact every item is a baseline (DESIGN §2.4).
    """
    reading = _Reading(collector, target, cursor, cursor)
    try:
        request: Request | None = collector.start(target, cursor)
    except ConfigError as error:
        return replace(reading.stopped(FetchOutcome.FAILED, str(error)), cursor=cursor)
    reason, complete = "", False
    while request is not None:
        stop = reading.why_stop(request, max_pages)
        if stop:
            return reading.ended(stop, complete=False)
        reading.note(request, await fetcher.fetch(request, target, validators if not reading.asked else None))
        taken = reading.take(request)
        if isinstance(taken, Collected):
            return taken
        request, reason, complete = taken.next_request, taken.reason, taken.complete
    return reading.ended(reason, complete=complete)


def is_news(item: Item, *, baseline_at: datetime) -> bool:
    """May `item` raise a signal? Always, once the source is known; on first contact only what the source itself dates:
    postings within 14 days before `baseline_at`, reports within 45 (DESIGN §2.4). A page's own date is not evidence."""
    if not item.baseline:
        return True
    if item.published_at is None or item.kind is ItemKind.PAGE:
        return False
    window = POSTING_IS_NEWS if item.kind is ItemKind.POSTING else REPORT_IS_NEWS
    return baseline_at - window <= item.published_at <= baseline_at + timedelta(days=1)


def _kept(document: Document, text: str) -> Document:
    """`document` with `text` for its bytes: what may be stored of it."""
    body = text.encode("utf-8", "replace")
    return replace(document, body=body, text=text, sha256=hashlib.sha256(body).hexdigest())


def _marked(item: Item, document: Document, baseline: bool) -> Item:
    """`item` with where and when it was read. Spelt out: `dataclasses.replace` takes longer than reading a posting."""
    return Item(
        source=item.source,
        key=item.key,
        kind=item.kind,
        title=item.title,
        text=item.text,
        url=item.url,
        published_at=item.published_at,
        account_id=item.account_id,
        company=item.company,
        publisher=item.publisher,
        language=item.language,
        fields=item.fields,
        document_sha256=document.sha256,
        fetched_at=document.fetched_at,
        baseline=baseline,
    )


def _storable(item: Item) -> Item:
    """`item` without what no database takes: NULs, and halves of characters that JSON can spell ("\\ud800"). One such
    posting would keep its whole board from being kept, night after night."""
    stated = (*item.fields, *(value for value in item.fields.values() if isinstance(value, str)))
    if _is_clean(item.key, item.title, item.text, item.url, item.publisher, item.language, item.company or "", *stated):
        return item
    names = ("key", "title", "text", "url", "publisher", "language")
    texts: dict[str, Any] = {name: _clean(getattr(item, name)) for name in names}
    fields = {_clean(name): _clean(value) if isinstance(value, str) else value for name, value in item.fields.items()}
    return replace(item, **texts, fields=fields, company=item.company and _clean(item.company))


def _are_clean(items: Sequence[Item]) -> bool:
    """Whether every text of all of them is storable, in one look: nearly always."""
    texts: list[str] = []
    for item in items:
        texts += (item.key, item.title, item.text, item.url, item.publisher, item.language, item.company or "")
        texts += item.fields
        texts += item.fields.values()
    try:
        return _is_clean(*texts)
    except TypeError:
        return False  # a collector stated what is no text: looked at one by one


def _is_clean(*texts: str) -> bool:
    whole = "".join(texts)
    try:
        return "\0" not in whole and (whole.isascii() or bool(whole.encode()))
    except UnicodeEncodeError:
        return False


def _clean(text: str) -> str:
    return text.replace("\0", "").encode(errors="ignore").decode()
