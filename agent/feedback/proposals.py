"""What is proposed to a sender from their edits, and what they decide about it. Part of stage 12 of 12.

Nothing is learned by itself: a rule holds when a person accepted it, and no longer when they took it back.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from agent.domain.voices import Ban, BanLevel, PreferenceKind
from agent.errors import NotFound
from agent.feedback.notes import Proposal, propose
from agent.store import bans, edits, preferences
from agent.tables.columns import new_id

READ_BACK = timedelta(days=90)


def proposals_for(session: Session, owner_id: str, *, now: datetime) -> list[Proposal]:
    """The rules that this sender's edits of the last 90 days speak for and that were not decided about."""
    settled = {one.preference.key for one in preferences.of_sender(session, owner_id)}
    return propose(edits.revised(session, owner_id, since=now - READ_BACK), settled=settled)


def accept(session: Session, owner_id: str, key: str, *, by: str, now: datetime) -> Proposal:
    """Make a proposed rule the sender's; a phrase goes on their ban list. Raises NotFound where it is not proposed."""
    found = _decide(session, owner_id, key, preferences.ACCEPTED, by=by, now=now)
    rule = found.preference
    if rule.kind is PreferenceKind.BAN:
        why = f"deleted in {len(found.examples)} drafts"
        bans.put(session, Ban(new_id(), rule.before, BanLevel.SOFT, owner_id, reason=why, by=by), now=now)
    return found


def decline(session: Session, owner_id: str, key: str, *, by: str, now: datetime) -> Proposal:
    """Leave a proposed rule; it is not proposed again. Raises NotFound where it is not proposed."""
    return _decide(session, owner_id, key, preferences.DECLINED, by=by, now=now)


def _decide(session: Session, owner_id: str, key: str, state: str, *, by: str, now: datetime) -> Proposal:
    found = next((one for one in proposals_for(session, owner_id, now=now) if one.preference.key == key), None)
    if found is None:
        raise NotFound("This rule is not proposed any more: it was decided about, or the edits behind it are gone.")
    ids = [shown.draft_id for shown in found.examples]
    preferences.settle(session, owner_id, found.preference, state, draft_ids=ids, by=by, now=now)
    return found
