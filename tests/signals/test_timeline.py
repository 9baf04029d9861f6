"""The score at many moments at once is the score at each of them (signals §6.2)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.domain.accounts import Account, Relationship
from agent.domain.evidence import Quote
from agent.domain.profiles import FitRule, Profile, SignalWeight
from agent.domain.signals import FieldValue, Signal, SignalEvidence, SignalKind
from signals.score import score
from signals.timeline import moments_of

START = datetime(2026, 10, 1, tzinfo=UTC)
MOMENTS = [START + timedelta(days=day) for day in range(0, 60, 3)]
FIELDS = {
    SignalKind.FUNDING: {"company": "Caldera", "round": "series_b", "amount": "12000000"},
    SignalKind.JOB_CHANGE: {"direction": "join", "function": "sales", "effective_on": "2026-10-20"},
    SignalKind.TECHNOLOGY: {"tool": "Oddbox", "direction": "adopt"},
    SignalKind.LAYOFF: {},
    SignalKind.VISIT: {"page": "pricing"},
    SignalKind.RELEVANT_ROLES: {"count": "3"},
}
PROFILE = Profile(
    rules=(FitRule("technology", 20, any_of=("Oddbox",)), FitRule("headcount", 20, minimum=50)),
    weights={"launch": SignalWeight(9, 10)},
    source_weights={"wire": 0.8},
    muted_kinds=frozenset({SignalKind.MERGER}),
)
moments = st.integers(0, 70).map(lambda day: START + timedelta(days=day, hours=7))


def report(fetched_at: datetime, kind: SignalKind, nth: int) -> SignalEvidence:
    values = {name: FieldValue(value, Quote(value, 0, len(value))) for name, value in FIELDS.get(kind, {}).items()}
    quote = Quote("Caldera", 0, 7)
    return SignalEvidence(
        f"i{nth}", "wire", "", "", "Caldera", quote, values, fetched_at, fetched_at, 0.6, group=f"press:{nth}"
    )


@st.composite
def told(draw: st.DrawFn) -> Signal:
    kind = draw(st.sampled_from([*FIELDS, SignalKind.LAUNCH, SignalKind.MERGER]))
    at = draw(moments)
    later = draw(st.lists(st.integers(0, 30), max_size=2))
    pieces = (at, *(at + timedelta(days=days) for days in later))
    return Signal(
        draw(st.uuids().map(str)),
        "a1",
        kind,
        FIELDS.get(kind, {}),
        tuple(report(piece, kind, nth) for nth, piece in enumerate(pieces)),
        draw(st.sampled_from([0.6, 0.84, 0.95])),
        published_at=at - timedelta(days=draw(st.integers(0, 20))),
        known_at=at,
        occurred_on=date(2026, 10, 20) if kind is SignalKind.JOB_CHANGE else None,
        baseline=draw(st.booleans()) and draw(st.booleans()),
        dismissed=draw(st.booleans()) and draw(st.booleans()),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(told(), max_size=5), st.sampled_from([Relationship.PROSPECT, Relationship.CUSTOMER]))
def test_every_moment_has_the_score_of_that_moment(signals: list[Signal], relationship: Relationship) -> None:
    account = Account("a1", "Caldera", "caldera.example", headcount=80, relationship=relationship)
    found = moments_of(account, signals, MOMENTS, profile=PROFILE, personas_known=True)
    for moment, at in zip(found, MOMENTS, strict=True):
        whole = score(account, signals, as_of=at, profile=PROFILE, personas_known=True)
        assert moment.total == whole.total
        assert (moment.known_at is not None) == (whole.intent > 0 and not whole.cap_reason)
        assert moment.known_at is None or moment.known_at <= at
