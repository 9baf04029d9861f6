"""An approval becomes an edit that can be learned from; every ten of them the sender's voice is measured anew.

Part of stage 12 of 12.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from agent.domain.briefs import Brief, Reason
from agent.domain.drafts import Draft
from agent.domain.edits import Edit
from agent.feedback import voice_card
from agent.feedback.edits import change_of
from agent.store import edits, signals, voices

FINALS_MEASURED = 50
FINALS = "approved mails"
_REMEASURED_EVERY = 10


def keep(session: Session, draft: Draft, *, now: datetime) -> None:
    """Keep what was changed in `draft` before this approval. Doing it twice is doing it once."""
    versions = edits.versions_of(session, draft)
    if versions is None:
        return
    brief = signals.get_brief(session, draft.brief_id)
    reason = _reason_of(brief, draft)
    edit = Edit(
        draft_id=draft.id,
        owner_id=draft.owner_id,
        at=now,
        step=draft.step,
        change=change_of(versions.generated, versions.final),
        signal_kind=_kind_of(brief, reason),
        persona_id=reason.persona_id if reason else "",
        drafter=draft.authorship.drafter,
        prompt_id=draft.authorship.prompt_id,
        prompt_hash=draft.authorship.prompt_hash,
        frames=draft.frames,
    )
    edits.put(session, edit, versions)
    if edits.count(session, draft.owner_id) % _REMEASURED_EVERY == 0:
        measure_finals(session, draft.owner_id, now=now)


def take_back(session: Session, draft_id: str) -> None:
    """An approval was undone: what it taught is forgotten."""
    edits.drop(session, draft_id)


def measure_finals(session: Session, owner_id: str, *, now: datetime) -> bool:
    """Measure a sender's card on what they approved, unless mails that they gave say it already. False: too few."""
    if voices.get(session, owner_id).measured_on not in ("", FINALS):
        return False
    finals = edits.finals(session, owner_id=owner_id, limit=FINALS_MEASURED)
    card = voice_card.measure([voice_card.of_final(final.written) for final in finals if final.step == 1])
    if card is not None:
        voices.put_measured(session, owner_id, card, on=FINALS, now=now)
    return card is not None


def _reason_of(brief: Brief | None, draft: Draft) -> Reason | None:
    return next((one for one in brief.reasons if one.sentence == draft.reason), None) if brief else None


def _kind_of(brief: Brief | None, reason: Reason | None) -> str:
    if brief is None or reason is None:
        return ""
    return next((str(one.kind) for one in brief.signals if one.id == reason.signal_id), "")
