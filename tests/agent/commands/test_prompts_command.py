"""`firstlight prompts`: files checked, tried, published and brought back, and what doctor says of a broken one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import run_command, starter_team

from agent.evaluate.drafts import golden
from agent.prompts import golden as golden_module
from drafting.prompt_check import shipped

PAIN = "composer/pain.yaml"
BETTER = "grammar: 1\npart: pain\nframes:\n" + "".join(
    f'  - {{id: pain.{n}, text: "{words}", hedged: true}}\n'
    for n, words in enumerate(("I would guess that {pain}.", "You may find that {pain}.", "Often {pain}."))
)


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    few = golden()[:3]
    monkeypatch.setattr(golden_module, "golden", lambda: few)
    starter_team(tmp_path)
    return tmp_path


def prompts(team: Path, *arguments: str, typed: str = ""):  # type: ignore[no-untyped-def]
    return run_command("prompts", *arguments, "--folder", str(team), typed=typed)


def test_an_edit_is_previewed_published_and_brought_back(team: Path) -> None:
    edit = team / "mine.yaml"
    edit.write_text(BETTER)
    shown = prompts(team, "preview", "composer/pain", "--with", str(edit))
    assert shown.code == 0 and "I would guess that" in shown.out
    done = prompts(team, "publish", PAIN, "--with", str(edit))
    assert done.code == 0, done.errors
    assert (team / "prompts" / PAIN).read_text() == BETTER
    listed = json.loads(prompts(team, "list", "--json").out)
    assert [row["path"] for row in listed["files"] if row["own"]] == [PAIN]
    asked = prompts(team, "rollback", PAIN, typed="n\n")
    assert asked.code == 1 and (team / "prompts" / PAIN).exists()
    assert prompts(team, "rollback", PAIN, "--yes").code == 0
    assert not (team / "prompts" / PAIN).exists()


def test_a_broken_file_is_named_by_list_check_and_doctor(team: Path) -> None:
    target = team / "prompts" / "first_touch" / "funding.md.j2"
    target.parent.mkdir(parents=True)
    target.write_text(shipped()["first_touch/funding.md.j2"].replace("{{ low }}", "{{ lowest }}"))
    checked = prompts(team, "check")
    assert checked.code == 1 and "first_touch/funding.md.j2:" in checked.errors and "lowest" in checked.errors
    listed = prompts(team, "list")
    assert listed.code == 1 and "what ships is live" in listed.errors
    doctor = json.loads(run_command("doctor", "--json", "--folder", str(team)).out)
    (found,) = [one for one in doctor["checks"] if one["name"] == "prompts"]
    assert found["state"] == "warn" and "lowest" in found["detail"] and "Declare it under inputs" in found["fix"]


def test_a_file_is_checked_before_it_is_put_there(team: Path) -> None:
    loose = team / "drafts" / "composer" / "pain.yaml"
    loose.parent.mkdir(parents=True)
    loose.write_text(BETTER.replace("I would", "20 would"))
    assert "a number" in prompts(team, "check", str(loose)).errors
    loose.write_text(BETTER)
    assert prompts(team, "check", str(loose)).code == 0


def test_what_is_refused_says_why_and_changes_nothing(team: Path) -> None:
    edit = team / "mine.md.j2"
    edit.write_text(shipped()["first_touch/funding.md.j2"].replace("the round, with", "the round, by name, with"))
    refused = prompts(team, "publish", "first_touch/funding", "--with", str(edit))
    assert refused.code == 1 and "No model is configured" in refused.errors
    assert not (team / "prompts").exists()


def test_two_versions_are_compared_and_a_hash_is_opened(team: Path) -> None:
    same = prompts(team, "compare", "first_touch/funding", "shipped", "live")
    assert same.code == 0 and "The same text." in same.out and "about" in same.out
    rows = json.loads(prompts(team, "list", "--json").out)["files"]
    sha = next(row["hash"] for row in rows if row["path"] == "first_touch/funding.md.j2")
    assert "You write one short business e-mail" in prompts(team, "show", sha).out
    assert prompts(team, "show", "000000000000").code == 1


def test_an_unknown_name_or_version_is_wrong_use(team: Path) -> None:
    near = prompts(team, "preview", "first_touch/fundin")
    assert near.code == 2 and "first_touch/funding.md.j2" in near.errors
    assert prompts(team, "preview", PAIN, "--with", "nothing").code == 2


def test_what_is_live_already_is_refused_for_that_alone(team: Path) -> None:
    file = team / "prompts" / PAIN
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(BETTER)
    refused = prompts(team, "publish", PAIN, "--with", str(file))
    assert refused.code == 1 and "live already" in refused.errors
    assert "Golden set" not in refused.out and "golden set has no" not in refused.out


def test_a_missing_key_is_named_without_what_stands_around_it(team: Path) -> None:
    text = shipped()["first_touch/funding.md.j2"].replace("title:", "heading:", 1)
    target = team / "prompts" / "first_touch" / "funding.md.j2"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    errors = prompts(team, "check").errors
    assert "title. This key is needed: add it." in errors and "heading: " in errors
    assert "{" not in errors.partition("title.")[2].partition("\n")[0]
