"""The score of an account at many moments at once, without its lines: what a replay of past nights asks for (§6.2).

What does not change between two pieces of knowledge (fit, weights, confidence) is computed once for them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.domain.accounts import Account
from agent.domain.profiles import Profile
from agent.domain.signals import Signal, SignalKind
from signals.fit import fit_of
from signals.score import CAP, cap_reason_of, engagement_points, half_up, intent_points
from signals.strength import Weighed, shares_of, signals_known, strength_of, weigh


@dataclass(frozen=True, slots=True)
class Moment:
    """`total` is `signals.score`'s at that moment; `known_at` is when the newest signal that still counts was learned,
    None where none does or the score is held back."""

    total: int
    known_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """What holds until something further is learned."""

    fit: float
    is_capped: bool
    events: tuple[Weighed, ...]
    visits: tuple[Weighed, ...]

    def at(self, moment: datetime) -> Moment:
        shares = shares_of(self.events, moment)
        intent = intent_points(strength_of(shares))
        engagement = engagement_points(strength_of(shares_of(self.visits, moment)))
        uncapped = half_up(max(0.0, min(100.0, self.fit + intent + engagement)))
        if self.is_capped:
            return Moment(min(uncapped, CAP), None)
        live = [share.signal.known_at for share in shares if share.amount > 0] if intent > 0 else []
        return Moment(uncapped, max(live, default=None))


def moments_of(
    account: Account,
    signals: Sequence[Signal],
    moments: Sequence[datetime],
    *,
    profile: Profile,
    personas_known: bool | None = None,
) -> list[Moment]:
    """The score at each of `moments` (ascending) from what was known then: the same totals as `signals.score.score`."""
    learned = sorted(
        {signal.known_at for signal in signals}
        | {piece.fetched_at for signal in signals for piece in signal.evidence if piece.fetched_at}
    )
    found: list[Moment] = []
    knowledge, known_until = None, -1
    for moment in moments:
        number = bisect_right(learned, moment)
        if knowledge is None or number != known_until:
            knowledge, known_until = _knowledge(account, signals, moment, profile, personas_known), number
        found.append(knowledge.at(moment))
    return found


def _knowledge(
    account: Account, signals: Sequence[Signal], moment: datetime, profile: Profile, personas_known: bool | None
) -> _Knowledge:
    known = signals_known(signals, moment, profile)
    events = [signal for signal in known if signal.kind is not SignalKind.VISIT]
    visits = [signal for signal in known if signal.kind is SignalKind.VISIT]
    fit = fit_of(account, events, profile, personas_known)
    capped = bool(cap_reason_of(account, fit))
    return _Knowledge(fit.points, capped, tuple(weigh(events, profile)), tuple(weigh(visits, profile)))
