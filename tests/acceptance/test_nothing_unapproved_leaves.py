"""Nothing leaves without a person's approval of exactly these words, and what was approved is what is sent."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select
from town import Person, Town

from agent.demo.stage import serving
from agent.domain.decisions import Actor, Role
from agent.domain.drafts import Content, DraftState
from agent.domain.sends import SendState, Suppression, SuppressionReason
from agent.sends.suppression import suppress
from agent.store import drafts
from agent.tables.sends import SendRow
from review_queue import review, upkeep

ROUTING = "Lead routing – a word…"
STATES = ("pending", "snoozed", "rejected", "blocked", "undone", "edited", "regenerating", "approved")


def test_of_drafts_in_every_state_only_the_approved_one_leaves(town_on_both: Town) -> None:
    town = town_on_both
    made = dict(zip(STATES, town.first_drafts(*STATES), strict=True))
    assert town.installation.mail().release().counts == {}, "before any decision nothing is due"
    with town.open_review() as [mara]:
        until = (town.clock.now() + timedelta(days=1)).isoformat()
        assert mara.do("snooze", made["snoozed"].id, until=until).status_code == 200
        assert mara.do("reject", made["rejected"].id, reason="tone").status_code == 200
        for name in ("undone", "edited", "approved"):
            assert mara.do("approve", made[name].id).status_code == 200
        assert mara.do("undo", made["undone"].id).status_code == 200
        mara.edit(made["edited"].id, subject="other words")
    with town.installation.store.write() as session:
        regenerating = drafts.get(session, made["regenerating"].id)
        assert regenerating is not None
        someone = Actor("u1", "Remy", Role.REVOPS)
        review.request_regeneration(
            session, someone, regenerating.id, instruction="", version=regenerating.version, now=town.clock.now()
        )
        stop = Suppression("domain", "blocked.example", SuppressionReason.DO_NOT_CONTACT, town.clock.now())
        suppress(session, stop, by="test", now=town.clock.now())
    stands = {draft.account_id.removeprefix("a-"): str(draft.state) for draft in town.every_draft()}
    assert stands == {name: name for name in STATES} | {"undone": "pending", "edited": "pending"}

    for _ in range(12):  # into the days in which the drafts grow too old
        town.let_a_day_pass()
        town.clock.move(timedelta(hours=17))
        with town.installation.store.write() as session:
            upkeep.sweep(session, now=town.clock.now())
        town.installation.mail().release()

    assert [str(mail["To"]) for mail in town.mail()] == [made["approved"].content.recipient]
    assert any(draft.state is DraftState.EXPIRED for draft in town.every_draft()), "time did pass"


def test_an_edit_voids_approval(town: Town) -> None:
    [draft] = town.first_drafts("alder")
    with town.open_review() as [mara]:
        assert mara.do("approve", draft.id).status_code == 200
        mara.edit(draft.id, subject="A word on routing")
        assert mara.read(draft.id)["state"] == "pending"
        assert mara.read(draft.id)["approved_sha256"] == ""
    assert town.let_a_day_pass() == 0
    assert town.mail() == []

    town.clock.move(timedelta(hours=16))
    with town.open_review() as [mara]:
        assert mara.do("approve", draft.id).status_code == 200
    assert town.let_a_day_pass() == 1
    assert town.mail()[0]["Subject"] == "A word on routing"


def test_words_changed_behind_the_reviewers_back_do_not_leave(town_on_both: Town) -> None:
    town = town_on_both
    [draft] = town.first_drafts("alder")
    with town.open_review() as [mara]:
        assert mara.do("approve", draft.id).status_code == 200
    with town.installation.store.write() as session:
        row = session.exec(select(SendRow)).one()
        row.content = {**row.content, "text": "Buy now!\n\n" + row.content["text"]}
        session.add(row)
    assert town.let_a_day_pass() == 0
    assert town.mail() == []
    [send] = town.every_send()
    assert send.state is SendState.HELD
    assert "after approval" in send.reason


def test_undo_then_approve_sends_once_and_sends_the_new_words(town: Town) -> None:
    [draft] = town.first_drafts("alder")
    with town.open_review() as [mara]:
        assert mara.do("approve", draft.id).status_code == 200
        assert mara.do("undo", draft.id).status_code == 200
        mara.edit(draft.id, subject="A word on lead routing")
        assert mara.do("approve", draft.id).status_code == 200
    assert town.let_a_day_pass() == 1
    for _ in range(3):
        town.clock.move(timedelta(days=1))
        town.installation.mail().release()
    [mail] = town.mail()
    assert mail["Subject"] == "A word on lead routing"


def test_what_has_left_cannot_be_taken_back(town: Town) -> None:
    [draft] = town.first_drafts("alder")
    with town.open_review() as [mara]:
        assert mara.do("approve", draft.id).status_code == 200
        assert town.let_a_day_pass() == 1
        refused = mara.do("undo", draft.id)
    assert refused.status_code == 409
    assert "already-released" in refused.text


def test_approved_content_is_the_sent_content(town_on_both: Town) -> None:
    """The file in the Maildir, parsed by the standard library alone, gives the hash that the reviewer was shown."""
    town = town_on_both
    made = town.first_drafts("alder", "birch")
    with town.open_review() as [mara]:
        shown = {}
        for draft in made:
            mara.edit(draft.id, subject=ROUTING)
            shown[draft.content.recipient] = _approve_what_is_shown(mara, draft.id)
    assert town.let_a_day_pass() == 2
    for mail in town.mail():
        approved = next(d for d in town.every_draft() if d.content.recipient == str(mail["To"]))
        said = Content(
            sender=str(mail["From"]),
            recipient=str(mail["To"]),
            subject=str(mail["Subject"]),
            text=mail.get_content(),
            links=approved.content.links,
            footer=approved.content.footer,
        )
        assert said.subject == ROUTING and "Zoë" in "".join(m.get_content() for m in town.mail())
        assert said.sha256 == shown[str(mail["To"])] == approved.approved_sha256


def _approve_what_is_shown(mara: Person, draft_id: str) -> str:
    found = mara.read(draft_id)
    answer = mara.do("approve", draft_id, etag=found["etag"])
    assert answer.status_code == 200, answer.text
    return str(found["content_sha256"])


def test_no_web_page_releases_mail(town: Town) -> None:
    """The whole web, up and answering, sends nothing by itself: only release does."""
    [draft] = town.first_drafts("alder")
    with serving(town.installation) as base_url:
        mara = Person(base_url, town.hire("mara", Role.SDR))
        assert mara.do("approve", draft.id).status_code == 200
        town.clock.move(timedelta(hours=2))
        for path in ("/queue", "/outbox", "/runs", "/healthz"):
            assert mara.http.get(path).status_code == 200
    assert town.mail() == []
    assert town.installation.mail().release()["sent"] == 1
