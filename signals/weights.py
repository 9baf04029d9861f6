"""What each kind of signal is worth and how fast it fades: the table of signals §6, and how a profile overrides it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agent.domain.profiles import Profile, SignalWeight
from agent.domain.signals import Direction, Round, Signal, SignalKind
from signals.tool_roles import COMPETITOR, COMPLEMENT, OTHER, role_of

_EARLY = (Round.PRE_SEED, Round.SEED, Round.PRE_SERIES_A)
_MIDDLE = (Round.SERIES_A, Round.SERIES_B, Round.SERIES_C)

# Where the team named its tools, a complement's arrival and a competitor's leaving count, and a trial of either (§6).
_OF_NO_WORTH = (
    *((change, OTHER) for change in (Direction.ADOPT, Direction.REMOVE, Direction.EVALUATE)),
    (Direction.ADOPT, COMPETITOR),
    (Direction.REMOVE, COMPLEMENT),
)

DEFAULT_WEIGHTS: dict[str, SignalWeight] = {
    "funding": SignalWeight(12, 45),
    **{f"funding:{early}": SignalWeight(12, 45) for early in _EARLY},
    **{f"funding:{middle}": SignalWeight(18, 45) for middle in _MIDDLE},
    "funding:debt": SignalWeight(8, 45),
    "debt": SignalWeight(8, 45),
    "job_change": SignalWeight(8, 60),
    "job_change:join": SignalWeight(8, 60),
    "job_change:join:buying": SignalWeight(18, 60),
    "job_change:join:champion": SignalWeight(22, 60),
    "job_change:promote:buying": SignalWeight(18, 60),
    "job_change:leave": SignalWeight(8, 30),
    "job_change:leave:champion": SignalWeight(10, 30),
    "hiring_surge": SignalWeight(14, 30),
    "first_of_kind": SignalWeight(12, 45),
    "relevant_roles": SignalWeight(5, 21),
    "technology": SignalWeight(10, 60),
    "technology:adopt": SignalWeight(10, 60),
    "technology:remove": SignalWeight(14, 30),
    "technology:evaluate": SignalWeight(12, 30),
    **{f"technology:{change}:{role}": SignalWeight(0, 30) for change, role in _OF_NO_WORTH},
    "expansion": SignalWeight(6, 45),
    "launch": SignalWeight(4, 45),
    "merger": SignalWeight(8, 45),
    "layoff": SignalWeight(-6, 45),
    "visit": SignalWeight(1, 14),
    "visit:pricing": SignalWeight(6, 7),
    "visit:demo": SignalWeight(6, 7),
    "visit:docs": SignalWeight(3, 14),
    "visit:blog": SignalWeight(1, 14),
}


def weight_of(kind: SignalKind, fields: Mapping[str, str], profile: Profile) -> SignalWeight:
    """The weight of one signal: the team's keys before the defaults, and the more exact key before the general one."""
    role = role_of(fields.get("tool", ""), profile) if kind is SignalKind.TECHNOLOGY else ""
    keys = tuple(_keys(kind, fields, profile.buying_functions, role))
    for table in (profile.weights, DEFAULT_WEIGHTS):
        for key in keys:
            if (found := table.get(key)) is not None:
                return found
    return SignalWeight(0, 30)


def row_of(signal: Signal) -> str:
    """The row of the table that shares one cap: the kind, and the direction where directions are rows of their own."""
    direction = signal.fields.get("direction", "")
    return f"{signal.kind}:{direction}" if direction else str(signal.kind)


def _keys(kind: SignalKind, fields: Mapping[str, str], buying: tuple[str, ...], role: str) -> Iterator[str]:
    """From the most exact key to the kind alone."""
    if kind is SignalKind.JOB_CHANGE:
        direction = fields.get("direction", Direction.JOIN)
        if fields.get("champion") in {"true", "yes", "1"}:
            yield f"{kind}:{direction}:champion"
        if fields.get("function", "") in buying:
            yield f"{kind}:{direction}:buying"
        yield f"{kind}:{direction}"
    if role and fields.get("direction"):
        yield f"{kind}:{fields['direction']}:{role}"
    for name in ("round", "direction", "page"):
        if fields.get(name):
            yield f"{kind}:{fields[name]}"
    yield str(kind)
