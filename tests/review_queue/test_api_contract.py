"""The API's contract of review §1.5: versions, repeated calls, problems, and nothing that the caller may not set."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import builders
import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from web_world import World, call, csrf, world

from agent.domain.drafts import Draft, DraftState
from agent.domain.sends import SendState
from agent.store import decisions, sends
from agent.store.engine import Store
from review_queue.api import drafts as api
from review_queue.pages import drafts as pages


@pytest.fixture
def here(sqlite_store: Store) -> World:
    return world(sqlite_store)


@pytest.fixture
def draft(here: World) -> Draft:
    return here.draft()


@pytest.fixture
def alice(here: World) -> TestClient:
    return here.client("alice")


def test_a_decision_says_its_new_etag_and_when_the_mail_leaves(here: World, draft: Draft, alice: TestClient) -> None:
    answer = call(alice, draft, "approve", {"dwell_ms": 5100})
    body = answer.json()
    assert answer.status_code == 200
    assert answer.headers["etag"] == body["etag"] == here.now_is(draft).etag
    assert body["state"] == "approved"
    assert body["approved_sha256"] == draft.content.sha256
    assert body["send"]["state"] == "scheduled"


def test_without_a_version_it_is_428_and_with_another_412(here: World, draft: Draft, alice: TestClient) -> None:
    assert call(alice, draft, "approve", If_Match="").status_code == 428
    for etag in (f'"{draft.id}.99"', f"W/{draft.etag}", '"other.1"', "*", "nonsense"):
        answer = call(alice, draft, "approve", If_Match=etag)
        assert answer.status_code == 412, etag
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "stale-version"
    assert here.now_is(draft) == draft


def test_the_form_without_a_version_is_428_too(here: World, draft: Draft, alice: TestClient) -> None:
    answer = alice.post(f"/drafts/{draft.id}/approve", data={"csrf": csrf(alice)})
    assert answer.status_code == 428
    assert here.now_is(draft) == draft


def test_the_same_call_again_gets_the_same_answer_and_does_nothing(
    here: World, draft: Draft, alice: TestClient
) -> None:
    key = str(uuid.uuid4())
    first = call(alice, draft, "approve", Idempotency_Key=key)
    again = call(alice, draft, "approve", Idempotency_Key=key)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    with here.store.read() as session:
        assert len(decisions.of_draft(session, draft.id)) == 1


def test_a_key_used_for_something_else_is_refused_and_tells_nothing(
    here: World, draft: Draft, alice: TestClient
) -> None:
    key = str(uuid.uuid4())
    call(alice, draft, "approve", Idempotency_Key=key)
    other = call(alice, draft, "reject", {"reason": "tone"}, Idempotency_Key=key)
    carol = call(here.client("carol"), draft, "approve", Idempotency_Key=key)
    for answer in (other, carol):
        assert answer.status_code == 422
        assert answer.json()["code"] == "idempotency-key-reused"
        assert draft.content.recipient not in answer.text


def test_a_decision_needs_a_key(here: World, draft: Draft, alice: TestClient) -> None:
    assert call(alice, draft, "approve", Idempotency_Key="").status_code == 400
    assert call(alice, draft, "approve", Idempotency_Key="short").status_code == 400
    assert here.now_is(draft) == draft


def test_the_same_key_twenty_times_at_once_is_one_decision(store: Store) -> None:
    there = world(store)
    draft = there.draft()
    key = str(uuid.uuid4())
    clients = [there.client("alice") for _ in range(20)]
    with ThreadPoolExecutor(20) as pool:
        said = list(pool.map(lambda one: call(one, draft, "approve", Idempotency_Key=key).status_code, clients))
    assert said.count(200) >= 1
    assert set(said) <= {200, 409, 412}
    with there.store.read() as session:
        assert len(decisions.of_draft(session, draft.id)) == 1


def test_a_failed_check_is_422_with_each_check(here: World, draft: Draft, alice: TestClient) -> None:
    body = "Alder announced a $15M Series B.\n\nWant the checklist we use for this?"
    edited = alice.patch(
        f"/api/v1/drafts/{draft.id}",
        json={"subject": "routing", "body": body},
        headers={"X-CSRF-Token": csrf(alice), "If-Match": draft.etag, "Idempotency-Key": str(uuid.uuid4())},
    )
    assert edited.status_code == 200
    assert edited.json()["approvable"] is False
    answer = call(alice, here.now_is(draft), "approve")
    problem = answer.json()
    assert answer.status_code == 422
    assert problem["code"] == "checks-failed"
    assert problem["type"].startswith("urn:firstlight:problem:")
    assert any("15" in wrong["detail"] for wrong in problem["errors"])


def test_too_late_is_409_and_says_what_holds_now(here: World, draft: Draft, alice: TestClient) -> None:
    call(alice, draft, "approve")
    answer = call(alice, draft, "reject", {"reason": "tone"})
    assert answer.status_code == 409
    assert (answer.json()["code"], answer.json()["state"]) == ("already-decided", "approved")


@pytest.mark.parametrize("field", ["state", "owner_id", "approved_by", "recipient", "score", "not_before", "role"])
def test_nobody_sets_what_is_not_theirs(here: World, draft: Draft, alice: TestClient, field: str) -> None:
    headers = {"X-CSRF-Token": csrf(alice), "If-Match": draft.etag, "Idempotency-Key": str(uuid.uuid4())}
    answer = alice.patch(f"/api/v1/drafts/{draft.id}", json={"subject": "s", "body": "b", field: "x"}, headers=headers)
    assert answer.status_code == 422
    form = {"csrf": csrf(alice), "v": str(draft.version), "subject": "routing", "body": "Words.", field: "approved"}
    alice.post(f"/drafts/{draft.id}/edit", data=form)
    kept = here.now_is(draft)
    assert (kept.state, kept.owner_id, kept.score) == (DraftState.PENDING, "ada", draft.score)
    assert kept.content.recipient == draft.content.recipient


def test_undo_and_approve_again_send_the_new_words_once(here: World, draft: Draft, alice: TestClient) -> None:
    call(alice, draft, "approve")
    call(alice, here.now_is(draft), "undo")
    body = draft.content.text.split("\n\n")[1] + "\n\nShall I send the checklist we use for this?"
    headers = {
        "X-CSRF-Token": csrf(alice), "If-Match": here.now_is(draft).etag, "Idempotency-Key": str(uuid.uuid4()),
    }  # fmt: skip
    alice.patch(f"/api/v1/drafts/{draft.id}", json={"subject": "routing again", "body": body}, headers=headers)
    answer = call(alice, here.now_is(draft), "approve")
    assert answer.status_code == 200, answer.text
    with here.store.read() as session:
        send = sends.of_draft(session, draft.id)
    assert send is not None
    assert send.state is SendState.SCHEDULED
    assert "Shall I send" in send.content.text


def test_snoozing_takes_a_choice_or_an_instant(here: World, draft: Draft, alice: TestClient) -> None:
    until = (here.clock.now() + timedelta(days=1)).isoformat()
    assert call(alice, draft, "snooze", {"until": until}).status_code == 200
    woken = call(alice, here.now_is(draft), "wake")
    assert woken.json()["state"] == "pending"
    assert call(alice, here.now_is(draft), "snooze", {"until": "tomorrow"}).status_code == 200
    call(alice, here.now_is(draft), "wake")
    for bad in ("someday", "2026-11-30T08:00:00", ""):
        assert call(alice, here.now_is(draft), "snooze", {"until": bad}).status_code == 422


def test_drafting_again_ends_pending_with_the_reason_why_nothing_changed(
    here: World, draft: Draft, alice: TestClient
) -> None:
    answer = call(alice, draft, "regenerate", {"instruction": "shorter"})
    assert answer.status_code == 200
    assert answer.json()["state"] == "pending"
    assert "no other words" in here.now_is(draft).state_reason


def test_pages_of_the_list_follow_one_another_without_gap_or_double(here: World, alice: TestClient) -> None:
    for number in range(7):
        here.draft(key=f"k{number}", total=50 + number % 3)
    seen: list[str] = []
    cursor = ""
    while True:
        body = alice.get("/api/v1/drafts", params={"limit": 3, "cursor": cursor}).json()
        seen += [one["id"] for one in body["drafts"]]
        if not body["next"]:
            break
        cursor = body["next"]
    assert len(seen) == len(set(seen)) == 7


def test_a_lease_is_taken_renewed_and_left(here: World, draft: Draft, alice: TestClient) -> None:
    headers = {"X-CSRF-Token": csrf(alice)}
    path = f"/api/v1/drafts/{draft.id}/claim"
    taken = alice.put(path, json={}, headers=headers).json()
    assert taken["acquired"] is True
    assert taken["locked_by"] == here.people.alice.user_id
    assert alice.put(path, json={"token": taken["token"]}, headers=headers).status_code == 200
    carol = here.client("carol")
    refused = carol.put(path, json={}, headers={"X-CSRF-Token": csrf(carol)})
    assert (refused.status_code, refused.json()["code"]) == (409, "claimed")
    assert alice.delete(path, params={"token": taken["token"]}, headers=headers).status_code == 204
    assert carol.put(path, json={}, headers={"X-CSRF-Token": csrf(carol)}).status_code == 200


def test_every_action_of_the_pages_has_its_call_and_every_call_is_documented() -> None:
    own = {route.path.rpartition("/")[2] for route in pages.router.routes if isinstance(route, APIRoute)}
    calls = {
        (method, route.path) for route in api.router.routes if isinstance(route, APIRoute) for method in route.methods
    }
    offered = {path.rpartition("/")[2] for method, path in calls if method == "POST"}
    assert own - {"edit"} <= offered and ("PATCH", "/api/v1/drafts/{draft_id}") in calls
    told = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8").replace("…/", "/api/v1/drafts/")
    for method, path in calls:
        assert f"`{method} {path.replace('{draft_id}', 'ID')}" in told, f"{method} {path}"


def test_an_edit_is_checked_before_it_is_saved_and_taken_back_after(
    here: World, draft: Draft, alice: TestClient
) -> None:
    words = {"subject": "routing", "body": "Alder announced a $15M Series B.\n\nWant the checklist we use for this?"}
    found = call(alice, draft, "check", words)
    assert found.status_code == 200 and found.json()["approvable"] is False
    assert any("15" in one["detail"] for one in found.json()["findings"]) and here.now_is(draft) == draft
    headers = {"X-CSRF-Token": csrf(alice), "If-Match": draft.etag, "Idempotency-Key": str(uuid.uuid4())}
    alice.patch(f"/api/v1/drafts/{draft.id}", json=words, headers=headers)
    assert here.now_is(draft).edited
    back = call(alice, here.now_is(draft), "restore")
    assert back.status_code == 200 and back.json()["text"] == draft.content.text and not back.json()["edited"]


def test_revops_takes_a_held_draft_over(here: World, draft: Draft, alice: TestClient) -> None:
    path = f"/api/v1/drafts/{draft.id}"
    alice.put(f"{path}/claim", json={}, headers={"X-CSRF-Token": csrf(alice)})
    carol = here.client("carol")
    taken = carol.post(f"{path}/take-over", headers={"X-CSRF-Token": csrf(carol)})
    assert taken.status_code == 200 and taken.json()["locked_by"] == here.people.carol.user_id


def test_bad_json_is_named(here: World, draft: Draft, alice: TestClient) -> None:
    headers = {"X-CSRF-Token": csrf(alice), "If-Match": draft.etag, "Idempotency-Key": str(uuid.uuid4())}
    for body in (b"{", b"[]", b'"x"', b'{"reason": "because"}'):
        answer = alice.post(f"/api/v1/drafts/{draft.id}/reject", content=body, headers=headers)
        assert answer.status_code == 422
    assert here.clock.now() == builders.NOW


@pytest.mark.parametrize(
    ("token", "words"), [("", "GET /api/v1/me gives"), ("of-another", "from GET /api/v1/me again")]
)
def test_a_call_without_the_sessions_token_is_told_where_it_is(
    here: World, draft: Draft, alice: TestClient, token: str, words: str
) -> None:
    answer = call(alice, draft, "approve", X_CSRF_Token=token)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert words in answer.json()["detail"] and "role" not in answer.json()["title"]


def test_what_stands_before_every_refusal_is_documented(here: World, draft: Draft, alice: TestClient) -> None:
    told = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    signed_out = here.client().get("/api/v1/drafts")
    gone = alice.get("/api/v1/drafts/none")
    for answer in (signed_out, call(alice, draft, "approve", X_CSRF_Token="x"), gone):
        assert f"| {answer.status_code} `{answer.json()['code']}` |" in told
    assert "cookie" in signed_out.json()["detail"] and "no such draft" in gone.json()["detail"]
