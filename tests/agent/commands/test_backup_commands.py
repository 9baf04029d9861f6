"""Backup and restore: one whole file, private, and nothing leaves after a restore until somebody has looked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from commands import run_command, starter_team

from agent.store import accounts, sends
from agent.store.engine import open_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    starter_team(tmp_path)
    add(tmp_path, "alder.example")
    return tmp_path


def add(folder: Path, domain: str) -> None:
    (folder / "d.csv").write_text(f"{domain}\n", encoding="utf-8")
    assert run_command("accounts", "import", str(folder / "d.csv"), "--folder", str(folder)).code == 0


def test_a_backup_brings_back_what_was_and_pauses_sending(folder: Path) -> None:
    backup = folder / "b.sqlite3"
    assert run_command("backup", str(backup), "--folder", str(folder)).code == 0
    assert backup.stat().st_mode & 0o077 == 0
    add(folder, "brook.example")
    ran = run_command("restore", str(backup), "--folder", str(folder), "--yes")
    assert ran.code == 0, ran.errors
    store = open_store(f"sqlite:///{folder / 'firstlight.sqlite3'}")
    with store.read() as session:
        assert [account.domain for account in accounts.every(session)] == ["alder.example"]
        assert "restored from a backup" in sends.pauses(session, now=datetime.now(UTC))[""]
    store.close()


def test_restore_asks_first(folder: Path) -> None:
    backup = folder / "b.sqlite3"
    run_command("backup", str(backup), "--folder", str(folder))
    add(folder, "brook.example")
    assert run_command("restore", str(backup), "--folder", str(folder), typed="n\n").code == 1
    store = open_store(f"sqlite:///{folder / 'firstlight.sqlite3'}")
    with store.read() as session:
        assert accounts.count(session) == 2
    store.close()


@pytest.mark.parametrize("content", [b"no database at all, only words", b""], ids=["words", "empty"])
def test_what_is_no_backup_changes_nothing(folder: Path, content: bytes) -> None:
    (folder / "bad").write_bytes(content)
    before = (folder / "firstlight.sqlite3").read_bytes()
    ran = run_command("restore", str(folder / "bad"), "--folder", str(folder), "--yes")
    assert ran.code == 1
    assert "Nothing was changed" in ran.errors
    assert (folder / "firstlight.sqlite3").read_bytes() == before


def test_a_backup_is_never_written_over(folder: Path) -> None:
    (folder / "b").write_text("mine")
    assert run_command("backup", str(folder / "b"), "--folder", str(folder)).code == 1
    assert (folder / "b").read_text() == "mine"


def test_nothing_to_back_up_is_said(tmp_path: Path) -> None:
    ran = run_command("backup", str(tmp_path / "b"), "--folder", str(tmp_path))
    assert ran.code == 1
    assert "nothing to back up" in ran.errors
    assert not (tmp_path / "b").exists()
