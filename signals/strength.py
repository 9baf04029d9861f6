"""What each signal counts for at a moment: its points after confidence, trust, decay and the cap of its row (§6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from agent.domain.profiles import Profile, SignalWeight
from agent.domain.signals import Direction, Signal, SignalKind
from signals.cluster import as_known_at
from signals.weights import row_of, weight_of

KIND_CAP = 1.5
ROLES_CAP = 2.0
EXPIRED = 0.05
RAMP_DAYS = 14.0
SURGE_OPEN_DAYS = 56.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """One signal with all that does not change with time: P·c·q, its row of the table and that row's cap."""

    signal: Signal
    weight: SignalWeight
    strength: float
    row: str
    limit: float


@dataclass(frozen=True, slots=True)
class Share:
    """What one signal adds to R at a moment: after decay and the cap of its row."""

    weighed: Weighed
    amount: float

    @property
    def signal(self) -> Signal:
        return self.weighed.signal


def signals_known(signals: Sequence[Signal], as_of: datetime, profile: Profile) -> list[Signal]:
    past = (as_known_at(signal, as_of) for signal in signals)
    return [
        signal
        for signal in past
        if signal and not signal.dismissed and not signal.baseline and signal.kind not in profile.muted_kinds
    ]


def weigh(signals: Sequence[Signal], profile: Profile) -> list[Weighed]:
    weighed = []
    for signal in signals:
        weight = weight_of(signal.kind, signal.fields, profile)
        sources = {piece.source for piece in signal.evidence}
        trust = max((profile.source_weights.get(source, 1.0) for source in sources), default=1.0)
        is_roles = signal.kind is SignalKind.RELEVANT_ROLES
        strength = weight.points * signal.confidence * trust * (_open_roles(signal) if is_roles else 1)
        limit = (ROLES_CAP if is_roles else KIND_CAP) * abs(weight.points)
        weighed.append(Weighed(signal, weight, strength, row_of(signal), limit))
    return weighed


def shares_of(weighed: Sequence[Weighed], at: datetime) -> list[Share]:
    """R = Σ P·c·q·D; each row of the table is held at 1.5 × its points (open roles at twice) by scaling its signals."""
    amounts = [one.strength * decay(one.signal, one.weight, at) for one in weighed]
    totals: dict[str, float] = {}
    limits: dict[str, float] = {}
    for one, amount in zip(weighed, amounts, strict=True):
        totals[one.row] = totals.get(one.row, 0.0) + amount
        limits[one.row] = max(limits.get(one.row, 0.0), one.limit)
    scale = {row: min(1.0, limits[row] / abs(total)) if total else 1.0 for row, total in totals.items()}
    return [Share(one, amount * scale[one.row]) for one, amount in zip(weighed, amounts, strict=True)]


def _open_roles(signal: Signal) -> int:
    count = signal.fields.get("count", "1")
    return max(1, int(count)) if count.isdigit() else 1


def strength_of(shares: Sequence[Share]) -> float:
    return sum(share.amount for share in shares)


def decay(signal: Signal, weight: SignalWeight, as_of: datetime) -> float:
    """D of 0–1 (§6): 2^(−age/h); a joiner ramps up over the first 14 days after the start and fades from then on; a
    surge stands at 1 while it is open. Below 0.05 it has expired."""
    if is_joiner(signal) and as_of < fades_from(signal):
        return max(0.0, 1.0 - _days(fades_from(signal) - as_of) / RAMP_DAYS)
    faded = 2.0 ** (-max(0.0, _days(as_of - fades_from(signal))) / weight.half_life_days)
    return faded if faded >= EXPIRED else 0.0


def fades_from(signal: Signal) -> datetime:
    """When the signal is worth most: a joiner two weeks in, a surge at the end of its window, all else on its date."""
    if is_joiner(signal):
        return _start(signal) + timedelta(days=RAMP_DAYS)
    if signal.kind is SignalKind.HIRING_SURGE:
        newest = max((e.published_at for e in signal.evidence if e.published_at), default=signal.dated_at)
        return newest + timedelta(days=SURGE_OPEN_DAYS)
    return signal.dated_at


def is_joiner(signal: Signal) -> bool:
    return signal.kind is SignalKind.JOB_CHANGE and signal.fields.get("direction", Direction.JOIN) == Direction.JOIN


def _start(signal: Signal) -> datetime:
    """The first day in the job when somebody states it, else the day it was told of."""
    if signal.fields.get("effective_on") and signal.occurred_on is not None:
        return datetime.combine(signal.occurred_on, time(), tzinfo=UTC)
    return signal.dated_at


def _days(span: timedelta) -> float:
    return span.total_seconds() / 86_400
