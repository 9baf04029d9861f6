"""A source's weight: what another one would do to the queue, and setting it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from agent.domain.teams import Team
from agent.night.targets import profile_of, sources
from agent.store import accounts, runs, signals
from agent.store.engine import Store
from signals.preview import Preview, preview

PREVIEW_ROWS = 20


def preview_weight(store: Store, team: Team, source: str, weight: float, *, now: datetime) -> Preview:
    """The first 20 places of the queue before and after `source` weighs `weight`. Nothing is written."""
    with store.read() as session:
        before = profile_of(session, team)
        after = replace(before, source_weights={**before.source_weights, source: weight})
        ids = list(signals.accounts_with_signals(session))
        watched = accounts.by_ids(session, ids)
        pairs = [(watched[one], signals.at_account(session, one, as_of=now)) for one in ids if one in watched]
    return preview(pairs, before, after, now, PREVIEW_ROWS)


def set_weight(store: Store, team: Team, source: str, weight: float, *, by: str, now: datetime) -> None:
    """From the next scoring on the source weighs `weight`; whether it is on stays as it is."""
    with store.write() as session:
        enabled = sources(session, team)[source].enabled
        runs.set_source(session, source, enabled=enabled, weight=weight, by=by, now=now)
