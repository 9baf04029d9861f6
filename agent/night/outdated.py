"""Open drafts held against what is known now: what changed since their briefs, told at once and marked by each night.

Part of stage 5 of 12 (drafting §6).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session

from agent.domain.briefs import Brief
from agent.domain.teams import Team
from agent.night.plans import told_brief
from agent.store import drafts, objections, signals
from agent.store.bulk import chunks
from agent.store.drafts import Waiting
from agent.store.engine import Store
from drafting.outdated import Change, changes

AT_ONCE = 100


def changes_since(
    session: Session, team: Team, kept: Brief, *, used: Collection[str], now: datetime
) -> tuple[Change, ...]:
    """What is otherwise than `kept` says, as of `now`."""
    account_id = kept.account.id
    known, silence = signals.at_account(session, account_id), objections.silence(session, account_id)
    fresh = told_brief(session, team, kept.account, known, silence, profile=None, now=now)
    return changes(kept, fresh, used=used)


def mark_outdated(store: Store, team: Team, *, now: datetime) -> int:
    """Say on every open draft what changed since its brief; take the mark off where it does not hold any more.

    Returns how many drafts are marked. Repeating it changes nothing.
    """
    with store.read() as session:
        waiting = drafts.waiting(session)
    marked = 0
    for some in chunks(waiting, AT_ONCE):
        with store.read() as session:
            said = _words_of(session, team, some, now)
        fresh = {one.id: said[one.id] for one in some if said.get(one.id, one.outdated) != one.outdated}
        if fresh:
            with store.write(repeatable=True) as session:
                drafts.mark_outdated(session, fresh)
        marked += sum(bool(said.get(one.id)) for one in some)
    return marked


def _words_of(session: Session, team: Team, some: Sequence[Waiting], now: datetime) -> dict[str, str]:
    """What changed for each of these drafts of which the brief is there."""
    ids = sorted({one.account_id for one in some})
    known, silences = signals.of_accounts(session, ids), objections.silences(session, ids)
    found: dict[str, str] = {}
    for one in some:
        kept = signals.get_brief(session, one.brief_id)
        if kept is not None:
            told, silence = known.get(one.account_id, ()), silences[one.account_id]
            fresh = told_brief(session, team, kept.account, told, silence, profile=None, now=now)
            found[one.id] = " ".join(change.words for change in changes(kept, fresh, used=one.used))
    return found
