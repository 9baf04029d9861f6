"""One-click unsubscribe: a random token per mail's contact and mailbox, stored hashed (sending §4, RFC 8058)."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlmodel import Session

from agent.domain.contacts import Contact
from agent.domain.outcomes import OutcomeKind
from agent.domain.policies import Mailbox, SendPolicy
from agent.domain.sends import SendState, Suppression, SuppressionReason
from agent.domain.threads import HaltCause
from agent.sends.halts import halt_colleagues
from agent.sends.suppression import stop, suppress
from agent.store import contacts, outcomes, sends, suppressions

_MOST_LOCAL_PART = 64


def link_for(session: Session, contact_id: str, mailbox: Mailbox, policy: SendPolicy, *, now: datetime) -> str:
    """The link of the footer, its token remembered. "" without a public host: there the opt-out line stands alone."""
    if not policy.unsubscribe_base_url:
        return ""
    token = secrets.token_urlsafe(16)
    suppressions.remember_token(session, token, contact_id=contact_id, mailbox_id=mailbox.id, now=now)
    return f"{policy.unsubscribe_base_url.rstrip('/')}/{token}"


def header_uris(mailbox: Mailbox, policy: SendPolicy, *, links: tuple[str, ...], ref: str) -> tuple[str, ...]:
    """The URIs of List-Unsubscribe: the footer's own https link first, where there is one, then the mailto."""
    base = policy.unsubscribe_base_url.rstrip("/")
    https = next((link for link in links if base and link.startswith(f"{base}/")), None)
    mailto = f"mailto:{tagged_address(mailbox.address, ref)}?subject=unsubscribe"
    return (https, mailto) if https else (mailto,)


def tagged_address(address: str, ref: str) -> str:
    """The mailbox's own address with the send's reference behind a plus, where that still is a legal address."""
    local, _, domain = address.rpartition("@")
    tagged = f"{local}+u-{ref}"
    return f"{tagged if len(tagged) <= _MOST_LOCAL_PART else local}@{domain}"


def known(session: Session, token: str) -> bool:
    """Whether the page at this token has a button to show. Looking changes nothing: scanners look at every link."""
    return suppressions.contact_of_token(session, token) is not None


def _addresses(session: Session, contact: Contact) -> list[str]:
    """Every address of this person that we know or ever wrote to: the contact's may have changed since the mail."""
    written_to = [send.content.recipient for send in sends.of_contacts(session, [contact.id], list(SendState))]
    known_ones = [contacts.canonical_address(address) for address in (contact.email, *written_to)]
    return list(dict.fromkeys(address for address in known_ones if address))


def opt_out(session: Session, token: str, *, now: datetime) -> bool:
    """What the POST does. Effective when this transaction commits; a repeat changes nothing. False: no such token."""
    contact_id = suppressions.use_token(session, token, now=now)
    contact = contacts.get(session, contact_id) if contact_id else None
    if contact is None:
        return contact_id is not None
    for address in _addresses(session, contact):
        stopped = Suppression("address", address, SuppressionReason.UNSUBSCRIBE, now, source="one-click")
        suppress(session, stopped, by="one-click", now=now)
    stop(session, [contact.id], reason=str(SuppressionReason.UNSUBSCRIBE), by="one-click", now=now)
    halt_colleagues(session, contact.account_id, contact.id, HaltCause.OPTED_OUT, by="one-click", now=now)
    outcomes.put(
        session, account_id=contact.account_id, kind=OutcomeKind.OPT_OUT, key=contact.id, at=now, contact_id=contact.id
    )
    return True
