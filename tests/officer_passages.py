"""A passage of a filing's item 5.02, and the officers that the product reads in it, a line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from agent.domain.items import Item, ItemKind
from signals.detectors.job_change import detect

NAMES = ("person", "direction", "title", "effective_on")


def officers_told(passage: str, *, names: Sequence[str] = NAMES) -> list[str]:
    """ "Helen Marsh; leave; Treasurer; 2026-03-20" of each officer, in the order of the reading. Every field must stand
    in the text. The filer is Oakfold Inc, the filing of March 5, 2026."""
    item = Item(
        source="sec_8k",
        key="f1",
        kind=ItemKind.FILING,
        title="8-K",
        text=f"Item 5.02 Departure of Directors or Certain Officers.\n{passage}",
        url="https://filings.example/f1",
        company="Oakfold Inc",
        published_at=datetime(2026, 3, 5, tzinfo=UTC),
    )
    mentions = detect(item)
    assert all(field.quote.stands_in(item.text) for one in mentions for field in one.fields.values())
    return ["; ".join(one.value(name) or "-" for name in names) for one in mentions]
