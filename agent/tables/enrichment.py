"""What providers of contacts were asked, and what of their answers may be kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from agent.tables.columns import at_field, json_field


class EnrichmentRow(SQLModel, table=True):
    """One answer under the SHA-256 of what was asked. `people` (`FoundPerson`s) holds those alone who may be kept;
    nobody is an answer too. After `keep_until` the row goes, and the provider may be asked again."""

    __tablename__ = "enrichment"

    key: str = Field(primary_key=True)
    provider: str
    account_id: str = Field(foreign_key="account.id", index=True)
    people: Any = json_field()
    cost_usd: float
    licence_tag: str
    asked_at: datetime = at_field()
    keep_until: datetime = at_field(index=True)
