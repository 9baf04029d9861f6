"""Which targets a night reads, which are read between nights, and when the next reading is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from agent.domain.teams import Team
from agent.night.targets import sources, targets_of
from agent.store import accounts, polls
from agent.store.engine import Store
from agent.store.polls import NextRead
from signals.polling_words import BETWEEN_NIGHTS, NIGHT_AHEAD, reading_at


def of_tonight(store: Store, target_ids: Sequence[str], now: datetime, *, everything: bool = False) -> list[str]:
    """Those of `target_ids` that a night at `now` reads, in their order: what was never read, is due, or comes due
    before the middle of the next day. `everything`: all, but for those whose servers asked to be left alone.

    `target_ids` are all that the team's sources name; what is due and not among them is taken off the schedule.
    """
    with store.read() as session:
        wanted = polls.readable_ids(session, now=now, ahead=None if everything else NIGHT_AHEAD)
    _put_to_sleep(store, wanted - set(target_ids))
    return [one for one in target_ids if one in wanted]


def between_nights(store: Store, team: Team, now: datetime, *, limit: int) -> list[str]:
    """What is due now and does not wait for a night: wires, current filings, and what is tried again."""
    with store.read() as session:
        due = polls.due_between_nights(session, now=now, often=BETWEEN_NIGHTS, limit=limit)
        if not due:
            return []
        named = _named(session, team, [target.account_id for target in due.values() if target.account_id])
    known = {target_id for target_id, target in due.items() if (target.source, target.key) in named}
    _put_to_sleep(store, set(due) - known)
    return [target_id for target_id in due if target_id in known]


def _named(session: Session, team: Team, account_ids: list[str]) -> set[tuple[str, str]]:
    """(source, key) of every target that scheduled sources name for these accounts or for nobody in particular."""
    on = [source.setting for source in sources(session, team).values() if source.is_scheduled]
    watched = list(accounts.by_ids(session, account_ids).values())
    return {(target.source, target.key) for setting in on for target in targets_of(setting, watched)}


def _put_to_sleep(store: Store, target_ids: set[str]) -> None:
    if target_ids:
        with store.write() as session:
            polls.put_to_sleep(session, target_ids)


def is_due(read: NextRead, now: datetime) -> bool:
    """Whether a run that began now would be late for it: its time has come, or it was never read."""
    return (read.due_at is None or read.due_at <= now) and (read.not_before_at is None or read.not_before_at <= now)


def reading_of(read: NextRead, team: Team, now: datetime) -> datetime:
    """When a target is really read next: between nights at its own time, else in a night."""
    return reading_at(
        read.due_at or now, read.not_before_at, read.interval_s, now=now, run_at=team.run_at, time_zone=team.time_zone
    )


def soonest(reads: Sequence[NextRead], team: Team, now: datetime) -> tuple[datetime, NextRead] | None:
    """Of some targets the one that is read first, and when."""
    timed = [(reading_of(read, team, now), read) for read in reads]
    return min(timed, key=lambda pair: pair[0], default=None)


def next_of_team(session: Session, team: Team, now: datetime) -> datetime | None:
    """When the next target of any scheduled source is read; None where there is none."""
    names = [name for name, source in sources(session, team).items() if source.is_scheduled]
    reads = polls.next_reads(session, names, often=BETWEEN_NIGHTS)
    first = soonest([read for some in reads.values() for read in some], team, now)
    return max(first[0], now) if first else None
