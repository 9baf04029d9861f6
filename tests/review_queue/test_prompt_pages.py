"""The pages of prompts: what RevOps may do there, what everybody may read, and what a broken file looks like."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from web_world import World, form_token, world

from agent.evaluate.drafts import golden
from agent.prompts import golden as golden_module
from agent.prompts.desk import PromptDesk
from agent.store.engine import Store
from drafting.prompt_check import shipped

PAIN = "composer/pain.yaml"
FUNDING = "first_touch/funding.md.j2"
BETTER = shipped()[PAIN].replace("My guess is that", "I would guess that")


@pytest.fixture
def here(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> World:
    few = golden()[:3]
    monkeypatch.setattr(golden_module, "golden", lambda: few)
    return world(sqlite_store)


def desk_of(here: World) -> PromptDesk:
    desk = here.app.state.context.prompts
    assert isinstance(desk, PromptDesk)
    return desk


def editor(client: TestClient, path: str) -> dict[str, str]:
    """What the form of the editor would send."""
    page = client.get(f"/prompts/file/{path}").text
    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)
    base = re.search(r'name="base" value="(\w*)"', page)
    assert text and base
    return {"csrf": form_token(page), "base": base[1], "text": html.unescape(text[1])}


def press(client: TestClient, path: str, do: str, text: str = "", **more: str):  # type: ignore[no-untyped-def]
    sent = {**editor(client, path), **({"text": text} if text else {}), **more, "do": do}
    return client.post(f"/prompts/file/{path}", data=sent)


def test_everybody_reads_which_file_wins_and_why(here: World) -> None:
    page = here.client("alice").get("/prompts").text
    assert "names the signal funding" in page and FUNDING in page and PAIN in page
    assert "No model is configured" in page


def test_the_editor_holds_the_very_text(here: World) -> None:
    for path in (PAIN, FUNDING, "_partials/rules.j2"):
        assert editor(here.client("carol"), path)["text"] == shipped()[path]


@pytest.mark.parametrize("do", ["preview", "write", "golden", "publish", "back", "experiment"])
@pytest.mark.parametrize("name", ["alice", "dave"])
def test_only_who_may_tune_changes_anything(here: World, name: str, do: str) -> None:
    client = here.client(name)
    page = client.get(f"/prompts/file/{PAIN}").text
    assert "readonly" in page and 'value="publish"' not in page
    answer = client.post(f"/prompts/file/{PAIN}", data={"csrf": form_token(page), "text": BETTER, "do": do})
    assert answer.status_code == 403
    assert desk_of(here).history(PAIN) == []


def test_a_preview_says_what_its_figures_mean(here: World) -> None:
    path = "first_touch/funding.md.j2"
    text = desk_of(here).live().text(path).replace("the round, with its amount", "the round, in short")
    html = press(here.client("carol"), path, "preview", text).text
    assert re.search(r"about [\d,]+ tokens</p>", html) and "of about four letters each. No model is set up" in html


def test_an_edit_is_previewed_run_published_and_brought_back_in_two_clicks(here: World) -> None:
    client = here.client("carol")
    shown = press(client, PAIN, "preview", BETTER)
    assert shown.status_code == 200 and "I would guess that" in shown.text and "grounded" in shown.text
    assert "Publish</button>" not in shown.text
    running = press(client, PAIN, "golden", BETTER)
    for _ in range(100):
        if "Running:" not in running.text:
            break
        time.sleep(0.1)
        running = press(client, PAIN, "golden", BETTER)
    assert "Publish</button>" in running.text and "100.0 %" in running.text
    published = press(client, PAIN, "publish", BETTER.replace("\n", "\r\n"))
    assert (published.status_code, published.headers["location"]) == (303, f"/prompts/file/{PAIN}")
    assert desk_of(here).live().text(PAIN) == BETTER
    page = client.get(f"/prompts/file/{PAIN}").text
    assert "Carol" in page and "Roll back…" in page
    asks = client.get(f"/prompts/file/{PAIN}?back=1").text
    assert "Yes, bring it back" in asks and desk_of(here).live().text(PAIN) == BETTER
    assert client.post(f"/prompts/file/{PAIN}", data={"csrf": form_token(asks), "do": "back"}).status_code == 303
    assert desk_of(here).live().text(PAIN) == shipped()[PAIN]


def test_what_is_refused_keeps_what_was_typed_and_says_why(here: World) -> None:
    client = here.client("carol")
    typed = shipped()[FUNDING].replace("{{ low }}", "{{ lowest }}<script>")
    for do in ("preview", "golden", "publish"):
        answer = press(client, FUNDING, do, typed)
        assert answer.status_code == 422
        assert "lowest" in answer.text and "Declare it under inputs" in answer.text
        assert "{{ lowest }}&lt;script&gt;" in answer.text and "<script>" not in answer.text.partition("<main")[2]
    assert "golden set first" in press(client, PAIN, "publish", BETTER).text


def test_an_edit_of_a_text_that_is_not_live_any_more_is_a_conflict(here: World) -> None:
    client = here.client("carol")
    path = "extract/funding.md.j2"
    old = editor(client, path)
    for words, status in (("One at most.", 303), ("Only one.", 409)):
        text = shipped()[path].replace("At most one event.", words)
        answer = client.post(f"/prompts/file/{path}", data={**old, "text": text, "do": "publish"})
        assert answer.status_code == status
    assert "One at most." in desk_of(here).live().text(path)


def test_a_broken_file_shows_its_error_on_the_pages_and_the_last_good_text_is_live(here: World) -> None:
    client = here.client("carol")
    target = desk_of(here).folder / PAIN
    target.parent.mkdir(parents=True)
    target.write_text(BETTER)
    assert "as it ships" in client.get("/prompts").text
    target.write_text(BETTER + "  - {id: pain.mine, text: Half of 20 teams fail., hedged: true}\n")
    page = client.get("/prompts").text
    assert "on disk cannot be used" in page and "Its last good text is live." in page
    assert f"line {BETTER.count(chr(10)) + 1}" in page and "broken on disk" in page
    one = client.get(f"/prompts/file/{PAIN}").text
    assert (
        "Its last good text is live" in one and "Half of 20" not in re.findall(r"<textarea.*?</textarea>", one, re.S)[0]
    )
    mended = client.get(f"/prompts/file/{PAIN}?version=disk").text
    assert "Half of 20" in re.findall(r"<textarea.*?</textarea>", mended, re.S)[0]


def test_a_lint_that_weakens_the_product_shows_where_on_the_pages(here: World) -> None:
    client = here.client("carol")
    desk_of(here).folder.mkdir(parents=True, exist_ok=True)
    (desk_of(here).folder / "lint.yaml").write_text("bands:\n  L01: {warn_above: 70}\nseverities:\n  L18: off\n")
    page = html.unescape(client.get("/prompts").text)
    assert "What every draft is checked against" in page
    assert "line 4, severities.L18: “off”. L18 cannot be made less severe" in page and "What ships is live." in page
    (desk_of(here).folder / "lint.yaml").write_text("bands:\n  L01: {warn_above: 70}\n")
    assert "on disk cannot be used" not in client.get("/prompts").text
    one = client.get("/prompts/file/lint.yaml").text
    assert "warn_above: 70" in one and desk_of(here).live().checked.rules.version in one


def test_the_exact_texts_behind_a_drafts_hash_are_shown(here: World) -> None:
    live = desk_of(here).live()
    sha = live.prompts.resolve("first_touch", signal="funding").sha
    page = here.client("alice").get(f"/prompts/version/{sha}").text
    assert FUNDING in page and "_partials/rules.j2" in page and "You write one short business e-mail" in page
    assert here.client("alice").get("/prompts/version/000000000000").status_code == 404


@pytest.mark.parametrize(
    "path", ["first_touch/none.md.j2", "..%2f..%2fetc%2fpasswd", "lint.yml", "first_touch", "tests/plain.yaml"]
)
def test_no_other_file_is_shown_or_written(here: World, path: str) -> None:
    client = here.client("carol")
    token = form_token(client.get("/prompts/file/" + PAIN).text)
    assert client.get(f"/prompts/file/{path}").status_code == 404
    assert client.post(f"/prompts/file/{path}", data={"csrf": token, "text": "x", "do": "publish"}).status_code == 404
    assert not Path(desk_of(here).folder).exists()


def test_an_experiment_is_begun_counted_and_ended(here: World) -> None:
    client = here.client("carol")
    desk_of(here).run_golden(PAIN, BETTER)
    assert press(client, PAIN, "experiment", BETTER, name="a softer guess").status_code == 303
    page = client.get("/prompts").text
    assert "Experiment: a softer guess" in page and "Not enough yet: 150 more" in page
    assert "softer guess" in press(client, PAIN, "publish", BETTER).text
    found = re.search(r'action="(/prompts/experiments/[^"]+/end)"', page)
    assert found is not None
    assert here.client("alice").post(found[1], data={"csrf": form_token(page)}).status_code == 403
    assert client.post(found[1], data={"csrf": form_token(page)}).status_code == 303
    assert "ended" in client.get("/prompts").text


def test_a_draft_links_to_the_texts_that_wrote_it(here: World) -> None:
    draft = here.draft()
    page = here.client("alice").get(f"/drafts/{draft.id}").text
    assert f'href="/prompts/version/{draft.authorship.prompt_hash}"' in page


def test_the_lint_opens_as_the_teams_own_beside_what_ships(here: World) -> None:
    client, path = here.client("carol"), "lint.yaml"
    opened = editor(client, path)["text"]
    assert all(line.startswith("#") for line in opened.splitlines()) and opened != shipped()[path]
    page = html.unescape(client.get(f"/prompts/file/{path}").text)
    assert shipped()[path] in page.partition('<pre class="code"')[2]
    shown = press(client, path, "preview", "bands:\n  L01: {warn_above: 70}\n").text
    changed = shown.partition("What changed</h3>")[2].partition("</ol>")[0]
    assert "warn_above: 70" in changed and "warn_below" not in changed, "what ships is not taken out"


def test_what_is_wrong_is_said_as_it_is_typed(here: World) -> None:
    client, path = here.client("carol"), "lint.yaml"
    page = html.unescape(client.get(f"/prompts/file/{path}").text)
    assert """hx-vals='{"do": "check"}' hx-trigger="input changed delay:500ms" hx-target="#gate\"""" in page
    said = press(client, path, "check", "phrases: {L99: [one]}\n")
    assert said.status_code == 200 and "No such list" in said.text
    assert desk_of(here).history(path) == []
