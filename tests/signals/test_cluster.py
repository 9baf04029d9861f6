"""One event from many reports (signals §4.2, §10 test 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, Signal, SignalKind
from signals.cluster import Absorbed, absorb, as_known_at, independence_group, report_of

DAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class Night:
    """Absorbs reports one after the other, as a run does."""

    def __init__(self) -> None:
        self.signals: dict[str, Signal] = {}
        self._ids = (f"s{n}" for n in count(1))
        self._items = count(1)

    def hear(
        self,
        text: str,
        fields: dict[str, str],
        *,
        kind: SignalKind = SignalKind.FUNDING,
        publisher: str = "Gazette",
        item_kind: ItemKind = ItemKind.ARTICLE,
        day: float = 0,
        confidence: float = 0.8,
        key: str = "",
    ) -> Absorbed:
        at = DAY + timedelta(days=day)
        key = key or f"k{next(self._items)}"
        item = Item(
            source=publisher.lower(),
            key=key,
            kind=item_kind,
            title=text[:60],
            text=text,
            url=f"https://{publisher.lower().replace(' ', '')}.example/{key}",
            published_at=at,
            publisher=publisher,
            fetched_at=at,
        )
        quote = Quote.of(text, 0, len(text))
        mention = Mention(
            kind=kind,
            item_source=item.source,
            item_key=key,
            fields={name: FieldValue(value, quote) for name, value in fields.items()},
            confidence=confidence,
            published_at=at,
        )
        heard = absorb(
            list(self.signals.values()),
            mention,
            report_of(mention, item, key),
            account_id="a1",
            now=at,
            new_id=lambda: next(self._ids),
        )
        self.signals[heard.signal.id] = heard.signal
        return heard

    @property
    def only(self) -> Signal:
        (signal,) = self.signals.values()
        return signal


def money(amount: str = "", stage: str = "", **more: str) -> dict[str, str]:
    stated = {"amount": amount, "currency": "USD" if amount else "", "round": stage, **more}
    return {name: value for name, value in stated.items() if value}


PARAPHRASES = [
    "Caldera Freight has raised $12 million in a Series B round.",
    "Warehouse software maker Caldera Freight closes $12M Series B.",
    "A $12M Series B for Caldera Freight, led by Oak Hill.",
    "Investors put 12 million dollars into Caldera Freight's series B.",
    "Caldera Freight bags $12M to move boxes faster across the north.",
    "Series B: Caldera Freight takes in $12.1 million from Oak Hill.",
    "Oak Hill leads round of twelve million at Caldera Freight.",
    "Freight start-up Caldera lands fresh funding of $12M this week.",
    "Caldera Freight secures Series B funding to hire in Leeds.",
    "With $12M, Caldera Freight plans to double its sales team.",
    "Caldera Freight announces B round; terms put it at $12M.",
    "New money for Caldera Freight: $12 million, says its founder.",
]


def test_twelve_paraphrases_five_copies_and_a_form_d_are_one_event() -> None:
    night = Night()
    for nth, text in enumerate(PARAPHRASES):
        fields = money("" if nth == 8 else "12100000" if nth == 5 else "12000000", "series_b" if nth % 2 else "")
        night.hear(text, fields, publisher=f"Paper {nth}", day=nth / 4)
    before = night.only.confidence
    for nth in range(5):
        night.hear(PARAPHRASES[1], money("12000000", "series_b"), publisher=f"Mirror {nth}", day=3)
    assert night.only.confidence == before, "copies confirm nothing"
    night.hear("CALDERA FREIGHT INC sold 9000000 of 12000000", money("9000000"), item_kind=ItemKind.FILING, day=14)
    assert len(night.only.evidence) == 18
    assert len({piece.group for piece in night.only.evidence}) >= 3
    assert night.only.fields["amount"] == "12000000"
    assert night.only.fields["round"] == "series_b"
    assert night.only.conflicts == ()
    assert night.only.published_at == DAY


def test_a_series_a_and_a_series_b_forty_days_apart_are_two() -> None:
    night = Night()
    night.hear("Caldera raises $5M Series A", money("5000000", "series_a"))
    night.hear("Caldera raises $5M Series B", money("5000000", "series_b"), day=40)
    assert len(night.signals) == 2


def test_two_explicit_rounds_do_not_meet_through_a_report_that_names_none() -> None:
    night = Night()
    night.hear("Caldera raises Series A", money("5000000", "series_a"))
    night.hear("Caldera raises money", money("5000000"), day=2)
    night.hear("Caldera raises Series B", money("5000000", "series_b"), day=30)
    assert sorted(len(signal.evidence) for signal in night.signals.values()) == [1, 2]


@pytest.mark.parametrize(
    ("first", "second", "days", "events"),
    [
        (money("12000000"), money("12900000"), 3, 1),
        (money("12000000"), money("20000000"), 3, 2),
        (money("12000000", lead_investor_1="Oak Hill"), money("20000000", lead_investor_1="Oak Hill"), 3, 1),
        (money("12000000"), money("12000000"), 60, 2),
        (money("12000000"), money(), 44, 1),
        (money("12000000", currency="EUR"), money("13000000"), 1, 2),
        (money("12000000", "series_a", currency="EUR"), money("13000000", "series_a"), 1, 1),
    ],
)
def test_rounds_meet_by_amount_lead_and_window(
    first: dict[str, str], second: dict[str, str], days: int, events: int
) -> None:
    night = Night()
    night.hear("one report of it", first)
    night.hear("another report of it", second, day=days, publisher="Courier")
    assert len(night.signals) == events


def test_a_report_joins_the_round_it_fits_best() -> None:
    night = Night()
    near = night.hear("Caldera takes $3M", money("3000000")).signal.id
    far = night.hear("Caldera closes Series A", money("8000000", "series_a"), day=10).signal.id
    heard = night.hear("Caldera raised $7.9M", money("7900000"), day=1)
    assert near != far
    assert heard.signal.id == far


@pytest.mark.parametrize(
    ("first", "second", "events"),
    [
        (
            {"person": "Bill O'Hara Jr.", "direction": "join"},
            {"person": "William O’Hara", "direction": "join"},
            1,
        ),
        ({"person": "Dana Ortiz", "direction": "join"}, {"person": "Dana Ortiz", "direction": "leave"}, 2),
        (
            {"person": "Dana Ortiz", "direction": "join", "function": "sales"},
            {"person": "Dana Ortiz", "direction": "promote", "function": "sales"},
            1,
        ),
        ({"person": "Dana Ortiz", "direction": "join"}, {"person": "Ida Ortega", "direction": "join"}, 2),
        ({"person": "Dana Ortiz", "direction": "join"}, {"person": "Paul Ortiz", "direction": "join"}, 2),
        (
            {"person": "Dana Ortiz", "direction": "leave", "function": "finance"},
            {"direction": "leave", "function": "finance"},
            1,
        ),
    ],
)
def test_job_changes_meet_by_person(first: dict[str, str], second: dict[str, str], events: int) -> None:
    night = Night()
    night.hear("somebody moved", first, kind=SignalKind.JOB_CHANGE)
    night.hear("somebody has moved", second, kind=SignalKind.JOB_CHANGE, day=20, publisher="Courier")
    assert len(night.signals) == events


def test_technologies_meet_by_tool_and_direction() -> None:
    night = Night()
    for tool, direction in [("Oddbox", "adopt"), ("oddbox", "adopt"), ("Oddbox", "remove"), ("Evenbox", "adopt")]:
        night.hear("a tool", {"tool": tool, "direction": direction}, kind=SignalKind.TECHNOLOGY)
    assert len(night.signals) == 3


def test_the_same_report_twice_changes_nothing() -> None:
    night = Night()
    first = night.hear(PARAPHRASES[0], money("12000000"), key="same")
    again = night.hear(PARAPHRASES[0], money("12000000"), key="same")
    assert again == Absorbed(first.signal, is_new=False, alerts=False)


reports = st.lists(
    st.tuples(
        st.sampled_from(["", "1000000", "1050000", "9000000"]),
        st.sampled_from(["", "seed", "series_a"]),
        st.sampled_from(["Gazette", "Courier", "Globe Newswire"]),
        st.integers(0, 60),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=100, deadline=None)
@given(reports)
def test_absorbing_everything_twice_is_absorbing_it_once(told: list[tuple[str, str, str, int]]) -> None:
    night = Night()

    def play() -> Sequence[Absorbed]:
        return [
            night.hear(f"report {nth}", money(amount, stage), publisher=publisher, day=day, key=f"i{nth}")
            for nth, (amount, stage, publisher, day) in enumerate(told)
        ]

    play()
    once = dict(night.signals)
    assert not any(heard.is_new or heard.alerts for heard in play())
    assert night.signals == once


@settings(max_examples=100, deadline=None)
@given(reports)
def test_no_event_holds_two_explicit_rounds(told: list[tuple[str, str, str, int]]) -> None:
    night = Night()
    for nth, (amount, stage, publisher, day) in enumerate(told):
        night.hear(f"report {nth}", money(amount, stage), publisher=publisher, day=day)
    for signal in night.signals.values():
        stages = {piece.fields["round"].value for piece in signal.evidence if "round" in piece.fields}
        assert len(stages) <= 1


def test_confidence_grows_with_independent_groups_only() -> None:
    night = Night()
    night.hear("first words about it", money("12000000"), confidence=0.6)
    assert night.only.confidence == 0.6
    night.hear("other words about it", money("12000000"), confidence=0.5)
    assert night.only.confidence == 0.6, "the same publisher again"
    night.hear("third words about it", money("12000000"), confidence=0.5, publisher="Courier")
    assert night.only.confidence == 0.8
    for nth in range(6):
        night.hear(f"more words about it {nth}", money("12000000"), confidence=0.9, publisher=f"Paper {nth}")
    assert night.only.confidence == 0.99


def test_wire_copies_are_one_issuer() -> None:
    groups = set()
    for publisher, url in [("GlobeNewswire", "https://g.example/1"), ("PR Newswire", "https://p.example/1")]:
        item = Item(source="feed", key=url, kind=ItemKind.ARTICLE, title="t", text="t", url=url, publisher=publisher)
        groups.add(independence_group(item))
    syndicated = "LEEDS, Nov. 2, 2026 (GLOBE NEWSWIRE) -- Caldera Freight"
    groups.add(independence_group(Item("feed", "k", ItemKind.ARTICLE, "t", syndicated, "https://x.example/a")))
    own = Item("feed", "k", ItemKind.ARTICLE, "t", "t", "https://caldera.example/news", account_id="a1")
    groups.add(independence_group(own))
    assert groups == {"issuer"}


def test_a_filing_beats_the_release_and_the_disagreement_is_told() -> None:
    night = Night()
    night.hear("press says 12", money("12000000", "series_b", lead_investor_1="Oak Hill"))
    night.hear("filing says 15", money("15000000", "", lead_investor_1="Oak Hill"), item_kind=ItemKind.FILING, day=3)
    assert night.only.fields["amount"] == "15000000"
    assert "12,000,000" in night.only.conflicts[0]


def test_late_evidence_alerts_again_only_when_what_it_is_worth_moves() -> None:
    night = Night()
    assert night.hear("Caldera raises money", money("12000000")).alerts
    assert not night.hear("Caldera has raised", money("12500000"), publisher="Courier").alerts
    upgraded = night.hear("It is a Series B", money("12000000", "series_b"), publisher="Herald")
    assert (upgraded.is_new, upgraded.alerts, upgraded.signal.version) == (False, True, 3)


def test_known_at_stays_the_first_and_published_at_becomes_the_earliest() -> None:
    night = Night()
    night.hear("told late", money("12000000"), day=10)
    night.hear("told early, read late", money("12000000"), day=2, publisher="Courier")
    assert night.only.known_at == DAY + timedelta(days=10)
    assert night.only.published_at == DAY + timedelta(days=2)


def test_a_signal_can_be_seen_as_it_was_known() -> None:
    night = Night()
    first = night.hear("Caldera raises money", money("12000000")).signal
    night.hear("It is a Series B", money("12000000", "series_b"), publisher="Herald", day=5)
    then = as_known_at(night.only, DAY + timedelta(days=1))
    assert then is not None
    assert (then.fields, then.confidence, then.evidence) == (first.fields, first.confidence, first.evidence)
    assert as_known_at(night.only, DAY - timedelta(days=1)) is None


def test_a_dismissed_event_does_not_come_back() -> None:
    night = Night()
    first = night.hear("Caldera raises money", money("12000000")).signal
    night.signals[first.id] = replace(first, dismissed=True)
    heard = night.hear("It is a Series B", money("12000000", "series_b"), publisher="Herald")
    assert (heard.is_new, heard.alerts, heard.signal.dismissed) == (False, False, True)


def test_the_quote_is_the_whole_sentence_and_verbatim() -> None:
    text = "Title here\nOld news. Caldera Freight raised $12M in a Series B. More follows."
    at = text.index("$12M")
    mention = Mention(
        kind=SignalKind.FUNDING,
        item_source="f",
        item_key="k",
        fields={"amount": FieldValue("12000000", Quote.of(text, at, at + 4))},
        confidence=0.9,
    )
    item = Item("f", "k", ItemKind.ARTICLE, "Title here", text, "https://gazette.example/1")
    quote = report_of(mention, item, "i1").quote
    assert quote.text == "Caldera Freight raised $12M in a Series B."
    assert quote.stands_in(text)


def test_open_roles_are_a_state_and_the_newest_count_holds() -> None:
    night = Night()
    for item, number, day in [("p1", "2", 0), ("p2", "2", 0), ("p3", "3", 5)]:
        fields = {"function": "sales", "count": number, f"role_{number}": item}
        night.hear(f"posting {item}", fields, kind=SignalKind.RELEVANT_ROLES, key=item, day=day)
    assert night.only.fields == {"function": "sales", "count": "3", "role_3": "p3"}
    assert len(night.only.evidence) == 3
