"""The ban list: phrases that nobody, or one sender, writes. What was lifted stays as history."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from agent.domain.voices import Ban, BanLevel
from agent.store import built
from agent.store.built import AnyRow
from agent.store.bulk import BANS
from agent.tables.feedback import BanRow

_STANDING = select_rows(BANS).where(BANS.c.lifted_at.is_(None)).order_by(BANS.c.owner_id, BANS.c.phrase)
_HOLDING = _STANDING.where(BANS.c.owner_id.in_(built.given("owners", many=True)))


def put(session: Session, ban: Ban, *, now: datetime) -> None:
    """Add a ban. One phrase is banned once for one owner: adding it again changes its level, reason and tests."""
    query = select(BanRow).where(
        BanRow.owner_id == ban.owner_id, BanRow.phrase == ban.phrase, col(BanRow.lifted_at).is_(None)
    )
    row = session.exec(query).first() or BanRow(
        id=ban.id, owner_id=ban.owner_id, phrase=ban.phrase, level="", by=ban.by, at=now, hits=[], misses=[]
    )
    row.is_regex, row.level, row.reason = ban.is_regex, str(ban.level), ban.reason
    row.hits, row.misses = list(ban.hits), list(ban.misses)
    session.add(row)
    session.flush()


def standing(session: Session, owner_id: str | None) -> tuple[Ban, ...]:
    """The bans that hold for `owner_id`: everyone's and their own. None: all of everyone."""
    if owner_id is None:
        return tuple(map(_ban, built.rows(session, _STANDING)))
    return tuple(map(_ban, built.rows(session, _HOLDING, owners=["", owner_id])))


def get(session: Session, ban_id: str) -> Ban | None:
    row = session.get(BanRow, ban_id)
    return _ban(row) if row and row.lifted_at is None else None


def lift(session: Session, ban_id: str, *, by: str, now: datetime) -> bool:
    """Take a ban back. False where it does not stand."""
    row = session.get(BanRow, ban_id)
    if row is None or row.lifted_at is not None:
        return False
    row.lifted_at, row.lifted_by = now, by
    session.add(row)
    session.flush()
    return True


def _ban(row: BanRow | AnyRow) -> Ban:
    return Ban(
        row.id, row.phrase, BanLevel(row.level), row.owner_id, row.is_regex, row.reason, row.by, row.at,
        tuple(row.hits), tuple(row.misses),
    )  # fmt: skip
