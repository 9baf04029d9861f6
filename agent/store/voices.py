"""Voice cards: what was measured of a sender, and what they set by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session

from agent.domain.voices import UNKNOWN, VoiceCard
from agent.store import built
from agent.store.bulk import VOICES
from agent.store.codec import dump, load
from agent.tables.feedback import VoiceRow

_OF_OWNER = select(VOICES).where(VOICES.c.owner_id == built.given("owner"))


@dataclass(frozen=True, slots=True)
class KeptVoice:
    """`measured_on` says on what: "approved mails" or "sent mails"."""

    measured: VoiceCard = UNKNOWN
    own: VoiceCard = UNKNOWN
    measured_on: str = ""
    measured_at: datetime | None = None
    changed_by: str = ""
    changed_at: datetime | None = None


def get(session: Session, owner_id: str) -> KeptVoice:
    row = built.rows(session, _OF_OWNER, owner=owner_id).first()
    if row is None:
        return KeptVoice()
    return KeptVoice(
        load(VoiceCard, row.measured), load(VoiceCard, row.own), row.measured_on, row.measured_at, row.changed_by,
        row.changed_at,
    )  # fmt: skip


def put_measured(session: Session, owner_id: str, card: VoiceCard, *, on: str, now: datetime) -> None:
    row = _row(session, owner_id)
    row.measured, row.measured_on, row.measured_at = dump(VoiceCard, card), on, now
    session.add(row)
    session.flush()


def put_own(session: Session, owner_id: str, card: VoiceCard, *, by: str, now: datetime) -> None:
    row = _row(session, owner_id)
    row.own, row.changed_by, row.changed_at = dump(VoiceCard, card), by, now
    session.add(row)
    session.flush()


def _row(session: Session, owner_id: str) -> VoiceRow:
    nothing = dump(VoiceCard, UNKNOWN)
    return session.get(VoiceRow, owner_id) or VoiceRow(owner_id=owner_id, measured=nothing, own=nothing)
