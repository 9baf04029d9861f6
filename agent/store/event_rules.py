"""Queries on what people ruled about reports: one event, or two (signals §4.3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from agent.domain.event_rules import EventRule, RuleKind
from agent.store.bulk import chunks
from agent.tables.columns import new_id
from agent.tables.signals import EventRuleRow


def of_account(session: Session, account_id: str) -> list[EventRule]:
    """The rulings that hold at an account, oldest first."""
    return of_accounts(session, [account_id]).get(account_id, [])


def of_accounts(session: Session, account_ids: Sequence[str]) -> dict[str, list[EventRule]]:
    """The same by account."""
    found: dict[str, list[EventRule]] = {}
    for some in chunks(account_ids):
        rows = session.exec(
            select(EventRuleRow)
            .where(col(EventRuleRow.account_id).in_(some), col(EventRuleRow.undone_at).is_(None))
            .order_by(col(EventRuleRow.id))
        )
        for row in rows:
            found.setdefault(row.account_id, []).append(EventRule(RuleKind(row.kind), row.first, row.second))
    return found


def put(session: Session, account_id: str, rules: Sequence[EventRule], *, words: str, by: str, now: datetime) -> None:
    """Keep the rulings of one act of a person. What an earlier act said to the contrary about them no longer holds."""
    known = set(of_account(session, account_id))
    act = new_id()
    for rule in rules:
        if rule not in known:
            session.add(
                EventRuleRow(
                    id=new_id(),
                    account_id=account_id,
                    act=act,
                    kind=str(rule.kind),
                    first=rule.first,
                    second=rule.second,
                    by=by,
                    words=words,
                    at=now,
                )
            )
    session.flush()


def take_back(session: Session, account_id: str, kind: RuleKind, keys: Collection[str], *, now: datetime) -> None:
    """End every ruling of `kind` between two of these reports: a later act decides otherwise."""
    rows = session.exec(
        select(EventRuleRow).where(
            EventRuleRow.account_id == account_id,
            EventRuleRow.kind == str(kind),
            col(EventRuleRow.undone_at).is_(None),
        )
    )
    for row in rows:
        if row.first in keys and row.second in keys:
            row.undone_at = now
            session.add(row)
    session.flush()


def history(session: Session, account_id: str, *, limit: int = 20) -> list[tuple[datetime, str, str]]:
    """The acts at an account, newest first: when, by whom (user id) and in words."""
    rows = session.exec(
        select(EventRuleRow.at, EventRuleRow.by, EventRuleRow.words, EventRuleRow.act)
        .where(EventRuleRow.account_id == account_id)
        .distinct()
        .order_by(col(EventRuleRow.at).desc(), col(EventRuleRow.act).desc())
        .limit(limit)
    ).all()
    return [(at, by, words) for at, by, words, _ in rows]
