"""How many targets a night found due, and when the next is read: in words and for machines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from agent.domain.runs import Run
from agent.domain.teams import Team
from agent.night.due import next_of_team
from agent.store.engine import Store
from signals.polling_words import moment_words


def due_as_json(store: Store, team: Team, run: Run, now: datetime) -> dict[str, Any]:
    """`next_at` is an ISO instant in UTC, None where nothing is watched."""
    with store.read() as session:
        following = next_of_team(session, team, now)
    return {
        "targets": run.counts.get("targets_known", 0),
        "due": run.counts.get("targets_due", 0),
        "next_at": following.isoformat(timespec="minutes") if following else None,
    }


def due_words(store: Store, team: Team, run: Run, now: datetime) -> str:
    """As one sentence: 412 of 1,000 targets were due; next 06:10."""
    due, known = run.counts.get("targets_due", 0), run.counts.get("targets_known", 0)
    said = f"{due:,} of {known:,} {'target was' if known == 1 else 'targets were'} due"
    with store.read() as session:
        following = next_of_team(session, team, now)
    return f"{said}; next {moment_words(following, now, team.time_zone)}." if following else f"{said}."
