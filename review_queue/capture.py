"""*To find*: a name and address that a person pastes becomes a contact, who is drafted for at once (DESIGN §7)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from nameparser import HumanName
from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.contacts import KEPT, AddressStatus, Contact
from agent.errors import BadInput, NotFound
from agent.store import contacts, objections
from agent.tables.columns import new_id
from signals.address_patterns import Guess
from signals.extract.titles import TitleClass, classify

_PASTED = re.compile(
    r"^\s*(?P<name>[^<>@]*?)\s*[,<(]?\s*(?P<email>[^\s<>()@,;]+@[^\s<>()@,;]+?)\s*[>)]?\s*(?:,\s*(?P<rest>.+))?$"
)


def read_paste(name: str, title: str, email: str) -> tuple[str, str, str]:
    """Name, title, address, also where all was pasted into the first field: "Dana Ortiz <dana@…>, VP Sales"."""
    found = _PASTED.match(name) if "@" in name else None
    if found is None:
        return name.strip(), title.strip(), email.strip()
    parts = [part.strip() for part in found["name"].split(",") if part.strip()]
    pasted_title = (found["rest"] or "").strip() or ", ".join(parts[1:])
    return parts[0] if parts else "", title.strip() or pasted_title, email.strip() or found["email"].strip()


def capture(
    session: Session,
    account: Account,
    *,
    name: str,
    title: str,
    email: str,
    by: str,
    now: datetime,
    guessed: Guess | None = None,
) -> Contact:
    """Keep a person at an account; an address that a person typed is confirmed, a guessed one is held. Raises BadInput
    naming the field and the fix."""
    name, title, email = read_paste(name, title, email)
    read, kind = named(name, title)
    address = guessed.address if guessed else _address(email)
    known = contacts.by_email(session, address)
    if known is not None and known.account_id != account.id:
        raise BadInput("That address belongs to a person at another account.")
    if objections.objects(session, Contact("", account.id, name, "", "", "", address)):
        raise BadInput("This person objected to being written to. Find somebody else in that role.")
    person = known or Contact(new_id(), account.id, name, "", "", title, country=account.country)
    person = replace(
        person,
        name=name,
        first_name=str(read.first),
        last_name=str(read.last),
        title=title,
        email=address,
        function=kind.function,
        seniority=kind.seniority,
        source=f"entered by {by}",
        sourced_at=now,
        address_status=AddressStatus.GUESSED if guessed else AddressStatus.CONFIRMED,
        guess_probability=guessed.probability if guessed else None,
        confirmed_by="" if guessed else by,
        confirmed_at=None if guessed else now,
        keep_until=person.keep_until if person.licence_tag else now + KEPT,
    )
    contacts.put(session, person, now=now)
    session.flush()
    return person


def named(name: str, title: str) -> tuple[HumanName, TitleClass]:
    """A full name and a job title, read. Raises BadInput where one is missing."""
    if len(name.split()) < 2 or len(name) > 120:
        raise BadInput("Give first and last name, for example “Dana Ortiz”.")
    if not title or len(title) > 160:
        raise BadInput("Give the job title: it decides what is written.")
    return HumanName(name), classify(title)


def _address(email: str) -> str:
    try:
        return str(validate_email(email, check_deliverability=False, test_environment=True).normalized)
    except EmailNotValidError:
        raise BadInput(f"“{email[:80]}” is not an e-mail address.") from None


def confirm(session: Session, account: Account, contact_id: str, *, email: str, by: str, now: datetime) -> Contact:
    """A person confirms a guessed address, or corrects it: who and when is kept. Raises NotFound, BadInput."""
    address = _address(email)
    person = contacts.get(session, contact_id)
    if person is None or person.account_id != account.id or objections.objects(session, person):
        raise NotFound("There is no such person at this account.")
    other = contacts.by_email(session, address)
    if other is not None and other.id != person.id:
        raise BadInput("That address belongs to somebody else.")
    contacts.confirm(session, contact_id, address=address, by=by, now=now)
    return person
