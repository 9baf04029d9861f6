"""Prompt files: validated, sandboxed, hashed over all they include, and the same text every time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from drafting_builders import first_telling

from agent.errors import ConfigError
from drafting.render import Prompts

HEAD = "---\nid: first_touch/default\ntitle: T\ntask: first_touch\ninputs: {account: map, n: number}\n---\n"
BODY = "{% block system %}rules{% endblock %}{% block user %}USER{% endblock %}"


SNAPSHOTS = Path(__file__).parent / "snapshots"


def inputs_of() -> dict[str, Any]:
    return first_telling().inputs


def folder(tmp_path: Path, user: str, head: str = HEAD, partial: str = "") -> Prompts:
    (tmp_path / "first_touch").mkdir()
    (tmp_path / "_partials").mkdir()
    (tmp_path / "_partials" / "p.j2").write_text(partial)
    (tmp_path / "first_touch" / "default.md.j2").write_text(head + BODY.replace("USER", user))
    return Prompts(tmp_path)


def test_the_most_specific_live_file_wins() -> None:
    prompts = Prompts()
    assert prompts.resolve("first_touch", signal="funding").front.id == "first_touch/funding"
    assert prompts.resolve("first_touch", signal="hiring_surge").front.id == "first_touch/hiring"
    assert prompts.resolve("first_touch", signal="merger").front.id == "first_touch/default"
    assert prompts.resolve("bump").front.id == "follow_up/bump"
    with pytest.raises(ConfigError, match="No live prompt"):
        prompts.resolve("first_touch", locale="de")


@pytest.mark.parametrize("task", ["first_touch", "angle", "bump", "close", "repair"])
def test_a_rendered_prompt_holds_rules_first_and_fenced_evidence_last(task: str) -> None:
    told = first_telling()
    prompts = Prompts()
    inputs = {**told.inputs, "plan": "first", "variant": 0, "sentences": ["One."], "failures": []}
    one, two = (prompts.render(prompts.resolve(task, signal="funding"), inputs) for _ in range(2))
    assert one == two
    system, user = one.messages
    assert system.text.startswith("You write one short business e-mail") and "Never ask for a meeting" in system.text
    assert user.text.endswith(told.marks[0]) and user.text.count(told.marks[0]) == 3
    assert '"quote": "Alder Robotics, Inc. today announced a $12 million Series B' in user.text
    assert "{{" not in system.text + user.text and "c1" in user.text
    assert prompts.render(prompts.resolve(task), {**inputs, "today": "2026-11-21"}).render_hash != one.render_hash


@pytest.mark.parametrize("name", [file.front.id for file in Prompts().files])
def test_a_prompt_renders_as_its_snapshot(name: str) -> None:
    """A changed prompt is seen whole in review: FIRSTLIGHT_SNAPSHOTS=write pytest … renews the files."""
    prompts = Prompts()
    file = next(each for each in prompts.files if each.front.id == name)
    failures = [{"index": 0, "text": "You raised $15M.", "problems": ["e1 says $12 million"]}]
    inputs = {**inputs_of(), "plan": "first", "variant": 0, "sentences": ["You raised $15M."], "failures": failures}
    inputs["text"] = '{"title": "Alder Robotics gets $12 million", "text": "Alder Robotics got $12 million."}'
    text = "\n\n".join(f"# {m.role}\n{m.text}" for m in prompts.render(file, inputs).messages) + "\n"
    kept = SNAPSHOTS / f"{name.replace('/', '_')}.txt"
    if os.environ.get("FIRSTLIGHT_SNAPSHOTS") == "write":
        kept.write_text(text, encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == text


def test_the_hash_covers_what_is_included(tmp_path: Path) -> None:
    one = folder(tmp_path, '{% include "_partials/p.j2" %}', partial="a").files[0].sha
    (tmp_path / "_partials" / "p.j2").write_text("b")
    assert Prompts(tmp_path).files[0].sha != one


@pytest.mark.parametrize(
    "user",
    [
        "{{ account.nothing }}",
        "{{ account.__class__.__mro__ }}",
        "{{ account.update({}) }}",
        "{{ 'x' * 10 }}",
        "{{ 10 ** 10 }}",
        "{% for i in range(10) %}x{% endfor %}",
        "{{ account.name | pprint }}",
    ],
)
def test_what_a_prompt_may_not_do_is_refused(tmp_path: Path, user: str) -> None:
    prompts = folder(tmp_path, user)

    def rendered() -> None:
        prompts.render(prompts.resolve("first_touch"), {"account": {"name": "Alder"}, "n": 1})

    with pytest.raises(ConfigError):
        rendered()


def test_more_than_64_kb_is_refused(tmp_path: Path) -> None:
    prompts = folder(tmp_path, "{{ account.name }}")
    file = prompts.resolve("first_touch")
    with pytest.raises(ConfigError, match="too long"):
        prompts.render(file, {"account": {"name": "x" * 70_000}, "n": 1})


@pytest.mark.parametrize(
    ("user", "head", "why"),
    [
        ("{{ other }}", HEAD, "Declare it under inputs"),
        ("{% include '_partials/none.j2' %}", HEAD, "none.j2"),
        ("{% include '../../../etc/passwd' %}", HEAD, "passwd"),
        ("{% if %}", HEAD, "default.md.j2"),
        ("x", HEAD.replace("title: T", "titel: T"), "titel"),
    ],
)
def test_a_broken_file_is_named_with_its_fault(tmp_path: Path, user: str, head: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        _ = folder(tmp_path, user, head).files
