"""`doctor` where no team is, and where mail goes into a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from commands import run_command

from agent.starter.write import NOBODY_YET, write_starter


def test_doctor_leaves_nothing_in_a_folder_without_a_team(tmp_path: Path) -> None:
    ran = run_command("doctor", "--folder", str(tmp_path))
    assert ran.code != 0
    assert not list(tmp_path.iterdir())


def test_doctor_names_a_never_mail_file_that_was_not_imported(tmp_path: Path) -> None:
    write_starter(tmp_path, NOBODY_YET, date(2026, 11, 20))
    (tmp_path / "never-mail.csv").write_text("Email\nada@quay.example\n", encoding="utf-8")
    ran = run_command("doctor", "--folder", str(tmp_path))
    assert "suppressions import never-mail.csv" in ran.out
