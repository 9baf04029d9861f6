"""What a provider answered becomes contacts, labelled with their source and licence; who must stay away is not kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from agent.domain.contacts import KEPT, AddressStatus, Contact
from agent.domain.enrichment import FoundPerson, ProviderSetting, Subject
from agent.enrichment.wanted import stays_away
from agent.imports.values import address, company_domain, country
from agent.night.people import fits
from agent.store import contacts
from agent.tables.columns import new_id
from signals.extract.people import person_key
from signals.extract.titles import classify
from signals.hard_ids import domains_among


def keepable(
    session: Session, subject: Subject, people: Iterable[FoundPerson], *, now: datetime, most: int
) -> tuple[FoundPerson, ...]:
    """At most `most` of these people: those who fit the persona, are whom was asked about, have no private address, and
    neither objected nor must not be mailed."""
    fitting = sorted((_checked(one) for one in people if _is_asked_for(one, subject)), key=lambda one: not one.email)
    return tuple(one for one in fitting if not _stays_away(session, subject, one, now))[:most]


def _is_asked_for(one: FoundPerson, subject: Subject) -> bool:
    if subject.last_name and person_key(one.name) != person_key(subject.name):
        return False
    return fits(_as_contact(one, subject), subject.persona)


def _checked(one: FoundPerson) -> FoundPerson:
    """Without an address that is none, or that is at a free-mail host: a private one."""
    try:
        mail = address(one.email) if one.email else ""
    except ValueError:
        mail = ""
    return replace(one, email=mail if company_domain(mail.rpartition("@")[2]) else "")


def _stays_away(session: Session, subject: Subject, one: FoundPerson, now: datetime) -> bool:
    person = replace(subject, first_name=one.first_name, last_name=one.last_name, title=one.title)
    return stays_away(session, person, now, email=one.email)


def _as_contact(one: FoundPerson, subject: Subject) -> Contact:
    seen = classify(one.title)
    return Contact(
        new_id(), subject.account.id, one.name, one.first_name, one.last_name, one.title, one.email, seen.function,
        seen.seniority,
    )  # fmt: skip


def land(
    session: Session, subject: Subject, one: FoundPerson, setting: ProviderSetting, *, asked_at: datetime, now: datetime
) -> Contact | None:
    """Keep this person as a contact, whose address is held unless the provider verified it at the account's own domain;
    `asked_at` begins the licence's time. Returns None where the address is another's or dead, or its time is over."""
    known = contacts.by_email(session, one.email) if one.email else None
    if known is not None:
        dead = known.address_status is AddressStatus.BOUNCED or known.is_expired(now)
        return None if dead or known.account_id != subject.account.id else known
    base = _known_without_address(session, subject, one)
    if base is not None and not one.email:
        return base
    base = base or _as_contact(one, subject)
    until = min(asked_at + timedelta(days=setting.retention_days), now + KEPT, base.keep_until or now + KEPT)
    own = {subject.account.domain, *domains_among(subject.account.aliases)}
    sure = one.verified and company_domain(one.email.rpartition("@")[2]) in own
    status = AddressStatus.KNOWN if sure else AddressStatus.GUESSED
    person = replace(
        _as_contact(one, subject),
        id=base.id,
        address_status=status if one.email else AddressStatus.MISSING,
        country=country(one.country) or base.country or subject.account.country,
        time_zone=base.time_zone,
        language=base.language,
        consent=base.consent,
        source=setting.display_name,
        sourced_at=asked_at,
        verified_at=asked_at if sure else None,
        keep_until=until,
        licence_tag=setting.licence_tag,
    )
    contacts.put(session, person, now=now)
    session.flush()
    return person


def _known_without_address(session: Session, subject: Subject, one: FoundPerson) -> Contact | None:
    key = person_key(one.name)
    people = contacts.at_account(session, subject.account.id)
    return next((who for who in people if not who.email and not who.erased_at and person_key(who.name) == key), None)
