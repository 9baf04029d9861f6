"""P_use and the changes that follow from it, exactly as signals §5.5 has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.domain.tools import AccountTools
from agent.store.codec import dump, load
from signals.technology.state import (
    MOST_PIECES,
    MOST_TOOLS,
    AdMention,
    Change,
    Reading,
    Seen,
    advance,
    p_use,
)

FIRST = datetime(2026, 3, 1, tzinfo=UTC)
RULED = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
USUAL = ("Tarn", "Oak", "Elm", "Ash")


def seen(tool: str, *, layer: str = "script", place: str = "/", since: datetime = RULED) -> Seen:
    return Seen(tool, "support", layer, f"{layer}.{tool}.example", place, f"cdn.{tool}.example", since)


class Account:
    """One account's state, brought forward a reading at a time."""

    def __init__(self) -> None:
        self.known = AccountTools()

    def read(self, day: float, *marks: Seen, places: tuple[str, ...] = ("/",)) -> list[tuple[Change, str]]:
        at = FIRST + day * DAY
        usual = [seen(tool) for tool in USUAL]
        return self._tell([Reading(at, "site_tech", frozenset(places), (*usual, *marks))], [], at)

    def hear(self, day: float, *ads: AdMention) -> list[tuple[Change, str]]:
        return self._tell([], list(ads), FIRST + day * DAY)

    def show(self, day: float, *marks: Seen, places: tuple[str, ...] = ("/",)) -> list[tuple[Change, str]]:
        """A reading without the usual marks."""
        at = FIRST + day * DAY
        return self._tell([Reading(at, "site_tech", frozenset(places), marks)], [], at)

    def _tell(self, readings: list[Reading], ads: list[AdMention], at: datetime) -> list[tuple[Change, str]]:
        self.known, events = advance(self.known, readings, ads, at, watched=("Pine",) if ads or not readings else ())
        assert load(AccountTools, dump(AccountTools, self.known)) == self.known
        return [(event.change, event.tool) for event in events]


def ad(key: str, weight: float, day: float, *, baseline: bool = False) -> AdMention:
    return AdMention("Pine", "crm", weight, key, FIRST + day * DAY, f"item-{key}", "We use Pine.", baseline)


@pytest.mark.parametrize(
    ("pieces", "sure"),
    [
        ([], 0.119),
        ([(2.5, 0)], 0.622),
        ([(2.5, 0), (1.5, 0)], 0.881),
        ([(2.5, 0), (0.8, 0)], 0.786),
        ([(2.0, 0), (0.7, 0)], 0.668),
        ([(0.7, 0), (0.7, 0), (1.0, 0)], 0.599),
        ([(2.5, 180)], 0.321),
        ([(2.5, 90), (1.0, 360)], 0.504),
        ([(0.25, 0)], 0.148),
        ([(1.5, -3)], 0.378),
    ],
)
def test_vectors_of_p_use(pieces: list[tuple[float, float]], sure: float) -> None:
    """σ(−2.0 + Σ w·0.5^(age/180 d)), worked out by hand to three digits."""
    assert p_use((weight, age * DAY) for weight, age in pieces) == pytest.approx(sure, abs=0.0006)


def test_first_contact_raises_use_and_no_adoption() -> None:
    acme = Account()
    assert acme.read(0, seen("Pine"), seen("Pine", layer="cname")) == [(Change.IN_USE, "Pine")]
    assert acme.read(1, seen("Pine"), seen("Pine", layer="cname")) == []
    assert [tool.tool for tool in acme.known.in_use] == ["Pine"]


def test_adoption_needs_sixty_days_of_reading_before() -> None:
    late, early = Account(), Account()
    for account, day in ((late, 60), (early, 59.9)):
        account.read(0)
        told = [account.read(day + nth, seen("Pine"), seen("Pine", layer="cname")) for nth in (0, 1, 2)]
        adopted = [[], [(Change.ADOPT, "Pine")], []] if account is late else [[], [], []]
        assert [[one for one in some if one[0] is Change.ADOPT] for some in told] == adopted


def test_one_script_alone_is_no_adoption() -> None:
    acme = Account()
    acme.read(0)
    assert [acme.read(70 + nth, seen("Pine")) for nth in range(5)] == [[]] * 5


def test_a_rise_that_takes_longer_than_its_window_is_no_adoption() -> None:
    acme = Account()
    acme.read(0)
    acme.read(70, seen("Pine"))
    for day in (100, 130, 165):
        acme.read(day, seen("Pine"))
    told = [acme.read(day, seen("Pine"), seen("Pine", layer="cname")) for day in (166, 167)]
    assert told == [[(Change.IN_USE, "Pine")], []]


def test_what_a_new_rule_or_a_new_page_finds_is_not_new() -> None:
    ruled, paged = Account(), Account()
    young = FIRST + 50 * DAY
    for account in (ruled, paged):
        account.read(0)
        account.read(61)
    marks = [seen("Pine", since=young), seen("Pine", layer="cname", since=young)]
    assert (Change.ADOPT, "Pine") not in [one for day in (70, 71, 72) for one in ruled.read(day, *marks)]
    marks = [seen("Pine", place="/pricing"), seen("Pine", layer="cname", place="/pricing")]
    told = [one for day in (70, 71, 72) for one in paged.read(day, *marks, places=("/", "/pricing"))]
    assert (Change.ADOPT, "Pine") not in told


def test_a_new_verification_token_is_a_trial_and_its_end_is_no_removal() -> None:
    acme = Account()
    acme.read(0)
    assert acme.read(70, seen("Pine", layer="txt")) == [(Change.EVALUATE, "Pine")]
    assert [acme.read(day) for day in (71, 80, 90, 100)] == [[]] * 4


@pytest.mark.parametrize(
    ("days", "told"),
    [((20, 27, 34), True), ((20, 21, 33.9), False), ((20, 34), False), ((20, 21, 22, 34), True)],
)
def test_removal_needs_three_readings_over_fourteen_days(days: tuple[float, ...], told: bool) -> None:
    acme = Account()
    for day in (0, 10):
        acme.read(day, seen("Pine"))
    changes = [acme.read(day) for day in days]
    assert changes[:-1] == [[]] * (len(days) - 1)
    assert changes[-1] == ([(Change.REMOVE, "Pine")] if told else [])
    assert acme.read(60, seen("Oak")) == ([] if told else [(Change.REMOVE, "Pine")])


def test_a_tool_that_comes_back_in_between_was_never_gone() -> None:
    acme = Account()
    for day in (0, 10):
        acme.read(day, seen("Pine"))
    assert [acme.read(20), acme.read(27), acme.read(30, seen("Pine")), acme.read(34), acme.read(41)] == [[]] * 5


def test_a_job_ad_within_half_a_year_holds_a_removal() -> None:
    acme = Account()
    for day in (0, 10):
        acme.read(day, seen("Pine"))
    acme.hear(15, ad("a", 0.7, 15))
    assert [acme.read(day) for day in (20, 30, 40, 190)] == [[]] * 4
    assert acme.read(196) == [(Change.REMOVE, "Pine")]


def test_only_readings_of_the_same_pages_count() -> None:
    acme = Account()
    for day in (0, 10):
        acme.read(day, seen("Pine", place="/pricing"), places=("/", "/pricing"))
    assert [acme.read(day) for day in (20, 30, 40)] == [[]] * 3
    told = [acme.read(day, places=("/", "/pricing")) for day in (50, 60, 70)]
    assert told[-1] == [(Change.REMOVE, "Pine")]


def test_a_redesign_adopts_and_removes_nothing() -> None:
    acme = Account()
    for day in (0, 61):
        acme.read(day, seen("Pine"))
    told = [acme.show(day, seen("Fir"), seen("Fir", layer="cname")) for day in (70, 71, 80, 90, 100, 110)]
    assert {one[0] for some in told for one in some} <= {Change.IN_USE}
    assert acme.show(120, seen("Fir"), seen("Fir", layer="cname")) == []


def test_ads_cross_only_after_sixty_days_of_reading_them() -> None:
    early, late = Account(), Account()
    for account, day in ((early, 30), (late, 61)):
        account.hear(0)
        told = account.hear(day, ad("a", 2.0, day), ad("b", 1.5, day))
        assert ((Change.ADOPT, "Pine") in told) is (account is late)


def test_one_text_in_many_ads_counts_once() -> None:
    acme = Account()
    acme.hear(0)
    acme.hear(70, *(ad("same", 0.7, 70 + nth / 100) for nth in range(9)))
    (piece,) = acme.known.tools["Pine"].pieces
    assert p_use([(piece.weight, timedelta())]) == pytest.approx(0.2142, abs=0.001)


@given(st.lists(st.tuples(st.integers(0, 300), st.sets(st.sampled_from("abcdefgh"))), max_size=12))
def test_the_same_readings_again_change_nothing(nights: list[tuple[int, set[str]]]) -> None:
    known = AccountTools()
    readings = [
        Reading(FIRST + day * DAY, "site_tech", frozenset({"/"}), tuple(seen(tool) for tool in sorted(tools)))
        for day, tools in sorted(nights, key=lambda night: night[0])
    ]
    now = FIRST + 301 * DAY
    for reading in readings:
        known, _ = advance(known, [reading], [], now)
    again, events = advance(known, readings, [], now)
    assert events == ()
    assert {name: tool.pieces for name, tool in again.tools.items()} == {
        name: tool.pieces for name, tool in known.tools.items()
    }


def test_the_state_stays_small() -> None:
    many = tuple(replace(seen(f"T{n}"), pattern=f"p{m}") for n in range(150) for m in range(30))
    known, _ = advance(AccountTools(), [Reading(FIRST, "site_tech", frozenset({"/"}), many)], [], FIRST)
    assert len(known.tools) == MOST_TOOLS
    assert all(len(tool.pieces) <= MOST_PIECES for tool in known.tools.values())
