"""Whom a reason is written to: the ranking of people who are known, its reasons in words, who is never in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import account, contact
from hypothesis import given
from hypothesis import strategies as st

from agent.domain.contacts import AddressStatus, Contact, Function, Persona, Seniority
from agent.domain.signals import Signal, SignalKind
from agent.night.people import EventLinks, links_of, ranked

NOW = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
SALES = Persona("sales", "Head of sales", (Function.SALES,), (Seniority.VP, Seniority.HEAD))
FIRM = account()


def _person(key: str, **changes: object) -> Contact:
    plain = {"id": key, "name": f"{key.title()} Stone", "function": Function.SALES, "seniority": Seniority.HEAD}
    return contact(FIRM, **{**plain, "email": f"{key}@alder.example", **changes})


def _move(person: str, direction: str, *, days_ago: int = 5) -> Signal:
    at = NOW - timedelta(days=days_ago)
    fields = {"person": person, "direction": direction}
    return Signal(f"s{person}{days_ago}", FIRM.id, SignalKind.JOB_CHANGE, fields, (), 0.9, at, at)


def _order(*people: Contact, links: EventLinks = EventLinks()) -> list[str]:  # noqa: B008
    return [rank.contact.id for rank in ranked(people, SALES, links, NOW)]


def test_the_more_senior_of_two_who_fit_comes_first() -> None:
    assert _order(_person("ann"), _person("bob", seniority=Seniority.VP)) == ["bob", "ann"]


def test_the_new_executive_of_the_news_comes_before_the_more_senior() -> None:
    links = links_of([_move("Dr. Ann M. Stone", "join")])
    assert _order(_person("bob", seniority=Seniority.VP), _person("ann"), links=links) == ["ann", "bob"]


def test_the_new_executive_is_the_persona_even_at_another_level() -> None:
    chief = _person("ann", seniority=Seniority.C_LEVEL)
    assert _order(chief) == []
    assert _order(chief, links=links_of([_move("Ann Stone", "join")])) == ["ann"]


def test_who_left_is_never_written_to_unless_they_came_back() -> None:
    ann, gone = _person("ann"), _move("Ann Stone", "leave", days_ago=9)
    assert _order(ann, links=links_of([gone])) == []
    assert _order(ann, links=links_of([_move("Ann Stone", "join", days_ago=2), gone])) == ["ann"]


def test_the_leader_of_the_team_that_hires_comes_before_a_peer() -> None:
    both = replace(SALES, functions=(Function.SALES, Function.REVENUE_OPERATIONS))
    roles = Signal("s", FIRM.id, SignalKind.RELEVANT_ROLES, {"function": "revenue_operations"}, (), 0.9, NOW, NOW)
    peer, leader = _person("ann"), _person("bob", function=Function.REVENUE_OPERATIONS)
    found = ranked([peer, leader], both, links_of([roles]), NOW)
    assert [rank.contact.id for rank in found] == ["bob", "ann"]
    assert "leads the team that is hiring" in found[0].why


def test_half_a_year_without_a_check_ranks_lower_and_says_recheck() -> None:
    old = _person("ann", seniority=Seniority.VP, sourced_at=NOW - timedelta(days=200))
    found = ranked([old, _person("bob", sourced_at=NOW - timedelta(days=12))], SALES, EventLinks(), NOW)
    assert [rank.contact.id for rank in found] == ["bob", "ann"]
    assert "not verified for 200 days: recheck" in found[1].why
    assert "verified 12 days ago" in found[0].why


def test_who_once_answered_comes_before_a_peer_who_never_did() -> None:
    answered = _person("zoe", engaged_at=NOW - timedelta(days=120), sourced_at=NOW - timedelta(days=300))
    assert _order(_person("ann", sourced_at=NOW - timedelta(days=120)), answered) == ["zoe", "ann"]


@pytest.mark.parametrize(
    "changes",
    [
        {"address_status": AddressStatus.GUESSED},
        {"address_status": AddressStatus.BOUNCED},
        {"email": ""},
        {"sourced_at": NOW - timedelta(days=366)},
        {"keep_until": NOW},
        {"erased_at": NOW},
        {"function": Function.LEGAL},
        {"seniority": Seniority.JUNIOR},
        {"function": None},
    ],
)
def test_nobody_is_chosen_who_may_not_be_written_to_or_does_not_fit(changes: dict[str, object]) -> None:
    assert _order(_person("ann", **changes)) == []


def test_answering_keeps_a_person_past_the_year() -> None:
    assert _order(_person("ann", sourced_at=NOW - timedelta(days=500), keep_until=NOW + timedelta(days=1))) == ["ann"]


PEOPLE = st.lists(
    st.builds(
        _person,
        st.sampled_from(["ann", "bob", "cleo", "dov", "eve"]),
        function=st.sampled_from([None, *Function]),
        seniority=st.sampled_from([None, *Seniority]),
        address_status=st.sampled_from(list(AddressStatus)),
        sourced_at=st.none() | st.integers(0, 500).map(lambda days: NOW - timedelta(days=days)),
    ),
    unique_by=lambda one: one.id,
)


@given(PEOPLE, st.randoms())
def test_the_ranking_invents_nobody_and_does_not_hang_on_the_order_given(people: list[Contact], random: object) -> None:
    found = ranked(people, SALES, EventLinks(), NOW)
    assert {rank.contact for rank in found} <= set(people)
    assert all(rank.why for rank in found)
    shuffled = list(people)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ranked(shuffled, SALES, EventLinks(), NOW) == found
