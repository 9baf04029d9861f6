"""Intake: rows and payloads become items whose text states the facts; bad rows are named; signatures hold."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from agent.domain.documents import Cursor, Target
from agent.domain.items import ItemKind, Page
from agent.errors import ConfigError
from signals.collectors.intake import Intake, intake_document
from signals.collectors.intake_events import event_of, read_rows
from signals.collectors.intake_signature import sign, verify_signature
from signals.detectors.funding import detect
from tests.documents import DATA, READ_AT


def read(name: str, kind: str) -> Page:
    return Intake().read(intake_document("csv-upload", (DATA / "intake" / name).read_bytes(), kind, READ_AT), Cursor())


def test_a_csv_with_a_teams_own_column_names_is_understood() -> None:
    tool, hire = read("mixed.csv", "csv").items
    assert tool.kind is ItemKind.INTAKE and tool.title == "Brightkiln started using Salesforce."
    assert (tool.fields["tool"], tool.fields["domain"]) == ("Salesforce", "brightkiln.example")
    assert tool.url == "https://vendor.example/e/1" and tool.published_at == datetime(2026, 11, 18, tzinfo=UTC)
    assert hire.title == "Orla Venn joined Tidewell as VP Sales." and hire.fields["person"] == "Orla Venn"


def test_every_bad_row_is_named_with_its_line_and_reason() -> None:
    errors = read_rows((DATA / "intake/mixed.csv").read_text(), "csv").errors
    assert [error.line for error in errors] == [4, 5, 6]
    for error, word in zip(errors, ("company", "horoscope", "tomorrowish"), strict=True):
        assert word in error.reason
    errors = read_rows((DATA / "intake/events.jsonl").read_text(), "jsonl").errors
    assert [(error.line, error.reason.split(":")[0]) for error in errors] == [
        (3, "broken JSON"),
        (6, "a job change needs person.name"),
    ]


@pytest.mark.parametrize(
    ("kind", "said", "means"),
    [
        ("technology", "Adopt", "adopt"),
        ("technology", "remove", "remove"),
        ("technology", "drop", None),
        ("technology", "leave", None),
        ("job_change", "Leave", "leave"),
        ("job_change", "Swapped", None),
        ("funding", "up", "up"),
    ],
)
def test_a_direction_that_nobody_knows_is_a_bad_row_and_no_arrival(kind: str, said: str, means: str | None) -> None:
    """Told as "started using" it would say the opposite of "drop"."""
    company, person = {"name": "Tidewell"}, {"name": "Orla Venn"}
    event = event_of({"kind": kind, "company": company, "person": person, "payload": {"direction": said}})
    if means is None:
        assert isinstance(event, str) and said in event and "one of " in event
    else:
        assert not isinstance(event, str) and event.payload["direction"] == means


def test_payloads_state_their_facts_in_the_text_and_addresses_stay_out_of_it() -> None:
    tool, move, money = read("events.jsonl", "jsonl").items
    for item in (tool, move, money):
        for name in ("company", "person", "title", "tool", "category", "from_company", "lead_investor"):
            assert item.fields.get(name, "") in item.text
    assert move.fields["email"] == "orla@tidewell.example" and "@" not in move.text
    assert money.title == "Fernhollow raised $8 million in a seed round led by Harrow Ventures."
    assert (tool.key, tool.publisher, tool.fields["licence_tag"]) == ("csv-upload:t-1", "stackwatch", "internal")


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"amount": "9000000", "currency": "USD", "round": "series_a"}, "raised $9M in a Series A round."),
        ({"amount": "9250123.0", "currency": "eur"}, "raised €9,250,123."),
        ({"amount": "9250000", "currency": "CHF", "round": "pre_seed"}, "raised CHF 9.25M in a pre-seed round."),
        ({"amount": "9M", "currency": "EUR", "round": "ipo"}, "raised 9M EUR in an IPO."),
        ({"amount": "9,000,000", "round": "Series A2"}, "raised 9,000,000 in a Series A2 round."),
        ({"amount_text": "$9 million", "amount": "9000000", "currency": "USD"}, "raised $9 million."),
        (
            {"round": "seed", "investors": "Oak Hill; Palegate"},
            "raised funding in a seed round from Oak Hill and Palegate.",
        ),
        ({"lead_investor": "Oak Hill", "investors": "Oak Hill"}, "raised funding led by Oak Hill."),
    ],
)
def test_money_is_written_as_people_write_it_and_each_field_is_quoted(payload: dict[str, str], said: str) -> None:
    body = json.dumps({"kind": "funding", "company": {"name": "Fernhollow"}, "payload": payload}).encode()
    (item,) = Intake().read(intake_document("crm", body, "json", READ_AT), Cursor()).items
    assert item.title == f"Fernhollow {said}" and "Currency" not in item.text
    (mention,) = detect(item)
    wanted = {"amount", "round"} & set(payload) - ({"amount"} if payload.get("amount") == "9M" else set())
    assert wanted <= set(mention.fields) and all(one.quote.stands_in(item.text) for one in mention.fields.values())


def test_the_same_upload_twice_gives_the_same_keys() -> None:
    assert read("mixed.csv", "csv").items == read("mixed.csv", "csv").items
    assert len({item.key for item in read("mixed.csv", "csv").items}) == 2


def test_a_mapping_profile_wins_over_guessing() -> None:
    rows = read_rows("Firma;Ereignis;Werkzeug\nMoosgrund;tech;Personio\n", "csv", {
        "Firma": "company.name", "Ereignis": "kind", "Werkzeug": "payload.tool",
    })  # fmt: skip
    assert rows.errors == () and rows.events[0].payload == {"tool": "Personio"}


def test_one_webhook_payload_is_one_event() -> None:
    company, payload = {"domain": "WWW.Tidewell.example"}, {"path_class": "pricing"}
    body = json.dumps({"external_id": "e", "kind": "web_visit", "company": company, "payload": payload}).encode()
    (item,) = Intake().read(intake_document("tag", body, "json", READ_AT), Cursor()).items
    assert item.fields["domain"] == "tidewell.example" and "Page: pricing" in item.text


@pytest.mark.parametrize(
    "raw", [{}, {"kind": "funding"}, {"kind": "funding", "company": 3}, {"kind": ["x"], "company": "A"}]
)
def test_nonsense_is_an_error_and_no_exception(raw: dict[str, object]) -> None:
    assert isinstance(event_of(raw), str)


def test_intake_is_never_fetched() -> None:
    with pytest.raises(ConfigError):
        Intake().start(Target("intake", "x"), Cursor())


NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))
BODY = b'{"kind": "funding"}'


def test_a_true_signature_holds_for_five_minutes_either_way() -> None:
    signature = sign("hush", STAMP, BODY)
    for shift in (timedelta(0), timedelta(minutes=5), timedelta(minutes=-5)):
        assert verify_signature("hush", STAMP, BODY, f"sha256={signature.upper()}", NOW + shift) == ""
    for shift in (timedelta(minutes=5, seconds=1), timedelta(minutes=-5, seconds=-1)):
        assert verify_signature("hush", STAMP, BODY, signature, NOW + shift)


@pytest.mark.parametrize(
    ("secret", "stamp", "body", "signature"),
    [
        ("hush", STAMP, b"other", sign("hush", STAMP, BODY)),
        ("hush", str(int(STAMP) + 1), BODY, sign("hush", STAMP, BODY)),
        ("other", STAMP, BODY, sign("hush", STAMP, BODY)),
        ("", STAMP, BODY, sign("", STAMP, BODY)),
        ("hush", "now", BODY, sign("hush", "now", BODY)),
        ("hush", "²", BODY, "é"),
        ("hush", STAMP, bytes(300_000), sign("hush", STAMP, bytes(300_000))),
    ],
)
def test_a_false_signature_is_refused_without_a_word_of_the_secret(
    secret: str, stamp: str, body: bytes, signature: str
) -> None:
    why = verify_signature(secret, stamp, body, signature, NOW)
    assert why and "hush" not in why
