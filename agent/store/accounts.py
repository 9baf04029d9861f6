"""Queries on accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select as select_rows
from sqlmodel import Session, col, func, or_, select, update

from agent.domain.accounts import Account
from agent.store import built
from agent.store.bulk import ACCOUNTS, among
from agent.store.codec import load
from agent.tables.accounts import AccountRow

_LISTS = ("aliases", "technologies", "boards", "feeds", "pages")
_OF_THE_ROW = frozenset({"discovered_at", "created_at", "updated_at"})
_WHOLE = select_rows(*(column for column in ACCOUNTS.c if column.name not in _OF_THE_ROW))
_NEXT = _WHOLE.where(ACCOUNTS.c.id > built.given("last")).order_by(ACCOUNTS.c.id).limit(built.given("most"))


def to_domain(row: AccountRow) -> Account:
    return load(Account, row.model_dump(exclude=set(_OF_THE_ROW)))


def _values(account: Account) -> dict[str, object]:
    values = asdict(account)
    for name in _LISTS:
        values[name] = list(values[name])
    values["relationship"] = str(account.relationship)
    return values


def get(session: Session, account_id: str) -> Account | None:
    row = session.get(AccountRow, account_id)
    return to_domain(row) if row else None


def by_domain(session: Session, domain: str) -> Account | None:
    row = session.exec(select(AccountRow).where(AccountRow.domain == domain)).first()
    return to_domain(row) if row else None


def by_ids(session: Session, ids: Sequence[str]) -> dict[str, Account]:
    """The accounts among `ids`, by id."""
    session.flush()
    connection = session.connection()
    rows = connection.execute(_WHOLE.where(among(connection, ACCOUNTS.c.id, ids)))
    return {row["id"]: load(Account, dict(row)) for row in rows.mappings()}


def every(session: Session, *, batch: int = 1000) -> Iterator[Account]:
    """All accounts in order of id, read in batches so that memory stays flat."""
    last = ""
    while some := built.rows(session, _NEXT, last=last, most=batch).mappings().all():
        yield from (load(Account, dict(row)) for row in some)
        last = some[-1]["id"]


def company_numbers(session: Session) -> list[str]:
    """The numbers of Companies House of all accounts that have one."""
    numbered = col(AccountRow.company_number) != ""
    return list(session.exec(select(AccountRow.company_number).where(numbered)))


def changed_at(session: Session) -> datetime | None:
    """When an account was last added or changed."""
    return session.exec(select(func.max(AccountRow.updated_at))).one()


def changed_since(session: Session, moment: datetime) -> list[Account]:
    """Accounts that were added or changed after `moment`."""
    rows = session.exec(select(AccountRow).where(AccountRow.updated_at > moment).order_by(col(AccountRow.id)))
    return [to_domain(row) for row in rows]


def due_for_discovery(session: Session, *, before: datetime, limit: int) -> list[Account]:
    """Accounts whose own site was not looked through since `before`, those never looked at first."""
    due = or_(col(AccountRow.discovered_at).is_(None), col(AccountRow.discovered_at) < before)
    order = (col(AccountRow.discovered_at).is_not(None), col(AccountRow.discovered_at), col(AccountRow.id))
    return [to_domain(row) for row in session.exec(select(AccountRow).where(due).order_by(*order).limit(limit))]


def mark_discovered(session: Session, ids: Sequence[str], *, now: datetime) -> None:
    """These accounts' sites were looked through now, whatever came of it."""
    session.flush()
    for start in range(0, len(ids), 500):
        some = col(AccountRow.id).in_(ids[start : start + 500])
        session.connection().execute(update(AccountRow).where(some).values(discovered_at=now))


def count(session: Session) -> int:
    return session.exec(select(func.count()).select_from(AccountRow)).one()


def put(session: Session, account: Account, *, now: datetime) -> str:
    """Write `account`. Returns "created", "updated" or "same"; the id of an existing row wins."""
    row = session.get(AccountRow, account.id)
    if row is None:
        session.add(AccountRow(**_values(account), created_at=now, updated_at=now))  # type: ignore[arg-type]
        return "created"
    changed = False
    for name, value in _values(account).items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    if changed:
        row.updated_at = now
        session.add(row)
    return "updated" if changed else "same"
