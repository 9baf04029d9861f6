"""Collectors that are told what others saw, to find what these missed (signals §1.2, the SEC's daily index)."""

from __future__ import annotations

import json
from dataclasses import replace

from sqlmodel import Session

from agent.domain.documents import Cursor
from agent.domain.teams import Team
from agent.store import readings
from agent.store.readings import StoredTarget
from signals.collectors.sec_daily_index import PEERS_KEY, SecDailyIndex

RECONCILED = {"sec_daily_index": SecDailyIndex.reconciles}


def with_peers(session: Session, team: Team, stored: StoredTarget | None) -> StoredTarget | None:
    """The target, with what the targets of its peers remember as seen in its cursor, where its collector compares."""
    source = next((one for one in team.sources if stored and one.name == stored.target.source), None)
    wanted = RECONCILED.get(source.collector, ()) if source else ()
    if stored is None or not wanted:
        return stored
    peers = [one.name for one in team.sources if one.collector in wanted]
    state = {**stored.cursor.state, PEERS_KEY: json.dumps(readings.seen_by(session, peers))}
    return replace(stored, cursor=Cursor(state, stored.cursor.first_ok_at))
