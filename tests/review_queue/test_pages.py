"""What the pages say and do besides deciding: the words of empty screens, To find, sources, the outbox, replies."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import builders
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update
from web_world import World, call, csrf, world

from agent.domain.drafts import NoReason
from agent.domain.outcomes import OutcomeKind
from agent.domain.runs import Skip, SkipCode
from agent.domain.sends import SendState
from agent.errors import BadSignature
from agent.sends import suppression, unsubscribe
from agent.store import contacts, outcomes, runs, screens, sends, signals
from agent.store.engine import Store
from agent.tables.items import TargetRow
from agent.tables.sends import ReplyRow
from review_queue.context import TakenIn
from review_queue.pages.insight import nudge
from review_queue.pages.replies import clock_of
from review_queue.words import lasted
from signals.address_patterns import Guess


@pytest.fixture
def here(sqlite_store: Store) -> World:
    return world(sqlite_store)


def full(here: World) -> World:
    with here.store.write() as session:
        run_id = builders.seed_run(session)
        builders.seed_people(session, run_id=run_id)
        builders.seed_life(session)
    return here


EMPTY = {
    "/queue": "No accounts yet",
    "/queue?view=snoozed": "Nothing snoozed",
    "/to-find": "Nobody to find",
    "/accounts": "No accounts yet",
    "/accounts?q=zzz": "No account matches",
    "/signals": "No signals yet",
    "/outbox": "Nothing waiting",
    "/replies": "No open replies",
    "/runs": "No run yet",
    "/insight": "No draft was made in this month",
}


@pytest.mark.parametrize(("path", "words"), EMPTY.items())
def test_an_empty_page_says_what_is_missing(here: World, path: str, words: str) -> None:
    answer = here.client("carol").get(path)
    assert answer.status_code == 200
    assert words in answer.text


def test_to_find_says_where_nothing_could_be_read(here: World) -> None:
    with here.store.write() as session:
        run_id = builders.seed_run(session)
        skip = Skip("acc-fern", SkipCode.UNREAD, "Its board could not be read.", 0)
        runs.put_skips(session, run_id, [replace(skip, account_id=f"acc-{key}") for key in ("fern", "gorse")])
    html = here.client("alice").get("/to-find").text
    assert "Nothing could be read of 2 accounts in the last night" in html
    assert f"/runs/{run_id}?cause=unread" in html
    assert "Every account with a reason" not in html


def test_a_cleared_queue_says_what_was_done_and_what_comes(here: World) -> None:
    with here.store.write() as session:
        builders.seed_run(session)
    draft, later = here.draft(), here.draft(key="fern")
    alice = here.client("alice")
    call(alice, draft, "reject", {"reason": "tone"})
    call(alice, later, "snooze", {"until": "2h"})
    html = alice.get("/queue").text
    assert "Queue clear" in html
    assert "2 decided today, next run 02:00." in html
    assert "1 snoozed wakes today 11:00." in html


def test_the_frame_says_capacity_and_what_the_night_did(here: World) -> None:
    html = full(here).client("alice").get("/queue").text
    assert "slots today, the rest Thursday" in html
    assert "Done 03:00 · 3 skipped · $0.00" in html


def test_the_last_decision_can_be_undone_from_every_page(here: World) -> None:
    draft = full(here).draft(key="gale")
    alice = here.client("alice")
    call(alice, draft, "approve")
    for path in ("/queue", "/accounts", "/outbox"):
        assert f'action="/drafts/{draft.id}/undo"' in alice.get(path).text
    answer = alice.post(f"/drafts/{draft.id}/undo", data={"csrf": csrf(alice), "v": str(here.now_is(draft).version)})
    assert answer.status_code == 303
    assert here.now_is(draft).state == "pending"


def test_a_pasted_person_is_kept_and_drafted_for_at_once(sqlite_store: Store) -> None:
    asked: list[str] = []

    def drafts_at_once(contact_id: str) -> str:
        asked.append(contact_id)
        return "the-new-draft"

    here = full(world(sqlite_store, draft_for_contact=drafts_at_once))
    alice = here.client("alice")
    with here.store.read() as session:
        card = signals.open_cards(session)[0]
    form = {"csrf": csrf(alice), "name": "Iris Vane <iris@sorrel.example>, VP Revenue Operations", "title": ""}
    answer = alice.post(f"/to-find/{card.id}", data=form)
    assert answer.headers["location"] == "/drafts/the-new-draft"
    with here.store.read() as session:
        person = contacts.by_email(session, "iris@sorrel.example")
        assert signals.open_cards(session) == []
    assert person is not None
    assert asked == [person.id]
    assert (person.first_name, person.last_name, person.title) == ("Iris", "Vane", "VP Revenue Operations")
    assert person.source == "entered by Alice Harper"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": "Iris", "title": "VP", "email": "iris@sorrel.example"}, "first and last name"),
        ({"name": "Iris Vane", "title": "", "email": "iris@sorrel.example"}, "job title"),
        ({"name": "Iris Vane", "title": "VP", "email": "iris at sorrel"}, "not an e-mail address"),
    ],
)
def test_a_person_who_cannot_be_written_to_is_refused_in_words(here: World, form: dict[str, str], words: str) -> None:
    alice = full(here).client("alice")
    with here.store.read() as session:
        card = signals.open_cards(session)[0]
    answer = alice.post(f"/to-find/{card.id}", data={"csrf": csrf(alice), **form})
    assert answer.status_code == 422
    assert words in answer.text


def test_a_found_person_without_a_draft_is_kept_and_the_card_says_why(here: World) -> None:
    alice = full(here).client("alice")
    with here.store.read() as session:
        card = signals.open_cards(session)[0]
    form = {"csrf": csrf(alice), "name": "Iris Vane", "title": "VP Sales", "email": "iris@sorrel.example"}
    answer = alice.post(f"/to-find/{card.id}", data=form)
    assert answer.status_code == 422
    assert "Iris Vane is kept. No draft: nothing fresh is known about them" in answer.text
    assert isinstance(NoReason("x"), NoReason)


def test_a_weight_is_seen_before_it_holds(here: World) -> None:
    carol = full(here).client("carol")
    shown = carol.get("/sources/wire", params={"weight": "1.4"}).text
    assert "With weight 1.4" in shown
    assert "Nothing is changed yet" in shown
    with here.store.read() as session:
        assert runs.source_settings(session) == {}
    carol.post("/sources/wire", data={"csrf": csrf(carol), "weight": "1.4"})
    carol.post("/sources/wire", data={"csrf": csrf(carol), "enabled": "off"})
    with here.store.read() as session:
        row = runs.source_settings(session)["wire"]
    assert (row.weight, row.enabled, row.changed_by) == (1.4, False, here.people.carol.user_id)
    for bad in ("9", "-1", "much", "nan"):
        assert carol.get("/sources/wire", params={"weight": bad}).status_code == 422


def test_a_source_names_the_target_that_shrank_and_is_not_believed_yet(here: World) -> None:
    reason = "shows 3 where there were 30: nothing is taken for gone until this has held for 72 h"
    with here.store.write() as session:
        for key, marks in (("alder", ["_shrunk_at"]), ("brook", [])):
            cursor = dict.fromkeys(marks, "2026-11-20T02:00:00+00:00")
            row = TargetRow(id=key, source="wire", key=key, params={}, cursor=cursor)
            row.last_outcome, row.last_reason = "ok", reason
            session.add(row)
    carol = full(here).client("carol")
    for path in ("/sources", "/sources/wire"):
        shown = carol.get(path).text
        assert f"alder {reason}" in shown and "brook" not in shown and "ot believed yet" in shown


def test_a_source_says_how_many_of_its_decided_drafts_were_approved(here: World) -> None:
    alice = full(here).client("alice")
    with here.store.read() as session:
        read = signals.latest(session)[0].evidence[0].item_id
    for key, verb, body in (("gale", "approve", {}), ("heath", "reject", {"reason": "tone"})):
        firm = builders.account(key)
        call(alice, here.draft(of=firm, pieces=builders.evidence(firm, item_id=read)), verb, body)
    carol = here.client("carol")
    assert "of 2 decided" in carol.get("/sources").text
    assert "1 of 2 approved, 90 % interval" in carol.get("/sources/wire").text


def test_what_a_sheet_asks_for_is_named_in_words_not_by_a_key(here: World) -> None:
    html = here.client("alice").get(f"/drafts/{here.draft().id}").text
    labels = re.findall(r'<label for="(note|suppress|day)">(.*?)</label>', html)
    assert [name for name, _ in labels] == ["note", "suppress", "day"]
    assert not any(re.search(r"\d", words) for _, words in labels)


def test_how_long_a_run_took_is_said_with_its_unit(here: World) -> None:
    with here.store.write() as session:
        runs.begin(session, "2026-11-18", now=here.clock.now())
    assert 'data-label="Took">under 1 s<' in here.client("alice").get("/runs").text
    took = [lasted(timedelta(seconds=seconds)) for seconds in (0.4, 59, 119, 1740, 10800)]
    assert took == ["under 1 s", "59 s", "119 s", "29 min", "3 h"]


def test_a_run_says_every_reason_the_nearest_misses_and_one_fix(here: World) -> None:
    with here.store.write() as session:
        run_id = builders.seed_run(session)
    html = here.client("alice").get(f"/runs/{run_id}").text
    for words in ("No dated signal in 45 days.", "Nobody there fits a persona.", "Opted out on 3 Nov 2026."):
        assert words in html
    assert html.index("Hazel Works") < html.index("Gorse Works") < html.index("Fern Works")
    assert 'class="button primary"' in html
    narrowed = here.client("alice").get(f"/runs/{run_id}?cause=no_contact").text
    assert narrowed.count("Nobody there fits a persona.") == 2


def settle(client: TestClient, send_id: str, how: str):  # type: ignore[no-untyped-def]
    return client.post(f"/outbox/{send_id}/settle", data={"csrf": csrf(client), "how": how})


@pytest.mark.parametrize(
    ("state", "how", "after"),
    [
        (SendState.AMBIGUOUS, "sent", SendState.SENT),
        (SendState.AMBIGUOUS, "not-sent", SendState.SCHEDULED),
        (SendState.HANDED_OVER, "by-hand", SendState.SENT),
    ],
)
def test_a_person_settles_what_no_machine_may(here: World, state: SendState, how: str, after: SendState) -> None:
    full(here)
    with here.store.read() as session:
        send = sends.listed(session, states=(state,))[0]
    assert settle(here.client("bob"), send.id, how).status_code == 404
    assert settle(here.client("alice"), send.id, how).status_code == 303
    with here.store.read() as session:
        kept = sends.get(session, send.id)
    assert kept is not None
    assert kept.state is after
    assert settle(here.client("alice"), send.id, "sent").status_code in {303, 409}


def test_an_sdr_pauses_the_own_mailbox_and_revops_everything(here: World) -> None:
    alice, carol, dave = here.client("alice"), here.client("carol"), here.client("dave")

    def press(client: TestClient, what: str, mailbox: str) -> int:
        return int(client.post(f"/outbox/{what}", data={"csrf": csrf(client), "mailbox": mailbox}).status_code)

    assert press(alice, "pause", "ben") == 403
    assert press(alice, "pause", "") == 403
    assert press(alice, "pause", "ada") == 303
    assert press(dave, "pause", "") == 303
    assert press(dave, "resume", "") == 403
    assert "sending paused" in alice.get("/queue").text
    assert press(carol, "resume", "") == 303
    with here.store.read() as session:
        assert set(sends.pauses(session, now=here.clock.now())) == {"ada"}


def test_a_reply_shows_its_briefing_and_its_clock(here: World) -> None:
    html = full(here).client("alice").get("/replies").text
    for words in ("8 min left", "Who routes leads today?", "routing is a mess here", "mailto:dana%40clover.example"):
        assert words in html
    assert "Routing is a mess" not in here.client("bob").get("/replies").text


def test_an_outcome_is_recorded_once_and_stops_the_clock(here: World) -> None:
    alice = full(here).client("alice")
    with here.store.read() as session:
        reply = screens.replies(session, owners=None, handled=False)[0]
    form = {"csrf": csrf(alice), "kind": "opportunity", "value": "12,000", "currency": "usd"}
    for _ in range(2):
        assert alice.post(f"/replies/{reply.id}/outcome", data=form).status_code == 303
    with here.store.read() as session:
        kept = [one for one in outcomes.at_account(session, reply.account_id) if one.kind is OutcomeKind.OPPORTUNITY]
        assert screens.count_replies(session, owners=None) == 0
    assert [(str(one.value), one.currency) for one in kept] == [("12000", "USD")]
    for bad in ("lots", "-5", "NaN", "1e99"):
        answer = alice.post(f"/replies/{reply.id}/outcome", data={**form, "value": bad})
        assert answer.status_code == 422


def test_a_replys_clock_warns_at_ten_minutes() -> None:
    now = builders.NOW
    assert clock_of(now + timedelta(minutes=25), now).tone == "good"
    assert clock_of(now + timedelta(minutes=10), now).tone == "warn"
    over = clock_of(now - timedelta(minutes=3), now)
    assert (over.tone, over.words) == ("bad", "✕ over by 3 min")


def test_fast_approvals_are_nudged_and_never_stopped() -> None:
    assert nudge([1000] * 9) == ""
    assert nudge([5000] * 10) == ""
    assert "1.2 s each" in nudge([1200] * 10)


def test_one_click_unsubscribe_needs_no_cookie_and_happens_once(here: World) -> None:
    draft = here.draft()
    policy = builders.team().policy
    with here.store.write() as session:
        with_host = builders.replace(policy, unsubscribe_base_url="https://harbor.example/u")
        link = unsubscribe.link_for(session, draft.contact_id, builders.ADA, with_host, now=here.clock.now())
    path = link.removeprefix("https://harbor.example")
    nobody = here.client()
    assert nobody.get(path).status_code == 200
    with here.store.read() as session:
        assert not stopped(session, draft, here)
    headers = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    for _ in range(2):
        assert nobody.post(path, data={"List-Unsubscribe": "One-Click"}, headers=headers).status_code == 200
    with here.store.read() as session:
        assert stopped(session, draft, here)
    assert here.now_is(draft).state == "blocked"
    assert nobody.post("/u/not-a-token").status_code == 404


def stopped(session, draft, here) -> bool:  # type: ignore[no-untyped-def]
    found = suppression.suppressed(
        session, address=draft.content.recipient, domain="", account_id="", now=here.clock.now()
    )
    return found is not None


def test_an_intake_is_taken_by_its_own_proof(sqlite_store: Store) -> None:
    taken: list[tuple[str, bytes]] = []

    def take(channel: str, body: bytes, headers: object) -> TakenIn:
        if dict(headers).get("x-firstlight-signature") != "good":  # type: ignore[call-overload]
            raise BadSignature("The intake was refused: its signature does not hold.")
        taken.append((channel, body))
        return TakenIn(("item-1",))

    here = world(sqlite_store, take_intake=take)
    nobody = here.client()
    refused = nobody.post("/v1/intake/crm", content=b"{}", headers={"X-Firstlight-Signature": "bad"})
    assert refused.status_code == 403
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["title"] == "The signature does not match"
    answer = nobody.post("/v1/intake/crm", content=b'{"a":1}', headers={"X-Firstlight-Signature": "good"})
    assert (answer.status_code, answer.json()["id"]) == (202, "item-1")
    assert taken == [("crm", b'{"a":1}')]


def test_health_says_little_to_strangers(sqlite_store: Store) -> None:
    here = world(sqlite_store, health=lambda: {"mail": "maildir"})
    assert here.client().get("/healthz").json() == {"status": "ok"}
    assert here.client("erin").get("/healthz").json() == {"status": "ok", "mail": "maildir"}


def test_the_third_signal_of_a_source_that_is_not_relevant_offers_to_mute_it(here: World) -> None:
    full(here)
    with here.store.write() as session:
        first = signals.latest(session)[0]
        for number in range(3):
            signals.put(session, replace(first, id=f"sig-more-{number}", version=1))
    carol = here.client("carol")
    for number in range(3):
        assert "Mute wire" not in carol.get("/signals").text
        carol.post(f"/signals/sig-more-{number}/dismiss", data={"csrf": csrf(carol)})
    page = carol.get("/signals").text
    assert "3 of the last 20 signals of wire were not relevant." in page
    assert "Mute wire" not in here.client("alice").get("/signals").text, "an SDR cannot switch a source off"
    carol.post("/sources/wire", data={"csrf": csrf(carol), "enabled": "off"})
    assert "Mute wire" not in carol.get("/signals").text


def test_nobody_is_asked_to_answer_one_who_wants_no_more_mail(here: World) -> None:
    full(here)
    assert "mailto:" in here.client("alice").get("/replies").text
    with here.store.write() as session:
        session.connection().execute(update(ReplyRow).values(intent="unsubscribe", due_at=None))
    html = here.client("alice").get("/replies").text
    assert "mailto:" not in html and "Wants no more mail" in html and "no time limit" in html


def _first_card(here: World) -> str:
    with here.store.read() as session:
        return str(signals.open_cards(session)[0].id)


def test_a_name_without_an_address_gets_a_guess_that_one_press_confirms(sqlite_store: Store) -> None:
    found = Guess("iris.vane@sorrel.example", "first.last", 0.725, 2, 2)
    here = full(world(sqlite_store, guess_address=lambda *_: found, draft_for_contact=lambda _: "the-new-draft"))
    alice, card = here.client("alice"), _first_card(here)
    answer = alice.post(f"/to-find/{card}", data={"csrf": csrf(alice), "name": "Iris Vane", "title": "VP Sales"})
    assert answer.status_code == 200
    assert "Guessed, 72% likely: 2 of 2 known addresses there are written first.last." in answer.text
    with here.store.read() as session:
        held = contacts.by_email(session, found.address)
        assert held is not None and held.address_status == "guessed"
        assert signals.open_cards(session)
    form = {"csrf": csrf(alice), "contact": held.id, "email": found.address}
    assert alice.post(f"/to-find/{card}/confirm", data=form).headers["location"] == "/drafts/the-new-draft"
    with here.store.read() as session:
        sure = contacts.by_email(session, found.address)
        assert sure is not None and (sure.address_status, sure.confirmed_by) == ("confirmed", "Alice Harper")


def test_where_nothing_can_be_guessed_the_card_says_why_and_keeps_what_was_typed(here: World) -> None:
    alice, card = full(here).client("alice"), _first_card(here)
    answer = alice.post(f"/to-find/{card}", data={"csrf": csrf(alice), "name": "Iris Vane", "title": "VP Sales"})
    assert answer.status_code == 422
    assert "none can be guessed" in answer.text and 'value="Iris Vane"' in answer.text


def test_the_cards_can_be_downloaded_and_no_cell_is_a_formula(here: World) -> None:
    with full(here).store.write() as session:
        card = signals.open_cards(session)[0]
        card.reason = '=HYPERLINK("https://evil.example")'
        session.add(card)
    answer = here.client("alice").get("/to-find.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    head, *rows = answer.text.splitlines()
    assert head == "account,domain,persona,reason,evidence_url,owner,card_id,name,title,email"
    assert "'=HYPERLINK" in rows[0] and card.id in rows[0]


def test_an_sdr_is_shown_no_signal_whose_page_is_not_theirs(here: World) -> None:
    full(here)
    here.draft(key="wren", owner="ben")
    with here.store.write() as session:
        mine = signals.latest(session)[0]
        theirs = replace(mine, id="sig-of-ben", account_id="acc-wren")
        signals.put(session, theirs)
    shown = here.client("alice").get("/signals").text
    assert f"/signals/{mine.id}" in shown and f"/signals/{theirs.id}" not in shown
    assert here.client("alice").get(f"/signals/{theirs.id}").status_code == 404
    assert f"/signals/{theirs.id}" in here.client("carol").get("/signals").text
