"""Every command shows what other people wrote as text: no escape, control or turning mark of theirs is printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from commands import leaves, run_command, starter_team
from local_server import Answer, LocalServer

MARK = "zq7"
H = f"{MARK}\x1b]0;owned\x07\x1b[2J\x9b1A\u202egnp\u200b"
"""A mark to find it by, then what sets a title, rings, clears, moves up, turns and hides."""
YAML_H = json.dumps(H)

LINES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("demo",): ("--check", "--folder", "{folder}/file/{H}"),
    ("init",): ("--team", "{H}", "--name", "A", "--email", "a@b.example", "--home-page", "{H}", "--postal-address", ""),
    ("try",): ("{folder}/bad.csv",),
    ("accounts", "import"): ("{folder}/bad.csv",),
    ("accounts", "boards"): ("{H}.example",),
    ("contacts", "import"): ("{folder}/bad.csv",),
    ("contacts", "to-find"): ("--out", "{folder}/file/{H}"),
    ("suppressions", "import"): ("{folder}/bad.csv", "--reason", "customer"),
    ("intake", "import"): ("{folder}/moves.csv", "--profile", "moves", "--preview"),
    ("contacts", "enrich"): ("--folder", "{folder}/{H}.d"),
    ("intake", "profile"): ("{H}", "--from", "usergems"),
    ("run",): (),
    ("serve",): ("--host", "{H}", "--no-schedule"),
    ("source", "list"): (),
    ("admin", "list"): (),
    ("source", "confirm"): ("{H}", "--by", "{H}", "--yes"),
    ("source", "test"): ("wire",),
    ("source", "replay"): ("{folder}/{H}.json",),
    ("source", "tune"): ("{H}", "--weight", "1"),
    ("replay",): ("{folder}/{H}",),
    ("doctor",): (),
    ("settings",): ("--folder", "{folder}/{H}.d"),
    ("prompts", "check"): ("{folder}/file/{H}",),
    ("prompts", "compare"): ("{H}", "live", "shipped"),
    ("prompts", "list"): (),
    ("prompts", "preview"): ("{H}", "--with", "shipped"),
    ("prompts", "publish"): ("{H}", "--with", "shipped"),
    ("prompts", "rollback"): ("{H}", "--yes"),
    ("prompts", "show"): ("{H}",),
    ("voice", "measure"): ("{H}", "{folder}/a.csv", "--consented"),
    ("export",): ("dana@alder.example",),
    ("erase",): ("{H}",),
    ("admin", "create"): ("--email", "a@b.example", "--name", "A", "--owner", "{H}"),
    ("admin", "link"): ("--email", "{H}"),
    ("backup",): ("{folder}/{H}",),
    ("restore",): ("{folder}/{H}",),
    ("eval",): ("titles", "{folder}/{H}.jsonl"),
    ("bench",): ("{H}",),
}
"""A command line for each command that makes it print `H`: from a file, a page, a server, or what was typed."""


@pytest.fixture(scope="module")
def web() -> Iterator[LocalServer]:
    told = format_datetime(datetime.now(UTC) - timedelta(days=2))
    legal = H.replace("\x1b", "\x9b").replace("\x07", "")  # XML has no escape and no bell
    with LocalServer() as server:
        server.route(
            "/wire.xml",
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>{legal}</title><item>'
            f"<title>Alder {legal}</title><link>https://wire.example/a</link><guid>a</guid><pubDate>{told}</pubDate>"
            "<description>Alder Robotics has raised $12 million in a Series A round led by Harrow Ventures."
            "</description></item></channel></rss>",
            headers={"Content-Type": "application/rss+xml"},
        )
        server.route("/odd.xml", Answer(status=200, body=b"nothing", headers={"Content-Type": f"text/{MARK}\x9b2J"}))
        yield server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, web: LocalServer) -> Path:
    folder = tmp_path_factory.mktemp("team")
    starter_team(folder, does="routes every lead")
    confirmed = "terms_reviewed_by: Ada, terms_reviewed_on: 2026-11-01"
    (folder / "sources.yaml").write_text(
        f'sources:\n  - {{name: wire, collector: feed, urls: ["{web.url("/wire.xml")}"], {confirmed}}}\n'
        f'  - {{name: {YAML_H}, collector: feed, urls: ["{web.url("/odd.xml")}"]}}\n',
        encoding="utf-8",
    )
    (folder / "file").write_text("", encoding="utf-8")
    (folder / "prompts" / "composer").mkdir(parents=True)
    (folder / "prompts" / "composer" / "pain.yaml").write_text(f"{YAML_H}: 1\n", encoding="utf-8")
    (folder / H).write_text("no database", encoding="utf-8")
    (folder / f"{H}.d").mkdir()
    (folder / f"{H}.d" / "firstlight.toml").write_text(f"{YAML_H} = 1\n", encoding="utf-8")
    (folder / "a.csv").write_text(f"name,domain\nAlder {H},alder.example\n", encoding="utf-8")
    (folder / "c.csv").write_text(f"First Name,Last Name,Email\nDana,{H},dana@alder.example\n", encoding="utf-8")
    (folder / "bad.csv").write_text(f"name,domain,email\n{H},{H},{H}\n", encoding="utf-8")
    (folder / "moves.csv").write_text(
        "First Name,Last Name,New Title,New Company,New Company Domain,Job Change Date\n"
        f"Orla,{H},VP Sales,Tidewell,tidewell.example,2026-11-18\n",
        encoding="utf-8",
    )
    for words in (
        ("accounts", "import", str(folder / "a.csv")),
        ("contacts", "import", str(folder / "c.csv")),
        ("intake", "profile", "moves", "--from", "usergems"),
        ("admin", "create", "--email", "h@harbor.example", "--name", H),
    ):
        assert run_command(*words, "--folder", str(folder)).code == 0
    return folder


def test_every_command_is_here() -> None:
    assert set(LINES) == set(leaves())


@pytest.mark.parametrize("command", LINES, ids=" ".join)
def test_no_command_prints_what_a_terminal_obeys(command: tuple[str, ...], folder: Path, web: LocalServer) -> None:
    words = [word.replace("{folder}", str(folder)).replace("{H}", H) for word in LINES[command]]
    takes = run_command(*command, "--help").out
    if "--folder" in takes and "--folder" not in words:
        words += ["--folder", str(folder)]
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port), "FIRSTLIGHT_FETCH__HOME_PAGE": web.url("/{domain}")}
    for form in ([], ["--json"]) if "--json" in takes else ([],):
        ran = run_command(*command, *words, *form, env=env, typed="\n\n\n")
        said = ran.out + ran.errors
        assert MARK in said, said
        assert all(char.isprintable() or char in "\n\t" for char in said), repr(said)


def test_a_question_shows_a_name_as_text(folder: Path) -> None:
    ran = run_command("erase", "dana@alder.example", "--folder", str(folder), typed="n\n")
    assert ran.code == 1 and f"Erase Dana {MARK}" in ran.out
    assert all(char.isprintable() or char in "\n\t" for char in ran.out), repr(ran.out)
