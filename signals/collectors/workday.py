"""Workday's candidate site: pages of twenty, asked for by POST, two thousand at most. Stage 1 of 12.

`POST https://{tenant}.wd{N}.myworkdayjobs.com/wday/cxs/{tenant}/{site}/jobs` is undocumented: a team confirms its terms
first. An offset past the end answers with the first page again, and only the first page states the total (§1.4). The
list says "Posted 3 Days Ago": that is a day, counted from the reading; "30+ days" is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from agent.errors import ConfigError
from signals.collectors.marked_rows import marked_rows, page_of_marked
from signals.collectors.postings import a_place, day_posted, get, json_of, objects, page_of, posting, web_address

LIMIT = 20
_MARKS = frozenset({"externalPath"})
MOST = 2000
_OWN_HOST = re.compile(r"(([a-z0-9_-]+)(?:\.wd\d{1,3})?\.myworkdayjobs(?:-impl)?\.com)/([\w.-]{1,100})", re.I)
_SHARED_HOST = re.compile(r"(wd\d{1,3}\.myworkdaysite\.com)/([\w-]{1,100})/([\w.-]{1,100})", re.I)
_NUMBER = re.compile(r"_([^_/]*\d[^_/]*)$")


class Workday:
    """`target.key` is the site's address without language: "acme.wd5.myworkdayjobs.com/careers", or
    "wd5.myworkdaysite.com/acme/careers" where tenants share a host."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        host, tenant, site = _site(target)
        base = (target.params.get("base_url") or f"https://{host}").rstrip("/")
        return _asking(f"{base}/wday/cxs/{tenant}/{site}/jobs", {"offset": "0"})

    def read(self, document: Document, cursor: Cursor) -> Page:
        answer = json_of(document)
        jobs = get(answer, "jobPostings")
        if not isinstance(jobs, list):
            why = str(get(answer, "message") or "the answer has no list of jobs")
            own = get(answer, "jobPostingInfo")
            rows = objects([own]) or marked_rows(answer, frozenset({"title"}), _MARKS)
            return page_of_marked(document, cursor, rows, _posting, why)
        at = dict(parse_qsl(urlsplit(document.url).fragment))
        offset = _number(at.get("offset"))
        listed = objects(jobs)
        total = _number(at.get("total")) if offset else _number(get(answer, "total")) or len(jobs)
        first = at.get("first") or (_path(listed[0]) if listed else "")
        if offset and any(_path(job) == first for job in listed):
            return Page((), cursor, complete=offset >= total, reason="the site answers with its first page again")
        page = page_of(document, cursor, (_posting(document, job) for job in listed), len(jobs))
        reached = offset + len(jobs)
        if not jobs or reached >= min(total, MOST):
            whole = reached >= total and total < MOST
            return Page(page.items, cursor, complete=whole, reason="" if whole else f"{reached} of {total} jobs shown")
        following = {"offset": str(reached), "total": str(total), "first": first}
        return Page(page.items, cursor, next_request=_asking(document.url.partition("#")[0], following))


def _site(target: Target) -> tuple[str, str, str]:
    """Host, tenant and site. Raises ConfigError for a key that names no site of this vendor."""
    found = _OWN_HOST.fullmatch(target.key) or _SHARED_HOST.fullmatch(target.key)
    if found is None:
        raise ConfigError(f"{target.source}: {target.key!r} is no site; give TENANT.wd5.myworkdayjobs.com/SITE.")
    return found[1].lower(), found[2], found[3]


def _asking(url: str, at: Mapping[str, str]) -> Request:
    """One page. Where it stands is kept in the address's fragment, which is never sent."""
    asked = {"appliedFacets": {}, "limit": LIMIT, "offset": _number(at["offset"]), "searchText": ""}
    return Request(
        f"{url}#{urlencode(at)}",
        method="POST",
        headers={"Content-Type": "application/json", "Accept": "application/json"},
        body=json.dumps(asked).encode(),
        unknown_when=(405, 406),
    )


def _number(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value[:9])
    return value if isinstance(value, int) and value > 0 else 0


def _path(job: Mapping[str, Any]) -> str:
    return str(job.get("externalPath") or "")


def _posting(document: Document, job: Mapping[str, Any]) -> Item | None:
    path = _path(job)
    number = _NUMBER.search(path)
    listed = job.get("bulletFields")
    bullets = [str(one) for one in listed if re.search(r"\d", str(one))] if isinstance(listed, list) else []
    return posting(
        document,
        number[1] if number else path.rpartition("/")[2] or next(iter(bullets), job.get("jobReqId")),
        job.get("title"),
        url=_address(document, path) or web_address(document.final_url, job.get("externalUrl")),
        posted=day_posted(job.get("postedOn"), document.fetched_at),
        facts={
            "location": a_place(job.get("locationsText") or job.get("location")),
            "requisition": next(iter(bullets), number[1] if number else job.get("jobReqId")),
            "employment": job.get("timeType"),
            "remote": job.get("remoteType"),
        },
    )


def _address(document: Document, path: str) -> str:
    own, shared = _OWN_HOST.fullmatch(document.target.key), _SHARED_HOST.fullmatch(document.target.key)
    if own:
        return f"https://{own[1].lower()}/{own[3]}{path}"
    return f"https://{shared[1].lower()}/recruiting/{shared[2]}/{shared[3]}{path}" if shared else ""
