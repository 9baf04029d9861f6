"""A night asks the team's provider of contacts about accounts with a reason and nobody to write to (signals §7)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from commands import run_command
from local_server import Answer, Received
from sqlmodel import select
from town import Town

from agent.doctor.examine import examine
from agent.domain.contacts import AddressStatus, Contact
from agent.domain.drafts import DraftState
from agent.domain.runs import SkipCode
from agent.night.candidates import source_line
from agent.store import contacts
from agent.tables.enrichment import EnrichmentRow

KEY = "lighthouse-key-7"
FILE = """\
enabled: true
lookups_a_day: {most}
providers:
  - name: finder
    display_name: Finder
    asks_about: company
    url: {base_url}/v1/people?domain={{domain}}
    auth: {{secret: FIRSTLIGHT_SECRETS__FINDER}}
    people: people
    fields: {{name: name, title: title, email: email, email_status: status}}
    verified_when: [valid]
    cost_usd: 0.05
    licence_tag: finder-90
    retention_days: 90
    terms_reviewed_by: Mara Okafor
    terms_reviewed_on: 2026-09-01
"""


@pytest.fixture
def town(found_town: Callable[..., Town]) -> Town:
    town = found_town(environment={"FIRSTLIGHT_SECRETS__FINDER": KEY})
    for key in ("alder", "birch", "cedar"):
        town.settle(key, person=False)
        town.raised(key)
    return town


def turn_on(town: Town, answer: Callable[[Received], Answer] | Answer, *, most: int = 20) -> None:
    text = FILE.format(base_url=town.server.url("").rstrip("/"), most=most)
    (town.folder / "enrichment.yaml").write_text(text, encoding="utf-8")
    town.server.route("/v1/people", answer)


def questions(town: Town) -> list[Received]:
    return [one for one in town.server.requests if one.path == "/v1/people"]


def finder(got: Received) -> Answer:
    """Knows a VP at Alder by a verified address, one at Birch by another, and nobody at Cedar."""
    key = got.query["domain"].partition(".")[0]
    status = {"alder": "valid", "birch": "accept_all"}.get(key)
    people = [{"name": "Dana Ortiz", "title": "VP Sales", "email": f"ortiz@{key}.example", "status": status}]
    return Answer(body=json.dumps({"people": people if status else []}), headers={"Content-Type": "application/json"})


def test_the_first_mail_tells_whose_address_it_is() -> None:
    bought = Contact("c", "a", "Dana Ortiz", "Dana", "Ortiz", "VP Sales", source="Finder", licence_tag="finder-90")
    assert source_line(bought) == "Your address came to us from Finder, a provider of business contacts."


def test_off_by_default_nobody_is_asked(town: Town) -> None:
    run = town.play()
    assert questions(town) == [] and town.every_draft() == []
    assert {skip.code for skip in town.skips(run).values()} == {SkipCode.NO_CONTACT}
    line = next(one for one in examine(town.folder, environment=_environment(town)).checks if one.name == "enrichment")
    assert line.detail == "off: no provider of contacts is asked"


def _environment(town: Town, key: str = "") -> dict[str, str]:
    return {"FIRSTLIGHT_SECRETS__FINDER": key} if key else {}


def test_a_verified_address_is_drafted_the_same_night_and_another_waits_for_a_person(town: Town) -> None:
    turn_on(town, finder)
    run = town.play()
    assert {one.query["domain"] for one in questions(town)} == {"alder.example", "birch.example", "cedar.example"}
    assert {one.headers["authorization"] for one in questions(town)} == {f"Bearer {KEY}"}
    draft = town.draft_of("alder")
    assert draft is not None and draft.state is DraftState.PENDING
    assert draft.content.recipient == "ortiz@alder.example"
    skips = town.skips(run)
    assert "alder" not in skips, "what was drafted after all was not passed over"
    assert skips["birch"].code is SkipCode.GUESSED_ADDRESS and "Finder, which did not verify it" in skips["birch"].why
    assert skips["cedar"].code is SkipCode.NO_CONTACT
    assert run.cost_usd == pytest.approx(0.15)
    town.morning()
    with town.open_review() as [mara]:
        page = mara.http.get("/to-find").text
        assert "not verified, from Finder, licence finder-90" in page
        assert "Finder knows nobody that fits." in page
        confirmed = _confirm(mara, page)
        assert confirmed.status_code in (200, 303)
    birch = town.draft_of("birch")
    assert birch is not None and birch.content.recipient == "ortiz@birch.example"
    with town.installation.store.read() as session:
        person = contacts.by_email(session, "ortiz@birch.example")
    assert person is not None and person.address_status is AddressStatus.CONFIRMED
    assert person.keep_until is not None and (person.keep_until - run.started_at).days == 90


def _confirm(mara: Any, page: str) -> Any:
    found = re.search(
        r'action="(/to-find/[^"]+/confirm)">.*?name="csrf" value="([^"]+)".*?name="contact" value="([^"]+)"', page, re.S
    )
    assert found
    form = {"csrf": found[2], "contact": found[3], "email": "ortiz@birch.example"}
    return mara.http.post(found[1], data=form)


def test_another_night_asks_nothing_twice(town: Town) -> None:
    turn_on(town, finder)
    town.play()
    asked, rows = len(questions(town)), town.rows()
    town.play()
    assert (len(questions(town)), town.rows()) == (asked, rows)
    town.clock.move(timedelta(days=1))
    town.play()
    assert len(questions(town)) == asked


def test_nobody_is_asked_about_beyond_what_the_owner_can_send(town: Town) -> None:
    path = town.folder / "mailboxes.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("sending:", "sending:\n  nightly_drafts_per_owner: 1"),
        encoding="utf-8",
    )
    verified = {"name": "Dana Ortiz", "title": "VP Sales", "status": "valid"}
    turn_on(
        town,
        lambda got: Answer(body=json.dumps({"people": [{**verified, "email": f"ortiz@{got.query['domain']}"}]})),
    )
    town.play()
    assert len(questions(town)) == 1 and len(town.every_draft()) == 1


def test_a_night_after_the_licence_forgets_the_person_and_the_answer(town: Town) -> None:
    turn_on(town, finder)
    town.play()
    (town.folder / "enrichment.yaml").unlink()
    town.clock.move(timedelta(days=90))
    town.play()
    with town.installation.store.read() as session:
        assert session.exec(select(EnrichmentRow)).all() == []
        assert contacts.by_email(session, "ortiz@alder.example") is None


def test_a_provider_that_is_down_does_not_stop_the_night(town: Town) -> None:
    turn_on(town, Answer(status=503))
    run = town.play()
    assert run.state == "done" and {skip.code for skip in town.skips(run).values()} == {SkipCode.NO_CONTACT}
    with town.open_review() as [mara]:
        assert "Finder gives no answer: 503" in mara.http.get("/to-find").text
    town.server.route("/v1/people", finder)
    town.clock.move(timedelta(days=1))
    town.play()
    assert town.draft_of("alder") is not None


def test_the_command_says_what_would_be_asked_and_asks_nothing(town: Town) -> None:
    turn_on(town, finder, most=2)
    town.server.route("/v1/people", Answer(status=503))
    town.play()
    before = len(questions(town))
    town.server.route("/v1/people", finder)
    environment = {
        "FIRSTLIGHT_SECRETS__FINDER": KEY,
        "FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS": str(town.server.port),
    }
    ran = run_command("contacts", "enrich", "--dry-run", "--json", "--folder", str(town.folder), env=environment)
    said = json.loads(ran.out)
    assert ran.code == 0 and len(questions(town)) == before
    assert [card["at_most_usd"] for card in said["cards"]] == [0.05] * 3
    ran = run_command("contacts", "enrich", "--folder", str(town.folder), env=environment)
    assert "1 drafted, 1 to confirm on To find." in ran.out and KEY not in ran.out + ran.errors
    assert "Today 2 of 2 lookups" in ran.out
    assert town.draft_of("alder") is not None


def test_without_its_key_a_provider_is_not_asked_and_the_doctor_says_so(found_town: Callable[..., Town]) -> None:
    town = found_town()
    town.settle("alder", person=False)
    town.raised("alder")
    turn_on(town, finder)
    town.play()
    assert questions(town) == []
    with town.open_review() as [mara]:
        assert "Finder is not asked: set FIRSTLIGHT_SECRETS__FINDER." in mara.http.get("/to-find").text
    ran = run_command("contacts", "enrich", "--folder", str(town.folder))
    assert ran.code == 1 and "set FIRSTLIGHT_SECRETS__FINDER" in ran.out
    dry = run_command("contacts", "enrich", "--dry-run", "--folder", str(town.folder))
    assert (dry.code, dry.out) == (1, "") and "set FIRSTLIGHT_SECRETS__FINDER" in dry.errors
    ran = run_command("run", "--folder", str(town.folder))
    assert ran.code == 0 and "Finder is not asked: set FIRSTLIGHT_SECRETS__FINDER." in ran.out
    assert "find people" not in ran.errors
    checks = {one.name: one for one in examine(town.folder, environment={}).checks}
    assert checks["enrichment"].state == "warn" and "FIRSTLIGHT_SECRETS__FINDER" in checks["enrichment"].fix


def test_the_command_without_the_file_says_how_to_turn_it_on(town: Town) -> None:
    ran = run_command("contacts", "enrich", "--folder", str(town.folder))
    assert ran.code == 1 and "enrichment.yaml" in ran.errors
