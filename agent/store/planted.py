"""Queries on the evidence of new briefs: where it came from, and whether it was quarantined (drafting §3, I12)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, cast
from sqlmodel import Session, col, or_, select

from agent.tables.signals import BriefRow


def evidence_since(session: Session, since: datetime, flags: frozenset[str]) -> list[list[dict[str, Any]]]:
    """The evidence of every brief made since then, as plain data; nothing where none of it has one of `flags`, which
    is every ordinary night and costs one question."""
    brief = cast(col(BriefRow.brief), String)
    flagged = or_(*(brief.contains(f'"{flag}"', autoescape=True) for flag in sorted(flags)))
    made = col(BriefRow.made_at) >= since
    if session.exec(select(BriefRow.id).where(made, flagged).limit(1)).first() is None:
        return []
    return [each["evidence"] for each in session.exec(select(BriefRow.brief).where(made))]
