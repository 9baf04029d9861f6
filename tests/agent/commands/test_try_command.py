"""`try`: begins in an empty folder, says rejected rows and costs, and drafts nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, run_command, starter_team
from local_server import Answer, LocalServer, Received
from sqlmodel import func, select

from agent.domain.sends import Suppression, SuppressionReason
from agent.store import suppressions
from agent.store.engine import open_store
from agent.store.objections import PERSON, person_key
from agent.tables.accounts import AccountRow
from agent.tables.drafts import DraftRow
from agent.tables.signals import CardRow


@pytest.fixture
def web() -> Iterator[LocalServer]:
    told = format_datetime(datetime.now(UTC) - timedelta(days=2))
    with LocalServer() as server:
        feed = f'<link rel="alternate" type="application/rss+xml" href="{server.url("/alder.xml")}">'
        server.route("/home/alder.example", f"<html><head><title>Alder | Home</title>{feed}</head></html>")
        server.route(
            "/alder.xml",
            '<?xml version="1.0"?><rss version="2.0"><channel><title>Alder</title><item>'
            "<title>Alder raises $12 million Series A</title><link>https://alder.example/a</link><guid>a</guid>"
            f"<pubDate>{told}</pubDate><description>Alder has raised $12 million in a Series A round led by Harrow "
            "Ventures.</description></item></channel></rss>",
            headers={"Content-Type": "application/rss+xml"},
        )
        yield server


def tried(folder: Path, web: LocalServer, domains: list[str], *more: str, **env: str) -> Ran:
    (folder / "d.csv").write_text("\n".join(domains) + "\n", encoding="utf-8")
    environment = {
        "FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port),
        "FIRSTLIGHT_FETCH__HOME_PAGE": web.url("/home/{domain}"),
        **env,
    }
    _sources(folder)
    return run_command("try", str(folder / "d.csv"), "--folder", str(folder), *more, env=environment)


def _sources(folder: Path) -> None:
    """Only accounts' own newsrooms, so that nothing beyond this machine is asked for."""
    text = 'sources:\n  - {name: newsroom, collector: feed, params: {per_account: "yes"}}\n'
    (folder / "sources.yaml").write_text(text, encoding="utf-8")


def answer(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.errors
    return json.loads(ran.out.splitlines()[-1])  # type: ignore[no-any-return]


def test_an_empty_folder_gets_safe_defaults_and_a_mail_is_shown(tmp_path: Path, web: LocalServer) -> None:
    options = ("--json", "--company", "Harbor", "--does", "routes every inbound lead in minutes")
    ran = tried(tmp_path, web, ["alder.example", "gmail.com"], *options)
    said = answer(ran)
    assert "offer.yaml" in said["team_files_written"] and "firstlight init" in ran.errors
    assert said["tried"][0]["account"] == "Alder"
    text = said["tried"][0]["mail"]["text"]
    assert "Harbor" in text and "every inbound lead in minutes" in text
    assert said["import"]["rejected"] == 1 and said["import"]["shown"][0]["line"] == 2
    store = open_store(f"sqlite:///{tmp_path / 'firstlight.sqlite3'}")
    with store.read() as session:
        for table in (DraftRow, CardRow):
            assert session.exec(select(func.count()).select_from(table)).one() == 0
    store.close()


def test_people_read_news_mail_misses_and_cost(tmp_path: Path, web: LocalServer) -> None:
    out = tried(tmp_path, web, ["alder.example", "brook.example"], "--company", "Harbor", "--does", "routes leads").out
    for words in ("Series A $12M", "still to be found", "No mail tonight", "What it would miss", "What it would cost"):
        assert words in out
    assert "$0" in out and "https://alder.example/a" in out and "newsroom" in out


def test_a_model_is_priced_and_not_asked(tmp_path: Path, web: LocalServer) -> None:
    env = {"FIRSTLIGHT_MODEL__NAME": "gpt-4o-mini", "FIRSTLIGHT_MODEL__BASE_URL": web.url("/v1")}
    ran = tried(tmp_path, web, ["alder.example"], "--json", "--does", "routes every lead", **env)
    cost = answer(ran)["cost"]
    assert 0 < cost["usd"] < 0.05 and "gpt-4o-mini" in cost["words"]
    assert not any(path.startswith("/v1") for path in web.paths())


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    ran = run_command("try", str(tmp_path / "gone.csv"), "--folder", str(tmp_path))
    assert ran.code == 1 and "gone.csv is not there" in ran.errors
    assert list(tmp_path.iterdir()) == []


def test_a_board_that_waits_is_said_with_why(tmp_path: Path, web: LocalServer) -> None:
    link = '<a href="https://alder.wd5.myworkdayjobs.com/Careers">Jobs</a>'
    web.route("/home/alder.example", f"<html><head><title>Alder | Home</title></head><body>{link}</body></html>")
    waits = "its board (workday) waits for a terms review"
    said = answer(tried(tmp_path, web, ["alder.example"], "--json"))
    assert said["misses"]["boards_waiting"] == [{"account": "Alder", "why": waits}]
    assert f"Alder: {waits}." in tried(tmp_path, web, ["alder.example"]).out


def test_a_feed_that_fails_is_the_reason_that_is_said(tmp_path: Path, web: LocalServer) -> None:
    web.route("/alder.xml", "no", status=503)
    (one,) = answer(tried(tmp_path, web, ["alder.example"], "--json"))["tried"]
    assert one["why_not"].startswith("Nothing new was read about Alder: its feed (newsroom ")
    assert "503" in one["why_not"] and "terms review" not in one["why_not"]
    assert "firstlight source test newsroom" in one["fix"]


def test_a_domain_that_leads_nowhere_is_told_once_and_its_spelling_first(tmp_path: Path, web: LocalServer) -> None:
    ran = tried(tmp_path, web, ["alder.example"], FIRSTLIGHT_FETCH__HOME_PAGE="http://nowhere.invalid/{domain}")
    assert "Alder: Check the spelling of alder.example: the name has no address." in ran.out
    assert ran.out.count("no address") == 1 and "robots" not in ran.out


def test_a_try_tells_no_news_of_somebody_who_objected(tmp_path: Path, web: LocalServer) -> None:
    told = web.answer(received("/alder.xml"))
    body = str(told.body).replace("led by", "that Dana Ortiz announced, led by")
    web.route("/alder.xml", body, headers=told.headers)
    (before,) = answer(tried(tmp_path, web, ["alder.example"], "--json", "--does", "routes every lead"))["tried"]
    assert before["news"] and before["mail"]
    store = open_store(f"sqlite:///{tmp_path / 'firstlight.sqlite3'}")
    with store.write() as session:
        key = person_key(session.exec(select(AccountRow.id)).one(), "Dana Ortiz")
        suppressions.put(session, Suppression(PERSON, key, SuppressionReason.OBJECTION, datetime.now(UTC)))
    store.close()
    (after,) = answer(tried(tmp_path, web, ["alder.example"], "--json"))["tried"]
    assert not after["news"] and not after["mail"]


def test_what_a_try_without_a_network_did_not_reach_the_next_run_reads(tmp_path: Path, web: LocalServer) -> None:
    feed = {"name": "newsroom", "collector": "feed", "params": {"per_account": "yes"}}
    wires = {"name": "wire", "collector": "feed", "urls": [web.url(f"/wire-{n}.xml") for n in range(12)]}
    terms = {"terms_reviewed_by": "Ada", "terms_reviewed_on": "2026-11-01"}
    sources = json.dumps({"sources": [feed | terms, wires | terms]})
    empty = '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title></channel></rss>'
    answered = {path: web.answer(received(path)) for path in ("/alder.xml", "/home/alder.example")}
    answered |= {url.partition(str(web.port))[2]: Answer(empty) for url in wires["urls"]}  # type: ignore[union-attr]
    down = [True]
    for path, answer in (answered | {"/robots.txt": Answer(status=404)}).items():
        web.route(path, lambda _, answer=answer: Answer(drop=True) if down else answer)  # type: ignore[misc]
    said = answer_of(tmp_path, web, "try", str(domains(tmp_path, "alder.example")), sources=sources)
    assert said["counts"]["targets"] == 12 and said["counts"]["fetch_failed"] == 12
    down.clear()
    run = answer_of(tmp_path, web, "run", sources=sources)
    assert run["due"]["targets"] == run["due"]["due"] == 13, "its feed was found on its home page, which was read too"
    assert run["counts"]["signals_new"] == 1 and "fetch_failed" not in run["counts"]


def test_a_try_ends_with_what_the_team_has_not_done_yet(tmp_path: Path, web: LocalServer) -> None:
    assert "Next: firstlight init" in tried(tmp_path, web, ["alder.example"], "--does", "routes leads").out
    starter_team(tmp_path, does="routes leads")
    assert "Next: firstlight contacts import FILE" in tried(tmp_path, web, ["alder.example"]).out
    (tmp_path / "c.csv").write_text("First Name,Last Name,Email\nDana,Okafor,dana@alder.example\n", encoding="utf-8")
    assert run_command("contacts", "import", str(tmp_path / "c.csv"), "--folder", str(tmp_path)).code == 0
    last = tried(tmp_path, web, ["alder.example"]).out.splitlines()[-1]
    assert last.endswith("Next: firstlight run.") and "init" not in last


def test_a_try_that_read_nothing_says_so_instead_of_going_on(tmp_path: Path, web: LocalServer) -> None:
    web.route("/alder.xml", Answer(drop=True))
    out = tried(tmp_path, web, ["alder.example"], "--does", "routes leads").out
    assert "Nothing could be read: check that this machine has a network" in out and "Next:" not in out


def domains(folder: Path, *names: str) -> Path:
    (folder / "d.csv").write_text("\n".join(names) + "\n", encoding="utf-8")
    return folder / "d.csv"


def received(path: str) -> Received:
    return Received("GET", path, {}, {}, b"")


def answer_of(folder: Path, web: LocalServer, *words: str, sources: str) -> dict[str, Any]:
    (folder / "sources.yaml").write_text(sources, encoding="utf-8")
    env = {
        "FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(web.port),
        "FIRSTLIGHT_FETCH__HOME_PAGE": web.url("/home/{domain}"),
    }
    return answer(run_command(*words, "--folder", str(folder), "--json", env=env))


def test_a_feed_that_two_accounts_name_is_the_first_ones_at_every_try(tmp_path: Path, web: LocalServer) -> None:
    feed = f'<link rel="alternate" type="application/rss+xml" href="{web.url("/alder.xml")}">'
    web.route("/home/brook.example", f"<html><head><title>Brook | Home</title>{feed}</head></html>")
    for _ in range(2):
        told = answer(tried(tmp_path, web, ["alder.example", "brook.example"], "--json", "--does", "routes leads"))
        alder, brook = told["tried"]
        assert alder["account"] == "Alder" and alder["news"]
        assert "is alder.example's too, and is read for that account alone" in brook["why_not"]
