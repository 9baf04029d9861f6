"""Recorded documents for collectors' tests: written for them, about companies that do not exist."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from agent.domain.documents import Document, Target
from signals.fetch.decode import decode

DATA = Path(__file__).parent / "data"
READ_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def document(
    source: str,
    body: bytes | str | Path,
    *,
    key: str = "acme",
    url: str = "https://source.example/document",
    content_type: str = "",
    params: Mapping[str, str] | None = None,
    account_id: str | None = None,
) -> Document:
    """A document as the fetch client would give it; a Path is read from tests/data."""
    if isinstance(body, Path):
        body = (DATA / body).read_bytes()
    body = body.encode() if isinstance(body, str) else body
    return Document(
        source=source,
        target=Target(source, key, account_id, params or {}),
        url=url,
        final_url=url,
        status=200,
        content_type=content_type,
        body=body,
        text=decode(body, content_type).text,
        sha256=hashlib.sha256(body).hexdigest(),
        fetched_at=READ_AT,
    )
