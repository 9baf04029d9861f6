"""Queries on contacts. Addresses are found by their canonical form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import or_
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, func, select

from agent.domain.contacts import KEPT, AddressStatus, Contact
from agent.store import built
from agent.store.bulk import CONTACTS, chunks
from agent.store.codec import load
from agent.tables.accounts import ContactRow

_OWN = {"created_at", "updated_at", "email_key"}
_AT_ACCOUNTS = (
    select_rows(*(column for column in CONTACTS.c if column.name not in _OWN))
    .where(CONTACTS.c.account_id.in_(built.given("ids", many=True)))
    .order_by(CONTACTS.c.id)
)
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


def is_empty(session: Session) -> bool:
    """Whether nobody is known at any account."""
    return session.exec(select(ContactRow.id).limit(1)).first() is None


def get(session: Session, contact_id: str) -> Contact | None:
    row = session.get(ContactRow, contact_id)
    return to_domain(row) if row else None


def by_email(session: Session, address: str) -> Contact | None:
    key = canonical_address(address)
    row = session.exec(select(ContactRow).where(ContactRow.email_key == key)).first() if key else None
    return to_domain(row) if row else None


def at_account(session: Session, account_id: str) -> list[Contact]:
    return at_accounts(session, [account_id]).get(account_id, [])


def at_accounts(session: Session, account_ids: Sequence[str]) -> dict[str, list[Contact]]:
    """Everybody known at each of these accounts."""
    found: dict[str, list[Contact]] = {}
    for some in chunks(account_ids):
        for row in built.rows(session, _AT_ACCOUNTS, ids=some).mappings():
            found.setdefault(row["account_id"], []).append(load(Contact, dict(row)))
    return found


def put(session: Session, contact: Contact, *, now: datetime) -> str:
    """Write `contact`. Returns "created", "updated" or "same". One that names no end is kept twelve months from the
    date of its source; writing it again moves no end (signals §7)."""
    values = asdict(contact)
    values["email_key"] = canonical_address(contact.email) or None
    for name in ("address_status", "function", "seniority"):
        values[name] = str(values[name]) if values[name] is not None else None
    row = session.get(ContactRow, contact.id)
    if row is None:
        values["keep_until"] = contact.keep_until or (contact.sourced_at or now) + KEPT
        session.add(ContactRow(**values, created_at=now, updated_at=now))
        return "created"
    values["keep_until"] = contact.keep_until or row.keep_until
    changed = False
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    if changed:
        row.updated_at = now
        session.add(row)
    return "updated" if changed else "same"


def renew(session: Session, contact_id: str, *, now: datetime) -> None:
    """They answered: what is known of them is right today, and is kept twelve months more (signals §7)."""
    row = session.get(ContactRow, contact_id)
    if row is not None and row.erased_at is None:
        row.engaged_at, row.keep_until = now, now + KEPT
        session.add(row)


def confirm(session: Session, contact_id: str, *, address: str, by: str, now: datetime) -> bool:
    """A person says that this guessed address is right, or corrects it. Returns whether that is new."""
    row = session.get(ContactRow, contact_id)
    if row is None or row.erased_at is not None or row.address_status != str(AddressStatus.GUESSED):
        return False
    if canonical_address(address) != row.email_key:
        row.guess_probability = None
    row.email, row.email_key = address, canonical_address(address)
    row.address_status = str(AddressStatus.CONFIRMED)
    row.confirmed_by, row.confirmed_at = by, now
    row.updated_at = now
    if not row.licence_tag:  # else the licence's end stands
        row.keep_until = now + KEPT
    session.add(row)
    return True


def bury_address(session: Session, contact_id: str, address: str, *, now: datetime) -> None:
    """The address bounced for good: it is dead, and counts against the pattern if it was guessed."""
    row = session.get(ContactRow, contact_id)
    if row is not None and row.email_key == canonical_address(address):
        row.address_status, row.updated_at = str(AddressStatus.BOUNCED), now
        session.add(row)


def note_notice(session: Session, contact_id: str, *, now: datetime) -> None:
    """The first mail told them where their address is from and how to object (GDPR 14)."""
    row = session.get(ContactRow, contact_id)
    if row is not None and row.notice_sent_at is None:
        row.notice_sent_at = now
        session.add(row)


def at_domain(session: Session, domain: str) -> list[Contact]:
    """Everybody whose address is at this very domain, whatever became of it."""
    rows = session.exec(
        select(ContactRow).where(col(ContactRow.email_key).like(f"%@{domain}")).order_by(col(ContactRow.id)).limit(500)
    ).all()
    return [to_domain(row) for row in rows]


def outlived(session: Session, *, now: datetime, limit: int = 500) -> list[Contact]:
    """People whose time to be kept is over and who are not erased yet."""
    old = or_(
        col(ContactRow.keep_until) <= now,
        col(ContactRow.keep_until).is_(None)
        & (func.coalesce(ContactRow.sourced_at, ContactRow.created_at) <= now - KEPT),
    )
    rows = session.exec(
        select(ContactRow).where(col(ContactRow.erased_at).is_(None), old).order_by(col(ContactRow.id)).limit(limit)
    )
    return [to_domain(row) for row in rows]
