"""`firstlight voice measure`: the sender's own mails only, with their consent, and nothing of them is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Ran, run_command, starter_team

MAIL = """From: {sender}
To: dana@alder{n}.example
Subject: routing
Content-Type: text/plain; charset=utf-8

Hello Dana,

Saw that Alder{n} raised ${n}M. You don't have a plan for routing yet, and it's likely to matter.
Shall I send ours?

Best,
Ada
"""


def write(folder: Path, count: int, sender: str) -> Path:
    folder.mkdir(exist_ok=True)
    for n in range(count):
        (folder / f"{sender.split('@')[0]}{n}.eml").write_text(MAIL.format(sender=sender, n=n), encoding="utf-8")
    return folder


@pytest.fixture
def team(tmp_path: Path) -> Path:
    starter_team(tmp_path / "team", does="routes every lead")
    return tmp_path / "team"


def measured(team: Path, *arguments: str) -> Ran:
    return run_command("voice", "measure", "ada", *arguments, "--folder", str(team))


def test_without_consent_nothing_is_read(team: Path, tmp_path: Path) -> None:
    ran = measured(team, str(write(tmp_path / "sent", 10, "ada@harbor.example")))
    assert ran.code == 2 and "--consented" in ran.errors


def test_ten_own_mails_give_a_card_and_none_of_their_words_stays(team: Path, tmp_path: Path) -> None:
    ran = measured(team, str(write(tmp_path / "sent", 10, "ada@harbor.example")), "--consented")
    assert ran.code == 0 and "10 mails" in ran.out and "Hello {first_name}," in ran.out and "Best" in ran.out
    kept = b"".join(path.read_bytes() for path in team.rglob("*") if path.is_file() and "sqlite" in path.name)
    assert b"first_name" in kept and b"Dana" not in kept and b"plan for routing" not in kept


def test_mails_of_others_do_not_count(team: Path, tmp_path: Path) -> None:
    sent = write(tmp_path / "sent", 9, "ada@harbor.example")
    write(sent, 5, "ben@harbor.example")
    ran = measured(team, str(sent), "--consented")
    assert ran.code == 1 and "10 mails" in ran.errors and "9 were found" in ran.errors


def test_an_unknown_sender_is_named_with_those_there_are(team: Path, tmp_path: Path) -> None:
    sent = str(write(tmp_path / "sent", 1, "ada@harbor.example"))
    ran = run_command("voice", "measure", "zoe", sent, "--consented", "--folder", str(team))
    assert ran.code == 1 and "'zoe'" in ran.errors and "ada" in ran.errors
