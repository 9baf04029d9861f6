"""Which targets a night reads, which are read between nights, and when the next reading is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from agent.domain.teams import Team
from agent.night.gather import sources
from agent.store import polls
from agent.store.engine import Store
from agent.store.polls import NextRead
from signals.polling_words import BETWEEN_NIGHTS, NIGHT_AHEAD, reading_at


def of_tonight(store: Store, target_ids: Sequence[str], now: datetime, *, everything: bool = False) -> list[str]:
    """Those of `target_ids` that a night at `now` reads, in their order: what was never read, is due, or comes due
    before the middle of the next day. `everything`: all, but for those whose servers asked to be left alone."""
    with store.read() as session:
        if everything:
            wanted = polls.askable_ids(session, now=now)
        else:
            wanted = polls.due_ids(session, now=now, ahead=NIGHT_AHEAD)
    return [one for one in target_ids if one in wanted]


def between_nights(store: Store, team: Team, now: datetime, *, limit: int) -> list[str]:
    """What is due now and does not wait for a night: wires, current filings, and what is tried again."""
    with store.read() as session:
        on = {name for name, source in sources(session, team).items() if source.is_scheduled}
        due = polls.due_between_nights(session, now=now, often=BETWEEN_NIGHTS, limit=limit)
    return [target_id for target_id, source, _ in due if source in on]


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
