"""`accounts boards`: each board with its state and what binds it; candidates are checked on request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import run_command, starter_team
from local_server import LocalServer

BOARD = {
    "jobs": [
        {
            "id": 1,
            "title": "Account Executive",
            "absolute_url": "https://careers.alder.example/1",
            "company_name": "Alder",
        }
    ],
    "meta": {"total": 1},
}


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        running.route("/v1/boards/alder/jobs", json.dumps(BOARD))
        yield running


@pytest.fixture
def folder(tmp_path: Path, server: LocalServer) -> Path:
    starter_team(tmp_path, does="routes every lead")
    source = f'{{name: greenhouse, collector: greenhouse, params: {{base_url: "{server.url("")}"}}}}'
    (tmp_path / "sources.yaml").write_text(f"sources:\n  - {source}\n", encoding="utf-8")
    rows = "name,domain,possible_board\nAlder,alder.example,greenhouse:alder\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    assert run_command("accounts", "import", str(tmp_path / "a.csv"), "--folder", str(tmp_path)).code == 0
    return tmp_path


def test_a_candidate_is_listed_and_bound_only_when_it_is_checked(folder: Path, server: LocalServer) -> None:
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(server.port)}
    before = json.loads(run_command("accounts", "boards", "--folder", str(folder), "--json", env=env).out)
    assert [(one["board"], one["state"]) for one in before["boards"]] == [("greenhouse:alder", "candidate")]
    assert server.requests == []
    ran = run_command("accounts", "boards", "alder.example", "--check", "--folder", str(folder), "--json", env=env)
    said = json.loads(ran.out)
    assert [(one["bound"], one["domain"]) for one in said["checked"]] == [(True, "alder.example")]
    assert said["boards"][0]["state"] == "parked" and "terms review" in said["boards"][0]["note"]


def test_a_wrong_board_is_taken_off_with_who_when_and_why_and_given_back(folder: Path) -> None:
    def boards(*more: str) -> list[tuple[str, str, str]]:
        ran = run_command("accounts", "boards", "alder.example", *more, "--folder", str(folder), "--json")
        assert ran.code == 0, ran.errors
        return [(one["board"], one["state"], one["note"]) for one in json.loads(ran.out)["boards"]]

    [(board, state, note)] = boards("--take-off", "greenhouse:alder", "--because", "it is Alder Foods'")
    assert (board, state) == ("greenhouse:alder", "rejected")
    assert re.fullmatch(r"taken off by \S+ on \d{4}-\d\d-\d\d: it is Alder Foods'", note)
    assert boards()[0][1] == "rejected"
    again = run_command("accounts", "boards", "alder.example", "--take-off", board, "--folder", str(folder))
    assert again.code == 1 and f"any more: {note}" in again.errors
    (folder / "b.csv").write_text(
        "name,domain,board_url\nAlder,alder.example,https://boards.greenhouse.io/alder\n", encoding="utf-8"
    )
    imported = run_command("accounts", "import", str(folder / "b.csv"), "--folder", str(folder), "--json")
    assert "firstlight accounts boards alder.example --give-back greenhouse:alder" in imported.out
    assert run_command("accounts", "boards", "--take-off", board, "--folder", str(folder)).code == 2
    assert boards("--give-back", "greenhouse:alder")[0][1] == "parked", "its source waits for a terms review"


def test_an_unknown_domain_is_said_with_the_fix(folder: Path) -> None:
    ran = run_command("accounts", "boards", "nobody.example", "--folder", str(folder))
    assert ran.code == 1 and "nobody.example" in ran.errors and "accounts import" in ran.errors


def test_the_list_is_a_line_a_board_for_people(folder: Path) -> None:
    out = run_command("accounts", "boards", "--folder", str(folder)).out
    assert "greenhouse:alder" in out and "candidate" in out and "line 2" in out
