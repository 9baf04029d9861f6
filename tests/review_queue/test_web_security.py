"""Attacks of review §4.3 against the running app: each is refused, and nothing was changed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import builders
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from web_world import World, call, csrf, form_token, world

from agent.domain.decisions import Role
from agent.domain.drafts import DraftState
from agent.store import users
from agent.store.engine import Store
from review_queue import auth
from review_queue.app import guarded_routes
from review_queue.context import TakenIn
from review_queue.guard import cookie_name
from review_queue.roles import May
from review_queue.security import CSP

HERE = Path(__file__).parent.parent.parent / "review_queue"


@pytest.fixture
def here(sqlite_store: Store) -> World:
    return world(sqlite_store)


def sign_in(client: TestClient, email: str = "alice@harbor.example", password: str = builders.PASSWORD):  # type: ignore[no-untyped-def]
    return client.post("/login", data={"email": email, "password": password})


def test_signing_in_gives_a_new_session_with_a_locked_down_cookie(here: World) -> None:
    client = here.client()
    client.cookies.set("firstlight_sid", "chosen by an attacker")
    answer = sign_in(client)
    cookie = answer.headers["set-cookie"]
    assert answer.status_code == 303
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "chosen" not in cookie


def test_over_tls_the_cookie_is_bound_to_the_host(sqlite_store: Store) -> None:
    there = world(sqlite_store, secure_cookies=True)
    answer = sign_in(there.client())
    assert answer.headers["set-cookie"].startswith("__Host-sid=")
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age=31536000" in answer.headers["strict-transport-security"]


def test_the_token_itself_is_not_in_the_database(here: World) -> None:
    client = here.client()
    sign_in(client)
    token = client.cookies[cookie_name(here.app.state.context)]
    with here.store.engine.connect() as connection:
        kept = connection.exec_driver_sql("select token_sha256, csrf from session").all()
    assert token not in str(kept)
    assert auth.sha256(token) in str(kept)


def test_signing_out_ends_the_session_on_the_server(here: World) -> None:
    client = here.client("alice")
    kept = dict(client.cookies)
    answer = client.post("/logout", data={"csrf": csrf(client)})
    assert answer.status_code == 303
    assert "Clear-Site-Data" in answer.headers
    replayed = here.client()
    replayed.cookies.update(kept)
    assert replayed.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(("idle", "alive"), [(timedelta(hours=11), True), (timedelta(hours=13), False)])
def test_a_session_idles_for_twelve_hours(here: World, idle: timedelta, alive: bool) -> None:
    client = here.client("alice")
    here.clock.move(idle)
    assert (client.get("/api/v1/me").status_code == 200) is alive


def test_a_session_ends_after_seven_days_however_busy(here: World) -> None:
    client = here.client("alice")
    for _ in range(15):
        here.clock.move(timedelta(hours=11))
        assert client.get("/api/v1/me").status_code == 200
    here.clock.move(timedelta(hours=11))
    assert client.get("/api/v1/me").status_code == 401


def test_a_lowered_role_and_a_disabled_user_hold_from_the_next_request_on(here: World) -> None:
    draft = here.draft()
    client = here.client("alice")
    with here.store.write() as session:
        users.set_role(session, here.people.alice.user_id, role=str(Role.READ_ONLY), owner_id="ada")
    assert call(client, draft, "approve").status_code == 403
    with here.store.write() as session:
        users.set_disabled(session, here.people.alice.user_id, here.clock.now())
    assert client.get("/api/v1/me").status_code == 401
    assert here.now_is(draft).state is DraftState.PENDING


def test_guessing_is_slowed_and_the_right_password_works_later(here: World) -> None:
    client = here.client()
    said = [sign_in(client, password="wrong wrong wrong").status_code for _ in range(7)]
    assert said == [401] * 5 + [429] * 2
    assert sign_in(client).status_code == 429
    here.clock.move(timedelta(minutes=2))
    assert sign_in(client).status_code == 303


def test_one_address_cannot_try_many_accounts(here: World) -> None:
    client = here.client()
    said = [sign_in(client, email=f"n{number}@harbor.example").status_code for number in range(22)]
    assert said.count(429) == 2


def test_an_unknown_address_and_a_wrong_password_are_told_apart_by_nothing(here: World) -> None:
    unknown = sign_in(here.client(), email="nobody@harbor.example", password="wrong wrong wrong")
    wrong = sign_in(here.client(), password="wrong wrong wrong")
    assert unknown.status_code == wrong.status_code == 401
    assert unknown.text.replace("nobody@", "alice@") == wrong.text


def test_twenty_first_admins_at_once_are_one(sqlite_store: Store) -> None:
    there = world(sqlite_store)
    with there.store.engine.begin() as connection:
        connection.exec_driver_sql("delete from session")
        connection.exec_driver_sql("delete from user_account")
    token = auth.first_admin_token(there.store, now=there.clock.now())
    form = {"name": "Dora Reed", "email": "dora@harbor.example", "password": builders.PASSWORD, "owner": ""}

    def press(_: int) -> int:
        return int(there.client().post(f"/setup/{token}", data=form).status_code)

    with ThreadPoolExecutor(10) as pool:
        said = sorted(pool.map(press, range(20)))
    assert said == [303] + [404] * 19
    assert there.client().get(f"/setup/{token}").status_code == 404
    assert auth.first_admin_token(there.store, now=there.clock.now()) is None


def test_the_first_admin_page_needs_its_token_and_a_good_password(sqlite_store: Store) -> None:
    there = world(sqlite_store)
    assert there.client().get("/setup/anything").status_code == 404
    with there.store.engine.begin() as connection:
        connection.exec_driver_sql("delete from user_account")
    token = auth.first_admin_token(there.store, now=there.clock.now())
    short = {"name": "Dora Reed", "email": "dora@harbor.example", "password": "short", "owner": ""}
    assert there.client().post(f"/setup/{token}", data=short).status_code == 422
    here_now = there.clock.now()
    there.clock.move(timedelta(hours=25))
    assert there.client().get(f"/setup/{token}").status_code == 404
    there.clock.set(here_now)


def test_looking_at_a_one_time_link_does_not_use_it_and_pressing_it_twice_does_nothing(here: World) -> None:
    token = auth.sign_in_token(here.store, email="alice@harbor.example", now=here.clock.now())
    for _ in range(3):
        assert here.client().get(f"/link/{token}").status_code == 200
    first, second = here.client().post(f"/link/{token}"), here.client().post(f"/link/{token}")
    assert (first.status_code, second.status_code) == (303, 404)


def test_an_invitation_makes_a_user_who_chose_a_password(here: World) -> None:
    dave = here.client("dave")
    form = {"csrf": csrf(dave), "name": "Fay Moor", "email": "fay@harbor.example", "role": "sdr", "owner": "ada"}
    shown = dave.post("/users", data=form)
    link = re.search(r"/link/[\w-]+", shown.text)
    assert link is not None
    assert "/link/" not in dave.get("/users").text
    fay = here.client()
    assert fay.post(link[0], data={"password": "short"}).status_code == 422
    assert fay.post(link[0], data={"password": "another lamp here"}).status_code == 303
    assert fay.get("/api/v1/me").json()["role"] == "sdr"
    assert sign_in(here.client(), "fay@harbor.example", "another lamp here").status_code == 303


CROSS = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
)


@pytest.mark.parametrize("headers", CROSS)
def test_a_request_from_another_site_changes_nothing(here: World, headers: dict[str, str]) -> None:
    draft = here.draft()
    client = here.client("alice")
    token = csrf(client)
    form = {"csrf": token, "v": str(draft.version)}
    answer = client.post(f"/drafts/{draft.id}/approve", data=form, headers=headers)
    assert answer.status_code == 403
    assert here.now_is(draft).state is DraftState.PENDING


@pytest.mark.parametrize("token", ["", "x" * 43])
def test_a_form_without_the_sessions_token_changes_nothing(here: World, token: str) -> None:
    draft = here.draft()
    client = here.client("alice")
    form = {"csrf": token, "v": str(draft.version)}
    assert client.post(f"/drafts/{draft.id}/approve", data=form).status_code == 403
    other = csrf(here.client("alice"))
    form["csrf"] = other
    assert client.post(f"/drafts/{draft.id}/approve", data=form).status_code == 403
    assert here.now_is(draft).state is DraftState.PENDING


def test_every_answer_carries_the_strict_policy(here: World) -> None:
    client = here.client("alice")
    for path in ("/queue", "/login", "/static/app.css", "/nowhere", "/healthz", "/api/v1/me"):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == CSP
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY"
    assert "unsafe" not in CSP
    assert client.get("/queue").headers["cache-control"] == "no-store"


TEMPLATES = sorted((HERE / "templates").rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=[path.name for path in TEMPLATES])
def test_templates_hold_nothing_that_needs_eval_or_inline_code(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son\w+=|hx-on|javascript:|hx-vals=.js:|hx-headers=.js:", text)
    assert not re.search(r"hx-trigger=\"[^\"]*\[", text), "an event filter needs eval; htmx 2 drops it and fires anyway"
    assert "|safe" not in text.replace(" ", "")
    for tag in re.findall(r"<[^>]*target=\"_blank\"[^>]*>", text):
        assert "noopener noreferrer" in tag


SCRAPED = (
    '<script>alert(1)</script><img src=x onerror=alert(1)>" hx-post="/drafts/x/approve" hx-trigger="load" '
    "{{ 7*7 }} <div id=draft>"
)


def test_scraped_text_is_shown_and_never_run(here: World) -> None:
    firm = builders.account("alder", name=f"Alder {SCRAPED}")
    pieces = builders.evidence(firm, quote=SCRAPED, url="javascript:alert(1)", publisher=SCRAPED, title=SCRAPED)
    person = builders.contact(firm, name=f"Dana {SCRAPED}", title=SCRAPED)
    draft = here.draft(of=firm, to=person, pieces=pieces, why_now=SCRAPED, words=builders.written(builders.account()))
    client = here.client("alice")
    for path in ("/queue", f"/drafts/{draft.id}", "/accounts", f"/accounts/{firm.id}", "/to-find"):
        html = client.get(path).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert 'href="javascript:' not in html
        assert '" hx-post="/drafts/x' not in html
        assert html.count('id="draft"') <= 1
    assert "{{ 7*7 }}" in client.get("/accounts").text


@pytest.mark.parametrize("url", ["https://[broken", "https://[::1", "data:text/html,x", "//alder.example"])
def test_an_odd_address_of_evidence_breaks_no_page(here: World, url: str) -> None:
    firm = builders.account("alder")
    draft = here.draft(of=firm, pieces=builders.evidence(firm, url=url))
    answer = here.client("alice").get(f"/drafts/{draft.id}")
    assert answer.status_code == 200
    assert f'href="{url}"' not in answer.text


def test_looking_at_every_page_changes_nothing(here: World) -> None:
    with here.store.write() as session:
        builders.seed_run(session)
        builders.seed_people(session)
        builders.seed_life(session)
    client = here.client("carol")
    token = auth.sign_in_token(here.store, email="alice@harbor.example", now=here.clock.now())
    before = snapshot(here.store)
    names = {"draft_id": here_id(here, "draft"), "account_id": "acc-alder", "run_id": here_id(here, "run")}
    names |= {"name": "wire", "token": token or "", "card_id": "x"}
    for route, _ in guarded_routes():
        if route.methods and "GET" in route.methods:
            path = re.sub(r"{(\w+)}", lambda found: names.get(found[1], "x"), route.path)
            assert client.get(path).status_code < 500, path
            assert client.get(path, params={"weight": "2", "edit": "1"}).status_code < 500, path
    assert snapshot(here.store) == before


def here_id(here: World, table: str) -> str:
    with here.store.engine.connect() as connection:
        return str(connection.exec_driver_sql(f"select id from {table} order by id limit 1").scalar())


def snapshot(store: Store) -> str:
    with store.engine.connect() as connection:
        tables = connection.exec_driver_sql("select name from sqlite_master where type='table' order by 1").scalars()
        return str([(name, connection.exec_driver_sql(f'select * from "{name}"').all()) for name in list(tables)])


ROLES = ("anonymous", "erin", "alice", "bob", "carol", "dave")
ALLOWED = {
    May.ANYONE: set(ROLES),
    May.READ: {"erin", "alice", "bob", "carol", "dave"},
    May.DECIDE: {"alice", "bob", "carol"},
    May.RESOLVE: {"alice", "bob", "carol"},
    May.PAUSE: {"alice", "bob", "carol", "dave"},
    May.TUNE: {"carol"},
    May.SEE_ASKED: {"carol", "dave"},
    May.RUN: {"carol", "dave"},
    May.MANAGE_USERS: {"dave"},
}


def cases() -> Iterator[tuple[str, str, May, str]]:

    for (route, may), name in itertools.product(guarded_routes(), ROLES):
        assert may is not None, route.path
        for method in sorted(route.methods or ()):
            yield method, route.path, may, name


def test_every_route_lets_in_whom_the_matrix_says_and_nobody_else(here: World) -> None:
    clients = {name: here.client("" if name == "anonymous" else name) for name in ROLES}
    tokens = {name: csrf(client) for name, client in clients.items() if name != "anonymous"}
    wrong: list[str] = []
    seen = 0
    for method, path, may, name in cases():
        if path == "/logout":
            continue
        seen += 1
        target = re.sub(r"{\w+}", "00000000", path)
        headers = {"X-CSRF-Token": tokens.get(name, ""), "Accept": "application/json"}
        answer = clients[name].request(method, target, headers=headers)
        status = answer.status_code
        refused = status == 401 if name == "anonymous" else "Your role (" in answer.text
        if refused is (name in ALLOWED[may]) and may is not May.ANYONE:
            wrong.append(f"{method} {path} as {name}: {status}")
        if status >= 500:
            wrong.append(f"{method} {path} as {name}: {status}")
    assert wrong == []
    assert seen > 200


def test_another_sdrs_draft_is_not_found_anywhere(here: World) -> None:
    draft = here.draft()
    bob = here.client("bob")
    assert bob.get(f"/drafts/{draft.id}").status_code == 404
    assert bob.get(f"/drafts/{draft.id}", headers={"X-Part": "1"}).status_code == 404
    assert bob.get(f"/api/v1/drafts/{draft.id}").status_code == 404
    assert draft.id not in bob.get("/queue?view=team").text
    assert draft.id not in bob.get("/queue/changes?view=team").text
    assert draft.id not in bob.get("/api/v1/drafts").text
    for verb in ("approve", "undo", "wake"):
        assert call(bob, draft, verb).status_code == 404
    assert call(bob, draft, "reject", {"reason": "tone"}).status_code == 404
    token = form_token(bob.get("/queue").text)
    for verb in ("approve", "edit", "check", "take-over"):
        answer = bob.post(f"/drafts/{draft.id}/{verb}", data={"csrf": token, "v": "1", "body": "x", "subject": "x"})
        assert answer.status_code == 404
    assert here.now_is(draft) == draft


def test_a_draft_that_is_gone_is_named_and_leads_on(here: World) -> None:
    draft, bob = here.draft(), here.client("bob")
    none, theirs = bob.get("/drafts/none"), bob.get(f"/drafts/{draft.id}")
    assert "There is no such draft, or it is not yours." in none.text
    assert theirs.text.replace(draft.id, "none") == none.text
    assert 'aria-label="Screens"' in none.text and 'href="/accounts"' in none.text
    assert "<html" not in bob.get("/drafts/none", headers={"X-Part": "1"}).text
    assert 'aria-label="Screens"' not in here.client().post("/drafts/none/approve").text


def test_a_broken_page_says_a_number_and_no_trace(sqlite_store: Store) -> None:
    def broken() -> object:
        raise RuntimeError("secret words of the inside")

    there = world(sqlite_store, team=broken)
    client = there.client("alice")
    for path, kind in (("/queue", "text/html"), ("/api/v1/drafts", "application/problem+json")):
        answer = client.get(path)
        assert answer.status_code == 500
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers["content-security-policy"] == CSP
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
    assert re.fullmatch(r"[0-9a-f]{8}", client.get("/api/v1/drafts").json()["instance"])


def test_static_files_end_at_their_folder(here: World) -> None:
    client = here.client()
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fauth.py", "/.git/config", "/.env"):
        assert client.get(path).status_code in {401, 404}
    assert client.request("TRACE", "/queue").status_code == 405


def test_a_tampered_page_marker_is_refused(here: World) -> None:
    client = here.client("alice")
    for marker in ("x", "AAAA", "' or 1=1 --", "eyJ4IjoxfQ"):
        assert client.get("/queue", params={"after": marker}).status_code == 422
        assert client.get("/api/v1/drafts", params={"cursor": marker}).status_code == 422


def test_too_much_is_not_read(here: World) -> None:
    client = here.client("alice")
    assert client.post("/login", content=b"x" * 1_100_000).status_code == 413


@pytest.mark.parametrize("path", ["/login", "/v1/intake/crm", "/csp-report"])
def test_a_body_of_unsaid_length_is_not_read_to_its_end(sqlite_store: Store, path: str) -> None:
    """Anybody may send chunks without an end: reading stops, and memory with it."""

    def chunks() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 65_536

    here = world(sqlite_store, take_intake=lambda channel, body, headers: TakenIn(()))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert here.client().post(path, content=chunks(), headers=headers).status_code == 413


@pytest.mark.parametrize("path", ["/drafts/%00", "/accounts?q=%00", "/api/v1/drafts/%00", "/u/%00"])
def test_a_nul_in_a_name_is_refused_before_any_database_sees_it(here: World, path: str) -> None:
    """PostgreSQL takes none and would make it an error of ours."""
    assert here.client("alice").get(path).status_code == 400


def test_odd_numbers_and_bodies_are_the_askers_mistake(here: World) -> None:
    draft, client = here.draft(), here.client("alice")
    token = csrf(client)
    for version in ("²", "9" * 5000, "1\0"):
        answer = client.post(f"/drafts/{draft.id}/approve", data={"csrf": token, "v": version})
        assert 400 <= answer.status_code < 500, version[:5]
    for body in (b"{", b"[]", b'{"token": {}}', b'{"token": "\\u0000"}'):
        headers = {"X-CSRF-Token": token}
        answer = client.put(f"/api/v1/drafts/{draft.id}/claim", content=body, headers=headers)
        assert answer.status_code == 422, body


def test_an_error_of_the_database_names_no_values(sqlite_store: Store) -> None:
    """They would stand in the log: addresses, hashes of tokens, words of mails."""
    with pytest.raises(SQLAlchemyError) as failed, sqlite_store.read() as session:
        session.execute(text("SELECT :secret FROM nowhere"), {"secret": "dana@alder.example"})
    assert "dana@" not in str(failed.value)


def test_after_a_form_nobody_is_led_to_another_site(here: World) -> None:
    client = here.client("alice")
    for to in ("https://evil.example", "//evil.example", "/\\evil.example"):
        answer = client.post("/theme", data={"csrf": csrf(client), "theme": "dark", "to": to})
        assert answer.headers["location"] == "/queue"
