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
        ("https://jobs.eu.lever.co/Alder/1-2", "lever:eu/Alder"),
        ("https://api.eu.lever.co/v0/postings/alder?mode=json", "lever:eu/alder"),
        ("lever:eu/alder", "lever:eu/alder"),
        ("https://api.lever.co/v0/postings/alder?mode=json", "lever:alder"),
        ("https://jobs.ashbyhq.com/Alder%20Robotics/abc", "ashby:Alder Robotics"),
        ("https://api.ashbyhq.com/posting-api/job-board/alder", "ashby:alder"),
        ("https://alder.recruitee.com/o/sales", "recruitee:alder"),
        ("https://alder.jobs.personio.de/", "personio:alder"),
        ("https://apply.workable.com/alder/", "workable:alder"),
        ("https://careers.smartrecruiters.com/Alder1", "smartrecruiters:Alder1"),
        ("  https://jobs.lever.co/alder  ", "lever:alder"),
        ("https://alder.bamboohr.com/careers/27", "bamboohr:alder"),
        ("https://alder.teamtailor.com/jobs", "teamtailor:alder"),
        ("https://alder.breezy.hr/p/abc-sales", "breezy:alder"),
        ("https://alder.pinpointhq.com/en/postings/1", "pinpoint:alder"),
        ("https://careers-alder.icims.com/jobs/search?ss=1", "icims:careers-alder"),
        ("https://jobs.jobvite.com/alder/job/oAbc", "jobvite:alder"),
        ("https://jobs.jobvite.com/careers/alder/jobs", "jobvite:alder"),
        ("https://ats.rippling.com/alder/jobs", "rippling:alder"),
        ("https://ats.rippling.com/en-GB/alder/jobs/1", "rippling:alder"),
        ("https://www.governmentjobs.com/careers/aldercounty/jobs/1", "neogov:aldercounty"),
        (
            "https://recruiting.paylocity.com/Recruiting/Jobs/All/0a1b2c3d-0000-4000-8000-000000000001/Alder",
            "paylocity:0a1b2c3d-0000-4000-8000-000000000001",
        ),
        ("https://alder.wd5.myworkdayjobs.com/en-US/Careers/job/x_R-1", "workday:alder.wd5.myworkdayjobs.com/Careers"),
        ("https://alder.wd5.myworkdayjobs.com/Careers", "workday:alder.wd5.myworkdayjobs.com/Careers"),
        (
            "https://alder.wd5.myworkdayjobs.com/wday/cxs/alder/Careers/jobs",
            "workday:alder.wd5.myworkdayjobs.com/Careers",
        ),
        ("https://wd5.myworkdaysite.com/en-US/recruiting/alder/Jobs", "workday:wd5.myworkdaysite.com/alder/Jobs"),
        (
            "https://abcd.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1/job/7",
            "oracle:abcd.fa.us2.oraclecloud.com/CX_1",
        ),
        ("https://alder.eightfold.ai/careers?domain=alder.example", "eightfold:alder/alder.example"),
        ("https://alder.eightfold.ai/careers", "eightfold:alder"),
        ("workday:alder.wd5.myworkdayjobs.com/Careers", "workday:alder.wd5.myworkdayjobs.com/Careers"),
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
        "https://www.bamboohr.com/",
        "https://icims.com/products",
        "https://app.breezy.hr/signin",
        "https://alder.wd5.myworkdayjobs.com/",
        "https://alder.wd5.myworkdayjobs.com.evil.example/Careers",
        "https://recruiting.paylocity.com/Recruiting/Jobs/Details/99",
        "https://ats.rippling.com/api/v2/board/alder/jobs",
        "https://www.governmentjobs.com/careers/home/index",
        "https://www.eightfold.ai/",
        "mailto:jobs@alder.example",
        "http://[broken",
    ],
)
def test_everything_else_is_no_board(text: str) -> None:
    assert board_of(text) is None
