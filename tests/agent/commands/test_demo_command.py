"""`demo` beside a demo that runs: it says so at once, and the other one's data stays."""

from __future__ import annotations

import socket
from pathlib import Path

from commands import run_command

from agent.demo.stage import HOLDER
from agent.work.holders import new_holder


def test_a_taken_port_is_said_before_anything_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("a morning's decisions")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run_command("demo", "--folder", str(tmp_path), "--port", str(port))
    assert ran.code == 1 and f"Port {port} is taken" in ran.errors and "--port N" in ran.errors
    assert (tmp_path / "kept.txt").exists()


def test_the_folder_of_a_demo_that_runs_is_never_deleted(tmp_path: Path) -> None:
    (tmp_path / HOLDER).write_text(new_holder())
    (tmp_path / "kept.txt").write_text("a morning's decisions")
    ran = run_command("demo", "--check", "--folder", str(tmp_path))
    assert ran.code == 1 and "A demo runs in" in ran.errors and "--folder" in ran.errors
    assert (tmp_path / "kept.txt").exists() and (tmp_path / HOLDER).exists()
