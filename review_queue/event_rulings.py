"""What people rule about events: merge, split, "not the same" (signals §4.3). No HTTP; one write transaction each.

The ruling binds reports, not signals: the next reading of the same reports, and a replay, come out as ruled.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from agent.domain.decisions import Actor
from agent.domain.event_rules import RuleKind
from agent.domain.signals import Signal
from agent.errors import BadInput, NotFound
from agent.store import event_rules, signals
from agent.tables.columns import new_id
from signals.bonds import report_key
from signals.regroup import apart, merged, parted
from signals.why_now import what_happened


def find_signal(session: Session, signal_id: str) -> Signal:
    """Raises NotFound for none, and for one that is part of another already."""
    found = signals.get(session, signal_id)
    if found is None or not found.evidence:
        raise NotFound("There is no such signal, or it is part of another one.")
    return found


def merge(session: Session, actor: Actor, signal_id: str, other_id: str, *, now: datetime) -> Signal:
    """One event of two: the reports of the other signal join this one."""
    one, other = find_signal(session, signal_id), find_signal(session, other_id)
    try:
        whole, rules = merged(one, other)
    except ValueError as error:
        raise BadInput(str(error)) from error
    event_rules.take_back(session, one.account_id, RuleKind.APART, _keys(whole), now=now)
    words = f"Merged: {what_happened(other)} is {what_happened(one)}"
    event_rules.put(session, one.account_id, rules, words=words, by=actor.user_id, now=now)
    signals.merge_away(session, other, into=one.id)
    signals.put(session, whole)
    return whole


def split(session: Session, actor: Actor, signal_id: str, keys: Collection[str], *, now: datetime) -> Signal:
    """Two events of one: the chosen reports become a signal of their own, which is returned."""
    signal = find_signal(session, signal_id)
    try:
        rest, fresh, rules = parted(signal, keys, new_id=new_id(), now=now)
    except ValueError as error:
        raise BadInput(str(error)) from error
    event_rules.take_back(session, signal.account_id, RuleKind.SAME, _keys(signal), now=now)
    words = f"Split: {what_happened(fresh)} is another event than {what_happened(rest)}"
    event_rules.put(session, signal.account_id, rules, words=words, by=actor.user_id, now=now)
    signals.put(session, rest)
    signals.put(session, fresh)
    moved = sorted({piece.item_id for piece in fresh.evidence} - {piece.item_id for piece in rest.evidence})
    signals.move_mentions(session, moved, kind=str(signal.kind), old=signal.id, new=fresh.id)
    return fresh


def tell_apart(session: Session, actor: Actor, signal_id: str, other_id: str, *, now: datetime) -> None:
    """Two signals are two events, whatever later reports say of both."""
    one, other = find_signal(session, signal_id), find_signal(session, other_id)
    if (one.account_id, one.kind) != (other.account_id, other.kind) or one.id == other.id:
        raise BadInput("Only two signals of one kind at one account can be told apart.")
    words = f"Not the same: {what_happened(one)} and {what_happened(other)}"
    event_rules.put(session, one.account_id, apart(one, other), words=words, by=actor.user_id, now=now)


def _keys(signal: Signal) -> frozenset[str]:
    return frozenset(report_key(piece) for piece in signal.evidence)
