"""After the first mail: silence brings the next touch to review on its day, a yes brings a briefing with its clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from sqlmodel import select
from town import Town

from agent.domain.drafts import DraftState
from agent.domain.sends import SendState
from agent.store import replies
from agent.tables.sends import ReplyRow


def mailed(town: Town, *keys: str) -> None:
    made = town.first_drafts(*keys)
    with town.open_review() as [mara]:
        for draft in made:
            assert mara.do("approve", draft.id).status_code == 200
    assert town.let_a_day_pass() == len(keys)


def night_of(town: Town, day: str) -> None:
    town.go_to(datetime.fromisoformat(f"{day}T07:00:00+00:00"))
    town.play()


def test_a_silent_contacts_next_touch_is_drafted_on_its_day_and_goes_to_review(town_on_both: Town) -> None:
    """Mailed on Tuesday the 15th, the second touch is due on Friday the 18th, not a day sooner."""
    town = town_on_both
    mailed(town, "alder")
    for early in ("2026-09-16", "2026-09-17"):
        night_of(town, early)
        assert town.draft_of("alder", step=2) is None
    night_of(town, "2026-09-18")
    second = town.draft_of("alder", step=2)
    assert second is not None
    assert second.state is DraftState.PENDING
    assert second.findings.approvable

    assert town.let_a_day_pass(hours=24) == 0, "it waits for a person like the first"
    assert len(town.mail()) == 1
    night_of(town, "2026-09-21")
    assert [draft.step for draft in town.every_draft()] == [1, 2], "and is not drafted twice while it waits"

    town.morning()
    with town.open_review() as [mara]:
        assert [row["step"] for row in mara.waiting()] == [2]
        assert mara.do("approve", second.id).status_code == 200
    assert town.let_a_day_pass() == 1
    first, follow_up = town.mail()
    assert follow_up["In-Reply-To"] == first["Message-ID"]
    assert follow_up["References"] == first["Message-ID"]
    assert follow_up.get_content() != first.get_content()


def test_a_whole_sequence_is_four_mails_each_approved_and_then_rests(town: Town) -> None:
    mailed(town, "alder")
    approvals = 1
    for day in ("09-16", "09-18", "09-21", "09-22", "09-23", "09-28", "09-29", "09-30", "10-07", "10-14"):
        night_of(town, f"2026-{day}")
        town.morning()
        with town.open_review() as [mara]:
            for row in mara.waiting():
                assert mara.do("approve", row["id"]).status_code == 200
                approvals += 1
        town.let_a_day_pass()
    steps = [send.step for send in town.every_send() if send.state is SendState.SENT]
    assert steps == [1, 2, 3, 4]
    assert approvals == len(town.mail()) == 4
    days = [mail["Date"].datetime.date() for mail in town.mail()]
    assert all(later - earlier >= timedelta(days=2) for earlier, later in pairwise(days))


def test_a_positive_reply_opens_a_briefing_with_its_clock(town_on_both: Town) -> None:
    town = town_on_both
    mailed(town, "alder")
    words = "Yes, this is timely: routing is a mess here. What does it cost? I am free on Thursday."
    town.receive("yes", town.answer(town.mail()[0], words))
    received = town.clock.now()
    with town.installation.store.read() as session:
        [row] = session.exec(select(ReplyRow)).all()
        found = replies.get(session, row.id)
    assert found is not None
    assert row.due_at is not None
    assert row.due_at - received == timedelta(minutes=30), "half an hour of the owner's business hours"
    assert row.owner_id == "mara"
    briefing = row.briefing
    assert "Dana Okafor" in briefing["who"] and "Alder Works" in briefing["who"]
    assert briefing["why_now"]
    assert any("checklist" in promise for promise in briefing["promised"]) or briefing["promised"]
    assert briefing["bant"]["budget"] == "What does it cost?"
    assert briefing["bant"]["authority"] == "ask"
    assert "What does it cost?" in briefing["questions"]
    with town.open_review() as [mara]:
        shown = mara.http.get("/replies")
        assert shown.status_code == 200
        assert "Alder Works" in shown.text
    night_of(town, "2026-09-18")
    assert town.draft_of("alder", step=2) is None, "and the sequence has ended"


def test_a_reply_at_night_is_due_when_the_owner_is_at_work(town: Town) -> None:
    mailed(town, "alder")
    town.go_to(datetime.fromisoformat("2026-09-16T03:00:00+00:00"))  # 23:00 in New York
    town.receive("yes", town.answer(town.mail()[0], "Yes, please send the checklist. Happy to talk this week."))
    with town.installation.store.read() as session:
        [row] = session.exec(select(ReplyRow)).all()
    assert row.due_at == datetime.fromisoformat("2026-09-16T13:30:00+00:00")  # 09:30 in New York
