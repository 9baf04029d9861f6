"""Open drafts held against what is known now: what changed since their briefs, told at once and marked by each night.

Part of stage 5 of 12 (drafting §6).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session

from agent.domain.briefs import Brief
from agent.domain.teams import Team
from agent.night.known import Known, read_known
from agent.night.plans import Planner
from agent.store import drafts, signals
from agent.store.bulk import chunks
from agent.store.drafts import Waiting
from agent.store.engine import Store
from drafting.outdated import Change, changes

AT_ONCE = 100


def changes_since(
    session: Session, team: Team, kept: Brief, *, used: Collection[str], now: datetime
) -> tuple[Change, ...]:
    """What is otherwise than `kept` says, as of `now`; () too where the account is gone."""
    account_id = kept.account.id
    known = read_known(session, team, [account_id], now=now).get(account_id)
    return _changes(session, team, known, kept, used, now) if known else ()


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
    """What changed for each of these drafts of which the account and the brief are there."""
    known = read_known(session, team, sorted({one.account_id for one in some}), now=now)
    found: dict[str, str] = {}
    for one in some:
        kept = signals.get_brief(session, one.brief_id)
        if kept is not None and one.account_id in known:
            told = _changes(session, team, known[one.account_id], kept, one.used, now)
            found[one.id] = " ".join(change.words for change in told)
    return found


def _changes(
    session: Session, team: Team, known: Known, kept: Brief, used: Collection[str], now: datetime
) -> tuple[Change, ...]:
    return changes(kept, Planner(session, team, now).brief(known), used=used)
