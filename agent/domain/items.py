"""What a collector reads out of a document: an article, a posting, a filing, a row of a team's own tools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum

from agent.domain.documents import Cursor, FetchOutcome, Request
from agent.domain.values import value

LICENCE_TAG, INTERNAL_ONLY, KEEP_UNTIL = "licence_tag", "internal_only", "keep_until"
"""Fields of what a team's own tool sent: its licence, "yes" where it may not leave the house, an instant."""


class ItemKind(StrEnum):
    ARTICLE = "article"
    POSTING = "posting"
    FILING = "filing"
    PAGE = "page"
    INTAKE = "intake"
    FINGERPRINT = "fingerprint"


@value
class Item:
    """One thing read. `text` begins with the title and is the stored text in which every quote stands verbatim.

    `key` is unique within `source`. `account_id` stands where the target belongs to an account (its own board or
    newsroom); `company` is the issuer or employer the source itself names. `fields` are typed facts that the source
    states (amounts as plain numbers, dates as ISO strings), each of which must also be readable in `text`.
    """

    source: str
    key: str
    kind: ItemKind
    title: str
    text: str
    url: str
    published_at: datetime | None = None
    account_id: str | None = None
    company: str | None = None
    publisher: str = ""
    language: str = "en"
    fields: Mapping[str, str] = field(default_factory=dict)
    document_sha256: str = ""
    fetched_at: datetime | None = None
    baseline: bool = False


@value
class Page:
    """One document read: its items, what to read next (None at the end), and the cursor to keep once all is stored.

    `outcome` is OK or UNKNOWN_TARGET: a collector alone can tell that an answer means "no such board".
    `complete` says that together with the pages before it this is everything the target has (absence may be judged).
    `counts` are figures of the reading for the run ("edgar_gap"). `kept` is what is stored of the document instead of
    its bytes, where these hold what must not be kept (a date of birth): None stores it as it was read.
    `lists_nothing` says of an UNKNOWN_TARGET that it was the system's own list, with nothing in it: some systems answer
    so for names that they do not know.
    """

    items: tuple[Item, ...]
    cursor: Cursor
    next_request: Request | None = None
    outcome: FetchOutcome = FetchOutcome.OK
    complete: bool = False
    reason: str = ""
    every: timedelta | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    kept: str | None = None
    lists_nothing: bool = False
