"""`source test` of the register's stream: its own key, what is of our accounts, a case without what is private."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Ran, run_command, starter_team
from tests.local_server import Answer, LocalServer
from tests.officers_stream import PATH, OfficersStream, line

KEYS = {
    "FIRSTLIGHT_FETCH__COMPANIES_HOUSE_KEY": "key-of-rest",
    "FIRSTLIGHT_FETCH__COMPANIES_HOUSE_STREAM_KEY": "key-of-stream",
}


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, server: LocalServer) -> Path:
    starter_team(tmp_path, does="routes every lead")
    (tmp_path / "sources.yaml").write_text(
        "sources:\n  - {name: changes, collector: companies_house_stream, params: {base_url: "
        f'"{server.url("").rstrip("/")}", listens_s: "1.5", idle_s: "0.5"}}}}\n',
        encoding="utf-8",
    )
    rows = "name,domain,company_number\nBrightkiln,brightkiln.example,1234567\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    assert run_command("accounts", "import", str(tmp_path / "a.csv"), "--folder", str(tmp_path)).code == 0
    return tmp_path


def tried(folder: Path, server: LocalServer, *words: str) -> Ran:
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(server.port), **KEYS}
    return run_command("source", "test", "changes", "--folder", str(folder), *words, env=env)


def target(ran: Ran) -> Any:
    return json.loads(ran.out.splitlines()[-1])["targets"][0]


def send(stream: OfficersStream) -> None:
    day = (datetime.now(UTC) - timedelta(days=3)).date().isoformat()
    stream.live = [
        line(101, "07654321", "QUILLFEATHER, Odran", on=day),
        line(102, "01234567", "ESTRADE, Maren Jane", on=day, occupation="Chief Financial Officer"),
    ]


def test_a_test_shows_what_is_of_our_accounts_and_sends_the_streams_own_key(folder: Path, server: LocalServer) -> None:
    send(OfficersStream(server))
    got = target(tried(folder, server, "--json"))
    assert got["reason"] == "changes read: 2, of watched companies: 1" and got["items"] == 1
    (mention,) = got["shown"][0]["mentions"]
    assert (mention["account"], mention["fields"]["person"]["value"]) == ("Brightkiln", "Maren Jane Estrade")
    assert mention["effect"].startswith("would begin a signal")
    (asked,) = server.requests
    assert asked.headers["authorization"] == "Basic " + b64encode(b"key-of-stream:").decode()


def test_a_kept_case_has_no_more_than_may_be_stored_and_plays_again(folder: Path, server: LocalServer) -> None:
    send(OfficersStream(server))
    case = folder / "case.json"
    assert tried(folder, server, "--save", str(case)).code == 0
    text = case.read_text(encoding="utf-8")
    assert "ESTRADE" in text
    for private in ("QUILLFEATHER", "1970", "Quarry Lane", "British"):
        assert private not in text
    assert run_command("source", "replay", str(case), "--folder", str(folder)).code == 0


@pytest.mark.parametrize(("status", "fix"), [(401, "COMPANIES_HOUSE_STREAM_KEY"), (429, "two connections")])
def test_a_refusal_names_its_fix(folder: Path, server: LocalServer, status: int, fix: str) -> None:
    server.route(PATH, Answer(status=status))
    ran = tried(folder, server, "--json")
    assert ran.code == 1 and fix in target(ran)["fix"] and "key-of" not in ran.out + ran.errors


def test_a_refused_key_is_said_to_be_refused(folder: Path, server: LocalServer) -> None:
    server.route(PATH, Answer(status=401))
    said = target(tried(folder, server, "--json"))
    assert "refuses the key (401)" in json.dumps(said) and "COMPANIES_HOUSE_STREAM_KEY" in said["fix"]


def test_without_its_key_nothing_is_asked(folder: Path, server: LocalServer) -> None:
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(server.port)}
    ran = run_command("source", "test", "changes", "--folder", str(folder), env=env)
    assert ran.code == 1 and "No key: set FIRSTLIGHT_FETCH__COMPANIES_HOUSE_STREAM_KEY." in ran.errors
    assert server.requests == []
