"""`replay`: past nights under an edited file, before anybody publishes it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from commands import run_command, starter_team
from local_server import LocalServer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A team that has read of one round."""
    told = format_datetime(datetime.now(UTC) - timedelta(days=2))
    text = "Alder Robotics has raised $12 million in a Series A round led by Harrow Ventures."
    starter_team(tmp_path, does="routes every lead")
    (tmp_path / "a.csv").write_text("name,domain\nAlder Robotics,alder.example\n", encoding="utf-8")
    with LocalServer() as server:
        server.route(
            "/wire.xml",
            '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>'
            "<item><title>Alder Robotics raises $12 million Series A</title><link>https://wire.example/a</link>"
            f"<guid>a</guid><pubDate>{told}</pubDate><description>{text}</description></item></channel></rss>",
            headers={"Content-Type": "application/rss+xml"},
        )
        (tmp_path / "sources.yaml").write_text(
            f'sources:\n  - {{name: wire, collector: feed, urls: ["{server.url("/wire.xml")}"]}}\n', encoding="utf-8"
        )
        env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(server.port)}
        ran = run_command("try", str(tmp_path / "a.csv"), "--folder", str(tmp_path), "--json", env=env)
        assert ran.code == 0, ran.errors
    return tmp_path


def edited(folder: Path, **lines: str) -> Path:
    """A copy of icp.yaml with other lines."""
    path = folder / "edited" / "icp.yaml"
    path.parent.mkdir(exist_ok=True)
    text = (folder / "icp.yaml").read_text(encoding="utf-8")
    for name, line in lines.items():
        assert f"\n{name}: " in text
        text = "\n".join(line if one.startswith(f"{name}: ") else one for one in text.splitlines())
    path.write_text(text + "\n", encoding="utf-8")
    return path


def today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


def test_a_muted_kind_leaves_the_queue_and_nothing_is_written(folder: Path) -> None:
    other = edited(folder, muted_kinds="muted_kinds: [funding]")
    database = folder / "firstlight.sqlite3"
    before = database.read_bytes()
    ran = run_command("replay", str(other), "--until", today(), "--folder", str(folder), "--json")
    assert ran.code == 0, ran.errors
    said = json.loads(ran.out.splitlines()[-1])
    assert said["queued"] == {"before": 1, "after": 0}
    assert [(row["account"], row["after"]) for row in said["changed"]] == [("Alder Robotics", [])]
    people = run_command("replay", str(other), "--until", today(), "--folder", str(folder)).out
    assert "1 put forward as it is, 0 under the edited file" in people and "not at all" in people
    assert database.read_bytes() == before


def test_an_edited_file_is_checked_like_the_real_one(folder: Path) -> None:
    broken = edited(folder, muted_kinds="muted_kinds: [funding, weather]")
    ran = run_command("replay", str(broken), "--folder", str(folder))
    assert ran.code == 1 and "icp.yaml" in ran.errors and "muted_kinds" in ran.errors
    other = folder / "edited" / "rules.yaml"
    other.write_text("{}", encoding="utf-8")
    ran = run_command("replay", str(other), "--folder", str(folder))
    assert ran.code == 1 and "none of your team's files" in ran.errors and "--as icp.yaml" in ran.errors


def test_a_file_of_another_name_is_known_by_its_keys_or_by_as(folder: Path) -> None:
    other = edited(folder, muted_kinds="muted_kinds: [funding]").rename(folder / "quiet-on-funding.yaml")
    for more in ((), ("--as", "icp.yaml")):
        ran = run_command("replay", str(other), "--until", today(), "--folder", str(folder), *more)
        assert ran.code == 0, ran.errors
        assert "1 put forward as it is, 0 under the edited file" in ran.out
        assert "the same files and nights give the same one" in ran.out
    ran = run_command("replay", str(other), "--as", "offers.yaml", "--folder", str(folder))
    assert ran.code == 2 and "icp.yaml" in ran.errors


def test_bands_are_written_one_way(folder: Path) -> None:
    heavy = "weights: {funding: {points: 60, half_life_days: 90}, 'funding:series_a': {points: 60, half_life_days: 90}}"
    out = run_command("replay", str(edited(folder, weights=heavy)), "--until", today(), "--folder", str(folder)).out
    assert "1 account goes from cold to MQL" in out, out
