"""Release: what was approved leaves once, in its window, and never past a "no" that came first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes

import pytest
from outbox_world import (
    FREE_POLICY,
    KEY,
    MAILBOX,
    NOW,
    OPEN_POLICY,
    RecordingChannel,
    add_draft,
    approve,
    approved_send,
    clock,
    contact,
    content,
    team,
    undo,
)
from sqlmodel import select

from agent.clock import MovedClock
from agent.domain.drafts import DraftState
from agent.domain.sends import Send, SendState, Suppression, SuppressionReason
from agent.domain.teams import Team
from agent.domain.voices import Ban, BanLevel
from agent.errors import SendAmbiguous, SendDeferred, SendRefused
from agent.sends import outbox
from agent.sends.channels.handover import HandoverChannel
from agent.sends.channels.maildir import MaildirChannel
from agent.sends.compose_mime import outbox_ref
from agent.sends.contract import Channel, MailboxUnusable
from agent.sends.release import ReleaseReport, release_due
from agent.sends.suppression import stop, suppress, suppressed
from agent.store import bans, drafts, sends
from agent.store.engine import Store
from agent.tables.columns import new_id
from agent.tables.signals import BriefRow

FREE = team(policy=FREE_POLICY)


def run(
    store: Store, channel: Channel, at: MovedClock, *, by: Team = FREE, limit: int = 50, worker: str = "w1"
) -> ReleaseReport:
    return release_due(store, team=by, channels={"mara": channel}, clock=at, worker_id=worker, limit=limit, key=KEY)


def state(store: Store, send: Send) -> SendState:
    return again(store, send).state


def again(store: Store, send: Send) -> Send:
    with store.read() as session:
        found = sends.get(session, send.id)
    assert found is not None
    return found


def test_an_approved_mail_leaves_once_however_often_release_runs(store: Store) -> None:
    send = approved_send(store, by=FREE)
    channel, now = RecordingChannel(), clock()
    assert run(store, channel, now)["sent"] == 1
    assert run(store, channel, now).counts == {}
    assert len(channel.sent) == 1
    assert state(store, send) is SendState.SENT
    ref, mime = channel.sent[0]
    message = message_from_bytes(mime)
    assert message["X-Outbox-Ref"] == ref
    assert message["Message-ID"] == again(store, send).message_id


def test_nothing_leaves_before_the_undo_window_is_over(store: Store) -> None:
    policy = replace(FREE_POLICY, undo_seconds=60)
    send = approved_send(store, by=team(policy=policy))
    channel, now = RecordingChannel(), clock()
    run(store, channel, now, by=team(policy=policy))
    assert channel.sent == []
    now.move(timedelta(seconds=61))
    run(store, channel, now, by=team(policy=policy))
    assert state(store, send) is SendState.SENT


def test_undo_then_approve_sends_once_the_new_text(store: Store) -> None:
    with store.write() as session:
        draft_id = add_draft(session)
        approve(session, draft_id, by=FREE)
    with store.write() as session:
        assert undo(session, draft_id)
    channel, now = RecordingChannel(), clock()
    run(store, channel, now)
    assert channel.sent == []
    with store.write() as session:
        approve(session, draft_id, by=FREE, text=content(contact(), subject="The new subject"))
    run(store, channel, now)
    run(store, channel, now)
    assert [message_from_bytes(mime)["Subject"] for _, mime in channel.sent] == ["The new subject"]
    with store.write() as session:
        assert not undo(session, draft_id)


@pytest.mark.parametrize("moment", ["before the claim", "after 354"])
def test_a_suppression_before_the_point_of_no_return_stops_the_mail(store: Store, moment: str) -> None:
    send = approved_send(store, by=FREE)
    channel = RecordingChannel()

    def say_stop() -> None:
        with store.write() as session:
            suppress(
                session,
                Suppression("address", contact().email, SuppressionReason.UNSUBSCRIBE, NOW),
                by="dana",
                now=NOW,
            )

    if moment == "before the claim":
        say_stop()
    else:
        channel.before = say_stop
    run(store, channel, clock())
    assert channel.sent == []
    assert state(store, send) is SendState.CANCELLED


def test_a_reply_after_the_claim_stops_the_mail(store: Store) -> None:
    send = approved_send(store, by=FREE)

    def reply() -> None:
        with store.write() as session:
            stop(session, ["c1"], reason="replied", by="listen", now=NOW)

    channel = RecordingChannel(before=reply)
    run(store, channel, clock())
    assert channel.sent == []
    assert state(store, send) is SendState.CANCELLED


def test_an_edit_behind_the_claim_voids_the_approval(store: Store) -> None:
    send = approved_send(store, by=FREE)

    def edit() -> None:
        with store.write() as session:
            assert undo(session, send.draft_id)

    channel = RecordingChannel(before=edit)
    run(store, channel, clock())
    assert channel.sent == []
    assert state(store, send) is SendState.CANCELLED


@pytest.mark.parametrize("change", [{"address": "mara@another.example"}, {"display_name": "Somebody Else"}])
def test_a_mailbox_that_became_another_sends_nothing_written_before(store: Store, change: dict[str, str]) -> None:
    """The envelope would name the new address, the From the old one, and nobody approved either together."""
    send = approved_send(store, by=FREE)
    channel = RecordingChannel()
    other = replace(MAILBOX, **change)
    run(store, channel, clock(), by=team(policy=FREE_POLICY, mailbox=other))
    assert (channel.sent, state(store, send)) == ([], SendState.HELD)


def test_a_follow_up_of_a_rehearsal_never_reaches_anybody(store: Store, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Rehearsed into the folder, then switched on: the second mail would answer one that they never got."""
    approved_send(store, by=FREE)
    run(store, MaildirChannel(tmp_path), clock())
    with store.write() as session:
        second = approve(session, add_draft(session, step=2), by=FREE)
    channel = RecordingChannel()
    run(store, channel, clock(NOW + timedelta(days=5)))
    assert (channel.sent, state(store, second)) == ([], SendState.HELD)


def test_a_pause_stops_claiming_and_what_is_claimed(store: Store) -> None:
    send = approved_send(store, by=FREE)

    def pause() -> None:
        with store.write() as session:
            sends.pause(session, "", reason="stop everything", at=NOW, by="u1")

    channel = RecordingChannel(before=pause)
    run(store, channel, clock())
    run(store, channel, clock())
    assert (channel.sent, state(store, send)) == ([], SendState.SCHEDULED)
    with store.write() as session:
        assert sends.resume(session, "")
    channel.before = None
    run(store, channel, clock())
    assert state(store, send) is SendState.SENT


def test_real_recipients_are_off_until_the_policy_says_so(store: Store) -> None:
    shut = team(policy=replace(FREE_POLICY, real_recipients=False))
    send = approved_send(store, by=shut)
    channel = RecordingChannel()
    run(store, channel, clock(), by=shut)
    assert (channel.sent, state(store, send)) == ([], SendState.SCHEDULED)


def raising(error: Exception) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act


def test_a_definite_not_now_is_tried_again_and_sent_once(store: Store) -> None:
    send = approved_send(store, by=FREE)
    channel, now = RecordingChannel(before=raising(SendDeferred("421 try later", code=421))), clock()
    assert run(store, channel, now)["deferred"] == 1
    channel.before = None
    run(store, channel, now)
    assert channel.sent == []
    now.move(timedelta(minutes=7))
    run(store, channel, now)
    assert len(channel.sent) == 1
    assert state(store, send) is SendState.SENT


def test_the_sixth_not_now_is_held_for_a_person(store: Store) -> None:
    send = approved_send(store, by=FREE)
    now = clock()
    channel = RecordingChannel(before=raising(SendDeferred("451 greylisted", code=451)))
    for _ in range(6):
        run(store, channel, now)
        with store.write() as session:  # the back-off crosses night and weekend: make it due
            sends.postpone(session, again(store, send), until=now.now())
    assert state(store, send) is SendState.HELD


@pytest.mark.parametrize(
    ("enhanced", "text", "suppresses", "pauses"),
    [("5.1.1", "550 no such user", True, False), ("5.7.26", "550 unauthenticated mail", False, True)],
)
def test_a_refusal_suppresses_the_recipient_or_pauses_us(
    store: Store, enhanced: str, text: str, suppresses: bool, pauses: bool
) -> None:
    send = approved_send(store, by=FREE)
    channel = RecordingChannel(before=raising(SendRefused(text, code=550, enhanced=enhanced)))
    run(store, channel, clock())
    assert state(store, send) is SendState.FAILED
    with store.read() as session:
        found = suppressed(session, address=contact().email, domain="", account_id="", now=NOW)
        assert (found is not None) is suppresses
        assert ("mara" in sends.pauses(session, now=NOW)) is pauses


def test_our_own_fault_pauses_the_mailbox_and_leaves_the_mail_waiting(store: Store) -> None:
    send = approved_send(store, by=FREE)
    channel = RecordingChannel(before=raising(MailboxUnusable("535 wrong password", code=535)))
    run(store, channel, clock())
    assert state(store, send) is SendState.SCHEDULED
    with store.read() as session:
        assert "wrong password" in sends.pauses(session, now=NOW)["mara"]


def test_an_uncertain_end_is_never_tried_again_by_a_machine(store: Store) -> None:
    send = approved_send(store, by=FREE)
    channel, now = RecordingChannel(after=raising(SendAmbiguous("closed after the dot"))), clock()
    assert run(store, channel, now)["ambiguous"] == 1
    channel.after = None
    for _ in range(3):
        now.move(timedelta(days=1))
        run(store, channel, now)
    assert len(channel.sent) == 1
    assert state(store, send) is SendState.NEEDS_HUMAN
    with store.write() as session:
        outbox.resolve(session, send.id, was_sent=True, by="u1", now=now.now())
    assert state(store, send) is SendState.SENT


def test_a_person_may_send_it_again_with_the_same_message_id(store: Store) -> None:
    send = approved_send(store, by=FREE)
    channel, now = RecordingChannel(after=raising(SendAmbiguous("closed after the dot"))), clock()
    run(store, channel, now)
    run(store, channel, now)
    channel.after = None
    with store.write() as session:
        outbox.resolve(session, send.id, was_sent=False, by="u1", now=NOW)
    run(store, channel, now)
    first, second = (message_from_bytes(mime) for _, mime in channel.sent)
    assert first["Message-ID"] == second["Message-ID"]
    assert state(store, send) is SendState.SENT


def test_a_second_lost_send_within_an_hour_pauses_the_mailbox(store: Store) -> None:
    for number in (1, 2, 3):
        approved_send(store, by=FREE, number=number)
    channel = RecordingChannel(after=raising(SendAmbiguous("closed after the dot")))
    run(store, channel, clock(), limit=1)
    run(store, channel, clock(), limit=1)
    run(store, channel, clock(), limit=1)
    assert len(channel.sent) == 2


def test_one_mail_that_breaks_the_channel_does_not_hold_up_the_others(store: Store) -> None:
    first, second = approved_send(store, by=FREE), approved_send(store, by=FREE, number=2)
    channel = RecordingChannel(before=raising(RuntimeError("a bug")))
    with pytest.raises(RuntimeError):
        run(store, channel, clock())
    assert {state(store, first), state(store, second)} == {SendState.CLAIMED, SendState.SCHEDULED}
    channel.before = None
    run(store, channel, clock())
    assert len(channel.sent) == 1


def test_a_stale_lease_does_not_send(store: Store) -> None:
    send = approved_send(store, by=FREE)
    now = clock()
    other = RecordingChannel()

    def overtaken() -> None:
        now.move(timedelta(minutes=3))
        run(store, other, now, worker="w2")

    slow = RecordingChannel(before=overtaken)
    run(store, slow, now, worker="w1")
    assert (len(slow.sent), len(other.sent)) == (0, 1)
    assert state(store, send) is SendState.SENT


def test_a_worker_thought_dead_that_returns_with_a_yes_brings_the_proof(store: Store) -> None:
    send = approved_send(store, by=FREE)
    now = clock()

    def slept() -> None:
        now.move(timedelta(hours=1))
        run(store, RecordingChannel(), now, worker="w2")
        assert state(store, send) is SendState.NEEDS_HUMAN

    assert run(store, RecordingChannel(after=slept), now)["sent"] == 1
    assert state(store, send) is SendState.SENT


def test_outside_the_window_it_waits_and_never_drops(store: Store) -> None:
    send = approved_send(store, by=team())
    channel, now = RecordingChannel(), clock(NOW + timedelta(hours=9))  # 19:00 in Boston, a Friday
    run(store, channel, now, by=team())
    assert state(store, send) is SendState.SCHEDULED
    monday = again(store, send).not_before
    assert (monday.weekday(), monday.hour, monday.minute) == (0, 13, 30)
    now.set(monday)
    run(store, channel, now, by=team())
    assert state(store, send) is SendState.SENT


def test_spacing_is_kept_when_many_are_due(store: Store) -> None:
    for number in range(1, 5):
        approved_send(store, by=team(), number=number)
    channel, now = RecordingChannel(), clock(NOW + timedelta(hours=1))
    run(store, channel, now, by=team())
    assert len(channel.sent) == 1
    now.move(timedelta(seconds=OPEN_POLICY.minimum_gap_seconds - 1))
    run(store, channel, now, by=team())
    assert len(channel.sent) == 1
    now.move(timedelta(seconds=OPEN_POLICY.maximum_gap_seconds))
    run(store, channel, now, by=team())
    assert len(channel.sent) == 2


def test_what_finds_no_slot_in_time_goes_back_to_review(store: Store) -> None:
    send = approved_send(store, by=FREE)
    now = clock(NOW + timedelta(days=11))
    run(store, RecordingChannel(), now)
    assert state(store, send) is SendState.EXPIRED
    with store.read() as session:
        draft = drafts.get(session, send.draft_id)
    assert draft is not None and draft.state is DraftState.PENDING


def test_mail_into_a_maildir_is_one_file(store: Store, tmp_path) -> None:  # type: ignore[no-untyped-def]
    send = approved_send(store, by=FREE)
    run(store, MaildirChannel(tmp_path / "out"), clock())
    files = list((tmp_path / "out" / "new").iterdir())
    assert len(files) == 1
    assert message_from_bytes(files[0].read_bytes())["To"] == contact().email
    assert list((tmp_path / "out" / "tmp").iterdir()) == []
    assert state(store, send) is SendState.SENT


def test_a_maildir_that_takes_no_mail_puts_it_off(store: Store, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Behind the point of no return, and yet surely not delivered: no error of ours, nothing to settle."""
    send = approved_send(store, by=FREE)
    ref = outbox_ref(KEY, send.id)
    (tmp_path / "new").mkdir()

    class Blocked(MaildirChannel):
        def send(self, mime, *, ref, sender, recipient, before_body):  # type: ignore[no-untyped-def]
            def then_in_the_way() -> None:
                before_body()
                (tmp_path / "tmp" / f"{ref}.firstlight").unlink()

            return super().send(mime, ref=ref, sender=sender, recipient=recipient, before_body=then_in_the_way)

    run(store, Blocked(tmp_path), clock())
    assert state(store, send) is SendState.DEFERRED
    run(store, MaildirChannel(tmp_path), clock(NOW + timedelta(minutes=10)))
    assert state(store, send) is SendState.SENT
    assert [path.name for path in (tmp_path / "new").iterdir()] == [f"{ref}.firstlight"]


@pytest.mark.parametrize("delivered", [True, False])
def test_a_maildir_proves_what_became_of_a_lost_send(store: Store, tmp_path, delivered: bool) -> None:  # type: ignore[no-untyped-def]
    send = approved_send(store, by=FREE)
    channel, now = MaildirChannel(tmp_path / "out"), clock()

    class Dies(Exception):
        pass

    class Dying(MaildirChannel):
        def send(self, mime, *, ref, sender, recipient, before_body):  # type: ignore[no-untyped-def]
            if delivered:
                super().send(mime, ref=ref, sender=sender, recipient=recipient, before_body=before_body)
            else:
                before_body()
            raise Dies

    with pytest.raises(Dies):
        run(store, Dying(tmp_path / "out"), now)
    assert state(store, send) is SendState.SUBMITTING
    now.move(timedelta(minutes=5))
    run(store, channel, now)
    run(store, channel, now)
    assert state(store, send) is SendState.SENT
    assert len(list((tmp_path / "out" / "new").iterdir())) == 1


def test_another_channel_is_not_asked_for_proof(store: Store, tmp_path) -> None:  # type: ignore[no-untyped-def]
    send = approved_send(store, by=FREE)
    now = clock()
    run(store, RecordingChannel(after=raising(SendAmbiguous("closed"))), now)
    run(store, MaildirChannel(tmp_path / "out"), now)
    assert state(store, send) is SendState.NEEDS_HUMAN


def test_handed_over_mail_waits_for_a_person_to_mark_it(store: Store, tmp_path) -> None:  # type: ignore[no-untyped-def]
    send = approved_send(store, by=FREE)
    channel = HandoverChannel(tmp_path / "hand")
    assert run(store, channel, clock())["handed_over"] == 1
    assert run(store, channel, clock()).counts == {}
    assert len(list((tmp_path / "hand").glob("*.eml"))) == 1
    assert (tmp_path / "hand" / "handover.csv").read_text().count("dana.okafor@alder1.example") == 1
    with store.write() as session:
        outbox.mark_handed_over_sent(session, send.id, by="u1", now=NOW)
        outbox.mark_handed_over_sent(session, send.id, by="u1", now=NOW)
    assert state(store, send) is SendState.SENT


def ban(store: Store, phrase: str, level: BanLevel = BanLevel.HARD, owner: str = "") -> str:
    made = Ban(new_id(), phrase, level, owner, reason="sounds like a pitch", by="u1")
    with store.write() as session:
        bans.put(session, made, now=NOW)
    return made.id


@pytest.mark.parametrize("moment", ["before the claim", "after 354"])
@pytest.mark.parametrize("owner", ["", "mara"])
def test_a_phrase_banned_after_approval_holds_the_mail_with_its_reason(store: Store, moment: str, owner: str) -> None:
    send = approved_send(store, by=FREE)
    channel, now = RecordingChannel(), clock()
    if moment == "before the claim":
        ban(store, "worth a look", owner=owner)
    else:
        channel.before = lambda: ban(store, "worth a look", owner=owner) and None
    assert run(store, channel, now)["held"] == 1
    assert channel.sent == []
    held = again(store, send)
    assert held.state is SendState.HELD
    assert "“Worth a look” is on" in held.reason and "sounds like a pitch" in held.reason


def test_a_mail_held_for_a_ban_leaves_once_the_ban_is_lifted(store: Store) -> None:
    send = approved_send(store, by=FREE)
    ban_id = ban(store, "worth a look")
    channel, now = RecordingChannel(), clock()
    run(store, channel, now)
    with store.write() as session:
        outbox.unhold(session, send.id, by="u1", now=NOW)
    run(store, channel, now)
    assert state(store, send) is SendState.HELD, "it stands still"
    with store.write() as session:
        bans.lift(session, ban_id, by="u1", now=NOW)
        outbox.unhold(session, send.id, by="u1", now=NOW)
    run(store, channel, now)
    assert state(store, send) is SendState.SENT


@pytest.mark.parametrize(("level", "owner"), [(BanLevel.SOFT, ""), (BanLevel.HARD, "ben")])
def test_a_soft_ban_and_another_senders_hold_no_mail(store: Store, level: BanLevel, owner: str) -> None:
    send = approved_send(store, by=FREE)
    ban(store, "worth a look", level, owner)
    run(store, RecordingChannel(), clock())
    assert state(store, send) is SendState.SENT


def test_a_mail_whose_evidence_went_after_approval_is_held(store: Store) -> None:
    send = approved_send(store, by=FREE)
    with store.write() as session:
        row = session.exec(select(BriefRow)).one()
        row.brief = {**row.brief, "evidence": [one for one in row.brief["evidence"] if one["id"] != "e1"]}
        session.add(row)
    assert run(store, RecordingChannel(), clock())["held"] == 1
    assert again(store, send).state is SendState.HELD
