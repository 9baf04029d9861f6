"""`serve` and `admin`: what cannot be is said before anything is started or written."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from commands import run_command, starter_team


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    starter_team(tmp_path, does="routes every lead")
    return tmp_path


def test_a_taken_port_is_named_with_the_way_out(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ran = run_command("serve", "--folder", str(folder), "--port", str(port), "--no-schedule")
    assert ran.code == 1
    assert f"Port {port} is taken" in ran.errors and "--port" in ran.errors
    assert "Firstlight serves" not in ran.out


@pytest.mark.parametrize(("email", "owner", "words"), [("bad", "", "@"), ("eve@harbor.example", "eve", "owners.yaml")])
def test_a_user_has_an_address_and_is_an_owner_that_exists(folder: Path, email: str, owner: str, words: str) -> None:
    made = ("admin", "create", "--folder", str(folder), "--name", "Eve", "--email", email, "--owner", owner)
    ran = run_command(*made)
    assert ran.code in {1, 2} and words in ran.errors
    asked = run_command("admin", "link", "--folder", str(folder), "--email", email)
    assert asked.code == 1


def test_a_link_says_which_port_it_leads_to_and_how_long_it_works(folder: Path) -> None:
    made = ("admin", "create", "--folder", str(folder), "--name", "Ada", "--email", "ada@harbor.example")
    ran = run_command(*made)
    assert ran.code == 0 and len(ran.out.splitlines()) == 1 and ran.out.startswith("http://127.0.0.1:8321/link/")
    assert "works once, for 24 hours" in ran.errors and "port 8321; for another one add --port" in ran.errors
    again = run_command("admin", "link", "--folder", str(folder), "--email", "ada@harbor.example", "--port", "9001")
    assert again.out.startswith("http://127.0.0.1:9001/link/") and "port 9001" in again.errors


def test_admin_lists_who_there_is_and_a_link_for_nobody_says_so(tmp_path: Path) -> None:
    starter_team(tmp_path)
    made = run_command(
        "admin", "create", "--email", "ada@harbor.example", "--name", "Ada Lowe", "--folder", str(tmp_path)
    )
    assert made.code == 0 and " UTC)" in made.errors, "the hour of the link has its zone"
    shown = run_command("admin", "list", "--folder", str(tmp_path))
    assert shown.out.strip() == "ada@harbor.example: Ada Lowe, admin, works no accounts"
    nobody = run_command("admin", "link", "--email", "ben@harbor.example", "--folder", str(tmp_path))
    assert nobody.code == 1 and "firstlight admin list" in nobody.errors
