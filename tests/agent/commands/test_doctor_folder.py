"""`doctor` where no team is, and where mail goes into a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from commands import run_command

from agent.starter.write import NOBODY_YET, write_starter


def test_doctor_leaves_nothing_in_a_folder_without_a_team(tmp_path: Path) -> None:
    ran = run_command("doctor", "--folder", str(tmp_path))
    assert ran.code != 0
    assert not list(tmp_path.iterdir()) and str(tmp_path) in ran.errors


def test_serve_leaves_nothing_in_a_folder_without_a_team(tmp_path: Path) -> None:
    ran = run_command("serve", "--folder", str(tmp_path), "--port", "1")
    assert ran.code != 0 and "firstlight init" in ran.errors
    assert not list(tmp_path.iterdir())


def test_mail_that_stays_in_a_folder_is_not_locked_smtp_even_where_a_check_fails(tmp_path: Path) -> None:
    write_starter(tmp_path, NOBODY_YET, date(2026, 11, 20))
    (tmp_path / "offer.yaml").write_text("values: 3\n", encoding="utf-8")
    ran = run_command("doctor", "--folder", str(tmp_path))
    assert ran.code == 1
    assert "SMTP is not chosen (mail.channel = maildir)" in ran.out and "locked" not in ran.out


def test_doctor_names_a_never_mail_file_that_was_not_imported(tmp_path: Path) -> None:
    write_starter(tmp_path, NOBODY_YET, date(2026, 11, 20))
    (tmp_path / "never-mail.csv").write_text("Email\nada@quay.example\n", encoding="utf-8")
    ran = run_command("doctor", "--folder", str(tmp_path))
    assert "suppressions import never-mail.csv" in ran.out
