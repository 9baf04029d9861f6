"""An open draft whose brief no longer matches what is known says so, and is written again on what is known now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import builders
import pytest
from brief_world import FIRM, RAISED, on_brief, put
from builders import NOW
from web_world import World, call, form_token, world

from agent.domain.drafts import Draft, NoReason, Renewed
from agent.domain.signals import FieldValue, Quote, Signal, SignalEvidence, SignalKind
from agent.night.outdated import mark_outdated
from agent.night.prepare import Preparer
from agent.store import drafts, queue, signals
from agent.store.engine import Store
from drafting.draft import Drafter

TEXT = "Alder Robotics raised $40 million in a Series C led by Fenwick Ventures."
MORE = Signal(
    "sig-more", FIRM.id, SignalKind.FUNDING, {"amount": "40000000", "currency": "USD", "round": "series_c"},
    (
        SignalEvidence(
            "i-more", "wire", "https://wire.example/more", "Wire", "Alder raises again", Quote.of(TEXT, 0, len(TEXT)),
            {
                "amount": FieldValue("40000000", Quote.of(TEXT, 22, 33)),
                "currency": FieldValue("USD", Quote.of(TEXT, 22, 33)),
                "round": FieldValue("series_c", Quote.of(TEXT, 39, 47)),
            },
            NOW - timedelta(hours=2), NOW - timedelta(hours=1), 0.95,
        ),
    ),
    0.95, NOW - timedelta(hours=2), NOW - timedelta(hours=1),
)  # fmt: skip


@pytest.fixture
def here(sqlite_store: Store) -> World:
    made = world(sqlite_store)
    context = made.app.state.context

    def renew(draft: Draft) -> Renewed | NoReason:
        drafter = Drafter(secret=b"test")
        return Preparer(made.store, builders.team(), made.clock, drafter).renew(draft.id, salt=draft.version)

    made.app.state.context = replace(context, renew=renew)
    return made


def _learn(here: World, signal: Signal) -> None:
    with here.store.write() as session:
        put(session, signal)


def _press(here: World, draft: Draft, name: str = "alice") -> int:
    client = here.client(name)
    token = form_token(client.get(f"/drafts/{draft.id}").text)
    form = {"csrf": token, "v": str(draft.version)}
    return int(client.post(f"/drafts/{draft.id}/renew", data=form).status_code)


def test_a_draft_on_what_is_known_says_nothing(here: World) -> None:
    draft = on_brief(here, RAISED)
    html = here.client("alice").get(f"/drafts/{draft.id}").text
    assert "Known since this was written" not in html and "/renew" not in html


def test_news_is_told_on_the_draft_at_once_and_in_the_list_after_a_night(here: World) -> None:
    draft = on_brief(here, RAISED)
    _learn(here, MORE)
    alice = here.client("alice")
    html = alice.get(f"/drafts/{draft.id}").text
    assert "Known since this was written" in html and "Series C $40M, today." in html
    assert "changed since" not in html
    mark_outdated(here.store, builders.team(), now=NOW)
    assert "changed since" in alice.get("/queue").text


def test_written_again_it_stands_on_the_new_brief_and_the_old_words_stay(here: World) -> None:
    draft = on_brief(here, RAISED)
    _learn(here, MORE)
    mark_outdated(here.store, builders.team(), now=NOW)
    assert _press(here, draft) == 303
    now = here.now_is(draft)
    assert now.brief_id != draft.brief_id and now.version > draft.version
    assert "Series C" in now.reason and now.written != draft.written
    assert now.findings.approvable and now.findings.verdicts
    with here.store.read() as session:
        assert [row.number for row in queue.revisions(session, draft.id)] == [1, 2]
        brief = signals.get_brief(session, now.brief_id)
        assert brief is not None and any("$40 million" in piece.quote for piece in brief.evidence)
        waiting = drafts.waiting(session)[0]
        listed = queue.one(session, draft.id)
    assert waiting.outdated == "" and listed is not None and listed.why_now == "Series C $40M"
    html = here.client("alice").get(f"/drafts/{draft.id}").text
    assert "Known since this was written" not in html


def test_the_api_writes_again_too_once_for_a_key(here: World) -> None:
    draft = on_brief(here, RAISED)
    _learn(here, MORE)
    mark_outdated(here.store, builders.team(), now=NOW)
    alice = here.client("alice")
    assert alice.get("/api/v1/drafts").json()["drafts"][0]["outdated"] is True
    answer = call(alice, draft, "renew", Idempotency_Key="once-and-no-more")
    now = here.now_is(draft)
    assert (answer.status_code, answer.json()["state"], answer.json()["etag"]) == (200, "pending", now.etag)
    assert "Series C" in answer.json()["reason"] and now.brief_id != draft.brief_id
    assert call(alice, draft, "renew", Idempotency_Key="once-and-no-more").json() == answer.json()
    assert here.now_is(draft) == now
    assert call(alice, draft, "renew").status_code == 412


def test_it_may_be_pressed_after_three_other_words(here: World) -> None:
    draft = on_brief(here, RAISED)
    _learn(here, MORE)
    alice = here.client("alice")
    token = form_token(alice.get(f"/drafts/{draft.id}").text)
    for _ in range(3):
        form = {"csrf": token, "v": str(here.now_is(draft).version), "instruction": "shorter"}
        assert alice.post(f"/drafts/{draft.id}/regenerate", data=form).status_code == 303
    assert _press(here, here.now_is(draft)) == 303
    assert "Series C" in here.now_is(draft).reason


def test_with_a_risk_it_stays_as_it_is_and_says_why(here: World) -> None:
    draft = on_brief(here, RAISED)
    words = "Alder Robotics laid off 40 people in Boston on Monday."
    gone = replace(MORE, id="sig-cut", kind=SignalKind.LAYOFF, fields={}, evidence=(
        replace(MORE.evidence[0], item_id="i-cut", title="Layoffs", fields={}, quote=Quote.of(words, 0, len(words))),
    ))  # fmt: skip
    _learn(here, gone)
    assert "Look first: layoffs" in here.client("alice").get(f"/drafts/{draft.id}").text
    assert _press(here, draft) == 303
    now = here.now_is(draft)
    assert now.written == draft.written and now.brief_id == draft.brief_id
    assert now.state_reason.startswith("No other words: Look first: layoffs")


@pytest.mark.parametrize(("name", "status"), [("erin", 403), ("dave", 403), ("bob", 404)])
def test_only_who_decides_on_a_draft_writes_it_again(here: World, name: str, status: int) -> None:
    draft = on_brief(here, RAISED)
    client = here.client(name)
    token = form_token(client.get("/accounts").text)
    form = {"csrf": token, "v": str(draft.version)}
    assert client.post(f"/drafts/{draft.id}/renew", data=form).status_code == status
    assert here.now_is(draft).version == draft.version


def test_a_stale_page_writes_nothing_again(here: World) -> None:
    draft = on_brief(here, RAISED)
    _learn(here, MORE)
    alice = here.client("alice")
    token = form_token(alice.get(f"/drafts/{draft.id}").text)
    form = {"csrf": token, "v": str(draft.version - 1)}
    assert alice.post(f"/drafts/{draft.id}/renew", data=form).status_code == 412
    assert here.now_is(draft).version == draft.version
