"""The answers of job boards in shapes that the documented one is not: the same jobs, or a clear refusal."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agent.domain.documents import Cursor, FetchOutcome
from agent.domain.items import Page
from agent.errors import SourceChanged
from signals.registry import collector
from tests.documents import READ_AT, document

GREENHOUSE = {"id": 41, "title": "Fitter", "absolute_url": "https://jobs.example/41", "location": {"name": "Cork"}}
LEVER = {"id": "f1", "text": "Fitter", "hostedUrl": "https://jobs.example/f1", "categories": {"location": "Cork"}}
ASHBY = {"id": "f1", "title": "Fitter", "isListed": True, "jobUrl": "https://jobs.example/f1", "location": "Cork"}
WORKABLE = {"shortcode": "F1", "title": "Fitter", "city": "Cork", "published_on": "2026-11-02"}
SMART = {"id": "74", "name": "Fitter", "refNumber": "REF1", "location": {"city": "Cork"}}
RECRUITEE = {"id": 7, "title": "Fitter", "careers_url": "https://jobs.example/o/fitter", "location": "Cork"}
BAMBOO = {"id": "7", "jobOpeningName": "Fitter", "location": {"city": "Cork"}}
BREEZY = {"id": "b7", "name": "Fitter", "friendly_id": "b7-fitter", "location": {"name": "Cork"}}
PINPOINT = {"id": "7", "title": "Fitter", "workplace_type": "onsite", "location": {"name": "Cork"}}
RIPPLING = {"uuid": "u7", "name": "Fitter", "workLocation": {"label": "Cork"}}
EIGHTFOLD = {"id": 7, "name": "Fitter", "positionUrl": "/careers/job/7", "location": "Cork"}
WORKDAY = {"title": "Fitter", "externalPath": "/job/Cork/Fitter_R-7", "locationsText": "Cork"}
ORACLE = {"Id": "7", "Title": "Fitter", "PostedDate": "2026-11-02", "PrimaryLocation": "Cork"}
PAYLOCITY = {"JobId": 7, "JobTitle": "Fitter", "LocationName": "Cork"}
CORK = {"@type": "JobPosting", "jobLocation": {"address": {"addressLocality": "Cork"}}}
TEAMTAILOR = {"id": "t7", "title": "Fitter", "url": "https://jobs.example/t7", "_jobposting": CORK}
PERSONIO = {"id": 7, "name": "Fitter", "office": "Cork", "employment_type": "permanent"}
ICIMS = {"req_id": "7", "title": "Fitter", "full_location": "Cork", "apply_url": "https://jobs.example/7/login"}
JOBVITE = {"eId": "o7", "title": "Fitter", "location": "Cork", "detailUrl": "https://jobs.example/o7"}
ROWS: list[tuple[str, str, dict[str, Any]]] = [
    ("greenhouse", "jobs", GREENHOUSE),
    ("lever", "postings", LEVER),
    ("ashby", "jobs", ASHBY),
    ("workable", "jobs", WORKABLE),
    ("smartrecruiters", "content", SMART),
    ("recruitee", "offers", RECRUITEE),
    ("bamboohr", "result", BAMBOO),
    ("breezy", "positions", BREEZY),
    ("pinpoint", "data", PINPOINT),
    ("rippling", "items", RIPPLING),
    ("eightfold", "positions", EIGHTFOLD),
    ("workday", "jobPostings", WORKDAY),
    ("oracle", "requisitionList", ORACLE),
    ("paylocity", "Jobs", PAYLOCITY),
    ("teamtailor", "items", TEAMTAILOR),
    ("personio", "positions", PERSONIO),
    ("icims", "jobs", ICIMS),
    ("jobvite", "requisitions", JOBVITE),
]
SYSTEMS = [ats for ats, _, _ in ROWS]
OTHER_KINDS = [
    {"posts": [{"id": 1, "title": "Hello", "name": "Hello", "text": "Hello", "url": "https://blog.example/1"}]},
    {"message": {"content": [{"type": "text", "text": "Hello"}], "role": "system"}},
    {"error": "not found", "title": "Not Found", "name": "NotFound"},
    [[{"id": 1, "name": "Cork", "title": "Office"}]],
    {"articles": [], "total": 0},
]


def read(ats: str, body: object) -> Page:
    text = body if isinstance(body, str) else json.dumps(body)
    return collector(ats).read(document(ats, text, url="https://source.example/list"), Cursor())


def places(page: Page) -> list[tuple[str, str]]:
    return [(item.title, item.fields.get("location", "")) for item in page.items]


@pytest.mark.parametrize(("ats", "name", "row"), ROWS, ids=SYSTEMS)
@pytest.mark.parametrize("wrapped", ["bare", "envelope", "recording", "pages"])
def test_jobs_are_the_same_in_any_wrapping_and_none_is_judged_absent(
    ats: str, name: str, row: dict[str, Any], wrapped: str
) -> None:
    answers = {
        "bare": [row],
        "envelope": {"status": 200, "payload": {name: [row], "total": 1}},
        "recording": {"search": {"body": {"x": {name: [row]}}}, "empty": {"body": {"x": {name: []}}}},
        "pages": {"pages": [{name: [row]}, {name: []}]},
    }
    page = read(ats, answers[wrapped])
    assert page.outcome is FetchOutcome.OK and places(page) == [("Fitter", "Cork")]
    natural = wrapped == "bare" and ats in ("lever", "breezy", "pinpoint", "rippling")
    assert page.complete is natural


@pytest.mark.parametrize("ats", [ats for ats in SYSTEMS if ats not in ("lever", "breezy", "pinpoint", "rippling")])
@pytest.mark.parametrize("body", OTHER_KINDS, ids=range(len(OTHER_KINDS)))
def test_an_answer_of_another_kind_is_refused_with_a_reason(ats: str, body: object) -> None:
    page = read(ats, body)
    assert page.outcome is FetchOutcome.UNKNOWN_TARGET and page.reason and not page.items and not page.lists_nothing


def test_jobs_by_department_are_each_read_once_at_any_depth() -> None:
    inner = {"name": "Works", "jobs": [{"id": 2, "title": "Welder"}, {"id": 3, "title": "Rigger"}], "children": []}
    outer = {"name": "Yard", "jobs": [{"id": 1, "title": "Fitter"}, {"id": 2, "title": "Welder"}], "children": [inner]}
    page = read("greenhouse", {"departments": [outer, {"name": "No Department", "jobs": []}]})
    assert sorted(item.title for item in page.items) == ["Fitter", "Rigger", "Welder"]
    by_office = {"offices": [{"name": "Cork", "departments": [outer]}, {"name": "Lille", "departments": [outer]}]}
    assert len(read("greenhouse", by_office).items) == 3


def test_lever_postings_in_groups_are_postings() -> None:
    groups = [{"title": "Works", "postings": [LEVER]}, {"title": "Sales", "postings": [{**LEVER, "id": "f2"}]}]
    assert len(read("lever", groups).items) == 2


def test_the_further_places_of_an_ashby_job_are_no_jobs() -> None:
    others = [{"locationId": str(n), "locationName": town} for n, town in enumerate(("Lille", "Ghent", "Oslo"))]
    row = {"id": "f1", "title": "Fitter", "locationName": "Cork", "secondaryLocations": others}
    page = read("ashby", {"data": {"jobBoard": {"teams": [{"id": "t", "name": "Works"}], "jobPostings": [row]}}})
    assert places(page) == [("Fitter", "Cork; Lille; Ghent; Oslo")]
    assert read("ashby", [{**ASHBY, "isListed": False}, ASHBY]).items == read("ashby", [ASHBY]).items


@pytest.mark.parametrize(
    ("ats", "answer"),
    [
        ("workable", {"jobs": [{"title": "Fitter", "url": "https://jobs.example/j/F1"}]}),
        ("greenhouse", {"jobs": [{"title": "Fitter", "absolute_url": "https://jobs.example/j/F1"}]}),
        ("rippling", [{"uuid": None, "name": "Fitter", "url": "https://jobs.example/j/F1"}]),
        ("recruitee", {"offers": [{"title": "Fitter", "careers_url": "https://jobs.example/j/F1"}]}),
    ],
)
def test_a_job_without_a_number_goes_by_its_address(ats: str, answer: object) -> None:
    (item,) = read(ats, answer).items
    assert item.key == "acme:https://jobs.example/j/F1"


@pytest.mark.parametrize(
    ("ats", "row"),
    [
        ("bamboohr", {"result": [{"jobOpeningName": "Fitter"}]}),
        ("smartrecruiters", {"content": [{"name": "Fitter"}]}),
        ("personio", "<workzag-jobs><position><name>Fitter</name></position></workzag-jobs>"),
        ("paylocity", {"Jobs": [{"JobTitle": "Fitter"}]}),
    ],
)
def test_no_address_is_made_of_a_number_that_is_not_there(ats: str, row: object) -> None:
    (item,) = read(ats, row).items
    assert item.key == "acme:Fitter" and item.url == "https://source.example/list"


def test_workables_newer_interface_lists_results() -> None:
    row = {
        "shortcode": "F1",
        "title": "Fitter",
        "department": ["Works", "Yard"],
        "location": {"city": "Cork", "region": "Munster", "country": "Ireland"},
        "published": "2026-11-02T00:00:00.000Z",
        "state": "published",
    }
    (item,) = read("workable", {"total": 40, "results": [row], "nextPage": "x"}).items
    assert item.fields["location"] == "Cork, Munster, Ireland" and item.fields["department"] == "Works; Yard"
    assert item.published_at is not None and item.published_at.day == 2
    assert read("workable", {"total": 0, "results": []}).outcome is FetchOutcome.OK
    assert read("workable", {"results": []}).outcome is FetchOutcome.UNKNOWN_TARGET


def test_teamtailors_interface_for_keys_is_read_too() -> None:
    row = {
        "id": "7",
        "type": "jobs",
        "attributes": {"title": "Fitter", "created-at": "2026-11-02T10:00:00+01:00", "body": "<p>Fit.</p>"},
        "links": {"careersite-job-url": "https://jobs.example/7-fitter"},
        "relationships": {"locations": {"data": [{"id": "l1", "type": "locations"}]}},
    }
    town = {"id": "l1", "type": "locations", "attributes": {"city": "Cork"}}
    (item,) = read("teamtailor", {"data": [row], "included": [town], "meta": {"record-count": 1}}).items
    assert (item.title, item.url) == ("Fitter", "https://jobs.example/7-fitter") and "Fit." in item.text
    assert item.fields["location"] == "Cork"


def test_teamtailors_jobs_are_read_whatever_stands_where_an_object_should() -> None:
    place = {"locations": {"data": [{"id": {}}]}}
    rows = [
        {"type": "jobs", "id": "1", "attributes": {"title": "Baker"}, "links": [1], "relationships": place},
        {"type": "jobs", "id": "2", "attributes": "Cook"},
    ]
    towns = [{"id": [1], "attributes": {"city": "Elling"}}]
    assert len(read("teamtailor", {"data": rows, "included": towns}).items) <= 1
    assert [item.title for item in read("teamtailor", {"items": [{"id": 3, "title": "Cook", "towns": 1}]}).items] == [
        "Cook"
    ]


def test_jobs_in_objects_of_their_own_are_read_with_their_facts() -> None:
    row = {**ICIMS, "categories": [{"name": "Works"}], "posted_date": "2026-11-02T09:00:00+0000"}
    facets = {"filter": {"facetList": {"tags1": [{"term": "Works", "count": 2}] * 9}}}
    (item,) = read("icims", {"jobs": [{"data": row}], "totalCount": 300, **facets}).items
    assert item.fields["department"] == "Works" and item.fields["requisition"] == "7" and item.published_at is not None


def test_jobvites_feed_is_read_and_one_without_jobs_is_none() -> None:
    job = "<job><id>o7</id><title><![CDATA[ Fitter ]]></title><location>Cork</location><date>11/2/2026</date></job>"
    page = read("jobvite", f"<?xml version='1.0'?><result>{job}</result>")
    assert places(page) == [("Fitter", "Cork")]
    assert read("jobvite", "<result></result>").outcome is FetchOutcome.UNKNOWN_TARGET


def test_positions_under_another_root_are_positions_and_nothing_is_judged_absent_by_them() -> None:
    page = read("personio", "<positions><position><id>7</id><name>Fitter</name></position></positions>")
    assert [item.title for item in page.items] == ["Fitter"] and not page.complete
    assert read("personio", "<rss><item><title>Fitter</title></item></rss>").outcome is FetchOutcome.UNKNOWN_TARGET


@pytest.mark.parametrize(
    ("ats", "body", "nothing"),
    [
        ("smartrecruiters", {"offset": 0, "totalFound": 0, "content": []}, True),
        ("bamboohr", {"result": []}, True),
        ("breezy", [], True),
        ("eightfold", {"count": 0, "positions": []}, True),
        ("oracle", {"items": [{"TotalJobsCount": 0, "requisitionList": []}]}, True),
        ("icims", "<body class='iCIMS_Body'><p>Sorry, no jobs were found that match your search criteria.</p>", True),
        ("icims", "<body class='iCIMS_Body'><h1>Error: no such job.</h1><label>First name</label>", False),
        ("icims", "<script>icims['none'] = 'no jobs were found'</script><body><label>First name</label>", False),
        ("jobvite", "<body class='jv-desktop'><p>There are no open positions.</p></body>", True),
        ("jobvite", "<body class='jv-desktop'><label>First name</label></body>", False),
        ("icims", {"jobs": [], "totalCount": 0}, True),
        ("icims", {"jobs": []}, False),
        ("jobvite", "<result></result>", True),
        ("neogov", "<rss><channel><title>Yard County</title></channel></rss>", True),
        ("greenhouse", {"status": 404, "error": "Job not found"}, False),
    ],
)
def test_a_list_with_nothing_in_it_is_told_from_what_is_no_list(ats: str, body: object, nothing: bool) -> None:
    page = read(ats, body)
    assert page.outcome is FetchOutcome.UNKNOWN_TARGET and page.lists_nothing is nothing and not page.complete


def test_an_ashby_page_carries_its_jobs_as_data_of_a_script() -> None:
    data = {"organization": {"name": "Yard {1}"}, "jobBoard": {"jobPostings": [{**ASHBY, "locationName": "Cork"}]}}
    page = read("ashby", f"<html><script>\n window.__appData = {json.dumps(data)};\n boot();</script></html>")
    assert places(page) == [("Fitter", "Cork")] and not page.complete
    with pytest.raises(SourceChanged):
        read("ashby", "<html><script>window.__appData = {broken</script></html>")


def test_a_job_that_a_page_shows_as_a_line_and_as_a_row_is_one() -> None:
    line = (
        "<li class='list-item' data-job-id='7'><h3><a class='item-details-link' data-department-name='Works'"
        " href='/careers/yard/jobs/7/fitter'>Fitter</a></h3><ul class='list-meta'><li>Cork</li></ul>"
        "<span class='list-entry-starts'><span>Posted 3 days ago</span></span></li>"
    )
    row = "<table><tr data-job-id='7'><td><a href='/careers/yard/jobs/7/fitter'>Fitter</a></td></tr></table>"
    (item,) = read("neogov", f"<ul class='search-results-listing-container'>{line}</ul>{row}").items
    assert item.fields["department"] == "Works" and item.fields["location"] == "Cork"
    assert item.published_at is not None and (READ_AT - item.published_at).days == 3
    page = read("neogov", "<div class='jobs-not-found-container'><h2>No jobs at this time.</h2></div>")
    assert page.lists_nothing and page.outcome is FetchOutcome.UNKNOWN_TARGET


def test_facts_are_read_under_their_other_names() -> None:
    (job,) = read("workable", {"jobs": [{**WORKABLE, "city": None, "location": {"location_str": "Cork"}}]}).items
    assert job.fields["location"] == "Cork"
    (job,) = read("breezy", [{**BREEZY, "locations": [{"name": "Cork"}, {"name": "Lille"}]}]).items
    assert job.fields["location"] == "Cork; Lille"
    (job,) = read("bamboohr", {"result": [{"id": 1, "jobOpeningName": "Fitter", "locationCity": "Cork"}]}).items
    assert job.fields["location"] == "Cork"
    position = "<position id='p7'><name>Fitter</name><url>https://jobs.example/p7</url></position>"
    (job,) = read("personio", f"<workzag-jobs>{position}</workzag-jobs>").items
    assert (job.key, job.url) == ("acme:p7", "https://jobs.example/p7")
    (job,) = read("eightfold", {"positions": [{**EIGHTFOLD, "atsJobId": "R7"}], "count": 1}).items
    assert job.fields["requisition"] == "R7"
    card = (
        "<div class='row'><a href='/jobs/7/fitter/job'><h3>Fitter</h3></a>"
        "<div class='header'><span>Job Locations</span> <span>IE-Cork</span></div></div>"
    )
    (job,) = read("icims", f"<div class='iCIMS_JobsTable'>{card}</div>").items
    assert job.fields["location"] == "IE-Cork"


def test_a_jobs_own_answer_is_that_job_and_not_those_like_it() -> None:
    own = {"title": "Fitter", "jobReqId": "R-7", "location": "Cork", "externalUrl": "https://jobs.example/R-7"}
    like = [{**WORKDAY, "title": f"Rigger {n}"} for n in range(3)]
    (item,) = read("workday", {"jobPostingInfo": own, "similarJobs": like}).items
    assert (item.title, item.url, item.fields["requisition"]) == ("Fitter", "https://jobs.example/R-7", "R-7")
    (item,) = read("smartrecruiters", {"id": "74", "name": "Fitter", "jobAd": {"sections": {}}}).items
    assert item.title == "Fitter"


def test_lists_and_details_in_one_recording_count_each_job_once() -> None:
    pages = [{"content": [SMART]}, {"content": [{**SMART, "id": "75", "name": "Rigger"}]}]
    details = {number: {"id": number, "name": "Fitter", "jobAd": {}} for number in ("74", "75")}
    assert len(read("smartrecruiters", {"list_pages": pages, "details": details}).items) == 2
    by_number = {"jobs": {"j1": {**GREENHOUSE, "id": 1}, "j2": {**GREENHOUSE, "id": 2}}}
    assert len(read("greenhouse", by_number).items) == 2
