"""What people ruled about reports holds in any order of arrival (signals §4.3); copies confirm nothing (§4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count, permutations

import pytest

from agent.domain.event_rules import EventRule, RuleKind
from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, Signal, SignalKind
from signals.bonds import report_key
from signals.cluster import absorb, report_of
from signals.copies import is_copy, sketch
from signals.regroup import apart, merged, parted

DAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TEXTS = {
    "a": ("Halden Homes raises $9M seed", {"amount": "9000000", "currency": "USD", "round": "seed"}),
    "b": ("Halden Homes lands $9M", {"amount": "9000000", "currency": "USD"}),
    "c": ("Halden Homes takes $21M in Series A", {"amount": "21000000", "currency": "USD", "round": "series_a"}),
}


def told(order: Sequence[str], rules: Sequence[EventRule] = ()) -> dict[str, Signal]:
    """The signals after these reports came in this order."""
    signals: dict[str, Signal] = {}
    ids = (f"s{n}" for n in count(1))
    for key in order:
        text, values = TEXTS[key]
        at = DAY + timedelta(days="abc".index(key))
        item = Item("gazette", key, ItemKind.ARTICLE, text, text, "", at, publisher=f"Paper {key}", fetched_at=at)
        fields = {name: FieldValue(value, Quote.of(text, 0, len(text))) for name, value in values.items()}
        mention = Mention(SignalKind.FUNDING, "gazette", key, fields, 0.9, published_at=at)
        report = report_of(mention, item, key)
        heard = absorb(
            list(signals.values()), mention, report, account_id="halden", now=at, new_id=lambda: next(ids), rules=rules
        )
        signals[heard.signal.id] = heard.signal
    return signals


def groups(signals: dict[str, Signal]) -> set[frozenset[str]]:
    return {frozenset(piece.item_id for piece in signal.evidence) for signal in signals.values()}


ANY_ORDER = list(permutations("abc"))


def test_without_rulings_what_the_reports_say_decides() -> None:
    assert groups(told("abc")) == {frozenset("ab"), frozenset("c")}


@pytest.mark.parametrize("order", ANY_ORDER)
def test_a_merge_holds_whatever_comes_first(order: tuple[str, ...]) -> None:
    seed, later = told("abc").values()
    whole, rules = merged(seed, later)
    assert {piece.item_id for piece in whole.evidence} == set("abc")
    assert whole.conflicts, "two amounts and two rounds are shown, not hidden"
    assert groups(told(order, rules)) == {frozenset("abc")}


@pytest.mark.parametrize("order", ANY_ORDER)
def test_a_split_holds_whatever_comes_first(order: tuple[str, ...]) -> None:
    seed = told("ab")["s1"]
    rest, fresh, rules = parted(seed, {"b"}, new_id="s9", now=DAY)
    assert [piece.item_id for piece in rest.evidence] == ["a"]
    assert [piece.item_id for piece in fresh.evidence] == ["b"]
    assert fresh.fields == {"amount": "9000000", "currency": "USD"}
    after = groups(told(order, rules))
    assert not any({"a", "b"} <= group for group in after)


def test_two_signals_told_apart_stay_two_though_a_later_report_fits_both() -> None:
    signals = told("ab")
    other = told("b")["s1"]
    rules = apart(told("a")["s1"], other)
    assert groups(told("ab", rules)) == {frozenset("a"), frozenset("b")}
    assert groups(signals) == {frozenset("ab")}


def test_a_merge_wants_two_signals_of_one_kind_and_a_split_some_of_the_reports() -> None:
    seed = told("ab")["s1"]
    with pytest.raises(ValueError, match="one kind"):
        merged(seed, seed)
    for moved in (set(), {"a", "b"}):
        with pytest.raises(ValueError, match="not all"):
            parted(seed, moved, new_id="s9", now=DAY)


def test_two_people_of_one_article_are_two_reports() -> None:
    text = "Halden Homes names Mia Lund CFO and Otto Reyes CTO"
    item = Item("gazette", "k", ItemKind.ARTICLE, text, text, "", DAY, fetched_at=DAY)
    keys = set()
    for person in ("Mia Lund", "Otto Reyes"):
        at = text.index(person)
        fields = {"person": FieldValue(person, Quote.of(text, at, at + len(person)))}
        keys.add(report_key(report_of(Mention(SignalKind.JOB_CHANGE, "g", "k", fields, 0.9), item, "k")))
    assert len(keys) == 2


def test_rulings_about_other_reports_bind_nothing() -> None:
    rules = [EventRule(RuleKind.SAME, "x", "y"), EventRule(RuleKind.APART, "x", "z")]
    assert groups(told("abc", rules)) == {frozenset("ab"), frozenset("c")}


BODY = " ".join(f"The plant at bay {n} ships {n * 7} crates of glazed tile each week to the ports." for n in range(12))


def test_a_syndicated_body_is_a_copy_though_its_first_line_differs() -> None:
    assert is_copy(sketch(BODY), sketch(f"Reprinted with permission. {BODY}"))


def test_the_same_news_in_other_words_is_no_copy() -> None:
    other = " ".join(f"Weekly, some {n * 7} boxes leave hall {n} for the coast, the firm said." for n in range(12))
    assert not is_copy(sketch(BODY), sketch(other))


def test_a_short_text_is_nobodys_copy() -> None:
    assert sketch("Halden Homes raises $9M seed") == ()
    assert not is_copy((), ())
