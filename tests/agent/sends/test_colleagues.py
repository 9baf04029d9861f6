"""Two people of one account: never one day, a cool-down between first mails, and one answer holds the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outbox_world import FREE_POLICY, KEY, MAILBOX, NOW, RecordingChannel, add_draft, approve, clock, team, written
from sqlmodel import Session

from agent.domain.drafts import Role, Sentence, SentenceKind, Written
from agent.domain.sends import Booking, Send, SendState, Suppression, SuppressionReason
from agent.domain.threads import HaltCause
from agent.errors import ReviewConflict
from agent.sends import halts, limits, outbox
from agent.sends.limits import Want, slot, why_later
from agent.sends.release import ReleaseReport, release_due
from agent.sends.suppression import suppress
from agent.sends.zones import Place
from agent.store import drafts, sends, threads
from agent.store import halts as halt_rows
from agent.store.codec import dump
from agent.store.engine import Store
from agent.tables.drafts import DraftRow

BOSTON = ZoneInfo("America/New_York")
CALM = replace(FREE_POLICY, company_cooldown_days=7)
TEAM = team(policy=CALM)
ZOE = {"id": "c2", "account_id": "a1", "name": "Zoë Marsh", "email": "zoe.marsh@alder1.example"}


def want(who: str, *, first: bool = True) -> Want:
    place = Place(("America/New_York",), "US")
    return Want(f"s-{who}", MAILBOX, "a1", place, "Europe/London", first, who, "America/New_York")


def booked(who: str, at: datetime, *, account_id: str = "a1") -> Booking:
    return Booking(f"b-{who}-{at}", "mara", account_id, at, True, False, who)


@settings(max_examples=200)
@given(
    others=st.lists(st.tuples(st.integers(0, 60 * 24 * 12), st.sampled_from(["c2", "c3"])), max_size=6),
    first=st.booleans(),
    cooldown=st.integers(1, 10),
)
def test_two_people_of_an_account_never_get_mail_on_one_day(
    others: list[tuple[int, str]], first: bool, cooldown: int
) -> None:
    policy = replace(CALM, company_cooldown_days=cooldown)
    bookings = [booked(who, NOW - timedelta(days=4) + timedelta(minutes=minutes)) for minutes, who in others]
    at = slot(NOW, want("c1", first=first), policy=policy, bookings=bookings)
    day = at.astimezone(BOSTON).date()
    rest = cooldown if first else 1
    assert at >= NOW
    assert all(not 0 <= (day - one.at.astimezone(BOSTON).date()).days < rest for one in bookings)
    late = why_later(NOW, at, want("c1", first=first), policy=policy, bookings=bookings)
    free = slot(NOW, want("c1", first=first), policy=policy, bookings=[])
    assert bool(late) == (at > free), "and where it waits, it says for whom"


def test_the_day_is_the_accounts_own() -> None:
    """23:30 in Boston on Thursday is Friday in London: a Friday mail in Boston is another day."""
    thursday = datetime(2026, 11, 20, 4, 30, tzinfo=UTC)
    later = want("c1", first=False)
    assert slot(NOW, later, policy=CALM, bookings=[booked("c2", thursday)]) == NOW
    there = replace(later, account_zone="Europe/London")
    assert slot(NOW, there, policy=CALM, bookings=[booked("c2", thursday)]) > NOW


def test_a_persons_own_thread_and_other_accounts_do_not_count() -> None:
    bookings = [booked("c1", NOW - timedelta(days=3)), booked("c9", NOW, account_id="a9")]
    assert slot(NOW, want("c1"), policy=CALM, bookings=bookings) == NOW
    assert why_later(NOW, NOW, want("c1"), policy=CALM, bookings=bookings) == ""


def test_a_first_mail_keeps_the_cool_down_and_a_follow_up_only_the_day() -> None:
    bookings = [booked("c2", NOW - timedelta(hours=1))]
    first = slot(NOW, want("c1"), policy=CALM, bookings=bookings)
    later = slot(NOW, want("c1", first=False), policy=CALM, bookings=bookings)
    assert first.astimezone(BOSTON).date() == date(2026, 11, 27)
    assert later.astimezone(BOSTON).date() == date(2026, 11, 23), "the next working day"
    assert why_later(NOW, later, want("c1", first=False), policy=CALM, bookings=bookings) == (
        "a colleague of theirs is mailed on Fri 20 Nov"
    )


OTHER = Written(
    "an analyst at alder",
    (
        Sentence("You are hiring a RevOps Analyst.", Role.OPENER, SentenceKind.FACT, ("e1",)),
        Sentence("Teams in that spot often route by hand, which may be slow.", Role.PAIN, SentenceKind.HYPOTHESIS),
        Sentence("With Tern Labs, leads reach the right person in a minute.", Role.VALUE, SentenceKind.OFFER, ("v1",)),
        Sentence("Is that something your team could use?", Role.CTA, SentenceKind.QUESTION),
    ),
)


def two_sends(session: Session, *, words: Written = OTHER) -> tuple[Send, Send]:
    """Approved mails to Dana, and in other words to Zoë."""
    one = approve(session, add_draft(session), by=TEAM)
    draft_id = add_draft(session, **ZOE)
    row = session.get(DraftRow, draft_id)
    assert row is not None
    row.written = dump(Written, words)
    session.add(row)
    session.flush()
    return one, approve(session, draft_id, by=TEAM)


def test_both_approved_by_hand_leave_apart(store: Store) -> None:
    with store.write() as session:
        one, other = two_sends(session)
    assert one.not_before == NOW
    assert other.not_before.astimezone(BOSTON).date() == date(2026, 11, 27)
    assert other.reason == (
        "Not sooner: a colleague of theirs is mailed on Fri 20 Nov, and the company's cool-down is 7 days."
    )


def released(store: Store, channel: RecordingChannel, at: datetime = NOW) -> ReleaseReport:
    return release_due(
        store, team=TEAM, channels={"mara": channel}, clock=clock(at), worker_id="w", limit=9, key=KEY
    )  # fmt: skip


def test_two_that_are_due_at_once_are_told_apart_at_the_claim(store: Store) -> None:
    """Two approvals in one moment may both see a free day: the claim counts what it has taken already."""
    with store.write() as session:
        for send in two_sends(session):
            sends.postpone(session, send, until=NOW)
    channel = RecordingChannel()
    report = released(store, channel)
    assert (report["sent"], report["postponed"]) == (1, 1)
    assert len(channel.sent) == 1
    with store.read() as session:
        [waits] = [s for s in sends.listed(session) if s.state is SendState.SCHEDULED]
    assert "a colleague of theirs is mailed on Fri 20 Nov" in waits.reason


@pytest.mark.parametrize("cause", [HaltCause.REPLIED, HaltCause.OPTED_OUT, HaltCause.COMPLAINED, HaltCause.GONE])
def test_one_answer_holds_the_colleagues_until_a_person_looked(store: Store, cause: HaltCause) -> None:
    with store.write() as session:
        one, other = two_sends(session)
        assert halts.halt_colleagues(session, "a1", one.contact_id, cause, by="listen", now=NOW) == 1
        pending = drafts.get(session, other.draft_id)
        assert pending is not None
        found = outbox.findings(session, pending, team=TEAM, now=NOW)
        assert [each.code for each in found if each.code == "G20"] == ["G20"]
    with store.read() as session:
        held = sends.get(session, other.id)
        untouched = sends.get(session, one.id)
    assert held is not None and held.state is SendState.HELD
    assert "until a person has looked" in held.reason and "Dana" not in held.reason
    assert untouched is not None and untouched.state is SendState.SCHEDULED, "their own mails are stopped elsewhere"
    with store.write() as session:
        assert halts.go_on(session, "a1", by="u1", now=NOW) == 1
        with pytest.raises(ReviewConflict):
            halts.go_on(session, "a1", by="u1", now=NOW)
    with store.read() as session:
        assert halts.why_halted(session, "a1") == ""
        again = sends.get(session, other.id)
    assert again is not None and again.state is SendState.SCHEDULED


def test_the_words_of_a_colleagues_mail_do_not_leave_again(store: Store) -> None:
    with store.write() as session:
        one, other = two_sends(session, words=written())
        sends.postpone(session, one, until=NOW + timedelta(days=1))
        sends.postpone(session, other, until=NOW)
    channel = RecordingChannel()
    assert released(store, channel)["held"] == 1
    with store.read() as session:
        held = sends.get(session, other.id)
    assert held is not None and "100% of the wording stands in a mail to somebody else" in held.reason


def test_a_halt_between_the_claim_and_the_point_of_no_return_keeps_the_mail(store: Store) -> None:
    with store.write() as session:
        one, other = two_sends(session)
        sends.postpone(session, one, until=NOW + timedelta(days=1))
        sends.postpone(session, other, until=NOW)

    def answer() -> None:
        with store.write() as session:
            halts.halt_colleagues(session, "a1", "c1", HaltCause.REPLIED, by="listen", now=NOW)

    channel = RecordingChannel(before=answer)
    released(store, channel)
    assert channel.sent == []
    with store.read() as session:
        kept = sends.get(session, other.id)
    assert kept is not None and kept.state is SendState.HELD
    assert "until a person has looked" in kept.reason


def test_try_again_in_the_outbox_does_not_pass_a_halt(store: Store) -> None:
    with store.write() as session:
        _, other = two_sends(session)
        halts.halt_colleagues(session, "a1", "c1", HaltCause.REPLIED, by="listen", now=NOW)
        outbox.unhold(session, other.id, by="u1", now=NOW)
    channel = RecordingChannel()
    released(store, channel, NOW)
    assert all(b"zoe.marsh" not in raw for _, raw in channel.sent)


def test_a_dead_address_holds_only_where_somebody_else_is_being_written_to(store: Store) -> None:
    with store.write() as session:
        one = approve(session, add_draft(session), by=TEAM)
        assert halts.halt_colleagues(session, "a1", one.contact_id, HaltCause.GONE, by="bounce", now=NOW) == 0
        assert halt_rows.at_account(session, "a1") is None
        assert halts.halt_colleagues(session, "a1", one.contact_id, HaltCause.REPLIED, by="x", now=NOW) == 0
        assert halt_rows.at_account(session, "a1") is not None, "an answer holds whoever comes next"


def test_a_new_answer_has_to_be_looked_at_anew(store: Store) -> None:
    with store.write() as session:
        two_sends(session)
        halts.halt_colleagues(session, "a1", "c1", HaltCause.REPLIED, by="listen", now=NOW)
        halts.go_on(session, "a1", by="u1", now=NOW)
        halts.halt_colleagues(session, "a1", "c1", HaltCause.OPTED_OUT, by="listen", now=NOW)
        assert "asked to be left alone" in halts.why_halted(session, "a1")


def test_what_bounced_told_nobody_anything(store: Store) -> None:
    with store.write() as session:
        two_sends(session)
        told = threads.told(session, "a1", contact_id="c2", step=1)
        assert [one.written.subject for one in told] == ["an analyst at alder", "Two RevOps roles at Alder"]
        bounce = Suppression("address", "dana.okafor@alder1.example", SuppressionReason.BOUNCE, NOW)
        suppress(session, bounce, by="bounce", now=NOW)
        assert len(threads.told(session, "a1", contact_id="c9", step=1)) == 1


def test_a_first_mail_is_compared_with_ones_own_former_thread_and_a_later_one_is_not(store: Store) -> None:
    with store.write() as session:
        one, _ = two_sends(session)
        assert len(threads.told(session, "a1", contact_id="c1", step=1, but="a new draft")) == 2
        assert len(threads.told(session, "a1", contact_id="c1", step=2)) == 1
        assert len(threads.told(session, "a1", contact_id="c1", step=1, but=one.draft_id)) == 1


def test_the_look_back_covers_a_long_cool_down() -> None:
    assert limits.looks_back(CALM) == 8
    assert limits.looks_back(replace(CALM, company_cooldown_days=30)) == 31
