"""A silent model is said on every page, with since when, what it means and the press that mends it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import builders
import pytest
from builders import NOW
from local_server import Answer, LocalServer, Received
from pydantic import BaseModel, SecretStr
from web_world import World, form_token, world

from agent.domain.teams import Costs
from agent.errors import ModelPaused, ModelUnavailable
from agent.settings import ModelSettings
from agent.store.codec import dump
from agent.store.engine import Store
from agent.tables.drafts import DraftRow
from agent.wiring_model import model, why_silent
from drafting.model import Message

PAGES = ("/queue", "/to-find", "/accounts", "/insight", "/prompts", "/runs")


class Short(BaseModel):
    subject: str


class Endpoint:
    """A real endpoint on loopback: it refuses, breaks or lists its models as it is told."""

    def __init__(self, server: LocalServer) -> None:
        self.status, self.models = 401, ["tiny"]
        server.route("/v1/chat/completions", self._refuse)
        server.route("/v1/models", self._list)
        self.settings = ModelSettings(base_url=server.url("/v1"), name="tiny", api_key=SecretStr("sk-secret"))

    def _refuse(self, got: Received) -> Answer:
        return Answer('{"error": {"message": "no"}}', status=self.status, headers={"Content-Type": "application/json"})

    def _list(self, got: Received) -> Answer:
        body = json.dumps({"data": [{"id": name} for name in self.models]})
        status = self.status if self.status == 401 else 200
        return Answer(body, status=status, headers={"Content-Type": "application/json"})

    def ask(self, store: Store, here: World, times: int = 1) -> None:
        own = model(self.settings, store=store, costs=Costs(), clock=here.clock)
        assert own is not None
        for number in range(times):
            with pytest.raises((ModelPaused, ModelUnavailable)):
                own.write([Message("user", f"mail {number}")], Short)


@pytest.fixture
def endpoint():  # type: ignore[no-untyped-def]
    with LocalServer() as server:
        yield Endpoint(server)


@pytest.fixture
def here(sqlite_store: Store, endpoint: Endpoint) -> World:
    return world(sqlite_store, model="tiny", check_model=lambda: why_silent(endpoint.settings))


def press(here: World, path: str, name: str = "carol"):  # type: ignore[no-untyped-def]
    client = here.client(name)
    return client.post(path, data={"csrf": form_token(client.get("/model").text)})


def test_with_nothing_wrong_no_page_says_anything(here: World) -> None:
    html = here.client("carol").get("/queue").text
    assert "model-banner" not in html
    assert "nothing wrong is known" in here.client("carol").get("/model").text


def test_a_refused_key_is_said_on_every_page_with_what_it_means(here: World, endpoint: Endpoint) -> None:
    endpoint.ask(here.store, here)
    here.clock.at = NOW + timedelta(hours=6)  # the pause is over and nobody asked since
    for path in PAGES:
        html = here.client("alice").get(path).text
        assert "tiny did not answer (HTTP 401, check the key)." in html, path
        assert "nothing is lost" in html and 'href="/model"' in html
    page = here.client("alice").get("/model").text
    assert "FIRSTLIGHT_MODEL__API_KEY_FILE" in page and "sk-secret" not in page
    assert 'action="/model/check"' not in page


def test_five_failures_in_a_row_are_told_once_an_hour(here: World, endpoint: Endpoint) -> None:
    endpoint.status = 503
    endpoint.ask(here.store, here, times=6)
    html = here.client("alice").get("/queue").text
    assert "tiny did not answer (HTTP 503), 5 times in a row." in html


def test_a_check_that_holds_ends_the_pause_and_the_banner(here: World, endpoint: Endpoint) -> None:
    endpoint.ask(here.store, here)
    said = press(here, "/model/check")
    assert said.status_code == 200 and "answers 401" in said.text
    assert "model-banner" in here.client("alice").get("/queue").text
    endpoint.status = 200
    assert "It answers to this key" in press(here, "/model/check").text
    assert "model-banner" not in here.client("alice").get("/queue").text


def test_a_model_that_is_not_listed_is_named(here: World, endpoint: Endpoint) -> None:
    endpoint.status, endpoint.models = 200, ["other"]
    assert "does not list tiny" in press(here, "/model/check").text


def test_it_can_be_asked_again_without_a_check(here: World, endpoint: Endpoint) -> None:
    endpoint.ask(here.store, here)
    assert press(here, "/model/again", "dave").status_code == 303
    assert "model-banner" not in here.client("alice").get("/queue").text
    here.clock.at = NOW + timedelta(minutes=1)
    endpoint.ask(here.store, here)  # asked at once, and refused again
    assert "model-banner" in here.client("alice").get("/queue").text


def test_a_draft_that_a_model_wrote_since_ends_it(here: World, endpoint: Endpoint) -> None:
    endpoint.ask(here.store, here)
    draft = here.draft(now=NOW + timedelta(minutes=5))
    author = replace(draft.authorship, drafter="model", model="tiny", output_tokens=200)
    with here.store.write() as session:
        row = session.get_one(DraftRow, draft.id)
        row.authorship = dump(type(author), author)
        session.add(row)
    assert "model-banner" not in here.client("alice").get("/queue").text


def test_money_that_is_nearly_spent_is_told_to_who_can_raise_it(here: World) -> None:
    with here.store.write() as session:
        from_budget = "Today's budget for models ($5.00 and 5,000,000 tokens) is spent to 80 %. The caps are in it."
        builders.seed_notice(session, "model", from_budget, f"model-budget:nearly:{NOW.date()}")
    assert "is spent to 80 %." in here.client("carol").get("/queue").text
    assert "model-banner" not in here.client("alice").get("/queue").text


def test_fall_backs_are_counted_with_their_reasons(here: World) -> None:
    draft = here.draft()
    author = replace(draft.authorship, fell_back="tiny did not answer (timeout)", repairs=2)
    with here.store.write() as session:
        row = session.get_one(DraftRow, draft.id)
        row.authorship = dump(type(author), author)
        session.add(row)
    html = here.client("erin").get("/model").text
    assert 'tiny did not answer (timeout) <span class="muted">(1)</span>' in html
    assert "<dt>Composed after a model was asked</dt><dd>1</dd>" in html


def test_where_no_model_is_configured_nothing_is_wrong(sqlite_store: Store, tmp_path: Path) -> None:
    plain = world(sqlite_store)
    with plain.store.write() as session:
        builders.seed_notice(session, "model", "tiny did not answer; so.", "model-paused:old")
    assert "model-banner" not in plain.client("carol").get("/queue").text
    assert "the composer drafts, and says so" in plain.client("carol").get("/model").text


@pytest.mark.parametrize("name", ["alice", "erin"])
def test_only_revops_and_admins_press(here: World, name: str) -> None:
    client = here.client(name)
    token = form_token(client.get("/queue").text)
    assert client.post("/model/again", data={"csrf": token}).status_code == 403
    assert client.post("/model/check", data={"csrf": token}).status_code == 403


def test_without_a_model_the_page_says_how_to_have_one(sqlite_store: Store) -> None:
    html = world(sqlite_store).client("alice").get("/model").text
    steps = html[html.index("To have a model write") :]
    for words in ("<code>name</code>", "<code>base_url</code>", "FIRSTLIGHT_MODEL__API_KEY_FILE", "firstlight doctor"):
        assert words in steps
    assert {"name", "base_url", "api_key"} <= set(ModelSettings.model_fields)


def test_with_a_model_nobody_is_told_how_to_have_one(here: World) -> None:
    assert "To have a model write" not in here.client("alice").get("/model").text
