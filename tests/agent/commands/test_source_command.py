"""`source list` and `source test`: how sources stand, and one read live, written nowhere."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, run_command, starter_team
from local_server import Answer, LocalServer
from town_web import Job, board_path, greenhouse

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


@pytest.mark.parametrize(
    ("collector", "params", "column"),
    [
        ("companies_house", "{}", "company_number"),
        ("sec_company", "{}", "cik"),
        ("feed", '{per_account: "yes"}', "feed_url"),
        ("newsroom", '{per_account: "yes"}', "newsroom_url"),
    ],
)
def test_a_source_of_accounts_names_the_column_that_it_reads(
    folder: Path, web: LocalServer, collector: str, params: str, column: str
) -> None:
    text = f"sources:\n  - {{name: own, collector: {collector}, params: {params}}}\n"
    (folder / "sources.yaml").write_text(text, encoding="utf-8")
    env = {"FIRSTLIGHT_FETCH__COMPANIES_HOUSE_KEY": "a-key"}
    ran = run_command("source", "test", "own", "--folder", str(folder), env=env)
    assert ran.code == 1 and column in ran.errors and "job boards" not in ran.errors


def test_the_list_tells_terms_readings_and_yield(folder: Path, web: LocalServer) -> None:
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    assert run_command("try", str(folder / "a.csv"), "--folder", str(folder), "--json", env=env).code == 0
    wire, busy, lever, _ = said(source(folder, web, "list", "--json"))["sources"]
    assert (wire["on"], wire["terms"], wire["scheduled"]) == (True, "Ada, 2026-11-01", True)
    assert (wire["targets"], wire["items"], wire["signals"], wire["last_failure"]) == (1, 2, 1, "")
    assert wire["last_ok"]
    assert (busy["terms"], busy["scheduled"], busy["last_ok"]) == ("not confirmed", False, "")
    assert "429" in busy["last_failure"]
    unread = "not read: nobody confirmed its terms; read them, then `firstlight source confirm busy`"
    assert busy["next_due_why"] == unread
    assert wire["next_due"] and wire["next_due_why"].startswith("due ")
    assert wire["budget"]["words"] == "1 of 1 readings went well: too few to judge"
    assert wire["latency_ms"]["p95"] > 0 and (wire["requests"], wire["gaps"], wire["precision"]) == (1, 0, None)
    assert not lever["on"] and lever["next_due_why"] == "not read: it is off"
    out = source(folder, web, "list").out
    assert "not confirmed" in out and wire["next_due_why"] in out


def test_one_bad_address_is_told_as_one_of_a_sources(folder: Path, web: LocalServer) -> None:
    text = (folder / "sources.yaml").read_text(encoding="utf-8")
    wire, bad = web.url("/wire.xml"), web.url("/busy.xml")
    (folder / "sources.yaml").write_text(text.replace(f'"{wire}"', f'"{wire}", "{bad}"'), encoding="utf-8")
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    assert run_command("try", str(folder / "a.csv"), "--folder", str(folder), "--json", env=env).code == 0
    found = said(source(folder, web, "list", "--json"))["sources"][0]
    assert (found["targets"], found["failing"]) == (2, 1)
    assert found["next_due_why"].endswith("(one of 2 addresses)")


def test_a_test_shows_the_signal_it_would_make_and_the_score_it_would_move(folder: Path, web: LocalServer) -> None:
    target = said(source(folder, web, "test", "wire", "--json"))["targets"][0]
    (told,) = [one for item in target["shown"] for one in item["mentions"]]
    assert told["effect"].startswith("would begin a signal: ")
    (move,) = target["scores"]
    assert move["account"] == "Alder Robotics" and move["after"] > move["before"]


def test_a_kept_case_fails_once_the_page_says_something_else(folder: Path, web: LocalServer, tmp_path: Path) -> None:
    case = tmp_path / "cases" / "wire.json"
    assert source(folder, web, "test", "wire", "--save", str(case)).code == 0
    asked = len(web.requests)
    assert source(folder, web, "replay", str(case)).code == 0
    assert len(web.requests) == asked, "a replay fetches nothing"
    case.write_text(case.read_text(encoding="utf-8").replace("12000000", "15000000"), encoding="utf-8")
    ran = source(folder, web, "replay", str(case), "--json")
    assert ran.code == 1
    assert "amount was 15000000, is 12000000" in said(ran)["cases"][str(case)][0]


def test_a_kept_case_of_an_accounts_own_feed_plays_as_it_was_kept(
    folder: Path, web: LocalServer, tmp_path: Path
) -> None:
    """Its entries are keyed by the account's site, in the replay too."""
    text = 'sources:\n  - {name: own, collector: feed, params: {per_account: "yes"}}\n'
    (folder / "sources.yaml").write_text(text, encoding="utf-8")
    csv = tmp_path / "own.csv"
    csv.write_text(f"name,domain,feed_url\nAlder Robotics,alder.example,{web.url('/wire.xml')}\n", encoding="utf-8")
    assert run_command("accounts", "import", str(csv), "--folder", str(folder)).code == 0
    case = tmp_path / "own.json"
    assert source(folder, web, "test", "own", "--save", str(case)).code == 0
    played = source(folder, web, "replay", str(case))
    assert played.code == 0, played.out


def test_a_reading_that_gave_nothing_to_keep_says_why(folder: Path, web: LocalServer, tmp_path: Path) -> None:
    ran = source(folder, web, "test", "busy", "--save", str(tmp_path / "busy.json"))
    assert ran.code == 1 and "nothing to keep" in ran.errors
    assert "429" in ran.errors, "the reason is told, not only that no case was written"


def test_items_that_are_not_shown_are_counted(folder: Path, web: LocalServer) -> None:
    assert "1 more item: --limit 2 shows all." in source(folder, web, "test", "wire", "--limit", "1").out
    assert "more item" not in source(folder, web, "test", "wire").out


def test_a_case_is_not_written_over_and_a_broken_one_names_its_key(
    folder: Path, web: LocalServer, tmp_path: Path
) -> None:
    case = tmp_path / "wire.json"
    assert source(folder, web, "test", "wire", "--save", str(case)).code == 0
    again = source(folder, web, "test", "wire", "--save", str(case))
    assert again.code == 1 and "another name" in again.errors
    case.write_text('{"collector": "feed"}', encoding="utf-8")
    broken = source(folder, web, "replay", str(case))
    assert broken.code == 1 and "documents: Field required" in broken.errors


def test_a_replay_of_a_source_tells_what_its_items_say_now(folder: Path, web: LocalServer) -> None:
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    assert run_command("try", str(folder / "a.csv"), "--folder", str(folder), "--json", env=env).code == 0
    asked = len(web.requests)
    same = source(folder, web, "replay", "wire", "--json")
    assert same.code == 0, same.errors
    assert said(same)["sources"]["wire"]["compared"] == 2 and not said(same)["sources"]["wire"]["changes"]
    with sqlite3.connect(folder / "firstlight.sqlite3") as database:
        database.execute("UPDATE mention SET fields = replace(fields, '12000000', '11000000')")
    changed = source(folder, web, "replay", "wire")
    assert changed.code == 1 and "amount was 11000000, is 12000000" in changed.out
    assert len(web.requests) == asked, "a replay fetches nothing"


def test_tuning_shows_the_queue_and_writes_only_when_told(folder: Path, web: LocalServer) -> None:
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    assert run_command("try", str(folder / "a.csv"), "--folder", str(folder), "--json", env=env).code == 0
    shown = said(source(folder, web, "tune", "wire", "--weight", "0.5", "--json"))
    (row,) = shown["rows"]
    assert row["name"] == "Alder Robotics" and row["score_after"] < row["score_before"]
    weights = [one["weight"] for one in said(source(folder, web, "list", "--json"))["sources"]]
    assert weights[0] == 1.0
    assert source(folder, web, "tune", "wire", "--weight", "0.5", "--publish").code == 0
    assert said(source(folder, web, "list", "--json"))["sources"][0]["weight"] == 0.5


def test_what_is_due_already_is_due_now(folder: Path, web: LocalServer) -> None:
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    web.route("/wire.xml", Answer(drop=True))
    assert run_command("try", str(folder / "a.csv"), "--folder", str(folder), "--json", env=env).code == 0
    row = said(source(folder, web, "list", "--json"))["sources"][0]
    assert row["next_due_why"] == "due now: not reached when it was tried"
    with sqlite3.connect(folder / "firstlight.sqlite3") as kept:
        kept.execute("update target set next_due_at = null, last_tried_at = null where source = 'wire'")
    assert said(source(folder, web, "list", "--json"))["sources"][0]["next_due_why"] == "due now: never read"


def test_a_page_never_read_has_no_shape_that_it_had(folder: Path, web: LocalServer) -> None:
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    web.route("/wire.xml", "This is no feed.")
    assert run_command("try", str(folder / "a.csv"), "--folder", str(folder), "--json", env=env).code == 0
    words = said(source(folder, web, "list", "--json"))["sources"][0]["next_due_why"]
    assert "an answer that this source cannot read came once" in words and "shape" not in words


def named(folder: Path, **urls: str) -> None:
    text = "sources:\n" + "".join(
        f'  - {{name: {name}, collector: feed, urls: ["{url}"]}}\n' for name, url in urls.items()
    )
    (folder / "sources.yaml").write_text(f"{text}  - {{name: greenhouse, collector: greenhouse}}\n", encoding="utf-8")


def test_a_test_that_fails_says_what_happened_and_the_fix(folder: Path, web: LocalServer) -> None:
    with LocalServer() as other:
        gone = other.port
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": f"{web.port},{gone}"}
    named(
        folder,
        nowhere=f"http://nowhere.invalid:{web.port}/feed.xml",
        closed=f"http://127.0.0.1:{gone}/feed.xml",
        missing=web.url("/missing.xml"),
        inside="http://192.168.7.7/feed.xml",
        prose=web.url("/prose"),
        scheme="htp://alder.example/feed.xml",
        bare="alder.example/feed.xml",
    )
    web.route("/prose", "This is no feed.")
    expected = {
        "nowhere": (
            "The name nowhere.invalid leads nowhere",
            "Check the spelling in the line of nowhere in sources.yaml",
        ),
        "closed": (f"Nothing listens at 127.0.0.1:{gone}", "Check host and port in the line of closed in sources.yaml"),
        "missing": ("there is nothing at", "Check the line of missing in sources.yaml."),
        "inside": ("192.168.7.7 is not a public address", "To read a test server of your own, name its port: "),
        "scheme": ("not 'htp'", "Write a whole address, such as https://alder.example/news, in the line of scheme in "),
        "bare": ("not 'a bare path'", "Write a whole address, such as https://alder.example/news, in the line of bare"),
        "prose": ("could not be read", "See that the line of prose in sources.yaml names a page of this kind (feed)"),
    }
    for name, (what, fix) in expected.items():
        ran = run_command("source", "test", name, "--folder", str(folder), env=env)
        assert ran.code == 1
        assert what in ran.out and f"  Fix: {fix}" in ran.out, ran.out


def test_a_board_that_is_not_there_is_looked_for_in_the_accounts_row(folder: Path, web: LocalServer) -> None:
    web.route("/v1/boards/alder/jobs", status=404)
    (folder / "sources.yaml").write_text(
        f'sources:\n  - {{name: greenhouse, collector: greenhouse, params: {{base_url: "{web.url("")}"}}}}\n',
        encoding="utf-8",
    )
    board = "https://boards.greenhouse.io/alder"
    (folder / "b.csv").write_text(f"name,domain,board_url\nAlder Robotics,alder.example,{board}\n", encoding="utf-8")
    assert run_command("accounts", "import", str(folder / "b.csv"), "--folder", str(folder)).code == 0
    ran = source(folder, web, "test", "greenhouse")
    assert ran.code == 1 and "Fix: Check the account's board_url." in ran.out, ran.out


def test_signals_counted_over_postings_count_for_their_board(folder: Path, web: LocalServer) -> None:
    at = datetime.now(UTC) - timedelta(days=2)
    jobs = [Job(1, "Head of Sales", at), Job(2, "Account Executive", at)]
    web.route(board_path("alder"), greenhouse("alder", jobs))
    (folder / "sources.yaml").write_text(
        f'sources:\n  - {{name: greenhouse, collector: greenhouse, params: {{base_url: "{web.url("")}"}}}}\n',
        encoding="utf-8",
    )
    board = "https://boards.greenhouse.io/alder"
    (folder / "b.csv").write_text(f"name,domain,board_url\nAlder Robotics,alder.example,{board}\n", encoding="utf-8")
    env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port)}
    assert run_command("try", str(folder / "b.csv"), "--folder", str(folder), "--json", env=env).code == 0
    (row,) = said(source(folder, web, "list", "--json"))["sources"]
    assert (row["items"], row["signals"]) == (2, 1)


def test_a_posting_is_no_news_by_itself_and_says_what_it_is_for(folder: Path, web: LocalServer) -> None:
    web.route(
        board_path("alder"), greenhouse("alder", [Job(1, "Warehouse Clerk", datetime.now(UTC) - timedelta(days=90))])
    )
    (folder / "sources.yaml").write_text(
        f'sources:\n  - {{name: greenhouse, collector: greenhouse, params: {{base_url: "{web.url("")}"}}}}\n',
        encoding="utf-8",
    )
    board = "https://boards.greenhouse.io/alder"
    (folder / "b.csv").write_text(f"name,domain,board_url\nAlder Robotics,alder.example,{board}\n", encoding="utf-8")
    assert run_command("accounts", "import", str(folder / "b.csv"), "--folder", str(folder)).code == 0
    ran = source(folder, web, "test", "greenhouse")
    assert ran.code == 0 and "Warehouse Clerk" in ran.out
    assert "no mention" not in ran.out and "an open role: nights count it" in ran.out


def test_a_name_that_is_nearly_right_is_offered(folder: Path, web: LocalServer) -> None:
    assert "Did you mean wire?" in source(folder, web, "test", "wires").errors


def test_confirm_shows_whose_terms_asks_and_lets_the_next_night_read(folder: Path) -> None:
    before = (folder / "sources.yaml").read_text(encoding="utf-8")
    no = run_command("source", "confirm", "busy", "--by", "Ada", "--folder", str(folder), typed="n\n")
    assert no.code == 1 and "docs/sources/feed.md" in no.out
    assert (folder / "sources.yaml").read_text(encoding="utf-8") == before
    ran = run_command("source", "confirm", "--all", "--by", "Mo Diaz", "--yes", "--folder", str(folder))
    assert ran.code == 0 and "(Mo Diaz, " in ran.out and "): busy, intake." in ran.out
    rows = json.loads(run_command("source", "list", "--json", "--folder", str(folder)).out)["sources"]
    assert {one["name"]: one["terms"].split(",")[0] for one in rows} == {
        "wire": "Ada", "busy": "Mo Diaz", "lever": "not confirmed", "intake": "Mo Diaz",
    }  # fmt: skip
    again = run_command("source", "confirm", "--all", "--yes", "--folder", str(folder))
    assert again.code == 0 and "Nothing waits" in again.out


def test_confirm_takes_names_or_all_and_only_what_is_there(folder: Path) -> None:
    assert run_command("source", "confirm", "--folder", str(folder)).code == 2
    assert run_command("source", "confirm", "busy", "--all", "--folder", str(folder)).code == 2
    wrong = run_command("source", "confirm", "bussy", "--yes", "--folder", str(folder))
    assert wrong.code == 1 and "Did you mean busy?" in wrong.errors
    off = run_command("source", "confirm", "lever", "--by", "Ada", "--yes", "--folder", str(folder))
    assert off.code == 0 and "Off, so not read yet: lever" in off.out


def test_a_test_of_a_team_page_shows_whom_it_reads(folder: Path, web: LocalServer) -> None:
    people = (("Ada Quill", "Chief Revenue Officer"), ("Bo Marsh", "VP Sales"), ("Cleo Finch", "Head of Marketing"))
    cards = "".join(f"<div class='card'><h3>{name}</h3><p>{title}</p></div>" for name, title in people)
    web.route("/team", f"<html><body><h1>Our team</h1>{cards}</body></html>", headers={"Content-Type": "text/html"})
    text = f'sources:\n  - {{name: team, collector: team_page, urls: ["{web.url("/team")}"]}}\n'
    (folder / "sources.yaml").write_text(text, encoding="utf-8")
    ran = source(folder, web, "test", "team")
    assert ran.code == 0, ran.errors
    for name, title in people:
        assert f"{name}, {title}" in ran.out
