"""Collectors that are told what others saw, to find what these missed (signals §1.2, the SEC's daily index)."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace

from sqlmodel import Session

from agent.domain.documents import Cursor, Target
from agent.domain.teams import Team
from agent.store import readings
from agent.store.readings import StoredTarget
from signals.collectors.sec_daily_index import PEERS_KEY, SecDailyIndex

RECONCILED = {"sec_daily_index": SecDailyIndex.reconciles}


def has_peers(team: Team, target: Target) -> bool:
    """Whether `with_peers` adds something to this target."""
    return bool(_wanted(team, target))


def _wanted(team: Team, target: Target) -> Collection[str]:
    source = next((one for one in team.sources if one.name == target.source), None)
    return RECONCILED.get(source.collector, ()) if source else ()


def with_peers(session: Session, team: Team, stored: StoredTarget | None) -> StoredTarget | None:
    """The target, with what the targets of its peers remember as seen in its cursor, where its collector compares."""
    wanted = _wanted(team, stored.target) if stored else ()
    if stored is None or not wanted:
        return stored
    peers = [one.name for one in team.sources if one.collector in wanted]
    state = {**stored.cursor.state, PEERS_KEY: json.dumps(readings.seen_by(session, peers))}
    return replace(stored, cursor=Cursor(state, stored.cursor.first_ok_at))
