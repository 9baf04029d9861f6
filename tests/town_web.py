"""What the web of the stories shows: newsrooms as RSS and job boards as Greenhouse answers, all invented."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from local_server import LocalServer


@dataclass(frozen=True)
class Story:
    """A press release. Without `at` the feed does not date it."""

    key: str
    title: str
    text: str
    at: datetime | None


@dataclass(frozen=True)
class Job:
    """A posting. Without `at` the board does not date it."""

    number: int
    title: str
    at: datetime | None
    text: str = "You will work with a small team."
    department: str = "Revenue"


class Web:
    """Newsrooms and boards on one server; what is published later is there at the next reading."""

    def __init__(self, server: LocalServer) -> None:
        self._server = server
        self.stories: dict[str, list[Story]] = {}
        self.jobs: dict[str, list[Job]] = {}

    def feed_url(self, key: str) -> str:
        return self._server.url(f"/news/{key}.xml")

    def newsroom(self, key: str) -> None:
        self.stories.setdefault(key, [])
        self._server.route(
            f"/news/{key}.xml", lambda _: rss(key, self.stories[key]), headers={"Content-Type": "application/rss+xml"}
        )

    def board(self, key: str) -> None:
        self.jobs.setdefault(key, [])
        self._server.route(board_path(key), lambda _: greenhouse(key, self.jobs[key]))

    def publish(self, key: str, title: str, text: str, at: datetime | None) -> None:
        self.stories[key].append(Story(f"{key}-{len(self.stories[key]) + 1}", title, text, at))

    def post(self, key: str, *jobs: Job) -> None:
        self.jobs[key].extend(jobs)


def board_path(key: str) -> str:
    return f"/v1/boards/{key}/jobs"


def rss(key: str, stories: Iterable[Story]) -> str:
    entries = "".join(
        f"<item><title>{escape(s.title)}</title><link>https://{key}.example/news/{s.key}</link>"
        f"<guid isPermaLink='false'>{s.key}</guid>{_date(s.at)}<description>{escape(s.text)}</description></item>"
        for s in stories
    )
    head = f"<title>{key}</title><link>https://{key}.example/news</link><language>en-us</language>"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'


def _date(at: datetime | None) -> str:
    return f"<pubDate>{format_datetime(at)}</pubDate>" if at else ""


def greenhouse(key: str, jobs: Iterable[Job]) -> str:
    listed = [
        {
            "absolute_url": f"https://job-boards.greenhouse.io/{key}/jobs/{job.number}",
            "id": job.number,
            "title": job.title,
            "company_name": key.title(),
            "requisition_id": f"R-{job.number}",
            "first_published": job.at.isoformat() if job.at else None,
            "updated_at": job.at.isoformat() if job.at else None,
            "location": {"name": "Boston"},
            "departments": [{"id": 1, "name": job.department, "child_ids": [], "parent_id": None}],
            "offices": [],
            "language": "en",
            "content": escape(f"<p>{escape(job.text)}</p>"),
        }
        for job in jobs
    ]
    return json.dumps({"jobs": listed, "meta": {"total": len(listed)}})
