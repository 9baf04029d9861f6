"""`run`: the night now, said for people and machines; again is nothing, and what was stopped goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from commands import run_command, starter_team
from local_server import LocalServer
from sqlmodel import SQLModel, func, select

from agent.store import runs
from agent.store.engine import open_store
from agent.work.runner import Runner


@pytest.fixture
def web() -> Iterator[LocalServer]:
    told = format_datetime(datetime.now(UTC) - timedelta(days=2))
    with LocalServer() as server:
        server.route(
            "/alder.xml",
            f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Alder news</title><item>
<title>Alder Robotics raises $12 million Series A</title><link>https://alder.example/a</link><guid>a</guid>
<pubDate>{told}</pubDate><description>Alder Robotics has raised $12 million in a Series A round led by Harrow Ventures.
</description></item></channel></rss>""",
            headers={"Content-Type": "application/rss+xml"},
        )
        yield server


@pytest.fixture
def folder(tmp_path: Path, web: LocalServer) -> Path:
    """Two accounts; one has news and somebody to write to. Only the newsroom is on and confirmed."""
    starter_team(tmp_path, does="routes every inbound lead to the right owner in minutes")
    (tmp_path / "sources.yaml").write_text(
        'sources:\n  - {name: newsroom, collector: feed, params: {per_account: "yes"}, terms_reviewed_by: Ada, '
        "terms_reviewed_on: 2026-11-01}\n  - {name: lever, collector: lever}\n",
        encoding="utf-8",
    )
    alder = f"Alder Robotics,alder.example,US,{web.url('/alder.xml')}"
    (tmp_path / "a.csv").write_text(f"name,domain,country,feed_url\n{alder}\nBrook,brook.example,,\n")
    (tmp_path / "c.csv").write_text(
        "First Name,Last Name,Email,Job Title\nDana,Okafor,dana@alder.example,VP Sales\n", encoding="utf-8"
    )
    for kind in ("accounts", "contacts"):
        assert run_command(kind, "import", str(tmp_path / f"{kind[0]}.csv"), "--folder", str(tmp_path)).code == 0
    return tmp_path


def play(folder: Path, web: LocalServer, *more: str) -> dict[str, Any]:
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    ran = run_command("run", "--folder", str(folder), "--json", *more, env=env)
    assert ran.code == 0, ran.errors
    return json.loads(ran.out.splitlines()[-1])  # type: ignore[no-any-return]


def rows(folder: Path) -> dict[str, int]:
    store = open_store(f"sqlite:///{folder / 'firstlight.sqlite3'}")
    with store.read() as session:
        counted = {
            table.name: session.exec(select(func.count()).select_from(table)).one()
            for table in SQLModel.metadata.sorted_tables
        }
    store.close()
    return counted


def test_a_night_drafts_and_explains_the_rest(folder: Path, web: LocalServer) -> None:
    said = play(folder, web)
    assert (said["state"], said["drafts"], said["cost_usd"]) == ("done", 1, 0)
    assert [one["account"] for one in said["why"]] == ["Brook"]
    assert said["unconfirmed_sources"] == ["lever"]


def test_the_same_night_again_is_nothing(folder: Path, web: LocalServer) -> None:
    first = play(folder, web)
    before, asked = rows(folder), len(web.requests)
    assert play(folder, web) == first
    assert rows(folder) == before and len(web.requests) == asked


def test_a_night_that_was_stopped_goes_on(folder: Path, web: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(self: Runner, units: object, **_: object) -> None:
        if "prepare" in units:  # type: ignore[operator]
            raise KeyboardInterrupt
        return real(self, units, **_)  # type: ignore[no-any-return, arg-type]

    real = Runner.drain
    monkeypatch.setattr(Runner, "drain", killed)
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    stopped = run_command("run", "--folder", str(folder), env=env)
    assert stopped.code != 0
    monkeypatch.setattr(Runner, "drain", real)
    asked = web.paths().count("/alder.xml")
    said = play(folder, web)
    assert (said["state"], said["drafts"]) == ("done", 1)
    assert web.paths().count("/alder.xml") == asked


def test_people_read_what_happened(folder: Path, web: LocalServer) -> None:
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    ran = run_command("run", "--folder", str(folder), env=env)
    assert "1 draft," in ran.out and "nobody confirmed their terms in sources.yaml: lever" in ran.out


def test_a_finished_night_says_that_nothing_was_done(folder: Path, web: LocalServer) -> None:
    play(folder, web)
    again = run_command("run", "--folder", str(folder))
    assert "was finished on" in again.out and "Nothing was done now" in again.out


def test_a_night_to_come_is_refused_and_stays_to_be_played(folder: Path, web: LocalServer) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    ran = run_command("run", "--folder", str(folder), "--night", tomorrow)
    assert ran.code == 2 and "still to come" in ran.errors


def began(folder: Path) -> datetime:
    store = open_store(f"sqlite:///{folder / 'firstlight.sqlite3'}")
    with store.read() as session:
        [run] = runs.newest(session)
    store.close()
    return run.started_at


def test_a_night_with_nothing_to_read_begins_anew_once_terms_are_confirmed(folder: Path, web: LocalServer) -> None:
    sources = folder / "sources.yaml"
    confirmed = sources.read_text(encoding="utf-8")
    sources.write_text(confirmed.replace(", terms_reviewed_by: Ada, terms_reviewed_on: 2026-11-01", ""), "utf-8")
    blank = play(folder, web)
    first = began(folder)
    assert (blank["state"], blank["due"]["targets"], blank["drafts"]) == ("done", 0, 0)
    assert {one["account"] for one in blank["why"]} == {"Alder Robotics", "Brook"}
    sources.write_text(confirmed, encoding="utf-8")
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    assert "Nothing was done now" not in run_command("run", "--folder", str(folder), "--all", env=env).out
    said = play(folder, web)
    assert (said["due"]["targets"], said["drafts"]) == (1, 1)
    assert [one["account"] for one in said["why"]] == ["Brook"]
    assert began(folder) > first, "the run took as long as its second playing, not the hours between"


def test_an_account_whose_sources_were_not_read_says_so_with_a_fix(folder: Path, web: LocalServer) -> None:
    boards = f"{web.url('/gone.xml')},https://jobs.lever.co/brook"
    (folder / "b.csv").write_text(f"name,domain,feed_url,board_url\nBrook,brook.example,{boards}\n", encoding="utf-8")
    assert run_command("accounts", "import", str(folder / "b.csv"), "--folder", str(folder)).code == 0
    (why,) = play(folder, web)["why"]
    assert why["why"].startswith("Nothing new was read about Brook: its feed (newsroom ")
    assert "could not be read: " in why["why"] and "404" in why["why"]
    assert "its board (lever) waits for a terms review" in why["why"] and why["code"] == "unread"
    assert "Check the account's feed address." in why["fix"] and "terms_reviewed_on" in why["fix"]


def test_a_night_of_which_every_reading_failed_says_so_and_calls_nobody_quiet(folder: Path, web: LocalServer) -> None:
    web.route("/alder.xml", "down", status=503)
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    ran = run_command("run", "--folder", str(folder), env=env)
    assert "1 of 1 targets could not be read: `firstlight source list` says why." in ran.out.replace("\n", " ")
    codes = {one["account"]: one["code"] for one in play(folder, web)["why"]}
    assert codes == {"Alder Robotics": "unread", "Brook": "quiet"}
    checks = json.loads(run_command("doctor", "--folder", str(folder), "--json").out.splitlines()[-1])["checks"]
    (found,) = [one for one in checks if one["name"] == "source newsroom"]
    assert found["state"] == "warn" and found["detail"] == "1 of 1 targets failed when last read."
    assert "firstlight source list" in found["fix"]


LINK = ("admin", "link", "--email", "a@b.example")


@pytest.mark.parametrize("words", [("run",), ("serve",), ("source", "list"), LINK])
def test_a_folder_without_a_team_is_refused_with_the_fix_and_left_as_it_was(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    ran = run_command(*words, "--folder", str(tmp_path))
    assert ran.code == 1 and "Run `firstlight init` there" in ran.errors
    assert list(tmp_path.iterdir()) == []
