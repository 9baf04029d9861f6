"""What a team's own tools send: drafted for within five minutes, taken once, shown and kept as its licence allows."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import select
from town import Town

from agent.commands.serve import jobs_of
from agent.domain.signals import SignalKind
from agent.night.gather import Gatherer
from agent.store import signals
from agent.store.engine import Store, open_store
from agent.tables.drafts import DraftRow
from agent.tables.items import ItemRow
from agent.tables.signals import BriefRow
from signals.collectors.intake_signature import MAX_BODY, sign

SECRET = "between the tool and us"
INSIDE = "columns: {A: company.name}\nlicence: {tag: vendor_x, internal_only: true, keep_days: 30}\n"
FOR_A_WHILE = "columns: {A: company.name}\nlicence: {tag: vendor_y, keep_days: 30}\n"


def adopted(at: datetime, **changes: Any) -> dict[str, Any]:
    event = {
        "external_id": "e-1",
        "kind": "technology",
        "occurred_at": (at - timedelta(hours=2)).isoformat(),
        "company": {"name": "Alder Works", "domain": "alder.example"},
        "payload": {"tool": "HubSpot", "direction": "adopt", "category": "CRM"},
        "vendor": "stack_watch",
    }
    return {**event, **changes}


def signed(body: bytes, at: datetime, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    return {"X-Firstlight-Timestamp": stamp, "X-Firstlight-Signature": sign(secret, stamp, body)}


def post(
    base_url: str,
    event: dict[str, Any] | list[dict[str, Any]],
    at: datetime,
    channel: str = "stack_watch",
    secret: str = SECRET,
) -> httpx.Response:
    body = json.dumps(event).encode()
    return httpx.post(f"{base_url}/v1/intake/{channel}", content=body, headers=signed(body, at, secret), timeout=30)


@pytest.fixture
def town(found_town: Callable[..., Town]) -> Town:
    town = found_town(environment={"FIRSTLIGHT_INTAKE_SECRET": SECRET})
    town.settle("alder")
    town.morning()
    return town


def profile(town: Town, name: str, text: str) -> None:
    (town.folder / "intake").mkdir(exist_ok=True)
    (town.folder / "intake" / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_a_signed_event_is_a_signal_a_score_and_a_draft_at_once(town: Town) -> None:
    with town.serving() as base_url:
        assert post(base_url, adopted(town.clock.now()), town.clock.now()).status_code == 202
    draft = town.draft_of("alder")
    assert draft is not None and "HubSpot" in draft.content.text
    with town.installation.store.read() as session:
        score = signals.get_score(session, "a-alder")
    assert score is not None and score.intent > 0


def test_what_a_dying_process_left_is_drafted_within_five_minutes(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Gatherer.understand
    with town.serving() as base_url, monkeypatch.context() as patched:
        patched.setattr(Gatherer, "understand", lambda _: (_ for _ in ()).throw(OSError("killed")))
        assert post(base_url, adopted(town.clock.now()), town.clock.now()).status_code == 500
    assert Gatherer.understand is whole and town.draft_of("alder") is None
    for _ in range(4):
        town.clock.move(timedelta(minutes=1))
        jobs_of(town.installation).intake()
    assert town.draft_of("alder") is not None


def test_the_same_signed_call_again_cannot_undo_a_newer_word(town: Town) -> None:
    first, at = adopted(town.clock.now()), town.clock.now()
    newer = {**first, "payload": {**first["payload"], "tool": "Salesforce"}}
    with town.serving() as base_url:
        answer = post(base_url, first, at)
        assert post(base_url, newer, at).status_code == 202
        before = town.rows()
        again = post(base_url, first, at)
        assert again.status_code == 202 and again.json() == answer.json()
    with town.installation.store.read() as session:
        [text] = session.exec(select(ItemRow.text))
    assert "Salesforce" in text and town.rows() == before


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_call_signed_more_than_five_minutes_away_is_refused(town: Town, minutes: int) -> None:
    with town.serving() as base_url:
        answer = post(base_url, adopted(town.clock.now()), town.clock.now() + timedelta(minutes=minutes))
    assert answer.status_code == 403 and town.rows()["item"] == 0


def test_a_call_larger_than_256_kb_is_refused(town: Town) -> None:
    event = adopted(town.clock.now(), payload={"tool": "HubSpot", "note": "x" * MAX_BODY})
    with town.serving() as base_url:
        answer = post(base_url, event, town.clock.now())
    assert answer.status_code in {413, 422} and town.rows()["item"] == 0


@pytest.mark.parametrize(("changes", "told"), [({"kind": "horoscope"}, "horoscope"), ({"company": {}}, "no company")])
def test_a_call_of_which_nothing_is_understood_is_refused_with_the_reason(
    town: Town, changes: dict[str, Any], told: str
) -> None:
    with town.serving() as base_url:
        answer = post(base_url, adopted(town.clock.now(), **changes), town.clock.now())
    assert answer.status_code == 422 and told in answer.json()["detail"]
    assert town.rows()["item"] == 0


def test_a_call_understood_in_part_names_the_rows_that_were_not(town: Town) -> None:
    at = town.clock.now()
    events = [adopted(at), adopted(at, external_id="e-2", kind="horoscope"), adopted(at, external_id="e-3", company={})]
    with town.serving() as base_url:
        answer, again = post(base_url, events, at), post(base_url, events, at)
        forged = post(base_url, events, at, secret="guessed")
    told = answer.json()
    assert (answer.status_code, len(told["ids"]), told["refused"]) == (202, 1, 2)
    assert [error["line"] for error in told["errors"]] == [2, 3]
    assert "horoscope" in told["errors"][0]["reason"] and "no company" in told["errors"][1]["reason"]
    assert again.json() == told
    assert (forged.status_code, forged.json()["title"]) == (403, "The signature does not match")


def test_a_channels_own_profile_reads_a_tools_own_payload(town: Town) -> None:
    text = (
        "columns: {data.site: company.domain, data.firm: company.name, data.bought: payload.tool, data.on: occurred_at}"
    )
    profile(town, "zap", f"{text}\nfixed: {{kind: technology}}\n")
    data = {"site": "alder.example", "firm": "Alder Works", "bought": "HubSpot", "on": town.clock.now().isoformat()}
    with town.serving() as base_url:
        assert post(base_url, {"data": data}, town.clock.now(), channel="zap").status_code == 202
    assert town.draft_of("alder") is not None


def test_what_a_licence_keeps_inside_counts_and_is_in_no_mail(town: Town) -> None:
    profile(town, "vendor_x", INSIDE)
    with town.serving() as base_url:
        event = adopted(town.clock.now(), licence_tag="vendor_x")
        assert post(base_url, event, town.clock.now()).status_code == 202
    with town.installation.store.read() as session:
        [signal] = signals.at_account(session, "a-alder")
        score = signals.get_score(session, "a-alder")
    assert signal.evidence[0].internal_only and score is not None and score.intent > 0
    assert town.draft_of("alder") is None and town.rows()["to_find"] == 0
    run = town.play()
    assert "licence" in town.skips(run)["alder"].why and town.draft_of("alder") is None


def test_an_amount_in_fields_is_told_as_people_write_it_on_every_step(town: Town) -> None:
    event = adopted(
        town.clock.now(), kind="funding",
        payload={"amount": "9000000", "currency": "USD", "round": "series_a", "investors": "Oak Hill, Palegate"},
    )  # fmt: skip
    with town.serving() as base_url:
        assert post(base_url, event, town.clock.now()).status_code == 202
    with town.installation.store.read() as session:
        [signal] = signals.at_account(session, "a-alder")
        [text] = session.exec(select(ItemRow.text))
    [report] = signal.evidence
    assert report.quote.text == "Alder Works raised $9M in a Series A round from Oak Hill and Palegate."
    assert all(piece.stands_in(text) for piece in (report.quote, *(one.quote for one in report.fields.values())))
    assert (signal.fields["amount"], signal.fields["round"]) == ("9000000", "series_a")
    draft = town.draft_of("alder")
    assert draft is not None and "$9M" in draft.content.text and draft.findings.approvable


def test_what_others_report_too_is_told_from_them_alone(town: Town) -> None:
    profile(town, "vendor_x", INSIDE)
    town.raised("alder")
    event = adopted(
        town.clock.now(), kind="funding", licence_tag="vendor_x",
        payload={"amount": "12000000", "currency": "USD", "round": "series_b", "investors": "Secretbacker Capital"},
    )  # fmt: skip
    with town.serving() as base_url:
        assert post(base_url, event, town.clock.now()).status_code == 202
    town.play()
    draft = town.draft_of("alder")
    assert draft is not None and "Secretbacker" not in draft.content.text
    with town.installation.store.read() as session:
        [signal] = [one for one in signals.at_account(session, "a-alder") if one.kind is SignalKind.FUNDING]
    assert len(signal.evidence) == 2 and "Secretbacker Capital" in signal.fields.values()
    sentence = draft.reason
    assert "Secretbacker" not in sentence


def test_what_may_be_kept_for_a_while_is_deleted_at_its_end(store: Store, found_town: Callable[..., Town]) -> None:
    url = store.engine.url.render_as_string(hide_password=False)
    town = found_town(database_url=url, environment={"FIRSTLIGHT_INTAKE_SECRET": SECRET})
    town.settle("alder")
    town.morning()
    profile(town, "vendor_y", FOR_A_WHILE)
    with town.serving() as base_url:
        assert post(base_url, adopted(town.clock.now(), licence_tag="vendor_y"), town.clock.now()).status_code == 202
    assert town.draft_of("alder") is not None
    for days in (29, 2):
        town.clock.move(timedelta(days=days))
        town.play()
        left = town.rows()
        assert left["item"] == left["item_licence"] == left["mention"] == left["signal_evidence"] == (days == 29)
    with town.installation.store.read() as session:
        assert signals.at_account(session, "a-alder") == []
        assert not any("HubSpot" in json.dumps(row.brief) for row in session.exec(select(BriefRow)))


def test_a_visit_counts_as_engagement_and_is_never_told(town: Town) -> None:
    visit = {
        "kind": "visit", "occurred_at": town.clock.now().isoformat(), "company": {"domain": "alder.example"},
        "payload": {"url": "https://tern.example/pricing?x=1", "ip": "192.0.2.9", "session": "abc"},
    }  # fmt: skip
    with town.serving() as base_url:
        assert post(base_url, visit, town.clock.now()).status_code == 202
    with town.installation.store.read() as session:
        score = signals.get_score(session, "a-alder")
        [row] = session.exec(select(ItemRow))
    assert score is not None and score.engagement > 0 and town.draft_of("alder") is None
    assert not any(word in f"{row.text}{row.fields}{row.url}" for word in ("192.0.2.9", "abc", "x=1"))


@contextmanager
def a_serve_process(town: Town) -> Iterator[str]:
    """`firstlight serve` as people start it, with its schedule, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "FIRSTLIGHT_INTAKE_SECRET": SECRET}
    command = [
        str(Path(sys.executable).parent / "firstlight"),
        "serve",
        "--folder",
        str(town.folder),
        "--port",
        str(port),
    ]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_until(lambda: _answers(port))
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/login", timeout=2).status_code < 500
    except httpx.HTTPError:
        return False


def _wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.2)


def test_while_serve_runs_a_signed_event_is_in_the_queue_within_five_minutes(town: Town) -> None:
    with a_serve_process(town) as base_url:
        now = datetime.now(UTC)
        began = time.monotonic()
        assert post(base_url, adopted(now), now).status_code == 202
        store = open_store(town.installation.settings.database_url)

        def drafted() -> bool:
            with store.read() as session:
                return bool(session.exec(select(DraftRow.id).where(DraftRow.state == "pending")).all())

        _wait_until(drafted)
        store.close()
        assert time.monotonic() - began < 300
