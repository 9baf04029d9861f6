"""Merge, split and "not the same": what people do to events, and the rulings that keep it so (signals §4.3). Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from agent.domain.event_rules import EventRule, RuleKind
from agent.domain.signals import Signal, SignalEvidence
from signals.bonds import report_key
from signals.cluster import with_evidence


def merged(one: Signal, other: Signal) -> tuple[Signal, tuple[EventRule, ...]]:
    """`one` with the reports of `other`, and the rulings that bind them.

    Raises ValueError for two accounts or two kinds.
    """
    if (one.account_id, one.kind) != (other.account_id, other.kind) or one.id == other.id:
        raise ValueError("Only two signals of one kind at one account can be merged.")
    whole = with_evidence(one, (*one.evidence, *other.evidence))
    whole = replace(whole, version=one.version + 1, known_at=min(one.known_at, other.known_at))
    return whole, _bound(_keys(whole.evidence))


def parted(
    signal: Signal, moved: Collection[str], *, new_id: str, now: datetime
) -> tuple[Signal, Signal, tuple[EventRule, ...]]:
    """What stays, and a new signal of the reports `moved` (by key), with the rulings that keep them two.

    Raises ValueError where nothing would stay or nothing would go.
    """
    going = tuple(piece for piece in signal.evidence if report_key(piece) in moved)
    staying = tuple(piece for piece in signal.evidence if report_key(piece) not in moved)
    if not going or not staying:
        raise ValueError("Choose some of the reports, not all of them.")
    rest = replace(with_evidence(signal, staying), version=signal.version + 1)
    bare = replace(signal, id=new_id, fields={}, evidence=(), version=1, conflicts=(), published_at=None)
    known = [piece.fetched_at for piece in going if piece.fetched_at]
    fresh = replace(with_evidence(bare, going), known_at=min(known) if known else now)
    rules = (*_bound(_keys(staying)), *_bound(_keys(going)), *apart(rest, fresh))
    return rest, fresh, rules


def apart(one: Signal, other: Signal) -> tuple[EventRule, ...]:
    """The rulings that two signals are two events. Raises ValueError where one has no report."""
    if not one.evidence or not other.evidence:
        raise ValueError("A signal without reports is told apart by nothing.")
    return (
        *_bound(_keys(one.evidence)),
        *_bound(_keys(other.evidence)),
        EventRule(RuleKind.APART, _keys(one.evidence)[0], _keys(other.evidence)[0]),
    )


def _keys(evidence: Sequence[SignalEvidence]) -> list[str]:
    return list(dict.fromkeys(report_key(piece) for piece in evidence))


def _bound(keys: Sequence[str]) -> tuple[EventRule, ...]:
    """All of them one event: each bound to the first, so that any order of arrival finds the others."""
    return tuple(EventRule(RuleKind.SAME, keys[0], key) for key in keys[1:])
