"""The command line itself: every command helps with an example, wrong use is 2, a failure is 1 with its fix."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import leaves, run_command, starter_team

from agent import cli


@pytest.mark.parametrize("words", leaves(), ids=" ".join)
def test_every_command_helps_with_an_example(words: tuple[str, ...]) -> None:
    ran = run_command(*words, "--help")
    assert ran.code == 0
    assert f"Example: firstlight {' '.join(words)}" in " ".join(ran.out.split()) or "Example: firstlight" in ran.out


def test_help_names_every_command_without_importing_one() -> None:
    ran = run_command("--help")
    assert ran.code == 0
    assert all(f"  {name}" in ran.out for name in cli.COMMANDS)


@pytest.mark.parametrize(
    "words",
    [
        ("nope",),
        ("run", "--nope"),
        ("run", "--night", "tomorrow"),
        ("suppressions", "import", "x.csv"),
        ("suppressions", "import", "x.csv", "--reason", "dislike"),
        ("try",),
        ("source", "test"),
        ("restore", "no-such-file"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_2(words: tuple[str, ...]) -> None:
    assert run_command(*words).code == 2


def test_a_folder_without_team_files_is_named_with_its_fix(tmp_path: Path) -> None:
    ran = run_command("run", "--folder", str(tmp_path))
    assert ran.code == 1
    assert "firstlight init" in ran.errors and "offer.yaml" in ran.errors


def test_what_nobody_foresaw_is_one_line_with_a_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    starter_team(tmp_path)

    def broken(*_: object) -> None:
        raise RuntimeError("two\nlines of it")

    monkeypatch.setattr("agent.commands.settings.read_settings", broken)
    ran = run_command("settings", "--folder", str(tmp_path))
    assert ran.code == 1
    assert ran.errors.count("\n") == 1 and "Traceback" not in ran.errors
    assert "RuntimeError: two lines of it" in ran.errors and "firstlight doctor" in ran.errors


def test_bad_team_files_are_reported_all_at_once(tmp_path: Path) -> None:
    starter_team(tmp_path, does="routes every lead")
    (tmp_path / "owners.yaml").write_text(
        "owners:\n  - {id: a, name: A, email: a@x.example, mailbox: nope, zone: UTC}\n"
    )
    (tmp_path / "costs.yaml").write_text("model_day_cap_usd: much\n")
    (tmp_path / "icp.yaml").write_text("rules:\n  - {field: colour, points: 3}\n")
    ran = run_command("run", "--folder", str(tmp_path))
    assert ran.code == 1
    for said in (
        "owners.yaml:2",
        "owners.0.zone",
        "costs.yaml:1",
        "'much'",
        "icp.yaml:2",
        "rules.0.field",
        "3 problem",
    ):
        assert said in ran.errors, said
