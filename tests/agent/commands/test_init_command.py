"""`init`: little is asked, what is there stays, and what it writes can be read by the product itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from commands import Ran, run_command
from local_server import LocalServer

from agent.settings import read_settings
from agent.starter.terms import TERMS, asked_about
from agent.starter.write import NAMES, NOBODY_YET, write_starter
from agent.team_files import Header, parse_team, read_files


def init(folder: Path, *more: str, env: dict[str, str] | None = None) -> Ran:
    asked = {
        "--team": "Harbor",
        "--name": "Ada Lowe",
        "--email": "ada@harbor.example",
        "--postal-address": "1 Quay Street, Bristol",
        "--home-page": "",
        "--does": "routes every inbound lead in minutes",
        "--terms-reviewed-by": "Ada Lowe",
    }
    given = dict(zip(more[::2], more[1::2], strict=True))
    words = [word for pair in (asked | given).items() for word in pair]
    return run_command("init", "--folder", str(folder), *words, env=env)


def read(folder: Path, name: str) -> dict:  # type: ignore[type-arg]
    return yaml.safe_load((folder / name).read_text(encoding="utf-8"))


def test_what_init_writes_is_a_team(tmp_path: Path) -> None:
    ran = init(tmp_path / "new")
    assert ran.code == 0, ran.errors
    team = parse_team(
        read_files(tmp_path / "new"), Header("Harbor", "UTC", read_settings(tmp_path / "new").team.run_at)
    )
    assert team.offer.is_usable and team.offer.values[0].text == "routes every inbound lead in minutes"
    assert not team.policy.real_recipients
    assert {source.terms_reviewed_by for source in team.sources if source.enabled} == {"Ada Lowe"}
    assert not any(source.terms_reviewed_by for source in team.sources if not source.enabled)
    assert read_settings(tmp_path / "new").fetch.contact == "ada@harbor.example"


def test_unconfirmed_terms_leave_every_source_unscheduled(tmp_path: Path) -> None:
    assert init(tmp_path, "--terms-reviewed-by", "").code == 0
    assert all("terms_reviewed_on" not in source for source in read(tmp_path, "sources.yaml")["sources"])


def test_files_that_are_there_are_never_touched(tmp_path: Path) -> None:
    (tmp_path / "offer.yaml").write_text("# mine\n", encoding="utf-8")
    ran = init(tmp_path)
    assert ran.code == 0
    assert (tmp_path / "offer.yaml").read_text(encoding="utf-8") == "# mine\n"
    assert "left as they are: offer.yaml." in ran.out and "offer.yaml: written" not in ran.out
    again = init(tmp_path)
    assert f"left as they are: {', '.join(NAMES)}." in again.out and "written." not in again.out
    assert "offer.yaml: written" not in ran.out and "icp.yaml: written" in ran.out


def test_init_replaces_what_try_wrote_until_somebody_changes_it(tmp_path: Path) -> None:
    write_starter(tmp_path, NOBODY_YET, date(2026, 11, 20), provisional=True)
    changed = (tmp_path / "icp.yaml").read_text(encoding="utf-8") + "# ours\n"
    (tmp_path / "icp.yaml").write_text(changed, encoding="utf-8")
    assert init(tmp_path).code == 0
    assert (tmp_path / "icp.yaml").read_text(encoding="utf-8") == changed
    assert read(tmp_path, "offer.yaml")["seller"]["name"] == "Harbor"
    assert not any("Safe defaults" in (tmp_path / name).read_text() for name in NAMES if name != "icp.yaml")


def test_words_that_would_break_a_file_are_written_harmlessly(tmp_path: Path) -> None:
    assert init(tmp_path, "--team", 'Har"bor\\ {domain}', "--does", 'says "hi": {x: [}').code == 0
    assert "Har'bor" in read(tmp_path, "offer.yaml")["seller"]["name"]
    assert read_settings(tmp_path).team.name.startswith("Har'bor")


def test_the_offer_is_proposed_from_the_home_page(tmp_path: Path) -> None:
    with LocalServer() as server:
        page = '<html><head><title>Harbor</title><meta name="description" content="Harbor routes every lead."></head>'
        server.route("/", page, headers={"Content-Type": "text/html"})
        env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(server.port)}
        ran = run_command(
            "init", "--folder", str(tmp_path), "--team", "Harbor", "--name", "Ada", "--email", "ada@harbor.example",
            "--postal-address", "x", "--home-page", server.url("/"), "--terms-reviewed-by", "", env=env, typed="\n",
        )  # fmt: skip
    assert ran.code == 0, ran.errors
    assert read(tmp_path, "offer.yaml")["values"][0]["text"] == "routes every lead"
    assert read(tmp_path, "offer.yaml")["seller"]["one_liner"] == "Harbor routes every lead."


def test_a_home_page_that_cannot_be_read_is_said_and_stops_nothing(tmp_path: Path) -> None:
    with LocalServer() as server:
        env = {"FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(server.port)}
        ran = init(tmp_path, "--home-page", server.url("/gone"), env=env)
    assert ran.code == 0
    assert "could not be read" in ran.errors


def test_the_icp_is_proposed_from_won_accounts(tmp_path: Path) -> None:
    won = tmp_path / "won.csv"
    won.write_text("Company,Industry,Country,Employees\nA,Logistics,Germany,50\nB,Logistics,DE,120\n", encoding="utf-8")
    assert init(tmp_path / "t", "--won", str(won)).code == 0
    rules = {rule["field"]: rule for rule in read(tmp_path / "t", "icp.yaml")["rules"]}
    assert rules["industry"]["any_of"] == ["Logistics"]
    assert rules["country"]["any_of"] == ["DE"]
    assert (rules["headcount"]["minimum"], rules["headcount"]["maximum"]) == (50, 120)


@pytest.mark.parametrize(("option", "value"), [("--email", "no address"), ("--time-zone", "Mars/Base")])
def test_an_answer_that_cannot_be_is_wrong_use_and_writes_nothing(tmp_path: Path, option: str, value: str) -> None:
    assert init(tmp_path / "t", option, value).code == 2
    assert not (tmp_path / "t").exists()


def test_without_answers_init_names_the_options(tmp_path: Path) -> None:
    ran = run_command("init", "--folder", str(tmp_path))
    assert ran.code == 1 and "--help" in ran.errors and not list(tmp_path.iterdir())


def asked(folder: Path, typed: str) -> Ran:
    words = ("--team", "Harbor", "--name", "Ada Lowe", "--email", "ada@harbor.example", "--postal-address", "x")
    return run_command(
        "init", "--folder", str(folder), *words, "--home-page", "", "--does", "routes leads", typed=typed
    )


def test_init_asks_for_the_time_zone_until_it_is_one(tmp_path: Path) -> None:
    ran = asked(tmp_path, "y\nBerlin\nEurope/Berlin\n")
    assert ran.code == 0 and "'Berlin' is no time zone" in ran.errors
    assert read_settings(tmp_path).team.time_zone == "Europe/Berlin"


def test_where_nobody_answers_the_zone_is_the_machines_and_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.commands.init.LOCAL_TIME", Path("/usr/share/zoneinfo/Asia/Tokyo"))
    ran = asked(tmp_path, "y\n")
    assert ran.code == 0 and "Time zone: Asia/Tokyo" in ran.errors
    assert read_settings(tmp_path).team.time_zone == "Asia/Tokyo"


def test_init_says_of_each_source_whose_terms_wait(tmp_path: Path) -> None:
    ran = asked(tmp_path / "no", "n\n\n")
    question, _, after = ran.out.partition("Have you read them")
    for source in read(tmp_path / "no", "sources.yaml")["sources"]:
        page = f"  {source['name']}: "
        assert (page in question and page in after) == source.get("enabled", True), source
        assert source.get("enabled", True) or source["name"] in after
    assert "(docs/sources/greenhouse.md)" in after
    confirmed = asked(tmp_path / "yes", "y\n\n").out.partition("Have you read them")[2]
    assert "Not read on schedule" not in confirmed and "Switched off" in confirmed


def test_every_page_of_terms_that_init_names_is_there() -> None:
    pages = Path(__file__).parents[3] / "docs" / "sources"
    assert asked_about()
    for _, collector in asked_about():
        assert collector in TERMS and (pages / f"{collector}.md").exists()


def test_without_a_terminal_only_who_writes_must_be_given(tmp_path: Path) -> None:
    who = ("--team", "Harbor", "--name", "Ada", "--email", "ada@harbor.example", "--terms-reviewed-by", "Ada Lowe")
    ran = run_command("init", "--folder", str(tmp_path), *who)
    assert ran.code == 0 and "Next: firstlight accounts import" in ran.out, ran.errors
    assert {path.name for path in tmp_path.iterdir()} == set(NAMES)
    for later in ("postal_address in mailboxes.yaml", "offer.yaml", "time_zone in firstlight.toml"):
        assert later in ran.errors
    assert read(tmp_path, "offer.yaml")["values"] == []


def test_without_a_terminal_terms_are_not_confirmed_and_the_files_are_written(tmp_path: Path) -> None:
    ran = run_command(
        "init", "--folder", str(tmp_path), "--team", "Harbor", "--name", "Ada", "--email", "ada@harbor.example",
        "--postal-address", "x", "--home-page", "", "--does", "routes leads", "--time-zone", "UTC",
    )  # fmt: skip
    assert ran.code == 0, ran.errors
    assert "--terms-reviewed-by" in ran.errors and "source confirm" in ran.errors
    assert all("terms_reviewed_on" not in source for source in read(tmp_path, "sources.yaml")["sources"])
