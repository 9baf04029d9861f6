"""Mentions that were nobody's, offered to the accounts that came or changed since (signals §3.1, step 4).

Stage 3 of 12: an item in which such an account is named is read anew; nothing else of it changes.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from agent.domain.items import Item
from agent.store import accounts, items
from agent.store.engine import Store
from signals.resolve import Resolver

WAITS = timedelta(days=90)
BATCH = 500


def reread_unresolved(store: Store, *, now: datetime) -> int:
    """Let the items of unresolved mentions that a new or changed account may claim be read again. Returns how many."""
    with store.read() as session:
        changed_at = accounts.changed_at(session)
        if changed_at is None:
            return 0
        changed_at = min(changed_at, now)  # a clock set back must not keep the items waiting for ever
        oldest = items.unresolved(session, since=now - WAITS, before=changed_at, limit=1)
        if not oldest:
            return 0
        resolver = Resolver(accounts.changed_since(session, oldest[0][1]))
    reread = 0
    while True:
        with store.write() as session:
            waiting = items.unresolved(session, since=now - WAITS, before=changed_at, limit=BATCH)
            if not waiting:
                return reread
            reread += _offer(session, [(item_id, item) for item_id, _, item in waiting], resolver, now)


def _offer(session: Session, waiting: list[tuple[str, Item]], resolver: Resolver, now: datetime) -> int:
    claimed = [item_id for item_id, item in waiting if resolver.may_concern(item)]
    items.read_again(session, claimed)
    items.mark_looked_at(session, [item_id for item_id, _ in waiting], now=now)
    return len(claimed)
