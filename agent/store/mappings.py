"""Queries on saved column mappings of imports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from agent.tables.runs import ImportMappingRow


def saved(session: Session, kind: str, header_sha256: str) -> dict[str, str] | None:
    """The mapping that was used for a file with this header, or None."""
    row = session.get(ImportMappingRow, (kind, header_sha256))
    return dict(row.mapping) if row else None


def save(session: Session, kind: str, header_sha256: str, mapping: Mapping[str, str], *, now: datetime) -> None:
    row = session.get(ImportMappingRow, (kind, header_sha256))
    if row is None:
        row = ImportMappingRow(kind=kind, header_sha256=header_sha256, mapping={}, at=now)
        session.add(row)
    row.mapping = dict(mapping)
    row.at = now
