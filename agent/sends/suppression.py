"""Who is never mailed, asked and told. Telling cancels all that has not left, in the same transaction (T16)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from agent.domain.accounts import Account, Relationship
from agent.domain.drafts import Draft, DraftState
from agent.domain.sends import Send, SendState, Suppression, SuppressionReason
from agent.domain.transitions import DraftEvent, SendEvent, next_draft_state
from agent.errors import ReviewConflict
from agent.store import accounts, contacts, draft_names, drafts, enrolments, objections, queue, sends, suppressions
from agent.store.objections import Silence

_BY_RELATIONSHIP = {
    Relationship.CUSTOMER: SuppressionReason.CUSTOMER,
    Relationship.OPEN_OPPORTUNITY: SuppressionReason.OPEN_OPPORTUNITY,
    Relationship.COMPETITOR: SuppressionReason.COMPETITOR,
    Relationship.PARTNER: SuppressionReason.PARTNER,
    Relationship.DO_NOT_CONTACT: SuppressionReason.DO_NOT_CONTACT,
}
_TRIES = 3
NAMES_AN_OBJECTOR = "it names somebody who objected"


@dataclass(frozen=True, slots=True)
class Stopped:
    """What one suppression put an end to."""

    new: bool
    contacts: int
    sends: int
    drafts: int


def suppressed(
    session: Session, *, address: str, domain: str, account_id: str, now: datetime, name: str = ""
) -> Suppression | None:
    """Why this person must not be mailed, the strongest reason first, or None. Covers every scope of sending §6;
    with `name` also who objected under another address at the account."""
    key = contacts.canonical_address(address)
    hosts = {host for name in (domain.lower(), key.rpartition("@")[2]) for host in _and_parents(name)}
    wanted = [("address", key), ("account", account_id), *(("domain", host) for host in hosts)]
    wanted.append((objections.PERSON, objections.person_key(account_id, name)))
    found = suppressions.matching(session, wanted, now=now)
    if found is not None:
        return found
    account = accounts.by_ids(session, [account_id]).get(account_id) if account_id else None
    return _by_relationship(account, now) if account else None


def suppressed_accounts(session: Session, some: Sequence[Account], *, now: datetime) -> dict[str, Suppression]:
    """Why nobody at all must be mailed at each of these accounts, by account; one that may be mailed is left out."""
    wanted = {
        one.id: [("account", one.id), *(("domain", host) for host in _and_parents(one.domain.lower()))] for one in some
    }
    related = {one.id: reason for one in some if (reason := _by_relationship(one, now)) is not None}
    return related | suppressions.matching_each(session, wanted, now=now)


def _by_relationship(account: Account, now: datetime) -> Suppression | None:
    reason = _BY_RELATIONSHIP.get(account.relationship)
    return Suppression("account", account.id, reason, now, source="relationship") if reason else None


def _and_parents(host: str) -> list[str]:
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(max(len(labels) - 1, 0))]


def suppress(session: Session, suppression: Suppression, *, by: str, now: datetime) -> Stopped:
    """Write it and stop, in this transaction, every mail to those it covers that has not left (sending T16).

    Repeating it changes nothing. Raises ValueError for an unknown scope or a key that is none.
    """
    new = suppressions.put(session, suppression)
    people = suppressions.contact_ids(session, suppression)
    sends_stopped, drafts_blocked = stop(session, people, reason=str(suppression.reason), by=by, now=now)
    if suppression.reason in objections.REASONS:
        firms = _remember_persons(session, suppression, people)
        silences = objections.silences(session, firms)
        more_sends, more_drafts = stop_naming(session, silences, reason=NAMES_AN_OBJECTOR, by=by, now=now)
        return Stopped(new, len(people), sends_stopped + more_sends, drafts_blocked + more_drafts)
    return Stopped(new, len(people), sends_stopped, drafts_blocked)


def suppress_recipient(
    session: Session,
    send: Send,
    reason: SuppressionReason,
    *,
    source: str,
    by: str,
    now: datetime,
    until: datetime | None = None,
    note: str = "",
) -> None:
    """`suppress` the address that a mail went to. Nothing where that person was erased: a hash bars them already."""
    if send.content.recipient:
        never = Suppression("address", send.content.recipient, reason, now, source=source, until=until, note=note)
        suppress(session, never, by=by, now=now)


def _remember_persons(session: Session, suppression: Suppression, contact_ids: list[str]) -> set[str]:
    """An objection is the person's, whatever address they have next: their name at the account is kept as a hash.

    Returns the ids of their accounts.
    """
    persons = [person for contact_id in contact_ids if (person := contacts.get(session, contact_id))]
    for person in persons:
        key = objections.person_key(person.account_id, person.name)
        if key:
            suppressions.put(session, replace(suppression, scope=objections.PERSON, key=key))
    return {person.account_id for person in persons}


def stop(session: Session, contact_ids: list[str], *, reason: str, by: str, now: datetime) -> tuple[int, int]:
    """Cancel every send to these contacts that has not left, end their sequences, block their open drafts."""
    cancelled = 0
    for send in sends.of_contacts(session, contact_ids, sends.BEFORE_SUBMITTING):
        cancelled += sends.move(session, send, SendEvent.CANCEL, at=now, by=by, note=reason, reason=reason)
    enrolments.stop(session, contact_ids, reason=reason)
    waiting = [draft for contact_id in contact_ids for draft in drafts.open_for_contact(session, contact_id)]
    return cancelled, _block(session, waiting, reason)


def stop_naming(
    session: Session, silences: Mapping[str, Silence], *, reason: str, by: str, now: datetime
) -> tuple[int, int]:
    """Stop the mails to others at these accounts that name whom `silences` hold, unless they have left. Returns how
    many sends and drafts that were; the sequences go on."""
    named = draft_names.open_naming(session, silences)
    return stop_drafts(session, named, reason=reason, by=by, now=now)


def stop_drafts(session: Session, draft_ids: Iterable[str], *, reason: str, by: str, now: datetime) -> tuple[int, int]:
    """Block these drafts and cancel their sends, unless they have left. Returns how many sends and drafts."""
    found = [draft for one in draft_ids if (draft := drafts.get(session, one))]
    blocked = _block(session, found, reason)
    cancelled = 0
    for draft in found:
        send = sends.of_draft(session, draft.id)
        if send is not None and send.state in sends.BEFORE_SUBMITTING:
            cancelled += sends.move(session, send, SendEvent.CANCEL, at=now, by=by, note=reason, reason=reason)
    return cancelled, blocked


def _block(session: Session, waiting: Iterable[Draft], reason: str) -> int:
    blocked = 0
    for draft in waiting:
        send = sends.of_draft(session, draft.id)
        has_left = send is not None and send.state in (*sends.OUT, SendState.FAILED)
        if draft.state is not DraftState.BLOCKED and not (draft.state is DraftState.APPROVED and has_left):
            blocked += _block_draft(session, draft.id, reason)
    return blocked


def _block_draft(session: Session, draft_id: str, reason: str) -> bool:
    for _ in range(_TRIES):
        draft = drafts.get(session, draft_id)
        if draft is None or draft.state not in drafts.OPEN_STATES or draft.state is DraftState.BLOCKED:
            return False
        to = next_draft_state(draft.state, DraftEvent.BLOCK)
        try:
            queue.move(session, draft, to, state_reason=reason)
        except ReviewConflict:
            continue
        return True
    return False
