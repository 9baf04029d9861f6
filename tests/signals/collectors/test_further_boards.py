"""Boards of vendors that publish no interface, and pages that state their jobs: the same promises as every board."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.domain.documents import Cursor, Document, FetchOutcome, Target
from agent.domain.items import Item, ItemKind, Page
from agent.errors import ConfigError, SourceChanged
from signals.registry import collector
from tests.documents import document


@dataclass(frozen=True)
class Board:
    ats: str
    file: str
    key: str
    jobs: int
    complete: bool = True


BOARDS = [
    Board("breezy", "breezy.json", "larkmoor", 2),
    Board("pinpoint", "pinpoint.json", "tamarisk", 2),
    Board("rippling", "rippling.json", "quillbrook", 2),
    Board("workday", "workday.json", "acme.wd5.myworkdayjobs.com/careers", 3),
    Board("oracle", "oracle.json", "abcd.fa.em2.oraclecloud.com/CX_1", 2),
    Board("eightfold", "eightfold.json", "fennwick", 2),
    Board("neogov", "neogov.xml", "brindlecounty", 2),
    Board("neogov", "neogov.html", "brindlecounty", 1, complete=False),
    Board("paylocity", "paylocity.html", "00000000-0000-4000-8000-000000000007", 2),
    Board("icims", "icims.html", "careers-otterby", 2),
    Board("jobvite", "jobvite.html", "gorsehill", 3),
    Board("teamtailor", "teamtailor.rss.xml", "mossbank", 1),
    Board("job_posting", "job_posting.html", "https://heronsgate.example/careers", 2, complete=False),
]
NAMES = [f"{board.ats}-{board.file}" for board in BOARDS]
UNKNOWN = {
    "breezy": "[]",
    "pinpoint": '{"error": "not found"}',
    "rippling": '{"detail": "Not found."}',
    "workday": '{"errorCode": "S21", "message": "site not found", "httpStatus": 404}',
    "oracle": '{"items": [{"TotalJobsCount": 0, "requisitionList": []}], "count": 1}',
    "eightfold": '{"positions": [], "count": 0}',
    "neogov": "<?xml version='1.0'?><rss><channel><title>?</title></channel></rss>",
    "paylocity": "<html><script>window.pageData = {};</script></html>",
    "icims": "<html><body><h1 class='iCIMS_Header'>Error: no such job.</h1></body></html>",
    "jobvite": "<html><body class='jv-desktop'><p>No results found</p></body></html>",
    "job_posting": "<html><body>Nothing here</body></html>",
}
JSON_BOARDS = ["breezy", "pinpoint", "rippling", "workday", "oracle", "eightfold"]


def recorded(board: Board) -> Document:
    return document(board.ats, Path("boards") / board.file, key=board.key)


def read(ats: str, body: object, *, key: str = "acme", url: str = "https://source.example/list") -> Page:
    text = body if isinstance(body, str) else json.dumps(body)
    return collector(ats).read(document(ats, text, key=key, url=url), Cursor())


def items_of(ats: str) -> tuple[Item, ...]:
    board = next(board for board in BOARDS if board.ats == ats)
    return collector(ats).read(recorded(board), Cursor()).items


@pytest.mark.parametrize("board", BOARDS, ids=NAMES)
def test_every_job_is_one_item_and_reading_twice_gives_the_same(board: Board) -> None:
    page = collector(board.ats).read(recorded(board), Cursor())
    assert page == collector(board.ats).read(recorded(board), Cursor())
    assert page.outcome is FetchOutcome.OK and page.complete is board.complete and page.next_request is None
    assert len(page.items) == len({item.key for item in page.items}) == board.jobs
    for item in page.items:
        assert item.kind is ItemKind.POSTING and item.text.startswith(item.title) and item.url.startswith("https://")


@pytest.mark.parametrize("board", BOARDS, ids=NAMES)
def test_department_location_and_requisition_stand_verbatim_in_the_text(board: Board) -> None:
    for item in collector(board.ats).read(recorded(board), Cursor()).items:
        shown = {name: item.fields[name] for name in ("department", "location", "requisition") if name in item.fields}
        assert shown and all(f"{name.capitalize()}: {value}" in item.text for name, value in shown.items())


@pytest.mark.parametrize("board", BOARDS, ids=NAMES)
def test_no_address_and_no_recruiter_reaches_an_item(board: Board) -> None:
    for item in collector(board.ats).read(recorded(board), Cursor()).items:
        assert not [name for name in ("@", "Vasquez", "Brandt", "Marlowe", "Lindqvist") if name in item.text]


@pytest.mark.parametrize("ats", UNKNOWN)
def test_an_answer_that_unknown_boards_get_too_closes_nothing(ats: str) -> None:
    page = read(ats, UNKNOWN[ats])
    assert page.outcome is FetchOutcome.UNKNOWN_TARGET and not page.items and page.reason and not page.complete


@pytest.mark.parametrize("ats", [*JSON_BOARDS, "paylocity", "icims", "jobvite", "neogov"])
def test_another_page_in_its_place_is_a_changed_source(ats: str) -> None:
    with pytest.raises(SourceChanged):
        read(ats, "<html><body>Just a moment…</body></html>")


@pytest.mark.parametrize(
    ("ats", "answer"),
    [
        ("breezy", [{"title": "no id"}, 3, None]),
        ("pinpoint", {"data": [{"attributes": "?"}]}),
        ("rippling", [{"uuid": "1"}]),
        ("workday", {"total": 1, "jobPostings": [{"bulletFields": 3}]}),
        ("oracle", {"items": [{"requisitionList": [{"Id": 1}, 7]}]}),
        ("eightfold", {"positions": [{"id": 1}], "count": 1}),
    ],
)
def test_a_board_whose_jobs_lost_their_shape_is_a_changed_source(ats: str, answer: object) -> None:
    with pytest.raises(SourceChanged):
        read(ats, answer)


@pytest.mark.parametrize(
    ("ats", "days"),
    [
        ("breezy", ["2026-11-16", "2026-09-02"]),
        ("pinpoint", [None, None]),
        ("rippling", [None, None]),
        ("oracle", ["2026-11-15", "2026-08-01"]),
        ("eightfold", ["2026-11-20", "2026-09-10"]),
        ("neogov", ["2026-11-17", "2026-11-02"]),
        ("paylocity", ["2026-11-14", "2026-07-01"]),
        ("icims", ["2026-11-16", None]),
        ("job_posting", ["2026-11-12", "2026-11-01"]),
    ],
)
def test_a_posting_has_the_date_that_its_source_states_and_no_other(ats: str, days: list[str | None]) -> None:
    assert [item.published_at and item.published_at.date().isoformat() for item in items_of(ats)] == days


def test_workdays_days_count_from_the_reading_and_thirty_or_more_is_no_date() -> None:
    days = [item.published_at for item in items_of("workday")]
    assert days == [datetime(2026, 11, 17, tzinfo=UTC), None, datetime(2026, 11, 20, tzinfo=UTC)]


def test_a_number_of_locations_is_no_location() -> None:
    assert "location" not in items_of("workday")[2].fields and "location" not in items_of("jobvite")[2].fields


def postings(start: int, count: int) -> list[dict[str, str]]:
    numbers = range(start, start + count)
    return [
        {"title": f"Role {n}", "externalPath": f"/job/Oslo/Role_R-{n}", "postedOn": "Posted Today"} for n in numbers
    ]


class Site:
    """A Workday site: the total on its first page only, and the first page again past its end."""

    def __init__(self, jobs: int, claimed: int | None = None) -> None:
        self.jobs, self.claimed = jobs, jobs if claimed is None else claimed

    def walk(self, most: int = 300) -> tuple[list[Item], Page]:
        target = Target("workday", "acme.wd5.myworkdayjobs.com/en")
        request, items = collector("workday").start(target, Cursor()), []
        for _ in range(most):
            asked = json.loads(request.body or b"")
            offset = asked["offset"] if asked["offset"] < self.jobs else 0
            answer = {"total": 0 if asked["offset"] else self.claimed}
            answer["jobPostings"] = postings(offset, min(asked["limit"], self.jobs - offset))
            page = read("workday", answer, key=target.key, url=request.url)
            items += page.items
            if page.next_request is None:
                return items, page
            assert request.method == "POST" and asked["limit"] == 20
            request = page.next_request
        raise AssertionError("the pages do not end")


@pytest.mark.parametrize("jobs", [1, 20, 57, 60])
def test_a_workday_site_is_read_to_its_end_once(jobs: int) -> None:
    items, last = Site(jobs).walk()
    assert len(items) == len({item.key for item in items}) == jobs and last.complete


def test_a_first_page_that_comes_again_ends_the_reading_and_closes_nothing() -> None:
    items, last = Site(40, claimed=90).walk()
    assert len({item.key for item in items}) == len(items) == 40 and not last.complete and last.reason


def test_two_thousand_are_all_that_workday_shows_so_nothing_is_judged_absent() -> None:
    items, last = Site(5000, claimed=2000).walk()
    assert len(items) == 2000 and not last.complete


def test_the_place_within_a_reading_is_never_sent() -> None:
    request = collector("workday").start(Target("workday", "acme.wd5.myworkdayjobs.com/careers"), Cursor())
    address, _, fragment = request.url.partition("#")
    assert address == "https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/careers/jobs" and fragment == "offset=0"


@pytest.mark.parametrize(
    ("ats", "key", "url", "answer", "following"),
    [
        (
            "oracle",
            "abcd.fa.em2.oraclecloud.com/CX_1",
            "https://abcd.fa.em2.oraclecloud.com/x?finder=findReqs;siteNumber=CX_1,limit=100,offset=100,sortBy=D",
            {"items": [{"TotalJobsCount": 250, "requisitionList": [{"Id": n, "Title": "T"} for n in range(100)]}]},
            "offset=200,",
        ),
        (
            "eightfold",
            "acme",
            "https://acme.eightfold.ai/api/apply/v2/jobs?domain=acme.com&start=10&num=10",
            {"count": 21, "positions": [{"id": n, "name": "T"} for n in range(10)]},
            "start=20&",
        ),
        (
            "rippling",
            "acme",
            "https://ats.rippling.com/api/v2/board/acme/jobs?page=1",
            {"totalPages": 3, "items": [{"id": "1", "name": "T"}]},
            "page=2",
        ),
    ],
)
def test_the_next_page_follows_and_a_part_is_not_the_whole(
    ats: str, key: str, url: str, answer: object, following: str
) -> None:
    page = read(ats, answer, key=key, url=url)
    assert page.next_request is not None and following in page.next_request.url and not page.complete


@pytest.mark.parametrize("ats", ["icims", "jobvite"])
def test_pages_made_for_people_are_followed_while_they_link_on(ats: str) -> None:
    rows = {
        "icims": "<li><a href='/jobs/{n}/role/job'><h3>Role {n}</h3></a></li><a href='/jobs/search?pr=2'>icims 3</a>",
        "jobvite": "<table><tr><td class='jv-job-list-name'><a href='/acme/job/o{n}'>Role {n}</a></td></tr></table>"
        "<a class='jv-pagination-next' href='?p=2'>Next</a>",
    }
    parameter = {"icims": "pr", "jobvite": "p"}[ats]
    page = read(ats, rows[ats].format(n=7), url=f"https://board.example/search?{parameter}=1")
    assert page.next_request is not None and page.next_request.url.endswith(f"{parameter}=2") and not page.complete
    last = read("icims", rows["icims"].format(n=7), url="https://board.example/search?pr=2")
    assert last.next_request is None and last.complete


@pytest.mark.parametrize(
    ("ats", "key"),
    [
        ("workday", "evil.example/careers"),
        ("workday", "acme.wd5.myworkdayjobs.com.evil.example/careers"),
        ("workday", "acme.wd5.myworkdayjobs.com/../x"),
        ("oracle", "oraclecloud.com.evil.example/CX_1"),
        ("oracle", "abcd.oraclecloud.com"),
        ("eightfold", "evil.example"),
        ("breezy", "evil.example/x?"),
        ("pinpoint", "a@b"),
        ("icims", "../x"),
    ],
)
def test_a_key_cannot_turn_into_another_host(ats: str, key: str) -> None:
    with pytest.raises(ConfigError):
        collector(ats).start(Target(ats, key), Cursor())


def test_stated_postings_are_found_in_a_graph_in_a_list_and_in_careless_json() -> None:
    first, second = items_of("job_posting")
    assert (first.title, first.company, first.fields["location"]) == (
        "Head of Partnerships",
        "Heronsgate",
        "Ghent, Belgium; Lille, France",
    )
    assert first.fields["requisition"] == "HG-31" and first.fields["remote"] == "remote"
    assert (second.title, second.fields["department"], second.fields["location"]) == ("Sailmaker", "Loft", "Ostend")


@pytest.mark.parametrize(
    "written",
    [
        '{"@type": "JobPosting", "title": "Sailmaker",\n}',
        "{&quot;@type&quot;: &quot;JobPosting&quot;, &quot;title&quot;: &quot;Sailmaker&quot;}",
        '{"@type": "JobPosting", "title": "Sailmaker", "description": "it\\\'s ours"}',
        '{"@type": "Organization", "name": "Yard"}\n{"@type": "JobPosting", "title": "Sailmaker"}',
        '{"@type": "JobPosting", "title": "Sailmaker", "description": "one\ntwo"};',
    ],
)
def test_a_posting_is_read_however_carelessly_it_is_written(written: str) -> None:
    page = read("job_posting", f"<html><script type='application/ld+json'>{written}</script></html>")
    assert [item.title for item in page.items] == ["Sailmaker"]


def test_a_posting_past_its_own_end_is_not_open_and_a_page_of_such_is_no_change_of_shape() -> None:
    assert "Boat Builder" not in {item.title for item in items_of("job_posting")}
    over = {"@type": "JobPosting", "title": "Boat Builder", "validThrough": "2026-08-31"}
    page = read("job_posting", f'<script type="application/ld+json">{json.dumps(over)}</script>')
    assert page.outcome is FetchOutcome.OK and page.items == () and not page.complete


def test_the_same_posting_stated_twice_is_one() -> None:
    job = json.dumps({"@type": "JobPosting", "title": "Sailmaker", "datePosted": "2026-11-01"})
    assert len(read("job_posting", f'<script type="application/ld+json">{job}</script>' * 2).items) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"offices": [{"id": 1, "name": "Cork"}], "vacancies": [{"jobTitle": "Fitter", "url": "/v/1"}] * 1}},
        [{"name": "Fitter", "location": {"name": "Cork"}, "department": "Works", "id": 4}, {"id": 9, "name": "Cork"}],
        "<rss><channel><item><title>Fitter</title><guid>8</guid></item></channel></rss>",
        "<jobs><job><id>4</id><title>Fitter</title><city>Cork</city></job></jobs>",
        "<li><a href='/jobs/fitter-4471'>Fitter</a></li><li><a href='/jobs/search-all'>Search all jobs</a></li>",
        {"departments": [{"name": "Works", "jobs": [{"id": 1, "title": "Fitter", "location": "Cork"}]}, {"jobs": []}]},
        {"SearchResult": {"Items": [{"Id": 4, "Descriptor": {"PositionTitle": "Fitter", "PositionURI": "/j/4"}}]}},
        {"requisitionList": [{"jobId": "4", "contestNo": "19", "column": ["Fitter", "Cork", "Nov 2, 2026"]}]},
        {"searchResult": [{"response": {"id": "4", "unifiedStandardTitle": "Fitter", "jobLocationShort": ["Cork"]}}]},
        {"jobs": [{"id": 4, "title": "Fitter"}], "offices": [{"id": n, "name": "Cork", "city": "C"} for n in range(3)]},
        {"jobRequisitions": [{"itemID": "9_1", "requisitionTitle": "Fitter", "postDate": "2026-11-02T08:20:00-04:00"}]},
        {"hits": {"hits": [{"_id": "4", "_source": {"title": "Fitter", "employmentType": "Part Time"}}]}},
        {"jobs": [{"id": 4, "title": "Fitter", "sections": [{"title": f"Part {n}", "id": n} for n in range(3)]}]},
        "<a href='/job/4471/fitter?ref=list'>Fitter</a><a href='/job/4471/fitter'>Fitter</a>",
        "<a href='https://yard.example/apply/evgnhR5LkV/Fitter-II'>Fitter</a><a href='/apply'>Apply now</a>",
        "<?xml version='1.0'?><Jobs><Job><id>4</id><title>Fitter</title></Job></Jobs>",
    ],
)
def test_jobs_are_told_from_anything_else_in_lists_of_any_shape(body: object) -> None:
    page = read("job_list", body)
    assert [item.title for item in page.items] == ["Fitter"] and not page.complete


NO_LISTS = [
    '{"users": [{"id": 1, "name": "Ada"}]}',
    '{"users": [{"id": 1, "name": "Ada", "location": "Cork", "url": "/ada"}]}',
    '{"posts": [{"id": 1, "title": "Hello", "url": "/hello", "publishedAt": "2026-11-02", "description": "We moved"}]}',
    '[{"userId": 1, "id": 1, "title": "Buy milk", "completed": false}]',
    '{"title": "Yard", "city": "Cork", "pages": {"home": {"title": "Home", "url": "/"}}}',
    "<p>We are not hiring.</p>",
    "{}",
    "plain",
]


def test_a_place_is_read_from_its_parts_too() -> None:
    row = {"id": 4, "job_title": "Fitter", "location": {"city": "Cork", "country": "Ireland", "zip": 1}}
    assert read("job_list", {"job_requisitions": [row]}).items[0].fields["location"] == "Cork, Ireland"


@pytest.mark.parametrize("body", NO_LISTS)
def test_what_is_no_list_of_jobs_is_never_read_as_one(body: str) -> None:
    assert read("job_list", body).outcome is FetchOutcome.UNKNOWN_TARGET
