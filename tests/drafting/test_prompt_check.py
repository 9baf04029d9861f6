"""What is wrong with a prompt file or a frame is said before any model is asked: file, line, key, fix."""

from __future__ import annotations

import re

import pytest
from drafting_builders import first_telling

from agent.errors import Problem
from drafting.prompt_check import GIVEN, check_files, fixtures, shipped, tokens_of
from drafting.prompt_examples import leaked
from drafting.render import Prompts

FUNDING = "first_touch/funding.md.j2"
EXAMPLE = """entities: [Birch Robotics, Wendell Capital]
subject: routing after the seed
sentences: [Wendell Capital led your seed round., Lead routing often breaks then.]
"""


def changed(old: str, new: str, name: str = FUNDING) -> dict[str, str]:
    text = shipped()[name]
    assert old in text
    return {name: text.replace(old, new, 1)}


def the_only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_what_ships_is_right_and_every_prompt_is_measured() -> None:
    found = check_files({})
    assert found.problems == () and found.grammar is not None
    assert {one.file.path for one in found.checked} == {name for name in shipped() if name.endswith(".md.j2")}
    assert all(100 < one.tokens < 3000 for one in found.checked)
    assert len(fixtures()) == 3


def test_a_task_is_given_what_its_stage_gives() -> None:
    assert GIVEN["first_touch"] == first_telling().inputs.keys() | {"plan", "variant"}


@pytest.mark.parametrize(
    ("over", "at", "key", "fix"),
    [
        (changed("title:", "titel:"), "", "title", "This key is needed"),
        (changed("title:", "colour: red\ntitle:"), "colour", "colour", "This key is not known: remove it"),
        (changed("model_hints: {", "model_hints: {model: x, "), "model_hints", "model_hints.model", "MODEL__NAME"),
        (changed("model_hints: {", "model_hints: {heat: 1, "), "model_hints", "heat", "Known: temperature, max_output"),
        (changed("signal: [funding]", "signal: [funding"), "", "front matter", "Mend the indentation"),
        (changed("{{ low }}", "{{ lowest }}"), "{{ lowest", "inputs", "Declare it under inputs"),
        (changed("_partials/persona.j2", "_partials/person.j2"), "person.j2", "include", "There is no such file"),
        (changed("{{ low }}", "{{ low "), "{{ low ", "body", "Mend this line"),
        (changed("{{ low }}", "{% set a = 1 %}"), "{% set", "body", "Mend this line"),
        (changed("{{ low }}", "{{ account.size }}"), "", "body", "over prompts/tests/plain.yaml"),
        (changed("  low: number", "  low: number\n  mood: text"), "mood:", "inputs.mood", "first_touch is given"),
        (changed("task: first_touch", "task: second_touch"), "task:", "task", "Tasks are angle"),
        (changed("changelog:", "output_schema: Poem@1\nchangelog:"), "output_schema", "output_schema", "DraftOut@1"),
        (changed("low: number", "low: text"), "", "body", "over prompts/tests"),
        (changed("Subject:", "Our key is sk-abcdefghijklmnopqrstuvwx.\nSubject:"), "sk-", "secret", "take it out"),
        (changed("{% block user %}", "{% block person %}"), "", "body", "Add {% block user %}"),
    ],
)
def test_a_fault_is_named_with_its_line_and_fix(over: dict[str, str], at: str, key: str, fix: str) -> None:
    problem = next(one for one in check_files(over).problems if key in one.path)
    assert problem.file == FUNDING and fix in problem.fix
    if at:
        assert problem.line is not None and at in over[FUNDING].splitlines()[problem.line - 1]


def test_a_fault_of_a_partial_is_named_once_and_where_it_stands() -> None:
    over = {"_partials/rules.j2": shipped()["_partials/rules.j2"] + "{{ mood }}\n"}
    problem = the_only(check_files(over).problems)
    assert (problem.file, problem.line, problem.value) == ("_partials/rules.j2", 17, "mood")


def test_two_files_with_one_id_are_refused() -> None:
    found = check_files({"first_touch/other.md.j2": shipped()[FUNDING]})
    assert {one.file for one in found.problems} == {FUNDING, "first_touch/other.md.j2"}


def test_a_secret_is_not_repeated_in_what_is_said_of_it() -> None:
    said = the_only(check_files(changed("Subject:", "password: hunter2hunter2\nSubject:")).problems)
    assert "hunter2" not in str(said)


def test_a_frame_that_brings_a_fact_or_a_banned_phrase_is_refused_with_its_line() -> None:
    pain = shipped()["composer/pain.yaml"]
    over = {
        "composer/pain.yaml": pain + "  - {id: pain.mine, text: Half of teams with 20 people fail., hedged: true}\n"
    }
    problem = the_only(check_files(over).problems)
    assert (problem.file, problem.line, problem.value) == ("composer/pain.yaml", pain.count("\n") + 1, "2")
    over = {"composer/pain.yaml": pain + '  - {id: pain.mine, text: "To touch base: {pain}.", hedged: true}\n'}
    assert the_only(check_files(over).problems).value == "touch base"


def with_example(text: str = EXAMPLE, kind: str = "list") -> dict[str, str]:
    front = shipped()[FUNDING].replace("inputs:\n", "examples: [first_touch/seed]\ninputs:\n")
    front = front.replace("  examples: list\n", "").replace("  plan:", f"  examples: {kind}\n  plan:")
    shown = "{% for one in examples %}Example: {{ one.text }}{% endfor %}\n"
    return {FUNDING: front.replace("Subject:", shown + "Subject:"), "examples/first_touch/seed.yaml": text}


def test_an_example_is_shown_hashed_and_its_names_are_known() -> None:
    found = check_files(with_example())
    assert found.problems == ()
    file = found.prompts.resolve("first_touch", signal="funding")
    rendered = found.prompts.render(file, fixtures()["plain"])
    assert "Example: Wendell Capital led your seed round." in rendered.messages[1].text
    assert rendered.invented == ("Birch Robotics", "Wendell Capital")
    other = check_files(with_example(EXAMPLE.replace("seed round", "first round"))).prompts.resolve(
        "first_touch", signal="funding"
    )
    assert other.sha != file.sha


@pytest.mark.parametrize(
    ("over", "words"),
    [
        (with_example(EXAMPLE.replace("often breaks then", "is quick: circle back")), "circle back"),
        (with_example(EXAMPLE.replace("Wendell Capital led", "Yonder Fund led")), "entities"),
        (with_example(EXAMPLE.replace("Lead routing often", "At Yonder it often")), "entities"),
        (with_example(EXAMPLE.replace("entities:", "names:")), "entities"),
        (with_example(kind="text"), "Declare examples: list"),
        ({FUNDING: with_example()[FUNDING]}, "There is no examples/first_touch/seed.yaml"),
    ],
)
def test_an_example_that_could_leak_is_refused(over: dict[str, str], words: str) -> None:
    assert any(words in f"{one.value} {one.fix} {one.path}" for one in check_files(over).problems)


def test_a_name_of_an_example_is_found_in_an_answer_unless_the_account_is_called_so() -> None:
    invented = ("Birch Robotics", "Wendell Capital")
    assert leaked(["Like birch robotics, you grow."], invented, "Alder Robotics") == "Birch Robotics"
    assert leaked(["Wendell Capital led it."], invented, "led by Wendell Capital") == ""
    assert leaked(["The birches grow."], invented, "") == ""


def test_which_file_wins_is_said_with_its_reason() -> None:
    first, *others = Prompts().standings("first_touch", signal="funding", persona="revops")
    assert first.file.path == FUNDING and first.why == "names the signal funding"
    assert others[0].file.path == "first_touch/default.md.j2" and others[0].fits
    assert not others[-1].fits and others[-1].why.startswith("it is for ")


def test_the_exact_text_behind_a_hash_can_be_kept() -> None:
    prompts = Prompts()
    file = prompts.resolve("first_touch", signal="funding")
    kept = prompts.sources(file)
    included = re.findall(r'include "([^"]+)"', shipped()[FUNDING])
    assert set(kept) == {FUNDING, *included} and len(included) > 3
    again = Prompts(over=kept)
    assert again.resolve("first_touch", signal="funding").sha == file.sha
    assert Prompts(over={**kept, "_partials/own.j2": "x"}).resolve("first_touch", signal="funding").sha != file.sha


def test_tokens_are_estimated_upwards() -> None:
    assert (tokens_of([]), tokens_of(["abcde", ""])) == (0, 2)
