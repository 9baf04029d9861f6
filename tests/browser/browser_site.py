"""A real web app on loopback over a migrated SQLite store, and a real browser that holds every page to its promises."""

from __future__ import annotations

import os
import socket
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import builders
import pytest
import uvicorn
from chromium import Chromium, find
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from agent.clock import MovedClock
from agent.domain.drafts import Draft, Drafted, NoReason
from agent.prompts.desk import PromptDesk
from agent.store.engine import Store, migrate, open_store
from review_queue.app import create_app
from review_queue.context import WebContext


@dataclass
class Site:
    """The app as it is served: its address, its store and clock, the CSP reports that browsers sent."""

    url: str
    store: Store
    clock: MovedClock
    people: builders.People
    csp_reports: list[str] = field(default_factory=list)


def _context(store: Store, clock: MovedClock) -> WebContext:
    def again(draft: Draft, instruction: str) -> Drafted | NoReason:
        return NoReason("the composer has no other words")

    return WebContext(
        store=store,
        team=builders.team,
        clock=clock,
        secret_key=b"k" * 32,
        draft_for_contact=lambda contact_id: NoReason("nothing fresh is known"),
        regenerate=again,
        model="tiny",
        check_model=lambda: "",
        prompts=PromptDesk(store, clock, _folder(store) / "prompts", builders.team, lambda: None, b"k" * 32),
    )


def _folder(store: Store) -> Path:
    return Path(str(store.engine.url.database)).parent


@contextmanager
def serve(store: Store, clock: MovedClock, people: builders.People) -> Iterator[Site]:
    """The app under a real uvicorn until the block ends."""
    app = create_app(_context(store, clock))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        port = listening.getsockname()[1]
        try:
            yield Site(f"http://127.0.0.1:{port}", store, clock, people, app.state.csp_reports)
        finally:
            server.should_exit = True
            thread.join(5)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site with users, a run and nine drafts."""
    store = open_store(f"sqlite:///{tmp_path / 'web.sqlite3'}")
    migrate(store)
    people = builders.seed_world(store)
    with serve(store, MovedClock(builders.NOW), people) as served:
        yield served
    store.close()


@pytest.fixture
def bare_site(tmp_path: Path) -> Iterator[Site]:
    """A site with users and nothing else: the first morning."""
    store = open_store(f"sqlite:///{tmp_path / 'bare.sqlite3'}")
    migrate(store)
    with store.write() as session:
        people = builders.seed_users(session)
    with serve(store, MovedClock(builders.NOW), people) as served:
        yield served
    store.close()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Chromium:
    found, words = find(playwright)
    if found is None:
        message = f"NO BROWSER: the browser tests are skipped. Tried: {words}. Set FIRSTLIGHT_CHROMIUM to one."
        if os.environ.get("CI"):
            pytest.fail(message)
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)
    return found


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: Chromium) -> Iterator[Browser]:
    opened = playwright.chromium.launch(**chromium.options())  # type: ignore[arg-type]
    yield opened
    opened.close()


@dataclass
class Watched:
    """A page, and what it complained about."""

    page: Page
    complaints: list[str]


@contextmanager
def watched(browser: Browser, site: Site, **options: object) -> Iterator[Page]:
    """A page that must stay free of console errors and of CSP reports."""
    context = browser.new_context(viewport={"width": 1440, "height": 860}, **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield page
        page.wait_for_timeout(50)
        assert complaints == []
        assert site.csp_reports == []
    finally:
        context.close()


def sign_in(page: Page, site: Site, name: str = "alice") -> None:
    """By keyboard alone."""
    page.goto(f"{site.url}/login")
    page.keyboard.press("Tab")
    page.locator("#email").focus()
    page.keyboard.type(f"{name}@harbor.example")
    page.keyboard.press("Tab")
    page.keyboard.type(builders.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue")


SETTLED_MS = 300  # decision keys rest for 250 ms after a pane was swapped


def settle(page: Page) -> None:
    page.wait_for_timeout(SETTLED_MS)
