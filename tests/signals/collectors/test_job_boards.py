"""Job boards in their own formats: every job once, its facts quotable, nobody's name, and no board is no closure."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.domain.documents import Cursor, FetchOutcome, Target
from agent.domain.items import ItemKind
from agent.errors import ConfigError, SourceChanged
from signals.registry import collector
from tests.documents import document

BOARDS = {
    "greenhouse": ("boards/greenhouse.json", 3),
    "lever": ("boards/lever.json", 2),
    "ashby": ("boards/ashby.json", 2),
    "workable": ("boards/workable.json", 2),
    "smartrecruiters": ("boards/smartrecruiters.json", 2),
    "recruitee": ("boards/recruitee.json", 1),
    "personio": ("boards/personio.xml", 2),
    "bamboohr": ("boards/bamboohr.json", 1),
    "teamtailor": ("boards/teamtailor.json", 1),
}
UNKNOWN = {
    "greenhouse": '{"status": 404, "error": "Job not found"}',
    "lever": '{"ok": false, "error": "Document not found"}',
    "ashby": '{"error": "not found"}',
    "workable": "{}",
    "smartrecruiters": '{"offset": 0, "limit": 100, "totalFound": 0, "content": []}',
    "recruitee": '{"error": "no such company"}',
    "personio": "<!doctype html><html><body><p>HR software</p></body></html>",
    "bamboohr": '{"meta": {"totalCount": 0}, "result": []}',
    "teamtailor": '{"message": "gone"}',
}


@pytest.mark.parametrize("ats", BOARDS)
def test_every_job_is_one_item_and_reading_twice_gives_the_same(ats: str) -> None:
    path, jobs = BOARDS[ats]
    doc = document(ats, Path(path))
    page = collector(ats).read(doc, Cursor())
    assert page == collector(ats).read(doc, Cursor())
    assert page.outcome is FetchOutcome.OK and page.complete and page.next_request is None
    assert len(page.items) == len({item.key for item in page.items}) == jobs
    for item in page.items:
        assert item.kind is ItemKind.POSTING and item.text.startswith(item.title) and item.url.startswith("https://")


@pytest.mark.parametrize("ats", BOARDS)
def test_department_location_and_requisition_stand_verbatim_in_the_text(ats: str) -> None:
    for item in collector(ats).read(document(ats, Path(BOARDS[ats][0])), Cursor()).items:
        shown = {name: item.fields[name] for name in ("department", "location", "requisition") if name in item.fields}
        assert shown and all(value in item.text for value in shown.values())


@pytest.mark.parametrize("ats", UNKNOWN)
def test_an_unknown_board_is_not_an_empty_board(ats: str) -> None:
    page = collector(ats).read(document(ats, UNKNOWN[ats]), Cursor())
    assert page.outcome is FetchOutcome.UNKNOWN_TARGET and not page.items and page.reason


@pytest.mark.parametrize("ats", sorted(set(BOARDS) - {"personio"}))
def test_a_web_page_instead_of_json_is_a_changed_source(ats: str) -> None:
    with pytest.raises(SourceChanged):
        collector(ats).read(document(ats, "<html><body>Just a moment…</body></html>"), Cursor())


@pytest.mark.parametrize("ats", ["greenhouse", "lever", "ashby"])
def test_a_board_whose_jobs_lost_their_shape_is_a_changed_source(ats: str) -> None:
    jobs = '[{"name": "no id"}, 3, null]'
    with pytest.raises(SourceChanged):
        collector(ats).read(document(ats, jobs if ats == "lever" else f'{{"jobs": {jobs}}}'), Cursor())


@pytest.mark.parametrize("ats", ["greenhouse", "ashby"])
def test_a_board_without_jobs_is_ok_and_empty(ats: str) -> None:
    page = collector(ats).read(document(ats, '{"jobs": []}'), Cursor())
    assert page.outcome is FetchOutcome.OK and page.items == () and page.complete


def test_postings_are_dated_by_their_first_publication() -> None:
    first, _, undated = (
        collector("greenhouse").read(document("greenhouse", Path("boards/greenhouse.json")), Cursor()).items
    )
    assert first.published_at == datetime(2026, 11, 12, 19, 2, tzinfo=UTC) and undated.published_at is None
    lever = collector("lever").read(document("lever", Path("boards/lever.json")), Cursor()).items[0]
    assert lever.published_at == datetime.fromtimestamp(1763000000, UTC)


def test_recruiters_and_hidden_text_do_not_reach_the_item() -> None:
    item = collector("greenhouse").read(document("greenhouse", Path("boards/greenhouse.json")), Cursor()).items[0]
    assert "You will own our Salesforce instance." in item.text
    for planted in ("Okafor", "@", "Ignore previous"):
        assert planted not in item.text


def test_unlisted_jobs_are_not_public() -> None:
    titles = [
        item.title for item in collector("ashby").read(document("ashby", Path("boards/ashby.json")), Cursor()).items
    ]
    assert titles == ["Head of Sales", "Office Manager"]


def test_lever_and_smartrecruiters_ask_for_the_next_hundred() -> None:
    jobs = ",".join(f'{{"id": "{n}", "text": "Role {n}"}}' for n in range(100))
    page = collector("lever").read(
        document("lever", f"[{jobs}]", url="https://api.lever.co/v0/postings/acme?skip=200"), Cursor()
    )
    assert page.next_request is not None and "skip=300&" in page.next_request.url and not page.complete
    rows = ",".join(f'{{"id": "{n}", "name": "Role {n}"}}' for n in range(100))
    answer = f'{{"offset": 100, "limit": 100, "totalFound": 250, "content": [{rows}]}}'
    page = collector("smartrecruiters").read(document("smartrecruiters", answer), Cursor())
    assert page.next_request is not None and page.next_request.url.endswith("offset=200")


def test_a_board_is_asked_for_at_the_documented_or_the_given_address() -> None:
    target = Target("ashby", "Fern Hollow.ai")
    assert collector("ashby").start(target, Cursor()).url == (
        "https://api.ashbyhq.com/posting-api/job-board/Fern%20Hollow.ai?includeCompensation=true"
    )
    local = Target("greenhouse", "acme", params={"base_url": "http://127.0.0.1:8000/"})
    request = collector("greenhouse").start(local, Cursor())
    assert request.url == "http://127.0.0.1:8000/v1/boards/acme/jobs" and request.documented_api


@pytest.mark.parametrize("slug", ["evil.example/x?", "a b", "", "../x", "a@b"])
def test_a_slug_cannot_turn_into_another_host(slug: str) -> None:
    for ats in ("recruitee", "personio", "bamboohr", "teamtailor"):
        with pytest.raises(ConfigError):
            collector(ats).start(Target(ats, slug), Cursor())


@pytest.mark.parametrize(
    ("key", "url"),
    [
        ("Acme", "https://api.lever.co/v0/postings/Acme?mode=json&skip=0&limit=100"),
        ("eu/Acme", "https://api.eu.lever.co/v0/postings/Acme?mode=json&skip=0&limit=100"),
    ],
)
def test_a_lever_board_is_asked_for_in_its_own_region(key: str, url: str) -> None:
    assert collector("lever").start(Target("lever", key), Cursor()).url == url
