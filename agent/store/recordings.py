"""What was read earlier, for a replay: an address's newest document, and what items were read to say then."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from agent.domain.documents import Recording
from agent.domain.signals import FieldValue
from agent.store.bulk import chunks
from agent.store.codec import load
from agent.tables.items import DocumentRow, ItemRow, MentionRow


def newest(session: Session, source: str, url: str, *, until: datetime) -> Recording | None:
    """The newest document of `url` that `source` had read by `until`; None where none was kept, or no longer is."""
    row = session.exec(
        select(DocumentRow)
        .where(DocumentRow.source == source, DocumentRow.url == url, DocumentRow.fetched_at <= until)
        .order_by(col(DocumentRow.fetched_at).desc())
        .limit(1)
    ).first()
    if row is None or row.body is None:
        return None
    return Recording(row.url, zlib.decompress(row.body), row.content_type, row.fetched_at)


def said_by(session: Session, source: str, keys: Iterable[str]) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """What these items were read to say when they came: (kind, fields) of each mention by item key. An item that was
    read and said nothing has an empty list; one that was never kept is not in the answer."""
    said: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for some in chunks(list(keys)):
        query = (
            select(ItemRow.key, MentionRow.kind, MentionRow.fields)
            .join(MentionRow, col(MentionRow.item_id) == col(ItemRow.id), isouter=True)
            .where(ItemRow.source == source, col(ItemRow.key).in_(some), col(ItemRow.detected_at).is_not(None))
        )
        for key, kind, fields in session.exec(query):
            mentions = said.setdefault(key, [])
            if kind:
                loaded = load(dict[str, FieldValue], fields)
                mentions.append((kind, {name: value.value for name, value in sorted(loaded.items())}))
    return said
