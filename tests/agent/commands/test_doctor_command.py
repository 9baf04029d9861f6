"""`doctor`: each failure by name with its fix, and SMTP unlocked only when everything that unlocks it is right."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
import trustme
from commands import run_command, starter_team
from tls_smtp_server import serving_smtp

from agent.clock import MovedClock
from agent.doctor.checks import Check, State
from agent.doctor.dns import domain_checks
from agent.doctor.examine import Examined, examine
from agent.doctor.machine import clock_sane, key_file, python_version
from agent.store import sends
from agent.wiring import open_installation

RECORDS = {
    ("harbor.example", "MX"): ["10 mx.harbor.example."],
    ("harbor.example", "TXT"): ["other=1", "v=spf1 mx -all"],
    ("_dmarc.harbor.example", "TXT"): ["v=DMARC1; p=none"],
}


def ask(name: str, record: str) -> Sequence[str] | None:
    return RECORDS.get((name, record), [])


def by_name(found: Examined) -> dict[str, Check]:
    return {check.name: check for check in found.checks}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    starter_team(tmp_path, does="routes every lead", confirmed=True)
    return tmp_path


@pytest.fixture
def smtp(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A real server with STARTTLS and AUTH, and the settings that reach it."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with serving_smtp(context, user=b"ada", password=b"right") as port:
        yield {
            "FIRSTLIGHT_MAIL__CHANNEL": "smtp",
            "FIRSTLIGHT_MAIL__SMTP__HOST": "127.0.0.1",
            "FIRSTLIGHT_MAIL__SMTP__PORT": str(port),
            "FIRSTLIGHT_MAIL__SMTP__USER": "ada",
            "FIRSTLIGHT_MAIL__SMTP__PASSWORD": "right",
            "FIRSTLIGHT_MAIL__SMTP__CA_FILE": str(tmp_path / "ca.pem"),
        }


def reaches(folder: Path, environment: dict[str, str], clock: MovedClock) -> bool:
    with open_installation(folder, clock=clock, environment=environment) as installation:
        return installation.mail().may_reach_recipients()


def real_recipients(folder: Path) -> None:
    path = folder / "mailboxes.yaml"
    path.write_text(path.read_text().replace("real_recipients: false", "real_recipients: true"))


def test_a_new_team_has_nothing_that_fails(folder: Path) -> None:
    ran = run_command("doctor", "--folder", str(folder), "--json")
    said = json.loads(ran.out.splitlines()[-1])
    assert (ran.code, said["failed"], said["smtp_unlocked"]) == (0, 0, False)
    assert next(one for one in said["checks"] if one["name"] == "model")["detail"] == "none: the composer drafts"


def test_smtp_is_unlocked_for_a_day_when_all_is_right(folder: Path, smtp: dict[str, str]) -> None:
    real_recipients(folder)
    clock = MovedClock()
    assert not reaches(folder, smtp, clock)
    assert not examine(folder, clock=clock, environment=smtp, ask=ask).smtp_unlocked
    found = examine(folder, clock=clock, environment=smtp, ask=ask, decline_list=True)
    assert [check for check in found.checks if check.state is State.FAIL] == []
    assert found.smtp_unlocked and reaches(folder, smtp, clock)
    assert not reaches(folder, {**smtp, "FIRSTLIGHT_MAIL__SMTP__USER": "ben"}, clock)
    clock.move(timedelta(hours=25))
    assert not reaches(folder, smtp, clock)


def test_mail_for_people_waits_when_the_doctors_word_is_old(folder: Path, smtp: dict[str, str]) -> None:
    """In the folder it would be called sent, and its follow-ups would answer a mail that nobody got."""
    clock = MovedClock()
    with open_installation(folder, clock=clock, environment=smtp) as installation:
        channel = installation.mail().channel()
        assert channel is not None and not channel.reaches_recipients, "a rehearsal goes into the folder"
    real_recipients(folder)
    examine(folder, clock=clock, environment=smtp, ask=ask, decline_list=True)
    clock.move(timedelta(hours=25))
    with open_installation(folder, clock=clock, environment=smtp) as installation:
        assert installation.mail().channel() is None
        installation.mail().release()
        with installation.store.read() as session:
            assert "firstlight doctor" in sends.pauses(session, now=clock.now())[""]
        examine(folder, clock=clock, environment=smtp, ask=ask)
        clock.move(timedelta(minutes=2))
        channel = installation.mail().channel()
        assert channel is not None and channel.reaches_recipients
        with installation.store.read() as session:
            assert sends.pauses(session, now=clock.now()) == {}


def test_an_imported_list_unlocks_as_a_declined_one_does(folder: Path, smtp: dict[str, str]) -> None:
    (folder / "never.csv").write_text("alder.example\n")
    imported = run_command("suppressions", "import", str(folder / "never.csv"), "--folder", str(folder),
                           "--reason", "customer")  # fmt: skip
    assert imported.code == 0
    assert examine(folder, clock=MovedClock(), environment=smtp, ask=ask).smtp_unlocked


@pytest.mark.parametrize(
    ("change", "name", "fix"),
    [
        ({"FIRSTLIGHT_MAIL__SMTP__PASSWORD": "wrong"}, "smtp", "password"),
        ({"FIRSTLIGHT_MAIL__SMTP__CA_FILE": ""}, "smtp", "ca_file"),
        ({"FIRSTLIGHT_MAIL__SMTP__PORT": "1"}, "smtp", "host and port"),
        ({"FIRSTLIGHT_MAIL__SMTP__USER": ""}, "smtp", "user"),
        ({"FIRSTLIGHT_MAIL__SMTP__HOST": ""}, "smtp", "host"),
        ({"FIRSTLIGHT_MAIL__IMAP__HOST": "127.0.0.1", "FIRSTLIGHT_MAIL__IMAP__PORT": "1"}, "imap", "[mail.imap]"),
    ],
)
def test_what_keeps_smtp_locked_is_named(
    folder: Path, smtp: dict[str, str], change: dict[str, str], name: str, fix: str
) -> None:
    clock = MovedClock()
    real_recipients(folder)
    assert examine(folder, clock=clock, environment=smtp, ask=ask, decline_list=True).smtp_unlocked
    found = examine(folder, clock=clock, environment=smtp | change, ask=ask)
    assert by_name(found)[name].state is State.FAIL and fix in by_name(found)[name].fix
    assert not found.smtp_unlocked
    assert not reaches(folder, smtp, clock)
    assert "right" not in str(found.checks) and "wrong" not in str(found.checks)


@pytest.mark.parametrize(
    ("file", "old", "new", "name", "fix"),
    [
        ("mailboxes.yaml", '"1 Quay Street, Bristol BS1 4QA"', '""', "mailbox main", "postal_address"),
        ("offer.yaml", '- {id: v1, text: "routes every lead"}', "[]", "offer", "a value"),
        ("sources.yaml", "terms_reviewed_on: 2026-11-20", "enabled: true", "sources", "terms_reviewed_by"),
        ("owners.yaml", "mailbox: main", "mailbox: mian", "team files", "Known: main"),
        ("firstlight.toml", "port = 8321", 'prot = "x"', "settings", "spelling"),
        ("firstlight.toml", "sqlite:///firstlight.sqlite3", "mysql://x/y", "database", "database.url"),
        ("firstlight.toml", "sqlite:///firstlight.sqlite3", "postgresql://127.0.0.1:1/x", "database", "database.url"),
    ],
)
def test_each_failure_is_named_with_its_fix(folder: Path, file: str, old: str, new: str, name: str, fix: str) -> None:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))
    ran = run_command("doctor", "--folder", str(folder), "--json")
    failed = [one for one in json.loads(ran.out.splitlines()[-1])["checks"] if one["state"] == "fail"]
    assert ran.code == 1
    assert [one["name"] for one in failed] == [name]
    assert fix in failed[0]["fix"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    ran = run_command("doctor", "--folder", str(tmp_path / "gone"))
    assert ran.code == 1
    assert "gone is not there" in ran.out


def test_a_key_that_others_can_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"k")
    path.chmod(0o644)
    assert key_file(path, given=False).fix == f"chmod 600 {path}"
    path.chmod(0o600)
    assert key_file(path, given=False).state is State.OK


def test_a_clock_behind_what_was_written_is_named() -> None:
    now = MovedClock().now()
    assert clock_sane(now, now + timedelta(days=1)).state is State.FAIL
    assert clock_sane(now - timedelta(days=900), None).state is State.FAIL
    assert clock_sane(now, now).state is State.OK


def test_an_unknown_python_is_named() -> None:
    assert python_version((3, 10)).state is State.FAIL
    assert python_version((3, 13)).state is State.OK


def test_a_missing_record_fails_and_shows_the_one_to_publish() -> None:
    found = {check.name: check for check in domain_checks("a.example", "mx.a.example", wants_smtp=True, ask=ask)}
    assert {check.state for check in found.values()} == {State.FAIL}
    assert 'a.example. TXT "v=spf1 mx a:mx.a.example ~all"' in found["SPF a.example"].fix
    assert '_dmarc.a.example. TXT "v=DMARC1; p=none' in found["DMARC a.example"].fix


def test_what_could_not_be_asked_warns_and_locks_nothing() -> None:
    found = domain_checks("a.example", "", wants_smtp=True, ask=lambda name, record: None)
    assert {(check.state, check.unlocks) for check in found} == {(State.WARN, False)}
    assert all("Publish: " in check.fix for check in found)


@pytest.mark.parametrize("spf", [["v=spf1 +all"], ["v=spf1 mx ~all", "v=spf1 a ~all"]], ids=["open", "two"])
def test_an_spf_record_that_does_not_hold_fails(spf: list[str]) -> None:
    found = domain_checks("a.example", "", wants_smtp=True, ask=lambda name, record: spf)
    assert next(check for check in found if check.name == "SPF a.example").state is State.FAIL
