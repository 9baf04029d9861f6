"""Mapping profiles: a tool's own columns, transforms and words become events; what they do not name stays out."""

from __future__ import annotations

import json

import pytest

from signals.collectors.intake_events import event_of, page_class, read_rows
from signals.collectors.intake_profiles import TRANSFORMS, IntakeProfile, flattened

MOVES = IntakeProfile(
    "moves",
    columns={
        "First": "person.first_name",
        "Last": "person.last_name",
        "New role": "person.title",
        "Now at": "company.name",
        "Site": "company.domain",
        "Since": "occurred_at",
        "What": "payload.direction",
    },
    fixed={"kind": "job_change", "vendor": "Tool"},
    transforms={"company.domain": ("domain",), "occurred_at": ("day_first",)},
    values={"payload.direction": {"Left": "leave", "New": "join"}},
)
HEAD = "First,Last,New role,Now at,Site,Since,What,Mobile\n"


def test_columns_transforms_and_words_become_an_event_and_other_columns_stay_out() -> None:
    rows = read_rows(
        HEAD + "Orla,Venn,VP Sales,Tidewell,https://www.tidewell.example/x,03/11/2026,New,555 01\n",
        "csv",
        profile=MOVES,
    )
    (event,) = rows.events
    assert event.person == {"name": "Orla Venn", "title": "VP Sales"} and event.payload == {"direction": "join"}
    assert event.company == {"name": "Tidewell", "domain": "tidewell.example"}
    assert event.occurred_at and event.occurred_at.date().isoformat() == "2026-11-03"
    assert rows.missing == () and "555" not in repr(event)


def test_a_column_that_the_file_does_not_have_is_named() -> None:
    rows = read_rows("First,Last,Firm\nOrla,Venn,Tidewell\n", "csv", profile=MOVES)
    assert rows.missing == ("New role", "Now at", "Site", "Since", "What")
    assert [error.line for error in rows.errors] == [2] and "company" in rows.errors[0].reason


def test_case_and_underscores_of_a_columns_name_do_not_matter() -> None:
    rows = read_rows("first,LAST,new_role,now at,SITE\nOrla,Venn,VP,Tidewell,tidewell.example\n", "csv", profile=MOVES)
    assert len(rows.events) == 1


def test_a_bad_value_refuses_its_row_alone() -> None:
    text = HEAD + "A,B,VP,Alder,alder.example,someday,New,\nC,D,VP,Birch,birch.example,4.11.2026,New,\n"
    rows = read_rows(text, "csv", profile=MOVES)
    assert [event.company["name"] for event in rows.events] == ["Birch"]
    assert [(error.line, "someday" in error.reason) for error in rows.errors] == [(2, True)]


def test_a_nested_payload_is_read_by_dotted_columns() -> None:
    profile = IntakeProfile(
        "hook", {"data.org.site": "company.domain", "data.tool": "payload.tool"}, {"kind": "technology"}
    )
    text = json.dumps({"data": {"org": {"site": "alder.example"}, "tool": "HubSpot", "tags": ["a", "b"]}})
    (event,) = read_rows(text, "json", profile=profile).events
    assert event.company["domain"] == "alder.example" and event.payload == {"tool": "HubSpot"}
    assert flattened(json.loads(text))["data.tags"] == "a, b"


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("number", "12,500,000", "12500000"),
        ("number", "$12.5M", "12500000"),
        ("number", "1.250.000,50", "1250000.5"),
        ("number", "undisclosed", ""),
        ("millions", "1.5", "1500000"),
        ("thousands", "40", "40000"),
        ("day_first", "3/11/2026", "2026-11-03"),
        ("month_first", "11/3/2026", "2026-11-03"),
        ("day_first", "soon", "soon"),
        ("unix_time", "1790000000000", "2026-09-21T14:13:20+00:00"),
        ("domain", "dana@alder.example", "alder.example"),
        ("domain", "HTTPS://www.Alder.example:443/a?b", "alder.example"),
        ("first_of_list", "Fenwick, Oakhollow", "Fenwick"),
        ("list", "Fenwick; Oakhollow", "Fenwick, Oakhollow"),
    ],
)
def test_a_transform_gives_text_and_never_fails(name: str, value: str, read: str) -> None:
    assert TRANSFORMS[name](value) == read


def test_of_a_visit_the_company_the_day_and_the_kind_of_page_are_kept() -> None:
    raw = {
        "kind": "visit", "company": {"domain": "alder.example"}, "person": {"email": "dana@alder.example"},
        "occurred_at": "2026-11-18T10:00:00Z", "evidence_url": "https://us.example/en/pricing?who=dana",
        "payload": {"ip": "192.0.2.7", "session": "s1", "referrer": "https://us.example/x"},
    }  # fmt: skip
    event = event_of(raw)
    assert not isinstance(event, str) and event.payload == {"page": "pricing"} and event.person == {}
    assert not any(word in repr(event) for word in ("192.0.2.7", "dana", "who=", "s1", "us.example"))
    again = event_of({**raw, "occurred_at": "2026-11-18T16:00:00Z"})
    assert not isinstance(again, str) and again.external_id == event.external_id, "one a session, page and day"


def test_a_visitor_is_known_by_the_domain_of_an_address_unless_anybody_may_have_one() -> None:
    visit = {"kind": "visit", "occurred_at": "2026-11-18", "payload": {"url": "https://us.example/docs"}}
    known = event_of({**visit, "person": {"email": "dana@alder.example"}})
    assert not isinstance(known, str) and known.company == {"domain": "alder.example"}
    assert isinstance(event_of({**visit, "person": {"email": "dana@gmail.com"}}), str)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://us.example/pricing", "pricing"),
        ("https://us.example/docs/api/start", "docs"),
        ("https://us.example/book-a-demo", "demo"),
        ("/blog/2026/a-post", "blog"),
        ("https://us.example/", "other"),
        ("pricing", "pricing"),
    ],
)
def test_a_page_is_known_by_its_kind(url: str, page: str) -> None:
    assert page_class(url) == page
