"""What a collector is given in its cursor for one reading, and is not kept there: what others saw, who is watched.

The SEC's daily index finds what the lists of current filings missed (signals §1.2); the register's stream keeps what is
of watched companies, and where it was begun anew, what came before is read from the register.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlmodel import Session

from agent.domain.documents import Cursor, Target
from agent.domain.teams import Team
from agent.store import accounts, readings
from agent.store.readings import StoredTarget
from signals.collectors.companies_house import company_number
from signals.collectors.companies_house_stream import SINCE_KEY, WATCHED_KEY, CompaniesHouseStream
from signals.collectors.sec_daily_index import PEERS_KEY, SecDailyIndex


def _seen_by_peers(session: Session, team: Team) -> dict[str, str]:
    peers = [one.name for one in team.sources if one.collector in SecDailyIndex.reconciles]
    return {PEERS_KEY: json.dumps(readings.seen_by(session, peers))}


def _watched(session: Session, team: Team) -> dict[str, str]:
    numbers = map(company_number, accounts.company_numbers(session))
    return {WATCHED_KEY: json.dumps([number for number in numbers if number])}


_GIVEN: Mapping[str, Callable[[Session, Team], dict[str, str]]] = {
    "sec_daily_index": _seen_by_peers,
    "companies_house_stream": _watched,
}
"""By collector."""


def is_given(team: Team, target: Target) -> bool:
    """Whether `with_given` adds something to this target."""
    return _collector_of(team, target) in _GIVEN


def _collector_of(team: Team, target: Target) -> str:
    return next((one.collector for one in team.sources if one.name == target.source), "")


def given_to(session: Session, team: Team, target: Target) -> dict[str, str]:
    """What its collector is given for a reading now; nothing for most."""
    giving = _GIVEN.get(_collector_of(team, target))
    return giving(session, team) if giving else {}


def with_given(session: Session, team: Team, stored: StoredTarget | None) -> StoredTarget | None:
    """The target, with what its collector is given in its cursor."""
    given = given_to(session, team, stored.target) if stored else {}
    if stored is None or not given:
        return stored
    return replace(stored, cursor=Cursor({**stored.cursor.state, **given}, stored.cursor.first_ok_at))


def without_given(cursor: Cursor) -> Cursor:
    """The cursor as it is kept."""
    state = {name: value for name, value in cursor.state.items() if name not in (PEERS_KEY, WATCHED_KEY)}
    return Cursor(state, cursor.first_ok_at)


def to_reconcile(team: Team, target: Target, before: Cursor, after: Cursor) -> tuple[str, ...]:
    """The sources that must be read because a stream was begun, or begun anew, and what came before was not seen."""
    since = after.state.get(SINCE_KEY)
    if not since or since == before.state.get(SINCE_KEY):
        return ()
    if _collector_of(team, target) != "companies_house_stream":
        return ()
    return tuple(one.name for one in team.sources if one.collector == CompaniesHouseStream.reconciled_by)
