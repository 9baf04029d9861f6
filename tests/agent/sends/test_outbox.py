"""Approval arms exactly one send; undo takes it back; a suppression ends all that has not left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from outbox_world import MAILBOX, NOW, add_draft, approve, approved_send, contact, content, team, undo

from agent.domain.drafts import DraftState
from agent.domain.sends import SendState, Suppression, SuppressionReason
from agent.errors import ReviewConflict
from agent.sends import outbox
from agent.sends.suppression import suppress, suppressed
from agent.store import drafts, enrolments, sends
from agent.store.engine import Store


def test_approval_arms_one_send_after_the_undo_window(store: Store) -> None:
    with store.write() as session:
        send = approve(session, add_draft(session), by=team())
    assert send.state is SendState.SCHEDULED
    assert send.not_before == NOW + timedelta(seconds=60)
    assert send.approved_sha256 == send.content.sha256


def test_undo_then_approve_rearms_the_same_send_with_the_new_text(store: Store) -> None:
    with store.write() as session:
        draft_id = add_draft(session)
        first = approve(session, draft_id, by=team())
    with store.write() as session:
        assert undo(session, draft_id)
    with store.write() as session:
        newer = content(contact(), subject="A better subject")
        second = approve(session, draft_id, by=team(), text=newer)
    assert second.id == first.id
    assert second.state is SendState.SCHEDULED
    assert second.approved_sha256 == newer.sha256
    with store.read() as session:
        events = [event.event for event in sends.events_of(session, first.id)]
    assert events == ["arm", "cancel", "rearm"]


def test_the_mailbox_of_a_draft_is_the_one_whose_whole_address_it_names(store: Store) -> None:
    """ "ra@…" stands inside "mara@…"."""
    inside = replace(MAILBOX, id="ra", address="ra@tern.example")
    with store.write() as session:
        draft = drafts.get(session, add_draft(session))
    assert draft is not None
    assert outbox.mailbox_for(replace(team(), mailboxes=(inside, MAILBOX)), draft) == MAILBOX


def test_a_step_that_left_cannot_be_armed_again(store: Store) -> None:
    send = approved_send(store, by=team())
    with store.write() as session:
        draft = drafts.get(session, send.draft_id)
        assert draft is not None
        with pytest.raises(ReviewConflict, match="left already"):
            outbox.arm(session, draft, team=team(), actor_id="u1", now=NOW)


def test_a_closed_gate_refuses_to_arm(store: Store) -> None:
    with store.write() as session:
        draft_id = add_draft(session)
        suppress(
            session, Suppression("domain", "alder1.example", SuppressionReason.CUSTOMER, NOW), by="import", now=NOW
        )
    with store.write() as session:
        draft = drafts.get(session, draft_id)
        assert draft is not None
        with pytest.raises(ReviewConflict, match="customer"):
            outbox.arm(session, draft, team=team(), actor_id="u1", now=NOW)


@pytest.mark.parametrize(
    ("scope", "key"),
    [("address", "Dana.Okafor+news@ALDER1.example"), ("domain", "alder1.example"), ("account", "a1")],
)
def test_a_suppression_cancels_what_waits_and_stops_the_sequence(store: Store, scope: str, key: str) -> None:
    send = approved_send(store, by=team())
    other = approved_send(store, by=team(), number=2)
    with store.write() as session:
        stopped = suppress(session, Suppression(scope, key, SuppressionReason.UNSUBSCRIBE, NOW), by="dana", now=NOW)
        again = suppress(session, Suppression(scope, key, SuppressionReason.UNSUBSCRIBE, NOW), by="dana", now=NOW)
    assert (stopped.new, stopped.sends, stopped.drafts) == (True, 1, 1)
    assert (again.new, again.sends, again.drafts) == (False, 0, 0)
    with store.read() as session:
        cancelled, untouched = sends.get(session, send.id), sends.get(session, other.id)
        assert cancelled is not None and cancelled.state is SendState.CANCELLED
        assert untouched is not None and untouched.state is SendState.SCHEDULED
        assert enrolments.active_of(session, "c1") is None
        draft = drafts.get(session, send.draft_id)
        assert draft is not None and draft.state is DraftState.BLOCKED
        found = suppressed(
            session, address="dana.okafor@alder1.example", domain="alder1.example", account_id="a1", now=NOW
        )
        assert found is not None and found.reason is SuppressionReason.UNSUBSCRIBE


def test_the_strongest_reason_is_told_and_a_passed_one_is_not(store: Store) -> None:
    with store.write() as session:
        add_draft(session)
        for reason, until in (
            (SuppressionReason.COOLDOWN, NOW - timedelta(days=1)),
            (SuppressionReason.CUSTOMER, None),
            (SuppressionReason.OBJECTION, None),
        ):
            suppress(session, Suppression("account", "a1", reason, NOW, until=until), by="test", now=NOW)
        found = suppressed(session, address="", domain="", account_id="a1", now=NOW)
    assert found is not None and found.reason is SuppressionReason.OBJECTION


def test_a_follow_up_of_a_stopped_sequence_is_not_armed(store: Store) -> None:
    with store.write() as session:
        draft_id = add_draft(session, step=2, text=content(contact(), subject="A word more", mailbox=MAILBOX))
        draft = drafts.get(session, draft_id)
        assert draft is not None
        with pytest.raises(ReviewConflict, match="sequence has stopped"):
            outbox.arm(session, draft, team=team(), actor_id="u1", now=NOW)
