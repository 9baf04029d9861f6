"""The model's money and tokens of one day: held before a call, settled after it, never more than the caps together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, delete, func, select

from agent.store.once import insert_once
from agent.tables.columns import new_id
from agent.tables.models import BudgetHoldRow
from agent.tables.runs import BudgetRow

# Dollars are floats here: sums of many small ones are compared a billionth of a dollar apart.
_DUST_USD = 1e-9


@dataclass(frozen=True, slots=True)
class Amount:
    usd: float = 0.0
    tokens: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.usd + other.usd, self.tokens + other.tokens)

    def within(self, cap: Amount) -> bool:
        return self.usd <= cap.usd + _DUST_USD and self.tokens <= cap.tokens


def _row(session: Session, day: date) -> BudgetRow:
    insert_once(session, BudgetRow, {"day": day, "spent_usd": 0.0, "spent_tokens": 0, "doubts_asked": 0})
    return session.exec(select(BudgetRow).where(BudgetRow.day == day).with_for_update()).one()


def reserve(session: Session, day: date, most: Amount, *, cap: Amount) -> str | None:
    """Hold `most` of the day; the hold's id. None, and nothing held, where it would pass the cap."""
    row = _row(session, day)
    if not (Amount(row.spent_usd, row.spent_tokens) + held(session, day) + most).within(cap):
        return None
    hold = BudgetHoldRow(id=new_id(), day=day, usd=most.usd, tokens=most.tokens)
    session.add(hold)
    return hold.id


def settle(session: Session, day: date, hold_id: str, used: Amount) -> bool:
    """Replace a hold by what was used. False, and nothing changed, where it was settled before."""
    row = _row(session, day)
    if session.exec(delete(BudgetHoldRow).where(col(BudgetHoldRow.id) == hold_id)).rowcount == 0:
        return False
    row.spent_usd += used.usd
    row.spent_tokens += used.tokens
    return True


def held(session: Session, day: date) -> Amount:
    """What calls under way may cost at most, together."""
    columns = func.coalesce(func.sum(BudgetHoldRow.usd), 0.0), func.coalesce(func.sum(BudgetHoldRow.tokens), 0)
    usd, tokens = session.exec(select(*columns).where(col(BudgetHoldRow.day) == day)).one()
    return Amount(float(usd), int(tokens))


def reserve_doubt(session: Session, day: date, *, most: int) -> bool:
    """Count one more question about a doubtful text. False, and nothing counted, where the day's number is reached."""
    row = _row(session, day)
    if row.doubts_asked >= most:
        return False
    row.doubts_asked += 1
    return True


def reserve_lookup(session: Session, day: date, *, usd: float, most: int, cap_usd: float) -> bool:
    """Count one more question to a provider of contacts at its price, before it is asked. False, and nothing counted,
    where the day's number or money is reached."""
    row = _row(session, day)
    if row.lookups >= most or row.lookups_usd + usd > cap_usd + _DUST_USD:
        return False
    row.lookups += 1
    row.lookups_usd += usd
    return True


def refund_lookup(session: Session, day: date, *, usd: float, was_sent: bool = True) -> None:
    """A provider did not charge for what was asked; the question still counts, unless it was never sent."""
    row = _row(session, day)
    row.lookups -= 0 if was_sent else 1
    row.lookups_usd = max(0.0, row.lookups_usd - usd)


def lookups(session: Session, day: date) -> tuple[int, float]:
    """How many questions providers were asked on `day`, and for how many dollars."""
    row = session.get(BudgetRow, day)
    return (row.lookups, row.lookups_usd) if row else (0, 0.0)


def spent_between(session: Session, since: date, until: date) -> float:
    """Dollars that all uses of models settled from `since` on and before `until`."""
    days = (col(BudgetRow.day) >= since, col(BudgetRow.day) < until)
    return float(session.exec(select(func.coalesce(func.sum(BudgetRow.spent_usd), 0.0)).where(*days)).one())


def spent(session: Session, day: date) -> Amount:
    """What was settled on `day`."""
    row = session.get(BudgetRow, day)
    return Amount(row.spent_usd, row.spent_tokens) if row else Amount()
