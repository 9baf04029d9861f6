"""Several people at one account: a thread each, another angle, never one day, and all wait when one answers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from town import Town

from agent.domain.contacts import Contact, Function, Seniority
from agent.domain.drafts import Draft, DraftState, Written
from agent.domain.runs import SkipCode
from agent.domain.sends import SendState
from agent.store import contacts, enrolments, threads
from drafting.lint_alike import masked, similarity

BOSTON = ZoneInfo("America/New_York")
PERSONAS = """\
personas:
  - {id: sales_leader, name: Head of sales, functions: [sales, executive], seniorities: [c_level, vp, head, director]}
  - {id: revops_lead, name: RevOps lead, functions: [revenue_operations], seniorities: [vp, head, director, manager]}
"""
OFFER = """\
seller: {name: Tern Labs, domain: tern.example, one_liner: "Tern Labs routes inbound leads."}
values:
  - {id: v1, text: "routes every inbound lead to the right owner in minutes", personas: [sales_leader]}
  - {id: v2, text: "keeps a log of every routing rule and who changed it", personas: [revops_lead]}
pains:
  - id: h1
    text: "lead routing rules tend to break when a team grows fast"
    signals: [funding]
    values: [v1]
    personas: [sales_leader]
  - id: h2
    text: "routing changes often pile up with one person who keeps them in a sheet"
    signals: [funding]
    values: [v2]
    personas: [revops_lead]
proofs:
  - {id: p1, text: "Northwind cut routing time from two days to ten minutes", customer_ok: true, source: "https://tern.example/northwind"}
ctas:
  - {id: c1, kind: offer, text: "Want the checklist we use for this?", asset: routing checklist}
  - {id: c2, kind: interest, text: "Is lead routing on your list this quarter?"}
"""
ZOE = Contact(
    id="c-zoe", account_id="a-alder", name="Zoë Marsh", first_name="Zoë", last_name="Marsh",
    title="Head of Revenue Operations", email="marsh@alder.example", function=Function.REVENUE_OPERATIONS,
    seniority=Seniority.HEAD, country="US", source="CRM",
)  # fmt: skip


def two_at_alder(town: Town, *, people: int = 2, cooldown: int = 3) -> Draft:
    """Dana and Zoë at Alder, which raised money; the first night's draft, on Tuesday 15 September."""
    folder = town.folder
    (folder / "personas.yaml").write_text(PERSONAS, encoding="utf-8")
    (folder / "offer.yaml").write_text(OFFER, encoding="utf-8")
    for name, line in (("sequences.yaml", f"people_per_account: {people}\n"),):
        (folder / name).write_text((folder / name).read_text(encoding="utf-8") + line, encoding="utf-8")
    boxes = (folder / "mailboxes.yaml").read_text(encoding="utf-8")
    boxes = boxes.replace("sending:\n", f"sending:\n  company_cooldown_days: {cooldown}\n")
    (folder / "mailboxes.yaml").write_text(boxes, encoding="utf-8")
    town.settle("alder")
    with town.installation.store.write() as session:
        contacts.put(session, ZOE, now=town.clock.now())
    town.raised("alder")
    town.play()
    [first] = town.every_draft()
    assert first.contact_id == "c-alder", "the news speaks to the head of sales first"
    return first


def night_of(town: Town, day: str) -> dict[str, SkipCode]:
    """A night and its morning. Returns why whom was passed over."""
    town.go_to(datetime.fromisoformat(f"2026-{day}T07:00:00+00:00"))
    run = town.play()
    town.morning()
    return {key: skip.code for key, skip in town.skips(run).items()}


def why(town: Town, day: str) -> str:
    town.go_to(datetime.fromisoformat(f"2026-{day}T07:00:00+00:00"))
    return town.skips(town.play())["alder"].why


def waiting(town: Town) -> list[Draft]:
    return [draft for draft in town.every_draft() if draft.state is DraftState.PENDING]


def approve(town: Town, *found: Draft) -> None:
    with town.open_review() as [mara]:
        for draft in found:
            answer = mara.do("approve", draft.id)
            assert answer.status_code == 200, answer.text


def mailed_to(town: Town, name: str) -> list[EmailMessage]:
    return [mail for mail in town.mail() if name in str(mail["To"])]


def day_of(mail: EmailMessage) -> date:
    at: datetime = mail["Date"].datetime
    return at.astimezone(BOSTON).date()


def words_of(written: Written) -> str:
    return " ".join(masked(sentence.text, date(2026, 9, 15)) for sentence in written.sentences)


def up_to_zoe(town: Town) -> Draft:
    """Dana was mailed twice; on the night to Monday the 21st Zoë is drafted."""
    approve(town, two_at_alder(town))
    assert town.let_a_day_pass() == 1
    assert night_of(town, "09-16")["alder"] is SkipCode.COOLDOWN
    night_of(town, "09-18")
    approve(town, *waiting(town))
    assert town.let_a_day_pass() == 1
    skipped = night_of(town, "09-21")
    assert [draft.contact_id for draft in waiting(town)] == ["c-zoe"], skipped
    [zoe] = waiting(town)
    assert (zoe.contact_id, zoe.step) == ("c-zoe", 1)
    return zoe


@pytest.mark.timeout(300)
def test_two_people_are_written_to_in_threads_of_their_own_on_days_of_their_own(town_on_both: Town) -> None:
    town = town_on_both
    up_to_zoe(town)
    for day in (
        "09-22",
        "09-23",
        "09-25",
        "09-28",
        "09-29",
        "09-30",
        "10-01",
        "10-02",
        "10-05",
        "10-06",
        "10-09",
        "10-12",
    ):
        night_of(town, day)
        approve(town, *waiting(town))
        town.let_a_day_pass()
    dana, zoe = mailed_to(town, "okafor"), mailed_to(town, "marsh")
    assert len(dana) == len(zoe) == 4
    days = [day_of(mail) for mail in (*dana, *zoe)]
    assert len(set(days)) == len(days), f"two people on one day: {sorted(days)}"
    for thread in (dana, zoe):
        own = {str(mail["Message-ID"]) for mail in thread}
        assert thread[0]["In-Reply-To"] is None and thread[0]["References"] is None
        for mail in thread[1:]:
            assert set(str(mail["References"]).split()) <= own, "a thread answers its own mails only"
    texts = [words_of(draft.written) for draft in town.every_draft()]
    first = {draft.contact_id: draft for draft in town.every_draft() if draft.step == 1}
    a, z = first["c-alder"], first["c-zoe"]
    cited = [{each for s in draft.written.sentences for each in s.evidence_ids} for draft in (a, z)]
    assert not cited[0] & cited[1] & {"h1", "h2", "v1", "v2"}, "no pain and no value twice"
    assert a.written.subject != z.written.subject
    assert not {f for f in a.frames if f.startswith("funding")} & {f for f in z.frames if f.startswith("funding")}
    assert max(similarity(one, other) for i, one in enumerate(texts) for other in texts[:i]) <= 0.8


@pytest.mark.timeout(300)
def test_both_approved_on_one_morning_leave_apart_and_the_later_says_why(town: Town) -> None:
    zoe = up_to_zoe(town)
    night_of(town, "09-22")
    [dana] = [draft for draft in waiting(town) if draft.contact_id == "c-alder"]
    approve(town, dana, zoe)
    [sent] = [send for send in town.every_send() if send.draft_id == zoe.id]
    assert sent.not_before.astimezone(BOSTON).date() == date(2026, 9, 25), "the cool-down of three days"
    assert "a colleague of theirs is mailed on Tue 22 Sep" in sent.reason
    assert town.let_a_day_pass() == 1
    assert [day_of(mail) for mail in mailed_to(town, "okafor")][-1] == date(2026, 9, 22)
    assert not mailed_to(town, "marsh")
    town.go_to(datetime(2026, 9, 25, 14, 0, tzinfo=UTC))
    assert town.let_a_day_pass() == 1
    assert [day_of(mail) for mail in mailed_to(town, "marsh")] == [date(2026, 9, 25)]


@pytest.mark.timeout(300)
def test_an_answer_from_one_holds_the_other_until_a_person_looked(town_on_both: Town) -> None:
    town = town_on_both
    zoe = up_to_zoe(town)
    approve(town, zoe)
    town.receive("no", town.answer(mailed_to(town, "okafor")[-1], "Thanks, we have this covered. Not for us."))
    [send] = [one for one in town.every_send() if one.draft_id == zoe.id]
    assert send.state is SendState.HELD
    assert "Somebody at this company replied on 21 Sep" in send.reason
    assert town.let_a_day_pass() == 0
    assert night_of(town, "09-22")["alder"] is SkipCode.HALTED
    with town.open_review() as [mara]:
        shown = mara.http.get("/accounts/a-alder").text
        assert "Dana Okafor at Alder Works replied on 21 Sep" in shown
        answer = mara.http.post("/accounts/a-alder/go-on", follow_redirects=False)
        assert answer.status_code == 303
    assert town.let_a_day_pass() == 1
    assert len(mailed_to(town, "marsh")) == 1


@pytest.mark.timeout(300)
def test_a_draft_that_waits_cannot_be_approved_while_a_colleagues_answer_was_not_looked_at(town: Town) -> None:
    zoe = up_to_zoe(town)
    town.receive("stop", town.answer(mailed_to(town, "okafor")[-1], "Please remove me from your list."))
    with town.open_review() as [mara]:
        refused = mara.do("approve", zoe.id)
        assert refused.status_code == 422
        assert "asked to be left alone" in refused.text
        assert mara.http.post("/accounts/a-alder/go-on", follow_redirects=False).status_code == 303
        assert mara.do("approve", zoe.id).status_code == 200


@pytest.mark.timeout(300)
def test_words_that_a_colleague_was_sent_are_not_approved_again(town: Town) -> None:
    zoe = up_to_zoe(town)
    dana = next(draft for draft in town.every_draft() if draft.contact_id == "c-alder" and draft.step == 1)
    body = "\n\n".join(sentence.text for sentence in dana.written.sentences)
    with town.open_review() as [mara]:
        edited = mara.do("edit", zoe.id, subject="two things at alder", body=body)
        assert edited.status_code == 200
        assert "of the wording stands in a mail to somebody else at this account" in edited.text
        assert mara.do("approve", zoe.id).status_code == 422


@pytest.mark.timeout(300)
def test_one_person_at_a_time_unless_the_team_says_otherwise(town: Town) -> None:
    approve(town, two_at_alder(town, people=1))
    assert town.let_a_day_pass() == 1
    words = why(town, "09-16")
    assert words.startswith("In sequence at Alder Works: Dana Okafor, mail 1 of 4 left on 15 Sep.")
    assert "With one person at a time the next may be written to from about" in words


@pytest.mark.timeout(300)
def test_silence_rests_a_person_and_the_next_persona_is_written_to(town: Town) -> None:
    """Dana's four mails end on the 29th; a week later she rests for sixty days, and Zoë is the next."""
    approve(town, two_at_alder(town, people=1, cooldown=7))
    town.let_a_day_pass()
    for day in ("09-18", "09-22", "09-29", "10-07"):
        skipped = night_of(town, day)
        if day < "10":
            approve(town, *waiting(town))
            town.let_a_day_pass()
    assert [(draft.contact_id, draft.step) for draft in waiting(town)] == [("c-zoe", 1)], skipped
    with town.installation.store.read() as session:
        rested = enrolments.last_of(session, "c-alder")
        assert rested is not None and rested.wakes_at is not None
        assert [thread.contact_id for thread in threads.at_account(session, "a-alder")] == ["c-alder"]
