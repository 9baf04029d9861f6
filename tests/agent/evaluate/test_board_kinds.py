"""The task `boards`: a kind is known however it is spelled, and a list without a reader of its own counts too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent.evaluate.boards import kind_of, predict
from signals.registry import COLLECTORS

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("greenhouse", "greenhouse"),
        ("BambooHR", "bamboohr"),
        ("breezyhr", "breezy"),
        ("oracle_orc", "oracle"),
        ("Oracle Cloud", "oracle"),
        ("governmentjobs", "neogov"),
        ("json-ld", "job_posting"),
        ("JobPosting", "job_posting"),
        ("smart_recruiters", "smartrecruiters"),
        ("greenhouse_board", "greenhouse"),
        ("Lever postings", "lever"),
        ("oracle_hcm_jobs", "oracle"),
        ("avature", "job_list"),
        ("join", "job_list"),
    ],
)
def test_a_kind_is_known_however_it_is_spelled(name: str, kind: str) -> None:
    assert kind_of(name) == kind and kind in COLLECTORS


@pytest.mark.parametrize(
    ("ats", "file", "jobs"),
    [
        ("workday", "workday.json", 3),
        ("icims", "icims.html", 2),
        ("jsonld", "job_posting.html", 3),
        ("join", "breezy.json", 2),
    ],
)
def test_jobs_are_counted_in_the_document_given(ats: str, file: str, jobs: int) -> None:
    assert predict({"ats": ats, "path": f"boards/{file}"}, DATA) == {"jobs": jobs}


def test_one_page_of_many_is_counted_as_it_stands(tmp_path: Path) -> None:
    page = {"total": 57, "jobPostings": [{"title": f"T{n}", "externalPath": f"/job/T_R-{n}"} for n in range(20)]}
    (tmp_path / "page.json").write_text(json.dumps(page))
    assert predict({"ats": "workday", "path": "page.json"}, tmp_path) == {"jobs": 20}


@pytest.mark.parametrize("ats", ["greenhouse", "avature", "workday", "icims"])
def test_where_no_list_can_be_told_there_is_no_number(ats: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body>Just a moment…</body></html>")
    assert predict({"ats": ats, "path": "page.html"}, tmp_path) == {"jobs": None}


@pytest.mark.parametrize(
    ("ats", "answer"),
    [("smartrecruiters", {"totalFound": 0, "content": []}), ("bamboohr", {"result": []}), ("ashby", {"jobs": []})],
)
def test_a_list_with_nothing_in_it_counts_none_even_where_an_unknown_name_gets_it_too(
    ats: str, answer: object, tmp_path: Path
) -> None:
    (tmp_path / "empty.json").write_text(json.dumps(answer))
    assert predict({"ats": ats, "path": "empty.json"}, tmp_path) == {"jobs": 0}
