"""Queries on answers of providers of contacts: known ones, those whose time is over, and what they hold of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, func, select

from agent.domain.contacts import Contact
from agent.domain.enrichment import Answer, FoundPerson
from agent.store import objections
from agent.store.codec import dump, load
from agent.store.contacts import canonical_address
from agent.tables.enrichment import EnrichmentRow


@dataclass(frozen=True, slots=True)
class Kept:
    """Whom a provider named, nobody included, and when: from then on the licence's time runs."""

    people: tuple[FoundPerson, ...]
    asked_at: datetime


def find(session: Session, key: str, *, now: datetime) -> Kept | None:
    """The answer under `key`, where there is one that may still be used."""
    row = session.get(EnrichmentRow, key)
    if row is None or row.keep_until <= now:
        return None
    return Kept(tuple(load(FoundPerson, one) for one in row.people), row.asked_at)


def keep(session: Session, key: str, account_id: str, answer: Answer, *, now: datetime, until: datetime) -> None:
    row = session.get(EnrichmentRow, key) or EnrichmentRow(key=key, account_id=account_id)  # type: ignore[call-arg]
    row.provider, row.cost_usd, row.licence_tag = answer.source, answer.cost_usd, answer.licence_tag
    row.people = [dump(FoundPerson, one) for one in answer.people]
    row.asked_at, row.keep_until = now, until
    session.add(row)


def cost_since(session: Session, start: datetime) -> float:
    """Dollars that answers cost which were asked for from `start` on."""
    cost = func.coalesce(func.sum(EnrichmentRow.cost_usd), 0.0)
    return float(session.exec(select(cost).where(col(EnrichmentRow.asked_at) >= start)).one())


def forget_expired(session: Session, *, now: datetime) -> int:
    """Delete answers whose licence is over. Returns how many."""
    return session.exec(delete(EnrichmentRow).where(col(EnrichmentRow.keep_until) <= now)).rowcount


def told(session: Session, person: Contact) -> list[dict[str, Any]]:
    """What answers hold of this person: whose, since when, until when, under which licence."""
    return [
        {**row.model_dump(exclude={"people", "key"}), "people": [one for one in row.people if _is(one, person)]}
        for row in _at_account(session, person.account_id)
        if any(_is(one, person) for one in row.people)
    ]


def forget(session: Session, person: Contact) -> int:
    """Take this person out of every answer. Returns out of how many."""
    rows = [row for row in _at_account(session, person.account_id) if any(_is(one, person) for one in row.people)]
    for row in rows:
        row.people = [one for one in row.people if not _is(one, person)]
        session.add(row)
    return len(rows)


def _at_account(session: Session, account_id: str) -> list[EnrichmentRow]:
    query = select(EnrichmentRow).where(EnrichmentRow.account_id == account_id).order_by(col(EnrichmentRow.asked_at))
    return list(session.exec(query))


def _is(one: dict[str, Any], person: Contact) -> bool:
    found = load(FoundPerson, one)
    mail = canonical_address(found.email)
    named = objections.person_key(person.account_id, found.name)
    same_name = bool(named) and named == objections.person_key(person.account_id, person.name)
    return same_name or (bool(mail) and mail == canonical_address(person.email))
