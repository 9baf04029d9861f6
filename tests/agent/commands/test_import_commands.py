"""Imports by command: exit codes, one JSON line, a mapping that is shown, changed and remembered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import run_command, starter_team


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    starter_team(tmp_path, does="routes every lead")
    return tmp_path


def imported(folder: Path, kind: str, text: str, *more: str, name: str = "rows.csv") -> tuple[int, dict[str, Any]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    ran = run_command(kind, "import", str(path), "--folder", str(folder), "--json", *more)
    return ran.code, json.loads(ran.out.splitlines()[-1]) if ran.out else {"errors": ran.errors}


def test_a_clean_import_is_0_and_doing_it_again_changes_nothing(folder: Path) -> None:
    text = "Company name,Company Domain Name\nAlder,alder.example\nBrook,brook.example\n"
    assert imported(folder, "accounts", text)[1]["created"] == 2
    code, said = imported(folder, "accounts", text)
    assert (code, said["created"], said["same"]) == (0, 0, 2)


def test_a_rejected_row_is_1_with_its_line_and_reason(folder: Path) -> None:
    code, said = imported(folder, "accounts", "name,domain\nAlder,alder.example\nNobody,\nMail,gmail.com\n")
    assert (code, said["created"], said["rejected"]) == (1, 1, 2)
    assert [row["line"] for row in said["shown"]] == [3, 4]
    assert "gmail.com" in said["shown"][1]["note"]


def test_a_rejected_row_is_told_with_its_line_a_colon_and_why(folder: Path) -> None:
    path = folder / "rows.csv"
    path.write_text("name,domain\nBad one,not a domain\n", encoding="utf-8")
    ran = run_command("accounts", "import", str(path), "--folder", str(folder))
    assert "line 2: rejected Bad one: 'not a domain' is not a company's domain." in ran.out


@pytest.mark.parametrize("kind", ["accounts", "contacts"])
def test_a_file_of_a_header_alone_says_that_no_row_was_there(folder: Path, kind: str) -> None:
    code, said = imported(folder, kind, "name,domain\n")
    assert (code, said["rows"]) == (0, 0)
    assert said["notes"][0] == "rows.csv has a header and no row below it: nothing was imported."


def test_a_choice_of_column_is_remembered_for_files_of_this_shape(folder: Path) -> None:
    text = "Firm,Where they are\nAlder,alder.example\n"
    code, said = imported(folder, "accounts", text)
    assert code == 1 and "--map domain=COLUMN" in said["errors"]
    chosen = ("--map", "domain=Where they are", "--map", "name=Firm")
    assert imported(folder, "accounts", text, *chosen)[1]["created"] == 1
    code, said = imported(folder, "accounts", "Firm,Where they are\nBrook,brook.example\n")
    assert (code, said["created"]) == (0, 1)
    assert said["mapping"] == {"domain": "Where they are", "name": "Firm"}


def test_people_are_placed_at_their_accounts(folder: Path) -> None:
    imported(folder, "accounts", "name,domain\nAlder,alder.example\n")
    text = "First Name,Last Name,Email,Job Title\nDana,Okafor,dana@alder.example,VP Sales\nX,Y,x@other.example,CEO\n"
    code, said = imported(folder, "contacts", text)
    assert (code, said["created"], said["rejected"]) == (1, 1, 1)
    assert "import the account first" in said["shown"][0]["note"]


def test_a_never_mail_list_is_a_bare_list_of_domains_or_addresses(folder: Path) -> None:
    code, said = imported(folder, "suppressions", "alder.example\ndana@brook.example\n", "--reason", "customer")
    assert (code, said["created"]) == (0, 2)


def test_the_report_holds_every_row(folder: Path) -> None:
    report = folder / "report.csv"
    imported(folder, "accounts", "name,domain\nA,a.example\nB,b.example\nC,\n", "--report", str(report))
    assert len(report.read_text(encoding="utf-8").splitlines()) == 4


def test_the_intake_takes_what_it_understands_and_names_the_rest(folder: Path) -> None:
    imported(folder, "accounts", "name,domain\nAlder,alder.example\n")
    path = folder / "events.jsonl"
    path.write_text("not json\n", encoding="utf-8")
    ran = run_command("intake", "import", str(path), "--folder", str(folder), "--json")
    assert ran.code == 1
    assert json.loads(ran.out.splitlines()[-1])["rejected"]


@pytest.mark.parametrize("kind", ["accounts", "contacts", "intake"])
def test_a_file_that_is_not_there_is_named(folder: Path, kind: str) -> None:
    ran = run_command(kind, "import", str(folder / "gone.csv"), "--folder", str(folder))
    assert ran.code == 1
    assert "gone.csv is not there" in ran.errors


def test_what_was_doubtful_in_a_row_that_was_taken_is_said(folder: Path) -> None:
    code, said = imported(folder, "accounts", "domain,owner,board_url\nalder.example,Nobody,ftp://alder.example/jobs\n")
    assert (code, said["created"]) == (0, 1)
    assert "not in owners.yaml" in said["shown"][0]["note"] and "no job board" in said["shown"][0]["note"]


@pytest.mark.parametrize(("head", "words"), [(b"PK\x03\x04rest", "no CSV file"), (b"a\x00b", "no CSV file")])
def test_a_file_that_is_no_text_is_refused_with_the_fix(folder: Path, head: bytes, words: str) -> None:
    (folder / "accounts.xlsx").write_bytes(head)
    ran = run_command("accounts", "import", str(folder / "accounts.xlsx"), "--folder", str(folder))
    assert ran.code == 1 and words in ran.errors and "Save the sheet as CSV" in ran.errors


def test_a_folder_is_not_called_missing(folder: Path) -> None:
    ran = run_command("accounts", "import", str(folder), "--folder", str(folder))
    assert ran.code == 1 and "is a folder" in ran.errors
