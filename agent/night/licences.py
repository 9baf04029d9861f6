"""What came under a licence with an end is deleted at that end: the item, its evidence, its words in briefs (§1.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from agent.domain.signals import Signal
from agent.store import licences, signals
from signals.cluster import with_evidence


def forget_expired(session: Session, *, now: datetime) -> int:
    """Delete what may not be kept any longer. Returns how many items. A signal that others report too stands on those;
    one that nobody else reports goes, and nothing of it is left but that there was one."""
    forgotten = 0
    while item_ids := licences.expired(session, now=now):
        forget(session, item_ids)
        forgotten += len(item_ids)
    return forgotten


def forget(session: Session, item_ids: Sequence[str]) -> int:
    """Delete these items, with what stands on them in signals and briefs. Returns how many signals told of them."""
    gone = frozenset(item_ids)
    told = 0
    account_ids = signals.accounts_of_items(session, item_ids)
    licences.forget_in_briefs(session, account_ids, gone)
    for account_id in account_ids:
        for signal in signals.at_account(session, account_id, dismissed_too=True):
            if any(report.item_id in gone for report in signal.evidence):
                signals.put(session, _without(signal, gone))
                told += 1
    licences.forget_items(session, item_ids)
    return told


def _without(signal: Signal, gone: frozenset[str]) -> Signal:
    kept = tuple(report for report in signal.evidence if report.item_id not in gone)
    if not kept:
        return replace(signal, evidence=(), fields={}, conflicts=(), dismissed=True, version=signal.version + 1)
    return replace(with_evidence(signal, kept), version=signal.version + 1)
