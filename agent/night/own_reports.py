"""What several readings of an account's own pages say, told as a report: it joins an event or raises one. Part of stage
3 of 12."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from agent.domain.items import Item
from agent.domain.signals import Mention, Resolution
from agent.store import event_rules, items, signals
from agent.tables.columns import new_id
from signals.cluster import Absorbed, absorb, report_of


def keep_told(session: Session, item: Item, *, now: datetime) -> bool:
    """Keep an item made to say one change; no detector reads it. Returns whether it is new: the change is told now."""
    return items.put_items(session, [item], now=now, tells=lambda _: False) == 1


def absorbed_by(
    session: Session, account_id: str, mention: Mention, item: Item, item_id: str, *, now: datetime
) -> Absorbed:
    """What the report would do to what is known of the account. Nothing is written."""
    known = signals.at_account(session, account_id, dismissed_too=True)
    rules = event_rules.of_account(session, account_id)
    report = report_of(mention, item, item_id)
    return absorb(known, mention, report, account_id=account_id, now=now, new_id=new_id, rules=rules)


def tell(
    session: Session, account_id: str, mention: Mention, item: Item, item_id: str, *, source: str, now: datetime
) -> Absorbed:
    """Write the report's signal, and what it said. `source` is what of the account's own said it, in words."""
    absorbed = absorbed_by(session, account_id, mention, item, item_id, now=now)
    signals.put(session, absorbed.signal)
    items.put_mention(session, item_id, mention, Resolution(account_id, 1.0, (source,)), absorbed.signal.id, now=now)
    return absorbed
