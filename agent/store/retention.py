"""What is kept of what wires publish: headline, quotes and link; the rest goes after 30 days (signals §1.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select, update

from agent.domain.items import ItemKind
from agent.domain.policies import SourceSetting
from agent.store.bulk import DOCUMENTS, ITEMS, chunks
from agent.tables.items import MentionRow

BODIES_KEPT = timedelta(days=30)
BATCH = 500
SHOWN = 280
"""Characters around a quote that stay with it, at most: the sentence that it stands in."""
_WIRES = frozenset({"feed", "sitemap", "gdelt"})


def wires_of(sources: Sequence[SourceSetting]) -> list[str]:
    """The sources whose articles are somebody else's: wires and papers, not accounts' own newsrooms."""
    return [one.name for one in sources if one.collector in _WIRES and one.params.get("per_account") != "yes"]


def forget_bodies(session: Session, sources: Sequence[str], *, now: datetime) -> int:
    """Take the bodies out of these sources' documents and articles that were read 30 days ago. Returns how many
    articles were shortened. Quotes keep their places: what is taken out of a text leaves as many spaces."""
    before = now - BODIES_KEPT
    old = (col(DOCUMENTS.c.source).in_(sources), DOCUMENTS.c.fetched_at < before, DOCUMENTS.c.body.is_not(None))
    session.connection().execute(update(DOCUMENTS).where(*old).values(body=None))
    shortened = 0
    while rows := _old_articles(session, sources, before):
        quotes = _quotes(session, [row.id for row in rows])
        for row in rows:
            text = shortened_text(row.text, row.title, quotes.get(row.id, ()))
            values = {"text": text, "document_sha256": ""}
            session.connection().execute(update(ITEMS).where(ITEMS.c.id == row.id).values(**values))
        shortened += len(rows)
    return shortened


def _old_articles(session: Session, sources: Sequence[str], before: datetime) -> Sequence[Any]:
    """The next articles that still stand whole: those that name the document they were read in."""
    c = ITEMS.c
    query = select(c.id, c.title, c.text).where(
        c.source.in_(sources),
        c.kind == str(ItemKind.ARTICLE),
        c.account_id.is_(None),
        c.first_seen_at < before,
        c.detected_at.is_not(None),
        c.document_sha256 != "",
    )
    return session.connection().execute(query.limit(BATCH)).all()


def _quotes(session: Session, item_ids: Sequence[str]) -> Mapping[str, list[tuple[int, int]]]:
    """Where the quotes of these items' mentions stand."""
    found: dict[str, list[tuple[int, int]]] = {}
    for some in chunks(item_ids):
        query = select(MentionRow.item_id, MentionRow.fields).where(col(MentionRow.item_id).in_(some))
        for item_id, fields in session.exec(query):
            places = (value["quote"] for value in fields.values())
            found.setdefault(item_id, []).extend((place["start"], place["end"]) for place in places)
    return found


def shortened_text(text: str, title: str, quotes: Iterable[tuple[int, int]]) -> str:
    """`text` with its title and, around each quote, its sentence or at most 280 characters; spaces for the rest."""
    kept = [(0, len(title))] if text.startswith(title) else []
    for start, end in quotes:
        room = max(0, (SHOWN - (end - start)) // 2)
        left, right = text[max(0, start - room) : start], text[end : end + room]
        begins = max(left.rfind(mark) for mark in (". ", "\n"))
        ends = min((at for mark in (". ", "\n") if (at := right.find(mark)) >= 0), default=len(right) - 1)
        kept.append((start - (len(left) - begins - 1), end + ends + 1))
    letters = [" "] * len(text)
    for start, end in kept:
        letters[start:end] = text[start:end]
    return "".join(letters).rstrip()
