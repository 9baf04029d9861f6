"""Peers of the bench `collect` in this process: the HTTP client alone, and the least that anyone could do with it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from typing import Any, TypeAlias

import httpx
from httpx_aiohttp import HttpxAiohttpClient

Turn: TypeAlias = Callable[[Sequence[str]], Awaitable[float]]
"""Reads these addresses and says how many seconds that took."""
_COLUMNS = "url PRIMARY KEY, title, department, location, requisition, published_at, updated_at, company"


@asynccontextmanager
async def bare(at_once: int) -> AsyncIterator[Turn]:
    """The same library, the same number at once, and nothing but the bytes. One client for all turns, as ours."""
    async with _client(at_once) as client:
        yield _turn(client, at_once, _forget)


@asynccontextmanager
async def naive(at_once: int) -> AsyncIterator[Turn]:
    """The bare client, and each page's postings in a SQLite table: no guard, pace, evidence, change or account. It says
    what fetching and storing cost at least."""
    with (
        tempfile.TemporaryDirectory(prefix="firstlight-peer-") as folder,
        closing(sqlite3.connect(f"{folder}/jobs.sqlite3")) as database,
    ):
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.execute(f"CREATE TABLE job ({_COLUMNS})")

        def keep(page: bytes) -> None:
            rows = [_row(job) for job in json.loads(page)["jobs"]]
            with database:
                database.executemany("INSERT OR IGNORE INTO job VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

        async with _client(at_once) as client:
            yield _turn(client, at_once, keep)


def _client(at_once: int) -> HttpxAiohttpClient:
    return HttpxAiohttpClient(limits=httpx.Limits(max_connections=at_once), trust_env=False)


def _turn(client: HttpxAiohttpClient, at_once: int, keep: Callable[[bytes], None]) -> Turn:
    gate = asyncio.Semaphore(at_once)

    async def one(url: str) -> None:
        async with gate:
            keep((await client.get(url)).raise_for_status().content)

    async def turn(urls: Sequence[str]) -> float:
        began = time.perf_counter()
        await asyncio.gather(*(one(url) for url in urls))
        return time.perf_counter() - began

    return turn


def _forget(_page: bytes) -> None:
    return None


def _row(job: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        job["absolute_url"],
        job["title"],
        "; ".join(one["name"] for one in job["departments"]),
        job["location"]["name"],
        job["requisition_id"],
        job["first_published"],
        job["updated_at"],
        job["company_name"],
    )
