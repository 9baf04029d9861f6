"""Addresses of job boards as bindings, and everything else as none."""

from __future__ import annotations

import pytest

from signals.boards import board_of


@pytest.mark.parametrize(
    ("text", "binding"),
    [
        ("greenhouse:Alder", "greenhouse:Alder"),
        ("https://boards.greenhouse.io/alder/jobs/123", "greenhouse:alder"),
        ("https://job-boards.eu.greenhouse.io/alder", "greenhouse:alder"),
        ("https://boards.greenhouse.io/embed/job_board?for=alder&b=x", "greenhouse:alder"),
        ("https://boards-api.greenhouse.io/v1/boards/alder/jobs?content=true", "greenhouse:alder"),
        ("jobs.lever.co/Alder-Robotics", "lever:Alder-Robotics"),
        ("https://api.lever.co/v0/postings/alder?mode=json", "lever:alder"),
        ("https://jobs.ashbyhq.com/Alder%20Robotics/abc", "ashby:Alder Robotics"),
        ("https://api.ashbyhq.com/posting-api/job-board/alder", "ashby:alder"),
        ("https://alder.recruitee.com/o/sales", "recruitee:alder"),
        ("https://alder.jobs.personio.de/", "personio:alder"),
        ("https://apply.workable.com/alder/", "workable:alder"),
        ("https://careers.smartrecruiters.com/Alder1", "smartrecruiters:Alder1"),
        ("  https://jobs.lever.co/alder  ", "lever:alder"),
    ],
)
def test_a_board_is_known_by_its_address(text: str, binding: str) -> None:
    assert board_of(text) == binding


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://alder.example/careers",
        "https://jobs.lever.co/",
        "https://boards.greenhouse.io/embed/job_board",
        "https://lever.co/alder",
        "https://evil.example/?u=jobs.lever.co/alder",
        "https://jobs.lever.co.evil.example/alder",
        "nosystem:alder",
        "mailto:jobs@alder.example",
        "http://[broken",
    ],
)
def test_everything_else_is_no_board(text: str) -> None:
    assert board_of(text) is None
