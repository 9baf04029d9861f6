"""What a night makes of an account where somebody was written to, from what is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from outbox_world import (
    FREE_POLICY,
    KEY,
    NOW,
    RecordingChannel,
    account,
    add_draft,
    approve,
    clock,
    contact,
    team,
    undo,
)

from agent.domain.runs import Skip, SkipCode
from agent.domain.threads import HaltCause
from agent.night.plans import Planner
from agent.sends import halts
from agent.sends.follow_up import due
from agent.sends.release import release_due
from agent.store import contacts, enrolments
from agent.store.engine import Store

TEAM = team(policy=FREE_POLICY)
PAIRS = replace(TEAM, sequence=replace(TEAM.sequence, people_per_account=2))
ZOE = contact(1, id="c2", name="Zoë Marsh", email="zoe.marsh@alder1.example")


def mailed(store: Store) -> None:
    """Dana's first mail left."""
    with store.write() as session:
        approve(session, add_draft(session), by=TEAM)
        contacts.put(session, ZOE, now=NOW)
    channels = {"mara": RecordingChannel()}
    report = release_due(store, team=TEAM, channels=channels, clock=clock(), worker_id="w", limit=9, key=KEY)
    assert report["sent"] == 1


def skip_at(store: Store, now: datetime, *, by: object = TEAM) -> Skip:
    with store.read() as session:
        plan = Planner(session, by, now).for_account("a1", "r1", {"mara": 9, "": 9})  # type: ignore[arg-type]
    assert isinstance(plan, Skip)
    return plan


def test_one_at_a_time_the_skip_says_who_and_until_when(store: Store) -> None:
    mailed(store)
    skip = skip_at(store, NOW + timedelta(days=1))
    assert skip.code is SkipCode.IN_SEQUENCE
    assert skip.why == (
        "In sequence at Alder 1: Dana Okafor, mail 1 of 4 left on 20 Nov. With one person at a time the next may be "
        "written to from about 14 Dec."
    )


def test_two_at_a_time_the_second_waits_for_the_companys_cool_down(store: Store) -> None:
    mailed(store)
    skip = skip_at(store, NOW + timedelta(days=1), by=PAIRS)
    assert skip.code is SkipCode.COOLDOWN
    assert "the company's cool-down is 7 days" in skip.why


def test_an_approval_that_was_taken_back_leaves_only_the_draft_in_the_way(store: Store) -> None:
    with store.write() as session:
        send = approve(session, add_draft(session), by=TEAM)
        assert undo(session, send.draft_id)
    assert skip_at(store, NOW).code is SkipCode.OPEN_DRAFT


def test_a_halt_stops_the_nights_of_the_account_and_the_follow_ups_of_colleagues(store: Store) -> None:
    mailed(store)
    later = NOW + timedelta(days=5)
    with store.write() as session:
        assert [touch.contact_id for touch in due(session, team=TEAM, now=later)] == ["c1"]
        halts.halt_colleagues(session, "a1", ZOE.id, HaltCause.REPLIED, by="listen", now=later)
        assert due(session, team=TEAM, now=later) == []
    skip = skip_at(store, later)
    assert skip.code is SkipCode.HALTED
    assert skip.why == "Zoë Marsh at Alder 1 replied on 25 Nov: nobody else there is written to."


def test_somebody_found_by_hand_waits_for_their_colleague_too(store: Store) -> None:
    mailed(store)
    with store.read() as session:
        plan = Planner(session, TEAM, NOW + timedelta(days=1)).for_person(account(1), ZOE)
    assert isinstance(plan, Skip) and plan.code is SkipCode.IN_SEQUENCE
    assert "Dana Okafor" in plan.why


def test_a_person_who_rests_is_not_begun_with_by_hand_either(store: Store) -> None:
    mailed(store)
    with store.write() as session:
        thread = enrolments.last_of(session, "c1")
        assert thread is not None
        enrolments.recycle(session, thread.id, wakes_at=NOW + timedelta(days=60))
    with store.read() as session:
        plan = Planner(session, TEAM, NOW + timedelta(days=30)).for_person(account(1), contact(1))
    assert isinstance(plan, Skip)
    assert plan.why == "Dana Okafor at Alder 1 is not begun with now: rests until 19 Jan."
