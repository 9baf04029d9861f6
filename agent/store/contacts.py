"""Queries on contacts. Addresses are found by their canonical form."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlmodel import Session, col, select

from agent.domain.contacts import Contact
from agent.store.codec import load
from agent.tables.accounts import ContactRow

_OWN = {"created_at", "updated_at", "email_key"}
_GMAIL = {"gmail.com", "googlemail.com"}


def canonical_address(address: str) -> str:
    """Lower case, IDNA domain, plus-tag removed, Gmail's dots removed (sending §6): one person, one key."""
    local, _, domain = address.strip().lower().rpartition("@")
    if not local or not domain:
        return ""
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    local = local.split("+", 1)[0]
    if domain in _GMAIL:
        local = local.replace(".", "")
    return f"{local}@{domain}" if local else ""


def to_domain(row: ContactRow) -> Contact:
    return load(Contact, row.model_dump(exclude=_OWN))


def get(session: Session, contact_id: str) -> Contact | None:
    row = session.get(ContactRow, contact_id)
    return to_domain(row) if row else None


def by_email(session: Session, address: str) -> Contact | None:
    key = canonical_address(address)
    row = session.exec(select(ContactRow).where(ContactRow.email_key == key)).first() if key else None
    return to_domain(row) if row else None


def at_account(session: Session, account_id: str) -> list[Contact]:
    rows = session.exec(
        select(ContactRow).where(ContactRow.account_id == account_id).order_by(col(ContactRow.id))
    ).all()
    return [to_domain(row) for row in rows]


def put(session: Session, contact: Contact, *, now: datetime) -> str:
    """Write `contact`. Returns "created", "updated" or "same"."""
    values = asdict(contact)
    values["email_key"] = canonical_address(contact.email) or None
    for name in ("address_status", "function", "seniority"):
        values[name] = str(values[name]) if values[name] is not None else None
    row = session.get(ContactRow, contact.id)
    if row is None:
        session.add(ContactRow(**values, created_at=now, updated_at=now))
        return "created"
    changed = False
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    if changed:
        row.updated_at = now
        session.add(row)
    return "updated" if changed else "same"
