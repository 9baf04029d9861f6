"""`source list` and `source test`: how sources stand, and one read live, written nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, run_command, starter_team
from local_server import Answer, LocalServer

from agent.store import items
from agent.store.engine import open_store


@pytest.fixture
def web() -> Iterator[LocalServer]:
    told = format_datetime(datetime.now(UTC) - timedelta(days=2))
    text = "Alder Robotics has raised $12 million in a Series A round led by Harrow Ventures."
    with LocalServer() as server:
        server.route(
            "/wire.xml",
            '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>'
            f"<item><title>Weather</title><link>https://wire.example/w</link><guid>w</guid><pubDate>{told}</pubDate>"
            "<description>It rained.</description></item>"
            "<item><title>Alder Robotics raises $12 million Series A</title><link>https://wire.example/a</link>"
            f"<guid>a</guid><pubDate>{told}</pubDate><description>{text}</description></item></channel></rss>",
            headers={"Content-Type": "application/rss+xml"},
        )
        server.route("/busy.xml", Answer(status=429, headers={"Retry-After": "60"}))
        yield server


@pytest.fixture
def folder(tmp_path: Path, web: LocalServer) -> Path:
    starter_team(tmp_path, does="routes every lead")
    (tmp_path / "sources.yaml").write_text(
        f'sources:\n  - {{name: wire, collector: feed, urls: ["{web.url("/wire.xml")}"], terms_reviewed_by: Ada, '
        f'terms_reviewed_on: 2026-11-01}}\n  - {{name: busy, collector: feed, urls: ["{web.url("/busy.xml")}"]}}\n'
        "  - {name: lever, collector: lever, enabled: false}\n  - {name: intake, collector: intake}\n",
        encoding="utf-8",
    )
    (tmp_path / "a.csv").write_text("name,domain\nAlder Robotics,alder.example\n", encoding="utf-8")
    assert run_command("accounts", "import", str(tmp_path / "a.csv"), "--folder", str(tmp_path)).code == 0
    return tmp_path


def source(folder: Path, web: LocalServer, *words: str) -> Ran:
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    return run_command("source", *words, "--folder", str(folder), env=env)


def said(ran: Ran) -> Any:
    return json.loads(ran.out.splitlines()[-1])


def test_a_test_shows_what_would_come_of_a_source_and_writes_nothing(folder: Path, web: LocalServer) -> None:
    ran = source(folder, web, "test", "wire", "--json", "--limit", "1")
    assert ran.code == 0, ran.errors
    target = said(ran)["targets"][0]
    assert target["requests"][0]["status"] == 200 and target["requests"][0]["bytes"] > 0
    assert (target["items"], target["mentions"], len(target["shown"])) == (2, 1, 1)
    mention = target["shown"][0]["mentions"][0]
    assert (mention["kind"], mention["account"]) == ("funding", "Alder Robotics")
    assert mention["fields"]["amount"] == {"value": "12000000", "quote": "$12 million"}
    assert mention["resolution"] and mention["why"] and mention["news_on_first_contact"]
    store = open_store(f"sqlite:///{folder / 'firstlight.sqlite3'}")
    with store.read() as session:
        assert items.count_items(session) == 0
    store.close()
    assert said(source(folder, web, "list", "--json"))["sources"][0]["targets"] == 0


def test_people_read_the_quotes(folder: Path, web: LocalServer) -> None:
    out = source(folder, web, "test", "wire").out
    assert "“$12 million”" in out and "→ Alder Robotics" in out and "Nothing was written." in out


def test_a_source_that_fails_says_how(folder: Path, web: LocalServer) -> None:
    ran = source(folder, web, "test", "busy", "--json")
    assert ran.code == 1
    assert said(ran)["targets"][0]["outcome"] == "failed" and "429" in said(ran)["targets"][0]["reason"]


def test_an_unknown_name_lists_the_known_ones(folder: Path, web: LocalServer) -> None:
    ran = source(folder, web, "test", "wired")
    assert ran.code == 1
    assert "Known: wire, busy, lever, intake" in ran.errors


@pytest.mark.parametrize(("name", "fix"), [("lever", "board_url"), ("intake", "intake import")])
def test_a_source_without_a_target_says_what_it_needs(folder: Path, web: LocalServer, name: str, fix: str) -> None:
    ran = source(folder, web, "test", name)
    assert ran.code == 1 and fix in ran.errors


def test_the_list_tells_terms_readings_and_yield(folder: Path, web: LocalServer) -> None:
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    assert run_command("try", str(folder / "a.csv"), "--folder", str(folder), "--json", env=env).code == 0
    wire, busy, lever, _ = said(source(folder, web, "list", "--json"))["sources"]
    assert (wire["on"], wire["terms"], wire["scheduled"]) == (True, "Ada, 2026-11-01", True)
    assert (wire["targets"], wire["items"], wire["signals"], wire["last_failure"]) == (1, 2, 1, "")
    assert wire["last_ok"]
    assert (busy["terms"], busy["scheduled"], busy["last_ok"]) == ("not confirmed", False, "")
    assert "429" in busy["last_failure"] and busy["next_due"]
    assert not lever["on"]
    assert "not confirmed" in source(folder, web, "list").out
