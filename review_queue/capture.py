"""*To find*: a name and address that a person pastes becomes a contact, who is drafted for at once (DESIGN §7)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from nameparser import HumanName
from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.contacts import AddressStatus, Contact
from agent.errors import BadInput
from agent.store import contacts
from agent.tables.columns import new_id
from signals.extract.titles import classify

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
    session: Session, account: Account, *, name: str, title: str, email: str, by: str, now: datetime
) -> Contact:
    """Keep a person at an account. Raises BadInput naming the field and the fix."""
    name, title, email = read_paste(name, title, email)
    if len(name.split()) < 2 or len(name) > 120:
        raise BadInput("Give first and last name, for example “Dana Ortiz”.")
    if not title or len(title) > 160:
        raise BadInput("Give the job title: it decides what is written.")
    try:
        address = validate_email(email, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise BadInput(f"“{email[:80]}” is not an e-mail address.") from None
    known = contacts.by_email(session, address)
    if known is not None and known.account_id != account.id:
        raise BadInput("That address belongs to a person at another account.")
    read = HumanName(name)
    kind = classify(title)
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
        address_status=AddressStatus.CONFIRMED,
        source=f"entered by {by}",
        sourced_at=now,
    )
    contacts.put(session, person, now=now)
    session.flush()
    return person
