"""Who at an account may be mailed now, and why the others may not: the lists, the law, and how old what we know is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.runs import Skip, SkipCode
from agent.domain.teams import Team
from agent.sends.gates import country_refusal
from agent.sends.suppression import suppressed
from agent.store import objections


def mailable(
    session: Session, team: Team, account: Account, people: Sequence[Contact], *, total: int, now: datetime
) -> tuple[list[Contact], list[Skip]]:
    """Those of `people` who may be mailed, and why the others may not; who has no address is neither."""
    kept, refusals = [], []
    for person in people:
        if not person.email:
            continue
        refusal = _refusal(session, team, account, person, total=total, now=now)
        if refusal is None:
            kept.append(person)
        else:
            refusals.append(refusal)
    return kept, refusals


def _refusal(
    session: Session, team: Team, account: Account, person: Contact, *, total: int, now: datetime
) -> Skip | None:
    stop = suppressed(
        session, address=person.email, domain=account.domain, account_id=account.id, now=now, name=person.name
    )
    if stop is not None and objections.objects(session, person):
        return Skip(account.id, SkipCode.SUPPRESSED, f"A person at {account.name} objected.", total)
    if stop is not None:
        why = f"{person.name} at {account.name} must not be mailed: {str(stop.reason).replace('_', ' ')}."
        return Skip(account.id, SkipCode.SUPPRESSED, why, total)
    if person.is_expired(now):
        why = f"What is known of {person.name} at {account.name} is older than it may be used."
        return Skip(account.id, SkipCode.NO_CONTACT, why, total, "Find the person anew on To find.")
    law = country_refusal(person, account, team.policy)
    if law:
        return Skip(account.id, SkipCode.COUNTRY, law, total, "Attach a consent record or drop.")
    return None
