"""`erase` and `export` by command: nobody is erased without a yes, asked for or given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import run_command, starter_team

DANA = "dana@alder.example"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    starter_team(tmp_path, does="routes every lead")
    for kind, text in (
        ("accounts", "name,domain\nAlder,alder.example\n"),
        ("contacts", f"First Name,Last Name,Email\nDana,Ortiz,{DANA}\n"),
    ):
        (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert run_command(kind, "import", str(tmp_path / f"{kind}.csv"), "--folder", str(tmp_path)).code == 0
    return tmp_path


def is_known(folder: Path) -> bool:
    return run_command("export", DANA, "--folder", str(folder)).code == 0


def test_json_without_yes_erases_nobody_and_says_what_to_add(folder: Path) -> None:
    ran = run_command("erase", DANA, "--folder", str(folder), "--json", typed="y\n")
    assert ran.code == 2 and ran.out == ""
    assert f"Add --yes to erase {DANA}." in ran.errors
    assert is_known(folder)


def test_json_with_yes_erases_and_says_so_in_one_line(folder: Path) -> None:
    ran = run_command("erase", DANA, "--folder", str(folder), "--json", "--yes")
    assert ran.code == 0 and json.loads(ran.out)["erased"]["drafts"] == 0
    assert not is_known(folder)


@pytest.mark.parametrize(("typed", "known"), [("n\n", True), ("y\n", False)])
def test_a_person_is_asked(folder: Path, typed: str, known: bool) -> None:
    ran = run_command("erase", DANA, "--folder", str(folder), typed=typed)
    assert "Erase Dana Ortiz for good?" in ran.out
    assert is_known(folder) is known
