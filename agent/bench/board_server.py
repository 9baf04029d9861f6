"""The server of the bench `collect`: job boards in Greenhouse's format, from a process of its own on loopback."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from aiohttp import web

from agent.errors import ConfigError

VALIDATED = "etag-"
"""Boards whose token begins so have an ETag, and answer 304 to it."""
TELLING = "etag-hiring-"
"""Of those whose token begins so, the first two postings are of this week and for one function: a signal."""
TITLES = (
    "Account Executive",
    "Revenue Operations Manager",
    "Software Engineer",
    "Customer Success Manager",
    "Data Analyst",
    "Product Designer",
    "Finance Manager",
    "Head of Marketing",
)
DEPARTMENTS = ("Sales", "Operations", "Engineering", "Customer Success", "Data", "Design", "Finance", "Marketing")
CITIES = ("Austin, TX", "London", "Berlin", "Remote")


def board(token: str, jobs: int) -> bytes:
    """One board's answer: `jobs` postings with departments, as the list endpoint gives them."""
    rows: list[dict[str, object]] = [
        {
            "absolute_url": f"https://boards.example/{token}/jobs/{number}",
            "internal_job_id": 3_000_000 + number,
            "location": {"name": CITIES[number % len(CITIES)]},
            "metadata": None,
            "id": 4_000_000 + number,
            "updated_at": "2026-11-18T09:10:11-05:00",
            "requisition_id": f"R-{number}",
            "title": f"{TITLES[number % len(TITLES)]}, {CITIES[number % len(CITIES)]}",
            "company_name": f"Company {token}",
            "first_published": f"2026-{1 + number % 11:02}-12T14:02:00-05:00",
            "language": "en",
            "departments": [{"id": number, "name": DEPARTMENTS[number % len(DEPARTMENTS)]}],
        }
        for number in range(jobs)
    ]
    if token.startswith(TELLING):
        for row in rows[:2]:
            row |= {
                "title": "Account Executive",
                "first_published": f"{datetime.now(UTC).date() - timedelta(days=3)}T14:02:00Z",
            }
    return json.dumps({"jobs": rows, "meta": {"total": jobs}}).encode()


@contextmanager
def serving(jobs: int) -> Iterator[int]:
    """Serve boards of any token with `jobs` postings each; gives the port. The process ends with the block.

    Raises ConfigError when the server does not come up.
    """
    command = [sys.executable, "-m", "agent.bench.board_server", str(jobs)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line.strip().isdigit():
            raise ConfigError("The bench's own board server did not start.")
        yield int(line)
    finally:
        process.kill()
        process.communicate(timeout=10)


async def _run(jobs: int) -> None:
    async def answer(request: web.Request) -> web.Response:
        token = request.match_info["token"]
        etag = f'"{token}-{jobs}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        headers = {"ETag": etag} if token.startswith(VALIDATED) else {}
        return web.Response(body=board(token, jobs), content_type="application/json", headers=headers)

    app = web.Application()
    app.router.add_get("/v1/boards/{token}/jobs", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    # The parent holds the other end: when it goes, so does this.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_run(int(sys.argv[1])))
