"""Boards made to hang or crash their readers: each ends within its bound, in items or in SourceChanged."""

from __future__ import annotations

import contextlib
import json
import time

import pytest

from agent.domain.documents import Cursor
from agent.errors import SourceChanged
from signals.registry import collector
from tests.documents import document

BOUND_S = 8.0  # CPU of a machine that others share; what hangs a reader takes minutes
SIZE = 300_000
READERS = {
    "json": [
        "breezy",
        "pinpoint",
        "rippling",
        "workday",
        "oracle",
        "eightfold",
        "paylocity",
        "job_posting",
        "job_list",
    ],
    "page": ["icims", "jobvite", "neogov", "paylocity", "job_posting", "job_list", "teamtailor"],
}
OVER_AND_OVER = [
    "<div>",
    "<a><div>",
    "<a href='/jobs/1/x/job'>icims",
    "<a href='/jobs/1234/fitter/job'><h3>Fitter</h3></a>icims",
    "<div class=row><a href='/jobs/1234/fitter/job'>Fitter</a>icims",
    "<b class='jv-job-list-name'><a href='/x/job/o1234'>Fitter</a>",
    "<li><p class='jv-job-list-name'>Fitter</p>",
    "<li class=list-item data-job-id=1234><a href='/jobs/1234/x'>Fitter</a>",
    "<script type='application/ld+json'>",
    "<script type='application/ld+json'>{</script>",
    "<script type='application/ld+json'>//\n",
    "<script ",
    "pageData = {",
    "<item><title>T</title>",
    "<rss><channel>",
    "<span class='field-label'>",
    "\n//",
    "{;",
    "://",
    "contact: . ",
]
LONG = 3_000
VALUES = ["a" * LONG, "a@" * LONG, "<p>" * LONG, "recruiter: " * LONG, "1" * 4000, 10**300, -1e308, True, {}]


def read_in_time(name: str, body: str, url: str = "https://source.example/document") -> None:
    began = time.thread_time()
    with contextlib.suppress(SourceChanged):
        collector(name).read(document("hostile", body, url=url), Cursor())
    assert time.thread_time() - began < BOUND_S, name


@pytest.mark.parametrize("piece", OVER_AND_OVER)
def test_a_page_of_one_thing_over_and_over_ends_in_time(piece: str) -> None:
    times = SIZE // len(piece)
    body = "".join(piece.replace("1234", str(n)) for n in range(times)) if "1234" in piece else piece * times
    for name in READERS["page"]:
        read_in_time(name, f"<html>icims jv- {body}</script></html>")
    read_in_time("teamtailor", f"<?xml version='1.0'?><rss><channel>{body}")
    read_in_time("neogov", f"<rss><channel>{body}")


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_any_value_in_any_place_of_an_answer_ends_in_time(value: object) -> None:
    names = ["id", "uuid", "Id", "JobId", "name", "title", "Title", "JobTitle", "location", "locations", "department"]
    names += [
        "published_date",
        "t_create",
        "PostedDate",
        "PublishedDate",
        "postedOn",
        "externalPath",
        "bulletFields",
        "url",
    ]
    names += ["job", "attributes", "type", "company", "description", "job_description", "workLocation", "datePosted"]
    job = {"@type": "JobPosting", **dict.fromkeys(names, value)}
    good = {"@type": "JobPosting", "id": 1, "Id": 1, "uuid": 1, "JobId": 1, "name": "T", "title": "T", "Title": "T"}
    for row in (job, {**job, **good, "JobTitle": "T", "externalPath": "/x_R-1"}):
        lists = {name: [row] for name in ("jobPostings", "positions", "items", "data", "Jobs")}
        totals = dict.fromkeys(("total", "count", "totalPages", "TotalJobsCount"), value)
        for body in ([row], {**lists, **totals, "items": [{**totals, "requisitionList": [row]}]}, lists):
            for name in READERS["json"]:
                read_in_time(name, json.dumps(body))


@pytest.mark.parametrize("nested", ["[" * SIZE, '{"a":' * (SIZE // 5), '{"@graph":[' * 900 + "]}" * 900])
def test_nesting_without_end_ends_in_time(nested: str) -> None:
    for name in READERS["json"]:
        read_in_time(name, nested)
    read_in_time("job_posting", f"<script type='application/ld+json'>{nested}</script>" * 3)
    read_in_time("paylocity", f"<script>window.pageData = {nested};</script>")


@pytest.mark.parametrize("name", ["workday", "oracle", "eightfold", "icims", "jobvite", "rippling"])
def test_no_address_of_a_page_makes_a_reader_ask_for_nonsense(name: str) -> None:
    bodies = {
        "workday": {"total": 99, "jobPostings": [{"title": "T", "externalPath": "/x_R-1"}]},
        "oracle": {"items": [{"TotalJobsCount": 99, "requisitionList": [{"Id": 1, "Title": "T"}]}]},
        "eightfold": {"count": 99, "positions": [{"id": 1, "name": "T"}]},
        "rippling": {"totalPages": 99, "items": [{"id": 1, "name": "T"}]},
    }
    body = json.dumps(bodies[name]) if name in bodies else "icims jv- <a href='/jobs/1/x/job'>T</a>"
    for place in ("", "?offset=x&start=&pr=-1&p=%FF&page=9e9", "#offset=-1&total=x", "?start=99999999999999999999"):
        read_in_time(name, body, url=f"https://source.example/list{place}")
