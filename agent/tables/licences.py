"""Under which licence an item that a team's own tools sent may be kept and shown."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from agent.tables.columns import maybe_at_field


class ItemLicenceRow(SQLModel, table=True):
    """The licence of one item: shown to our own people alone, deleted after `keep_until`; None keeps it."""

    __tablename__ = "item_licence"

    item_id: str = Field(primary_key=True, foreign_key="item.id")
    tag: str = ""
    internal_only: bool = False
    keep_until: datetime | None = maybe_at_field(index=True)
