"""Erasing a person: what waits is stopped, every row is emptied, and what bars their return stays as a hash."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from agent.domain.contacts import Contact
from agent.domain.sends import Suppression, SuppressionReason
from agent.log import logger
from agent.sends.suppression import stop, stop_naming
from agent.store import contacts, draft_names, known_answers, leadership_names, objections, personal_data, suppressions

log = logger("erasure")

NAMED_WHO_WAS_ERASED = "it named somebody who was erased"


def erase(session: Session, person: Contact, *, by: str, now: datetime) -> dict[str, int]:
    """Erase a person who asked for it. They never come back: by import, by page or by name (GDPR 17 and 21)."""
    about = objections.silence_about(person)
    stop_naming(session, {person.account_id: about}, reason=NAMED_WHO_WAS_ERASED, by=by, now=now)
    done = _forget(session, person, reason="erased", by=by, now=now)
    done |= draft_names.forget(session, person)
    known_answers.forget_all(session)  # a cache: what a model wrote about them may stand in it
    # Not of those who are only outlived: taken off a page that still lists them, they would come back as newcomers.
    done["leadership_pages"] = leadership_names.forget(session, person.account_id, about)
    key = contacts.canonical_address(person.email)
    bars = [("address", objections.address_hash(key))] if key else []
    named = objections.person_key(person.account_id, person.name)
    bars += [(objections.PERSON, named)] if named else []
    note = ", ".join(f"{count} {what}" for what, count in done.items() if count)
    for scope, hashed in bars:
        bar = Suppression(scope, hashed, SuppressionReason.ERASED, now, source=f"erased by {by}", note=note)
        suppressions.put(session, bar)
    log.info("person erased", contact=person.id, by=by, **done)
    return done


def forget_outlived(session: Session, *, now: datetime, limit: int = 500) -> int:
    """Empty what is kept of people whose time is over (signals §7): twelve months without an answer or a confirmation.

    Nobody is barred by it; what had barred them before stays, as a hash. Returns how many people; twice is a no-op.
    """
    found = contacts.outlived(session, now=now, limit=limit)
    for person in found:
        _forget(session, person, reason="kept long enough", by="retention", now=now)
        log.info("person outlived", contact=person.id)
    return len(found)


def _forget(session: Session, person: Contact, *, reason: str, by: str, now: datetime) -> dict[str, int]:
    stop(session, [person.id], reason=reason, by=by, now=now)
    session.flush()
    done = personal_data.erase(session, person, now=now)
    session.flush()
    session.expire_all()
    return done
