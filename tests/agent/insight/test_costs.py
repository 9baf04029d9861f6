"""What drafts cost by what became of them, said only where there are enough to say it."""

from __future__ import annotations

import pytest

from agent.insight.costs import DEFINITIONS, LEAST, Costed, Unit, unit_costs, writing


def cohort(number: int, **more: object) -> list[Costed]:
    """So many drafts at as many accounts, a cent each, approved and sent."""
    plain = {"cost_usd": 0.01, "is_approved": True, "is_sent": True, **more}
    return [Costed(f"a{each}", **plain) for each in range(number)]  # type: ignore[arg-type]


def units_of(drafts: list[Costed], outcomes: dict[str, set[str]] | None = None, fixed: float = 0.0) -> dict[str, Unit]:
    return {unit.name: unit for unit in unit_costs(drafts, outcomes or {}, fixed_usd=fixed)}


def test_every_unit_divides_the_money_of_all_drafts() -> None:
    drafts = [*cohort(8), *[Costed(f"b{each}", 0.02, False, False) for each in range(4)]]
    outcomes = {f"a{each}": {"replied"} for each in range(6)} | {f"a{each}": {"positive_reply"} for each in range(5)}
    units = units_of(drafts, outcomes)
    assert [units[name].count for name in DEFINITIONS] == [12, 12, 8, 6, 5]
    assert units["draft"].usd == pytest.approx(0.16 / 12)
    assert units["approved mail"].usd == pytest.approx(0.02)
    assert units["qualified lead"].usd == pytest.approx(0.032)
    assert units["draft"].full_usd is None


@pytest.mark.parametrize("number", range(LEAST))
def test_a_few_are_not_enough_yet_and_it_says_how_many_are_missing(number: int) -> None:
    units = unit_costs(cohort(number), {}, fixed_usd=100)
    assert all(unit.usd is None and unit.full_usd is None for unit in units)
    assert units[0].missing == LEAST - number


def test_two_drafts_to_one_account_are_one_reply() -> None:
    drafts = [*cohort(5), *cohort(5)]
    units = units_of(drafts, {f"a{each}": {"meeting"} for each in range(5)})
    assert (units["draft"].count, units["account"].count, units["qualified lead"].count) == (10, 5, 5)
    assert units["reply"].count == 0


def test_what_was_never_sent_has_no_reply() -> None:
    drafts = cohort(6, is_sent=False)
    units = units_of(drafts, {f"a{each}": {"replied"} for each in range(6)})
    assert units["approved mail"].count == 6 and units["reply"].count == 0


def test_seats_and_sources_come_on_top_where_they_have_a_price() -> None:
    units = units_of(cohort(10), fixed=50)
    assert units["draft"].full_usd == pytest.approx(5.01)


def test_repairs_and_fall_backs_are_counted() -> None:
    drafts = [
        *cohort(3, by_model=True), *cohort(2, by_model=True, repairs=2), *cohort(4, asked_in_vain=True, repairs=1),
        *cohort(1),
    ]  # fmt: skip
    said = writing(drafts)
    assert (said.drafts, said.by_model, said.repaired, said.rounds) == (10, 5, 2, 8)
    assert (said.composed, said.asked_in_vain) == (5, 4)
