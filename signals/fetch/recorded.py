"""A fetcher that answers from documents kept earlier: the same readers and the same rules, and no network."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from agent.domain.documents import Document, Fetched, FetchOutcome, Recording, Request, Target, Validators
from signals.fetch.decode import decode


class RecordedFetcher:
    """Answers each request with what `find` has for it; what was never kept fails with that reason."""

    def __init__(self, find: Callable[[Request], Recording | None]) -> None:
        self._find = find

    async def fetch(self, request: Request, target: Target, validators: Validators | None = None) -> Fetched:
        """As `signals.contract.Fetcher`. Validators are not looked at: a replay reads everything again."""
        kept = self._find(request)
        if kept is None:
            return Fetched(FetchOutcome.FAILED, reason=f"no document of {request.url} was kept")
        return Fetched(
            FetchOutcome.OK, document_of(kept, request, target), status=kept.status, bytes_read=len(kept.body)
        )


def document_of(kept: Recording, request: Request, target: Target) -> Document:
    """The document as its reader saw it then."""
    return Document(
        source=target.source,
        target=target,
        url=request.url,
        final_url=kept.url,
        status=kept.status,
        content_type=kept.content_type,
        body=kept.body,
        text=decode(kept.body, kept.content_type).text,
        sha256=hashlib.sha256(kept.body).hexdigest(),
        fetched_at=kept.fetched_at,
    )
