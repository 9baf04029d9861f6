"""`firstlight intake`: profiles begun from templates, a preview that keeps nothing, errors by row, all or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import run_command, starter_team

from agent.errors import ConfigError
from agent.imports.intake_profiles import TEMPLATES, parse_profile, template_names

GOOD = "Orla,Venn,VP Sales,Tidewell,tidewell.example,2026-11-18\n"
HEAD = "First Name,Last Name,New Title,New Company,New Company Domain,Job Change Date\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    starter_team(tmp_path, does="routes every lead")
    return tmp_path


def run(folder: Path, text: str, *more: str) -> tuple[int, dict[str, Any]]:
    path = folder / "moves.csv"
    path.write_text(text, encoding="utf-8")
    ran = run_command("intake", "import", str(path), "--folder", str(folder), "--json", *more)
    return ran.code, json.loads(ran.out.splitlines()[-1]) if ran.out else {"errors": ran.errors}


def begun(folder: Path) -> Path:
    assert run_command("intake", "profile", "moves", "--from", "usergems", "--folder", str(folder)).code == 0
    return folder / "intake" / "moves.yaml"


@pytest.mark.parametrize("name", template_names())
def test_every_template_is_a_profile_and_says_that_its_columns_are_examples(name: str) -> None:
    text = (TEMPLATES / f"{name}.yaml").read_text(encoding="utf-8")
    profile = parse_profile(text, name, name)
    assert profile.licence.tag and profile.licence.internal_only and profile.licence.keep_days
    assert "example" in text.splitlines()[1]


def test_a_preview_shows_the_rows_as_read_and_keeps_nothing(folder: Path) -> None:
    begun(folder)
    many = HEAD + GOOD * 30 + "X,Y,VP,,,\n"
    code, said = run(folder, many.replace("Orla,", "Orla ,"), "--profile", "moves", "--preview")
    assert code == 1 and said["rejected"][0].startswith("line 32")
    row = said["rows"][0]
    assert row["reads_as"] == "Orla Venn joined Tidewell as VP Sales." and "internal only" in row["licence"]
    assert run(folder, HEAD + GOOD, "--profile", "moves")[1]["taken"] == 1, "the preview had kept none"


def test_a_team_edits_the_columns_of_its_profile(folder: Path) -> None:
    path = begun(folder)
    text = (HEAD + GOOD).replace("New Company,", "Where now,")
    code, said = run(folder, text, "--profile", "moves", "--preview")
    assert "New Company" in said["missing_columns"]
    path.write_text(path.read_text().replace("  New Company: ", "  Where now: "))
    code, said = run(folder, text, "--profile", "moves")
    assert (code, said["taken"]) == (0, 1)


def test_rows_not_understood_are_written_with_line_and_reason(folder: Path) -> None:
    begun(folder)
    errors = folder / "errors.csv"
    code, said = run(
        folder, HEAD + GOOD + "A,B,VP,Alder,alder.example,someday\n", "--profile", "moves", "--errors", str(errors)
    )
    assert (code, said["taken"]) == (1, 1)
    assert errors.read_text().splitlines()[0] == "line,reason" and errors.read_text().splitlines()[1].startswith("3,")


def test_all_or_nothing_takes_nothing_when_a_row_is_bad(folder: Path) -> None:
    begun(folder)
    bad = HEAD + GOOD + "A,B,VP,Alder,alder.example,someday\n"
    assert run(folder, bad, "--profile", "moves", "--all-or-nothing")[1]["taken"] == 0
    assert run(folder, HEAD + GOOD, "--profile", "moves", "--all-or-nothing")[1]["taken"] == 1


def test_a_profile_that_is_not_there_names_the_templates(folder: Path) -> None:
    _, said = run(folder, HEAD + GOOD, "--profile", "nobody")
    assert "usergems" in said["errors"] and "--from" in said["errors"]


def test_a_file_of_other_columns_altogether_is_named(folder: Path) -> None:
    begun(folder)
    _, said = run(folder, "a,b\n1,2\n", "--profile", "moves")
    assert "intake/moves.yaml" in said["errors"]


def test_a_template_never_overwrites_a_profile(folder: Path) -> None:
    path = begun(folder)
    path.write_text("columns: {A: company.name}\n")
    assert run_command("intake", "profile", "moves", "--from", "clay", "--folder", str(folder)).code == 1
    assert path.read_text() == "columns: {A: company.name}\n"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("columns: {A: company.nme}", "company.nme"),
        ("columns: {A: company.name}\ntransforms: {company.name: shout}", "shout"),
        ("columns: {A: company.name}\nfixed: {kind: horoscope}", "horoscope"),
        ("columns: {A: company.name}\ncolours: {}", "not known"),
        ("columns: {}", "columns"),
        ("columns: [", "YAML"),
    ],
)
def test_a_faulty_profile_is_told_with_its_fault(text: str, word: str) -> None:
    with pytest.raises(ConfigError, match=word):
        parse_profile(text, "intake/x.yaml", "x")
