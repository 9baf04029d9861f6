"""Stage 4 of 12: how strong the case for an account is, with its exact decomposition (signals §6).

S = min(cap, F + I + G). A pure function of what was known at `as_of`, so any past moment can be scored again. Bands
label and never gate; a cap holds the total at 49 and says why (DESIGN §7).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from agent.domain.accounts import Account, Relationship
from agent.domain.profiles import Profile
from agent.domain.scores import Band, Contribution, Score
from agent.domain.signals import Direction, Signal, SignalKind
from signals.fit import FIT_GATE, Fit, fit_of
from signals.strength import Share, fades_from, is_joiner, shares_of, signals_known, strength_of, weigh
from signals.weights import DEFAULT_WEIGHTS, weight_of
from signals.why_now import short_date, what_happened, why_now

__all__ = ["DEFAULT_WEIGHTS", "band_of", "engagement_points", "intent_points", "score", "why_now"]

CAP = 49
INTENT_LIMIT, INTENT_SCALE = 45.0, 30.0
ENGAGEMENT_LIMIT, ENGAGEMENT_SCALE = 15.0, 10.0
LIFT_LIMIT = 4
_CAPPED = {
    Relationship.CUSTOMER: "already a customer",
    Relationship.COMPETITOR: "a competitor",
    Relationship.OPEN_OPPORTUNITY: "an open opportunity",
    Relationship.DO_NOT_CONTACT: "on the never-mail list",
}


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
    known = signals_known(signals, as_of, profile)
    seen = [*signals_known(visits, as_of, profile), *(one for one in known if one.kind is SignalKind.VISIT)]
    events = [one for one in known if one.kind is not SignalKind.VISIT]
    fit = fit_of(account, events, profile, personas_known)
    shares, visit_shares = shares_of(weigh(events, profile), as_of), shares_of(weigh(seen, profile), as_of)
    intent, engagement = intent_points(strength_of(shares)), engagement_points(strength_of(visit_shares))
    uncapped = half_up(max(0.0, min(100.0, fit.points + intent + engagement)))
    cap_reason = cap_reason_of(account, fit)
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
        lifts=_lifts(fit, _standing(shares, as_of), _standing(visit_shares, as_of), cap_reason, profile),
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


def _points(shares: Sequence[Share], total: float) -> list[float]:
    """Each signal's true share of the points; nothing where harm outweighs (R ≤ 0 gives no points to share)."""
    weight = strength_of(shares)
    return [share.amount / weight * total if weight > 0 else 0.0 for share in shares]


def _lines(part: str, shares: Sequence[Share], total: float, as_of: datetime) -> list[Contribution]:
    points = _points(shares, total)
    lines = []
    for nth, share in enumerate(shares):
        note = _decay_note(nth, shares, points[nth], as_of)
        lines.append(Contribution(part, why_now(share.signal, as_of), points[nth], share.signal.id, note=note))
    return lines


def _decay_note(nth: int, shares: Sequence[Share], now: float, as_of: datetime) -> str:
    """ "18 → 9 on 6 Jan": what this line will show at its peak or else one half-life on, if nothing else happens."""
    signal = shares[nth].signal
    peak = fades_from(signal)
    half_life = timedelta(days=shares[nth].weighed.weight.half_life_days)
    then = peak if is_joiner(signal) and as_of < peak else max(as_of, peak) + half_life
    if _expired(shares[nth], as_of):
        return "expired"
    later = shares_of([share.weighed for share in shares], then)
    curve = engagement_points if signal.kind is SignalKind.VISIT else intent_points
    points = _points(later, curve(strength_of(later)))[nth]
    return f"{half_up(now)} → {half_up(points)} on {short_date(then)}"


def _expired(share: Share, as_of: datetime) -> bool:
    return not share.amount and as_of >= fades_from(share.signal)


def _standing(shares: Sequence[Share], as_of: datetime) -> list[Share]:
    """What has not expired; a leader who starts today stands, though it adds nothing yet."""
    return [share for share in shares if not _expired(share, as_of)]


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


def half_up(points: float) -> int:
    """Whole points, halves up."""
    return math.floor(points + 0.5)


def cap_reason_of(account: Account, fit: Fit) -> str:
    """Why the total is held at 49; "" where it is not."""
    if account.relationship in _CAPPED:
        return f"Held at {CAP}: {_CAPPED[account.relationship]}"
    if fit.misfit:
        return f"Held at {CAP}: fit {half_up(fit.points)} is below {FIT_GATE:.0f}"
    return ""


def _lifts(
    fit: Fit, shares: Sequence[Share], visits: Sequence[Share], cap_reason: str, profile: Profile
) -> tuple[str, ...]:
    """What would lift it, with the points it would add, the most first; nothing that stands already."""
    now, seen = strength_of(shares), strength_of(visits)
    ideas = [
        (line.possible - line.points, line.label.removesuffix(": unknown") + " confirmed")
        for line in fit.lines
        if line.fits is None and line.possible > line.points
    ]
    for share in shares:
        doubt = 1 - share.signal.confidence
        if share.amount > 0 and doubt >= 0.1:
            gain = intent_points(now + share.amount / share.signal.confidence * doubt) - intent_points(now)
            ideas.append((gain, f"A second source for: {what_happened(share.signal)}"))
    if not any(_is_new_executive(share.signal, profile) for share in shares):
        joiner = weight_of(SignalKind.JOB_CHANGE, {"direction": "join", "function": _first(profile)}, profile).points
        ideas.append((intent_points(now + joiner) - intent_points(now), "A new executive in a buying function"))
    if not any(share.signal.fields.get("page") == "pricing" for share in visits):
        visit = weight_of(SignalKind.VISIT, {"page": "pricing"}, profile).points
        ideas.append((engagement_points(seen + visit) - engagement_points(seen), "A visit to the pricing page"))
    ideas.sort(key=lambda idea: -idea[0])
    told = [f"{words}: +{half_up(gain)}" for gain, words in ideas if gain >= 0.5]
    lifted = [cap_reason.replace("Held", "No longer held")] if cap_reason else []
    return tuple([*lifted, *told][:LIFT_LIMIT])


def _is_new_executive(signal: Signal, profile: Profile) -> bool:
    """Somebody new, or newly there, in an office that the team sells to."""
    return (
        signal.kind is SignalKind.JOB_CHANGE
        and signal.fields.get("direction", Direction.JOIN) != Direction.LEAVE
        and signal.fields.get("function", "") in profile.buying_functions
    )


def _first(profile: Profile) -> str:
    return profile.buying_functions[0] if profile.buying_functions else ""
