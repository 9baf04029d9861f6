"""The additive score, exactly explained (signals §6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.domain.accounts import Account, Relationship
from agent.domain.evidence import Quote
from agent.domain.profiles import FitRule, Profile, SignalWeight
from agent.domain.scores import Band, Score
from agent.domain.signals import FieldValue, Signal, SignalEvidence, SignalKind
from signals.score import band_of, engagement_points, intent_points, score, why_now

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
RULES = (
    FitRule("industry", 12, any_of=("software",)),
    FitRule("headcount", 10, minimum=50, maximum=500),
    FitRule("country", 6, any_of=("US", "GB")),
    FitRule("technology", 8, any_of=("Oddbox",)),
    FitRule("persona", 4),
)
PROFILE = Profile(rules=RULES, version="v7")
PERFECT = Account(
    "a1", "Caldera", "caldera.example", country="US", industry="B2B Software", headcount=120, technologies=("oddbox",)
)


def signal(
    kind: SignalKind = SignalKind.FUNDING,
    *,
    days_ago: float = 0,
    confidence: float = 1.0,
    signal_id: str = "s1",
    **fields: str,
) -> Signal:
    at = NOW - timedelta(days=days_ago)
    return Signal(signal_id, "a1", kind, fields, (), confidence, published_at=at, known_at=at)


def of(*signals: Signal, account: Account = PERFECT, profile: Profile = PROFILE, as_of: datetime = NOW) -> Score:
    return score(account, signals, as_of=as_of, profile=profile, personas_known=True)


@pytest.mark.parametrize(("weight", "points"), [(18, 20.3), (50, 36.5), (0, 0.0), (-6, 0.0)])
def test_intent_follows_its_vectors(weight: float, points: float) -> None:
    assert intent_points(weight) == pytest.approx(points, abs=0.05)


@pytest.mark.parametrize(("weight", "points"), [(6, 6.768), (15, 11.653), (-15, 0.0)])
def test_engagement_follows_its_curve(weight: float, points: float) -> None:
    assert engagement_points(weight) == pytest.approx(points, abs=0.0005)


def test_perfect_fit_and_one_fresh_round_is_sixty() -> None:
    found = of(signal(round="series_b"))
    assert (found.fit, found.total, found.band, found.version) == (40, 60, Band.MQL, "v7")
    assert found.intent == pytest.approx(20.303, abs=0.001)


@pytest.mark.parametrize(("total", "band"), [(49, Band.COLD), (50, Band.MQL), (80, Band.MQL), (81, Band.SQL_READY)])
def test_bands_cut_where_the_spec_says(total: int, band: Band) -> None:
    assert band_of(total) is band


@pytest.mark.parametrize(
    ("kind", "fields", "points"),
    [
        (SignalKind.FUNDING, {"round": "seed"}, 12),
        (SignalKind.FUNDING, {"round": "series_c"}, 18),
        (SignalKind.FUNDING, {"round": "series_e"}, 12),
        (SignalKind.FUNDING, {}, 12),
        (SignalKind.DEBT, {}, 8),
        (SignalKind.JOB_CHANGE, {"direction": "leave"}, 8),
        (SignalKind.FIRST_OF_KIND, {}, 12),
        (SignalKind.RELEVANT_ROLES, {"count": "1"}, 5),
        (SignalKind.RELEVANT_ROLES, {"count": "7"}, 10),
        (SignalKind.TECHNOLOGY, {"direction": "adopt"}, 10),
        (SignalKind.TECHNOLOGY, {"direction": "remove"}, 14),
        (SignalKind.TECHNOLOGY, {"direction": "evaluate"}, 12),
        (SignalKind.HIRING_SURGE, {}, 14),
        (SignalKind.EXPANSION, {}, 6),
        (SignalKind.LAUNCH, {}, 4),
        (SignalKind.MERGER, {}, 8),
    ],
)
def test_each_kind_weighs_as_the_table_says(kind: SignalKind, fields: dict[str, str], points: float) -> None:
    assert of(signal(kind, **fields)).intent == pytest.approx(intent_points(points), abs=0.001)


def test_signals_of_a_kind_are_capped_at_one_and_a_half_times() -> None:
    many = [signal(signal_id=f"s{n}", round="series_a") for n in range(4)]
    assert of(*many).intent == pytest.approx(intent_points(27), abs=0.001)


def test_a_layoff_lowers_and_never_below_nothing() -> None:
    both = of(signal(round="series_a"), signal(SignalKind.LAYOFF, signal_id="s2"))
    assert both.intent == pytest.approx(intent_points(12), abs=0.001)
    assert min(line.points for line in both.contributions) < 0
    assert of(signal(SignalKind.LAYOFF)).intent == 0


def test_a_signal_halves_in_its_half_life_and_expires() -> None:
    assert of(signal(days_ago=45, round="series_a")).intent == pytest.approx(intent_points(9), abs=0.001)
    gone = of(signal(days_ago=45 * 4.4, round="series_a"))
    assert gone.intent == 0
    assert gone.contributions[-1].note == "expired"


@pytest.mark.parametrize(("day", "share"), [(-3, 0), (0, 0), (7, 0.5), (14, 1.0), (74, 0.5)])
def test_a_joiner_ramps_up_for_fourteen_days_after_the_start(day: int, share: float) -> None:
    start = NOW - timedelta(days=day)
    joined = signal(
        SignalKind.JOB_CHANGE, days_ago=30, direction="join", function="sales", effective_on=start.date().isoformat()
    )
    joined = replace(joined, occurred_on=start.date())
    midnight = datetime(NOW.year, NOW.month, NOW.day, tzinfo=UTC)
    joined = replace(joined, known_at=midnight - timedelta(days=30))
    assert of(joined, as_of=midnight).intent == pytest.approx(intent_points(18 * share), abs=0.01)


def test_an_open_surge_does_not_fade() -> None:
    assert of(signal(SignalKind.HIRING_SURGE, days_ago=50)).intent == pytest.approx(intent_points(14), abs=0.001)
    assert of(signal(SignalKind.HIRING_SURGE, days_ago=86)).intent == pytest.approx(intent_points(7), abs=0.001)


def test_the_source_and_the_confidence_weigh() -> None:
    piece = SignalEvidence("i", "feed", "", "", "", Quote("q", 0, 1), {}, NOW, NOW, 0.5)
    told = replace(signal(round="series_a", confidence=0.5), evidence=(piece,))
    profile = replace(PROFILE, source_weights={"feed": 0.5})
    assert of(told, profile=profile).intent == pytest.approx(intent_points(4.5), abs=0.001)


def test_the_teams_weight_goes_before_the_default() -> None:
    profile = replace(PROFILE, weights={"funding": SignalWeight(30, 10)})
    assert of(signal(round="series_a"), profile=profile).intent == pytest.approx(intent_points(30), abs=0.001)


def test_muted_dismissed_and_baseline_signals_count_for_nothing() -> None:
    one = signal(round="series_a")
    assert of(one, profile=replace(PROFILE, muted_kinds=frozenset({SignalKind.FUNDING}))).intent == 0
    assert of(replace(one, dismissed=True)).intent == 0
    assert of(replace(one, baseline=True)).intent == 0


def test_unknown_fit_is_half_marked_and_never_silences() -> None:
    unknown = Account("a1", "Caldera", "caldera.example")
    found = score(unknown, [signal(round="series_a")], as_of=NOW, profile=PROFILE)
    assert found.fit == 20
    assert all(line.unknown for line in found.contributions if line.part == "fit")
    assert found.cap_reason == ""
    small = replace(PROFILE, rules=(FitRule("industry", 12, any_of=("software",)), FitRule("country", 10, ("US",))))
    assert score(unknown, [], as_of=NOW, profile=small).cap_reason == ""


def test_no_rules_is_unknown_fit() -> None:
    found = score(PERFECT, [], as_of=NOW, profile=Profile(rules=()))
    assert (found.fit, found.contributions[0].unknown) == (20, True)


def test_misfit_is_held_at_forty_nine() -> None:
    misfit = replace(PERFECT, industry="Farming", country="FR", headcount=9000, technologies=("other",))
    strong = [signal(signal_id=f"s{n}", kind=kind) for n, kind in enumerate(SignalKind)]
    found = of(*strong, account=misfit)
    assert (found.fit, found.total) == (4, min(found.uncapped, 49))
    assert "fit 4" in found.cap_reason


@pytest.mark.parametrize(
    "relationship",
    [
        Relationship.CUSTOMER,
        Relationship.COMPETITOR,
        Relationship.OPEN_OPPORTUNITY,
        Relationship.DO_NOT_CONTACT,
    ],
)
def test_a_relationship_holds_at_forty_nine_and_says_why(relationship: Relationship) -> None:
    found = of(signal(round="series_b"), account=replace(PERFECT, relationship=relationship))
    assert (found.total, found.uncapped) == (49, 60)
    assert found.cap_reason
    assert of(account=replace(PERFECT, relationship=Relationship.PARTNER)).cap_reason == ""


def test_visits_are_engagement() -> None:
    visit = signal(SignalKind.VISIT, page="pricing", days_ago=0)
    found = score(PERFECT, [], as_of=NOW, profile=PROFILE, personas_known=True, visits=[visit])
    assert (found.intent, found.engagement) == (0, pytest.approx(6.768, abs=0.001))


def test_what_would_lift_it_is_told_with_points() -> None:
    unknown = replace(PERFECT, industry="")
    lifts = of(signal(confidence=0.5, round="series_a"), account=unknown).lifts
    assert "Industry confirmed: +6" in lifts
    assert any(lift.startswith("A second source for: Series A") for lift in lifts)


def test_what_stands_already_would_not_lift_it() -> None:
    new = "A new executive in a buying function"
    assert any(lift.startswith(new) for lift in of(signal(round="series_a")).lifts)
    for direction in ("join", "promote", "interim"):
        leader = signal(SignalKind.JOB_CHANGE, days_ago=15, direction=direction, function="sales")
        assert not any(lift.startswith(new) for lift in of(leader).lifts)
    starts_today = signal(SignalKind.JOB_CHANGE, days_ago=0, direction="join", function="sales")
    assert not any(lift.startswith(new) for lift in of(starts_today).lifts)
    elsewhere = signal(SignalKind.JOB_CHANGE, days_ago=15, direction="join", function="legal")
    long_ago = signal(SignalKind.JOB_CHANGE, days_ago=400, direction="join", function="sales")
    gone = signal(SignalKind.JOB_CHANGE, days_ago=15, direction="leave", function="sales")
    assert all(any(lift.startswith(new) for lift in of(one).lifts) for one in (elsewhere, long_ago, gone))
    priced = signal(SignalKind.VISIT, days_ago=1, page="pricing")
    assert not any(lift.startswith("A visit to the pricing page") for lift in of(priced).lifts)


def test_the_decay_note_tells_the_points_one_half_life_on() -> None:
    found = of(signal(round="series_b"))
    line = found.contributions[-1]
    later = of(signal(round="series_b"), as_of=NOW + timedelta(days=45))
    assert line.note == f"20 → {later.contributions[-1].points:.0f} on 6 Jan"


kinds = st.sampled_from(list(SignalKind))
many_signals = st.lists(
    st.builds(
        lambda kind, days, sure, direction, count: signal(
            kind, days_ago=days, confidence=sure, direction=direction, count=str(count), function="sales"
        ),
        kinds,
        st.floats(0, 200),
        st.floats(0.1, 0.99),
        st.sampled_from(["join", "leave", "adopt"]),
        st.integers(1, 5),
    ),
    max_size=8,
).map(lambda signals: [replace(one, id=f"s{n}") for n, one in enumerate(signals)])
accounts = st.builds(
    lambda industry, size, country: replace(PERFECT, industry=industry, headcount=size, country=country),
    st.sampled_from(["", "software", "farming"]),
    st.sampled_from([None, 10, 100]),
    st.sampled_from(["", "US", "FR"]),
)


@settings(max_examples=200, deadline=None)
@given(accounts, many_signals)
def test_shown_points_are_whole_and_sum_to_the_total_before_the_cap(account: Account, signals: list[Signal]) -> None:
    found = of(*signals, account=account)
    assert sum(line.points for line in found.contributions) == found.uncapped
    assert all(line.points == int(line.points) for line in found.contributions)


@settings(max_examples=200, deadline=None)
@given(many_signals, many_signals, st.integers(0, 100))
def test_what_became_known_later_never_changes_an_earlier_score(
    before: list[Signal], after: list[Signal], days: int
) -> None:
    moment = NOW - timedelta(days=days)
    later = [replace(one, known_at=moment + timedelta(seconds=1 + n), id=f"t{n}") for n, one in enumerate(after)]
    assert of(*before, *later, as_of=moment) == of(*before, as_of=moment)


def test_a_report_read_later_does_not_change_an_earlier_score() -> None:
    quote = Quote("q", 0, 1)
    early = SignalEvidence("i1", "f", "", "A", "", quote, {}, NOW, NOW, 0.5, "press:a")
    late = replace(early, item_id="i2", fetched_at=NOW + timedelta(days=1), confidence=0.9, group="press:b")
    late = replace(late, fields={"round": FieldValue("series_b", quote)})
    alone = replace(signal(confidence=0.5), evidence=(early,))
    both = replace(signal(confidence=0.95, round="series_b"), evidence=(early, late))
    assert of(both).intent == of(alone).intent
    assert of(both, as_of=NOW + timedelta(days=2)).intent > of(alone, as_of=NOW + timedelta(days=2)).intent


@pytest.mark.parametrize(
    ("kind", "fields", "line"),
    [
        (
            SignalKind.FUNDING,
            {"round": "series_b", "amount": "12000000", "currency": "USD"},
            "Series B $12M, 8 days ago",
        ),
        (
            SignalKind.FUNDING,
            {"round": "unspecified", "amount": "1500000", "currency": "EUR"},
            "Funding €1.5M, 8 days ago",
        ),
        (SignalKind.DEBT, {"amount": "800000", "currency": "CHF"}, "Debt CHF 800K, 8 days ago"),
        (SignalKind.RELEVANT_ROLES, {"function": "revenue_operations", "count": "3"}, "three RevOps roles, 8 days ago"),
        (SignalKind.RELEVANT_ROLES, {"function": "sales", "count": "14"}, "14 sales roles, 8 days ago"),
        (
            SignalKind.JOB_CHANGE,
            {"title": "VP Sales", "direction": "join", "from_company": "Brook"},
            "New VP Sales, from Brook, 8 days ago",
        ),
        (SignalKind.JOB_CHANGE, {"title": "CFO", "direction": "leave"}, "CFO left, 8 days ago"),
        (SignalKind.TECHNOLOGY, {"tool": "Oddbox", "direction": "remove"}, "Dropped Oddbox, 8 days ago"),
        (SignalKind.EXPANSION, {"place": "Leeds"}, "Expansion: Leeds, 8 days ago"),
    ],
)
def test_why_now_is_one_short_line(kind: SignalKind, fields: dict[str, str], line: str) -> None:
    assert why_now(signal(kind, days_ago=8, **fields), NOW) == line


def test_news_of_today_says_so() -> None:
    assert why_now(signal(round="seed"), NOW) == "Seed, today"
    assert why_now(signal(round="seed", days_ago=1), NOW) == "Seed, yesterday"
