"""The web app over a SQLite store, with a client for each of the cast who is already signed in."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

import builders
from fastapi import FastAPI
from fastapi.testclient import TestClient

from agent.clock import MovedClock
from agent.domain.drafts import Draft, NoReason
from agent.prompts.desk import PromptDesk
from agent.store import drafts
from agent.store.engine import Store
from review_queue import auth
from review_queue.app import create_app
from review_queue.context import Previewed, WebContext
from review_queue.guard import cookie_name


def context(store: Store, clock: MovedClock, **changes: object) -> WebContext:
    plain = WebContext(
        store=store,
        team=builders.team,
        clock=clock,
        secret_key=b"k" * 32,
        draft_for_contact=lambda contact_id: NoReason("nothing fresh is known about them"),
        regenerate=lambda draft, instruction: NoReason("the composer has no other words"),
        preview_weight=lambda source, weight: (Previewed("acc-alder", "Alder Robotics", 2, 1),),
        start_run=lambda: "run-started",
        prompts=PromptDesk(store, clock, _folder(store) / "prompts", builders.team, lambda: None, b"k" * 32),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def _folder(store: Store) -> Path:
    return Path(str(store.engine.url.database)).parent


@dataclass
class World:
    """An app, its store and clock, and its people."""

    app: FastAPI
    store: Store
    clock: MovedClock
    people: builders.People

    def client(self, name: str = "") -> TestClient:
        """A browser: signed in as `name`, or as nobody."""
        made = TestClient(self.app, follow_redirects=False, raise_server_exceptions=False)
        if name:
            with self.store.write() as session:
                token = auth.open_session(session, getattr(self.people, name).user_id, now=self.clock.now())
            made.cookies.set(cookie_name(self.app.state.context), token)
        return made

    def draft(self, **changes: object) -> Draft:
        with self.store.write() as session:
            return builders.seed_draft(session, **changes)  # type: ignore[arg-type]

    def now_is(self, draft: Draft) -> Draft:
        with self.store.read() as session:
            found = drafts.get(session, draft.id)
        assert found is not None
        return found


def world(store: Store, **changes: object) -> World:
    clock = MovedClock(builders.NOW)
    with store.write() as session:
        people = builders.seed_users(session)
    return World(create_app(context(store, clock, **changes)), store, clock, people)


def csrf(client: TestClient) -> str:
    return str(client.get("/api/v1/me").json()["csrf"])


def call(client: TestClient, draft: Draft, verb: str, body: dict[str, object] | None = None, **headers: str):  # type: ignore[no-untyped-def]
    """A decision through the API, with everything that it must carry; headers given here win ("" leaves one out)."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {
        "X-CSRF-Token": csrf(client), "If-Match": draft.etag, "Idempotency-Key": str(uuid.uuid4()), **named,
    }  # fmt: skip
    sent = {name: value for name, value in sent.items() if value}
    return client.post(f"/api/v1/drafts/{draft.id}/{verb}", json=body or {}, headers=sent)


def form_token(html: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', html)
    assert found is not None
    return found[1]
