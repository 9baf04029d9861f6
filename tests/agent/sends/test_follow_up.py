"""Follow-up: the sequence's days, moved to allowed ones; silence ends in rest, any answer ends it at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
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
    content,
    team,
)

from agent.domain.sends import SendState
from agent.sends import follow_up
from agent.sends.follow_up import due, due_on, make_task, recycle_silent, steps_for
from agent.sends.release import release_due
from agent.sends.suppression import stop
from agent.store import accounts, enrolments, sends
from agent.store.engine import Store
from agent.store.enrolments import EnrolmentState

FREE = team(policy=FREE_POLICY)
STEPS = {step.number: step for step in FREE.sequence.steps}


def send_step(store: Store, step: int, now: datetime) -> None:
    subject = "Two RevOps roles at Alder" if step == 1 else "Re: Two RevOps roles at Alder"
    with store.write() as session:
        draft_id = add_draft(session, step=step, now=now, text=content(contact(), subject=subject))
        send = approve(session, draft_id, by=FREE, now=now)
    at = clock(max(now, send.not_before))
    release_due(store, team=FREE, channels={"mara": RecordingChannel()}, clock=at, worker_id="w", limit=9, key=KEY)
    with store.read() as session:
        gone = sends.get(session, send.id)
    assert gone is not None and gone.state is SendState.SENT


def due_steps(store: Store, now: datetime) -> list[int]:
    with store.read() as session:
        return [touch.step.number for touch in due(session, team=FREE, now=now)]


@pytest.mark.parametrize(
    ("step", "first", "last", "expected"),
    [
        (2, date(2026, 11, 16), date(2026, 11, 16), date(2026, 11, 19)),  # Monday + 3
        (2, date(2026, 11, 18), date(2026, 11, 18), date(2026, 11, 23)),  # Saturday → Monday
        (2, date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 24)),  # two business days after a Friday
        (4, date(2026, 11, 16), date(2026, 11, 20), date(2026, 11, 24)),  # the mail before it was late
        (4, date(2026, 11, 19), date(2026, 11, 23), date(2026, 11, 27)),  # Thanksgiving → Friday
        (3, date(2026, 11, 16), date(2026, 11, 19), date(2026, 11, 23)),  # a task, on a working day
    ],
)
def test_a_step_falls_on_an_allowed_day_clear_of_the_last_mail(
    step: int, first: date, last: date, expected: date
) -> None:
    found = due_on(STEPS[step], first_on=first, last_mail_on=last, country="US", minimum_business_days=2)
    assert found == expected


def test_large_companies_get_three_mails() -> None:
    large = [step for step in steps_for(FREE.sequence, account(headcount=5000)) if step.kind == "mail"]
    small = [step for step in steps_for(FREE.sequence, account(headcount=4999)) if step.kind == "mail"]
    assert ([step.day for step in large], len(small)) == ([0, 3, 7], 4)


def test_the_next_touch_of_a_silent_contact_is_due_on_its_day_until_it_is_drafted(store: Store) -> None:
    send_step(store, 1, NOW)
    assert due_steps(store, NOW + timedelta(days=3)) == []  # Monday: only one business day later
    assert due_steps(store, NOW + timedelta(days=4)) == [2]
    with store.write() as session:
        add_draft(session, step=2, now=NOW + timedelta(days=4), text=content(contact(), subject="Re: Two RevOps roles"))
    assert due_steps(store, NOW + timedelta(days=4)) == []


def test_a_task_stands_between_the_mails_and_is_made_once(store: Store) -> None:
    send_step(store, 1, NOW)
    send_step(store, 2, NOW + timedelta(days=4))
    day_five = NOW + timedelta(days=5)
    assert due_steps(store, day_five) == [3]
    with store.write() as session:
        [touch] = due(session, team=FREE, now=day_five)
        assert make_task(session, touch, words="Call Dana", team=FREE)
        assert not make_task(session, touch, words="Call Dana", team=FREE)
    assert due_steps(store, day_five) == []
    assert due_steps(store, NOW + timedelta(days=10)) == [4]


def test_nothing_is_due_after_an_answer_or_during_an_absence(store: Store) -> None:
    send_step(store, 1, NOW)
    later = NOW + timedelta(days=5)
    with store.write() as session:
        enrolment = enrolments.active_of(session, "c1")
        assert enrolment is not None
        enrolments.wait_until(session, enrolment.id, at=later + timedelta(days=10))
    assert due_steps(store, later) == []
    assert due_steps(store, later + timedelta(days=11)) == [2]
    with store.write() as session:
        stop(session, ["c1"], reason="replied", by="listen", now=later)
    assert due_steps(store, later + timedelta(days=11)) == []


def test_a_follow_up_answers_in_the_thread(store: Store) -> None:
    send_step(store, 1, NOW)
    send_step(store, 2, NOW + timedelta(days=4))
    with store.read() as session:
        enrolment = enrolments.active_of(session, "c1")
        assert enrolment is not None
        first, second = sends.of_enrolment(session, enrolment.id)
    assert second.mime is not None
    assert f"In-Reply-To: {first.message_id}".encode() in second.mime


def test_silence_to_the_end_rests_for_sixty_days(store: Store) -> None:
    with store.write() as session:
        accounts.put(session, replace(account(), headcount=6000), now=NOW)
    at = NOW
    for step in (1, 2, 4):
        send_step(store, step, at)
        with store.write() as session:
            accounts.put(session, replace(account(), headcount=6000), now=NOW)
        at += timedelta(days=4)
    with store.write() as session:
        assert recycle_silent(session, team=FREE, now=at) == 0
        assert recycle_silent(session, team=FREE, now=at + timedelta(days=20)) == 1
        rested = enrolments.last_of(session, "c1")
    assert rested is not None and rested.state is EnrolmentState.RECYCLED
    assert rested.wakes_at is not None and rested.wakes_at > at + timedelta(days=50)
    assert timedelta(days=60) == follow_up.RECYCLE_AFTER
