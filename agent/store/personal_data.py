"""Everything that is kept about one person: found, handed out as one value, and taken out (GDPR 15 and 17).

What stays of somebody who was erased: their id and account, when each mail left and what was decided, so that counts
hold, and hashes on the objection list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, SQLModel, col, or_, select

from agent.domain.contacts import AddressStatus, Contact
from agent.store import draft_names, enrichment, leadership_names, objections, signals
from agent.store.bulk import overwrite
from agent.store.contacts import canonical_address, get, to_domain
from agent.tables.accounts import ContactRow
from agent.tables.drafts import AskedRow, DecisionRow, DraftRow, IdempotencyRow, RevisionRow
from agent.tables.halts import HaltRow
from agent.tables.runs import SkipRow
from agent.tables.sends import (
    EnrolmentRow,
    InboundRow,
    OutcomeRow,
    ReplyRow,
    SendEventRow,
    SendRow,
    SuppressionRow,
    TaskRow,
)
from agent.tables.signals import CardRow


def find(session: Session, who: str) -> list[Contact]:
    """The people that an address, an id or a full name means; erased ones are not found."""
    if (person := get(session, who)) is not None:
        return [] if person.erased_at else [person]
    key = canonical_address(who)
    clause = ContactRow.email_key == key if key else ContactRow.name == who.strip()
    query = select(ContactRow).where(clause, col(ContactRow.erased_at).is_(None)).order_by(col(ContactRow.id))
    return [to_domain(row) for row in session.exec(query)]


def everything(session: Session, person: Contact) -> dict[str, Any]:
    """All that is kept about `person`, as plain data: what they get when they ask."""
    ids = _ids(session, person.id)
    key, about = canonical_address(person.email), objections.silence_about(person)
    told = [
        {
            "id": one.id,
            "kind": str(one.kind),
            "fields": dict(one.fields),
            "quotes": [e.quote.text for e in one.evidence],
        }
        for one in signals.at_account(session, person.account_id)
        if about.of_signal(one)
    ]
    named = objections.person_key(person.account_id, person.name)
    keys = [value for value in (key, objections.address_hash(key), named) if value]
    return {
        "person": {**asdict(person), "basis": person.basis, "used_until": person.used_until},
        "drafts": _rows(session, DraftRow, col(DraftRow.contact_id) == person.id),
        "revisions": _rows(session, RevisionRow, col(RevisionRow.draft_id).in_(ids["drafts"])),
        "prompts": _rows(session, AskedRow, col(AskedRow.draft_id).in_(ids["drafts"])),
        "colleagues_drafts": draft_names.told(session, person),
        "decisions": _rows(session, DecisionRow, col(DecisionRow.draft_id).in_(ids["drafts"])),
        "enrolments": _rows(session, EnrolmentRow, col(EnrolmentRow.contact_id) == person.id),
        "tasks": _rows(session, TaskRow, col(TaskRow.enrolment_id).in_(ids["enrolments"])),
        "sends": _rows(session, SendRow, col(SendRow.contact_id) == person.id),
        "send_events": _rows(session, SendEventRow, col(SendEventRow.send_id).in_(ids["sends"])),
        "messages": _rows(session, InboundRow, _inbound(ids)),
        "replies": _rows(session, ReplyRow, col(ReplyRow.contact_id) == person.id),
        "outcomes": _rows(session, OutcomeRow, col(OutcomeRow.contact_id) == person.id),
        "halts": _rows(session, HaltRow, col(HaltRow.contact_id) == person.id),
        "suppressions": _rows(session, SuppressionRow, col(SuppressionRow.key).in_(keys)),
        "signals": told,
        "enrichment": enrichment.told(session, person),
        "leadership_pages": leadership_names.naming(session, person.account_id, about),
    }


def erase(session: Session, person: Contact, *, now: datetime) -> dict[str, int]:
    """Take the person out of every row; what bars their address stays as a hash. Returns how many rows were emptied.

    Their mails that wait must be stopped before. Repeating it changes nothing.
    """
    ids = _ids(session, person.id)
    done = {
        **draft_names.empty(session, draft_ids=ids["drafts"], send_ids=ids["sends"]),
        "tasks": overwrite(session, TaskRow, col(TaskRow.enrolment_id).in_(ids["enrolments"]), {"words": ""}),
        "messages": overwrite(session, InboundRow, _inbound(ids), {"raw": None, "note": ""}),
        "replies": overwrite(
            session, ReplyRow, col(ReplyRow.contact_id) == person.id, {"text": "", "subject": "", "briefing": None}
        ),
        "outcomes": overwrite(session, OutcomeRow, col(OutcomeRow.contact_id) == person.id, {"note": ""}),
        "cards": _drop_cards(session, person, now=now),
        "enrichment": enrichment.forget(session, person),
    }
    overwrite(session, DraftRow, col(DraftRow.contact_id) == person.id, {"state_reason": ""})
    for answer in session.exec(select(IdempotencyRow)):  # kept a day at most; they may repeat a draft's words
        session.delete(answer)
    _hash_suppressions(session, person)
    _empty_contact(session, person.id, now=now)
    return done


def _ids(session: Session, contact_id: str) -> dict[str, list[str]]:
    return {
        "drafts": list(session.exec(select(DraftRow.id).where(DraftRow.contact_id == contact_id))),
        "sends": list(session.exec(select(SendRow.id).where(SendRow.contact_id == contact_id))),
        "enrolments": list(session.exec(select(EnrolmentRow.id).where(EnrolmentRow.contact_id == contact_id))),
        "inbound": list(session.exec(select(ReplyRow.inbound_id).where(ReplyRow.contact_id == contact_id))),
    }


def _inbound(ids: Mapping[str, Sequence[str]]) -> ColumnElement[bool]:
    """The messages that answered our mails to them: replies, bounces, reports."""
    return or_(col(InboundRow.send_id).in_(ids["sends"]), col(InboundRow.id).in_(ids["inbound"]))


def _rows(session: Session, table: type[SQLModel], clause: ColumnElement[bool]) -> list[dict[str, Any]]:
    found = [row.model_dump(exclude={"mime"}) for row in session.exec(select(table).where(clause))]
    for row in found:
        if isinstance(row.get("raw"), bytes):
            row["raw"] = row["raw"].decode("utf-8", "replace")
    return found


def _drop_cards(session: Session, person: Contact, *, now: datetime) -> int:
    """*To find* cards and reasons of nights that name them lose their words; the cards are put away."""
    quiet = objections.silence_about(person)
    dropped = 0
    for card in session.exec(select(CardRow).where(CardRow.account_id == person.account_id)):
        if quiet.holds(card.reason):
            card.reason, card.dismissed_at = "", card.dismissed_at or now
            session.add(card)
            dropped += 1
    for skip in session.exec(select(SkipRow).where(SkipRow.account_id == person.account_id)):
        if quiet.holds(skip.why):
            skip.why = "It was about a person who was erased since."
            session.add(skip)
    return dropped


def _hash_suppressions(session: Session, person: Contact) -> None:
    """What bars their plain address bars its hash from now on."""
    key = canonical_address(person.email)
    rows = session.exec(select(SuppressionRow).where(SuppressionRow.scope == "address", SuppressionRow.key == key))
    for row in rows.all() if key else []:
        query = select(SuppressionRow.id).where(
            SuppressionRow.scope == "address",
            SuppressionRow.key == objections.address_hash(key),
            SuppressionRow.reason == row.reason,
        )
        if session.exec(query).first() is not None:
            session.delete(row)
            continue
        row.key, row.note = objections.address_hash(key), ""
        session.add(row)


def _empty_contact(session: Session, contact_id: str, *, now: datetime) -> None:
    row = session.get(ContactRow, contact_id)
    if row is None or row.erased_at is not None:
        return
    for name in ("name", "first_name", "last_name", "title", "email", "time_zone", "consent", "source", "licence_tag"):
        setattr(row, name, "")
    row.email_key = row.guess_probability = row.function = row.seniority = None
    row.confirmed_by = ""
    row.address_status = str(AddressStatus.MISSING)
    row.erased_at = row.updated_at = now
    session.add(row)
