"""The model's money of one day: reserved before a call, settled after it, never more than the cap together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlmodel import Session, select

from agent.store.once import insert_once
from agent.tables.runs import BudgetRow


def _row(session: Session, day: date) -> BudgetRow:
    insert_once(session, BudgetRow, {"day": day, "reserved_usd": 0.0, "spent_usd": 0.0, "doubts_asked": 0})
    return session.exec(select(BudgetRow).where(BudgetRow.day == day).with_for_update()).one()


def reserve(session: Session, day: date, *, usd: Decimal, cap_usd: Decimal) -> bool:
    """Hold `usd` of the day's cap. False, and nothing held, where it would pass the cap."""
    row = _row(session, day)
    if Decimal(str(row.spent_usd)) + Decimal(str(row.reserved_usd)) + usd > cap_usd:
        return False
    row.reserved_usd += float(usd)
    return True


def settle(session: Session, day: date, *, held_usd: Decimal, used_usd: Decimal) -> None:
    """Replace a hold by what was used."""
    row = _row(session, day)
    row.reserved_usd = max(0.0, row.reserved_usd - float(held_usd))
    row.spent_usd += float(used_usd)


def reserve_doubt(session: Session, day: date, *, most: int) -> bool:
    """Count one more question about a doubtful text. False, and nothing counted, where the day's number is reached."""
    row = _row(session, day)
    if row.doubts_asked >= most:
        return False
    row.doubts_asked += 1
    return True


def spent(session: Session, day: date) -> float:
    row = session.get(BudgetRow, day)
    return row.spent_usd if row else 0.0
