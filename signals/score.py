"""Stage 4 of 12: how strong the case for an account is, with its exact decomposition (signals §6).

S = min(cap, F + I + G). A pure function of what was known at `as_of`, so any past moment can be scored again. Bands
label and never gate; a cap holds the total at 49 and says why (DESIGN §7).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from agent.domain.accounts import Account, Relationship
from agent.domain.profiles import Profile, SignalWeight
from agent.domain.scores import Band, Contribution, Score
from agent.domain.signals import Direction, Signal, SignalKind
from signals.cluster import as_known_at
from signals.fit import FIT_GATE, Fit, fit_of
from signals.weights import DEFAULT_WEIGHTS, row_of, weight_of
from signals.why_now import short_date, why_now

__all__ = ["DEFAULT_WEIGHTS", "band_of", "engagement_points", "intent_points", "score", "why_now"]

CAP = 49
INTENT_LIMIT, INTENT_SCALE = 45.0, 30.0
ENGAGEMENT_LIMIT, ENGAGEMENT_SCALE = 15.0, 10.0
KIND_CAP = 1.5
ROLES_CAP = 2.0
EXPIRED = 0.05
RAMP_DAYS = 14.0
SURGE_OPEN_DAYS = 56.0
LIFT_LIMIT = 4
_CAPPED = {
    Relationship.CUSTOMER: "already a customer",
    Relationship.COMPETITOR: "a competitor",
    Relationship.OPEN_OPPORTUNITY: "an open opportunity",
    Relationship.DO_NOT_CONTACT: "on the never-mail list",
}


@dataclass(frozen=True, slots=True)
class _Weighed:
    """One signal with all that does not change with time: P·c·q, its row of the table and that row's cap."""

    signal: Signal
    weight: SignalWeight
    strength: float
    row: str
    limit: float


@dataclass(frozen=True, slots=True)
class _Share:
    """What one signal adds to R at a moment: after decay and the cap of its row."""

    weighed: _Weighed
    amount: float

    @property
    def signal(self) -> Signal:
        return self.weighed.signal


def score(
    account: Account,
    signals: Sequence[Signal],
    *,
    as_of: datetime,
    profile: Profile,
    personas_known: bool | None = None,
    visits: Sequence[Signal] = (),
) -> Score:
    """The score of `account` from what was known at `as_of`; later knowledge, dismissed signals and baselines count
    for nothing. `visits` feed engagement, `signals` intent (visits among them are counted as visits)."""
    known = _known(signals, as_of, profile)
    seen = [*_known(visits, as_of, profile), *(one for one in known if one.kind is SignalKind.VISIT)]
    events = [one for one in known if one.kind is not SignalKind.VISIT]
    fit = fit_of(account, events, profile, personas_known)
    shares, visit_shares = _shares(_weigh(events, profile), as_of), _shares(_weigh(seen, profile), as_of)
    intent, engagement = intent_points(_sum(shares)), engagement_points(_sum(visit_shares))
    uncapped = _half_up(max(0.0, min(100.0, fit.points + intent + engagement)))
    cap_reason = _cap_reason(account, fit)
    total = min(uncapped, CAP) if cap_reason else uncapped
    lines = [
        *(Contribution("fit", line.label, line.points, unknown=line.fits is None) for line in fit.lines),
        *_lines("intent", shares, intent, as_of),
        *_lines("engagement", visit_shares, engagement, as_of),
    ]
    return Score(
        account_id=account.id,
        as_of=as_of,
        total=total,
        uncapped=uncapped,
        fit=round(fit.points, 3),
        intent=round(intent, 3),
        engagement=round(engagement, 3),
        band=band_of(total),
        contributions=_rounded(lines, uncapped),
        cap_reason=cap_reason,
        lifts=_lifts(fit, shares, visit_shares, cap_reason, profile),
        version=profile.version,
    )


def intent_points(weight: float) -> float:
    """I = 45(1 − e^(−R/30)), R floored at 0: R = 18 gives 20.3, R = 50 gives 36.5 (§6)."""
    return INTENT_LIMIT * (1 - math.exp(-max(0.0, weight) / INTENT_SCALE))


def engagement_points(weight: float) -> float:
    """G = 15(1 − e^(−R/10)), R floored at 0 (§6)."""
    return ENGAGEMENT_LIMIT * (1 - math.exp(-max(0.0, weight) / ENGAGEMENT_SCALE))


def band_of(total: int) -> Band:
    """Below 50 cold, 50 to 80 MQL, above 80 SQL-ready (§6)."""
    if total > 80:
        return Band.SQL_READY
    return Band.MQL if total >= 50 else Band.COLD


def decay(signal: Signal, weight: SignalWeight, as_of: datetime) -> float:
    """D of 0–1 (§6): 2^(−age/h); a joiner ramps up over the first 14 days after the start and fades from then on; a
    surge stands at 1 while it is open. Below 0.05 it has expired."""
    if _joins(signal) and as_of < _fades_from(signal):
        return max(0.0, 1.0 - _days(_fades_from(signal) - as_of) / RAMP_DAYS)
    faded = 2.0 ** (-max(0.0, _days(as_of - _fades_from(signal))) / weight.half_life_days)
    return faded if faded >= EXPIRED else 0.0


def _fades_from(signal: Signal) -> datetime:
    """When the signal is worth most: a joiner two weeks in, a surge at the end of its window, all else on its date."""
    if _joins(signal):
        return _start(signal) + timedelta(days=RAMP_DAYS)
    if signal.kind is SignalKind.HIRING_SURGE:
        newest = max((e.published_at for e in signal.evidence if e.published_at), default=signal.dated_at)
        return newest + timedelta(days=SURGE_OPEN_DAYS)
    return signal.dated_at


def _joins(signal: Signal) -> bool:
    return signal.kind is SignalKind.JOB_CHANGE and signal.fields.get("direction", Direction.JOIN) == Direction.JOIN


def _start(signal: Signal) -> datetime:
    """The first day in the job when somebody states it, else the day it was told of."""
    if signal.fields.get("effective_on") and signal.occurred_on is not None:
        return datetime.combine(signal.occurred_on, time(), tzinfo=UTC)
    return signal.dated_at


def _days(span: timedelta) -> float:
    return span.total_seconds() / 86_400


def _known(signals: Sequence[Signal], as_of: datetime, profile: Profile) -> list[Signal]:
    past = (as_known_at(signal, as_of) for signal in signals)
    return [
        signal
        for signal in past
        if signal and not signal.dismissed and not signal.baseline and signal.kind not in profile.muted_kinds
    ]


def _weigh(signals: Sequence[Signal], profile: Profile) -> list[_Weighed]:
    weighed = []
    for signal in signals:
        weight = weight_of(signal.kind, signal.fields, profile)
        sources = {piece.source for piece in signal.evidence}
        trust = max((profile.source_weights.get(source, 1.0) for source in sources), default=1.0)
        is_roles = signal.kind is SignalKind.RELEVANT_ROLES
        strength = weight.points * signal.confidence * trust * (_open_roles(signal) if is_roles else 1)
        limit = (ROLES_CAP if is_roles else KIND_CAP) * abs(weight.points)
        weighed.append(_Weighed(signal, weight, strength, row_of(signal), limit))
    return weighed


def _shares(weighed: Sequence[_Weighed], at: datetime) -> list[_Share]:
    """R = Σ P·c·q·D; each row of the table is held at 1.5 × its points (open roles at twice) by scaling its signals."""
    amounts = [one.strength * decay(one.signal, one.weight, at) for one in weighed]
    totals: dict[str, float] = {}
    limits: dict[str, float] = {}
    for one, amount in zip(weighed, amounts, strict=True):
        totals[one.row] = totals.get(one.row, 0.0) + amount
        limits[one.row] = max(limits.get(one.row, 0.0), one.limit)
    scale = {row: min(1.0, limits[row] / abs(total)) if total else 1.0 for row, total in totals.items()}
    return [_Share(one, amount * scale[one.row]) for one, amount in zip(weighed, amounts, strict=True)]


def _open_roles(signal: Signal) -> int:
    count = signal.fields.get("count", "1")
    return max(1, int(count)) if count.isdigit() else 1


def _sum(shares: Sequence[_Share]) -> float:
    return sum(share.amount for share in shares)


def _points(shares: Sequence[_Share], total: float) -> list[float]:
    """Each signal's true share of the points; nothing where harm outweighs (R ≤ 0 gives no points to share)."""
    weight = _sum(shares)
    return [share.amount / weight * total if weight > 0 else 0.0 for share in shares]


def _lines(part: str, shares: Sequence[_Share], total: float, as_of: datetime) -> list[Contribution]:
    points = _points(shares, total)
    lines = []
    for nth, share in enumerate(shares):
        note = _decay_note(nth, shares, points[nth], as_of)
        lines.append(Contribution(part, why_now(share.signal, as_of), points[nth], share.signal.id, note=note))
    return lines


def _decay_note(nth: int, shares: Sequence[_Share], now: float, as_of: datetime) -> str:
    """ "18 → 9 on 6 Jan": what this line will show at its peak or else one half-life on, if nothing else happens."""
    signal = shares[nth].signal
    peak = _fades_from(signal)
    half_life = timedelta(days=shares[nth].weighed.weight.half_life_days)
    then = peak if _joins(signal) and as_of < peak else max(as_of, peak) + half_life
    if not shares[nth].amount and as_of >= peak:
        return "expired"
    later = _shares([share.weighed for share in shares], then)
    curve = engagement_points if signal.kind is SignalKind.VISIT else intent_points
    points = _points(later, curve(_sum(later)))[nth]
    return f"{_half_up(now)} → {_half_up(points)} on {short_date(then)}"


def _rounded(lines: Sequence[Contribution], total: int) -> tuple[Contribution, ...]:
    """Whole points that sum to `total`: floors, then the largest remainders get one more."""
    floors = [math.floor(line.points) for line in lines]
    missing = total - sum(floors)
    order = sorted(range(len(lines)), key=lambda nth: floors[nth] - lines[nth].points)
    extra = set(order[:missing])
    return tuple(
        Contribution(
            line.part, line.label, float(floors[nth] + (nth in extra)), line.signal_id, line.unknown, line.note
        )
        for nth, line in enumerate(lines)
    )


def _half_up(points: float) -> int:
    return math.floor(points + 0.5)


def _cap_reason(account: Account, fit: Fit) -> str:
    if account.relationship in _CAPPED:
        return f"Held at {CAP}: {_CAPPED[account.relationship]}"
    if fit.misfit:
        return f"Held at {CAP}: fit {_half_up(fit.points)} is below {FIT_GATE:.0f}"
    return ""


def _lifts(
    fit: Fit, shares: Sequence[_Share], visits: Sequence[_Share], cap_reason: str, profile: Profile
) -> tuple[str, ...]:
    """What would lift it, with the points it would add, the most first."""
    now, seen = _sum(shares), _sum(visits)
    ideas = [
        (line.possible - line.points, line.label.removesuffix(": unknown") + " confirmed")
        for line in fit.lines
        if line.fits is None and line.possible > line.points
    ]
    for share in shares:
        doubt = 1 - share.signal.confidence
        if share.amount > 0 and doubt >= 0.1:
            gain = intent_points(now + share.amount / share.signal.confidence * doubt) - intent_points(now)
            ideas.append((gain, f"A second source for: {why_now(share.signal, share.signal.dated_at)}"))
    joiner = weight_of(SignalKind.JOB_CHANGE, {"direction": "join", "function": _first(profile)}, profile).points
    ideas.append((intent_points(now + joiner) - intent_points(now), "A new executive in a buying function"))
    visit = weight_of(SignalKind.VISIT, {"page": "pricing"}, profile).points
    ideas.append((engagement_points(seen + visit) - engagement_points(seen), "A visit to the pricing page"))
    ideas.sort(key=lambda idea: -idea[0])
    told = [f"{words}: +{_half_up(gain)}" for gain, words in ideas if gain >= 0.5]
    lifted = [cap_reason.replace("Held", "No longer held")] if cap_reason else []
    return tuple([*lifted, *told][:LIFT_LIMIT])


def _first(profile: Profile) -> str:
    return profile.buying_functions[0] if profile.buying_functions else ""
