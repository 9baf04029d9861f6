"""Addresses of job boards read as bindings "system:token" (signals §1.4–1.5). Tokens keep the case that they have."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

_FIRST_PATH = {
    "boards.greenhouse.io": "greenhouse",
    "job-boards.greenhouse.io": "greenhouse",
    "boards.eu.greenhouse.io": "greenhouse",
    "job-boards.eu.greenhouse.io": "greenhouse",
    "jobs.lever.co": "lever",
    "jobs.eu.lever.co": "lever",
    "jobs.ashbyhq.com": "ashby",
    "apply.workable.com": "workable",
    "jobs.smartrecruiters.com": "smartrecruiters",
    "careers.smartrecruiters.com": "smartrecruiters",
}
_SUBDOMAIN = {"recruitee.com": "recruitee", "jobs.personio.de": "personio", "jobs.personio.com": "personio"}
_API_PATHS = {
    "boards-api.greenhouse.io": ("greenhouse", re.compile(r"^/v1/boards/([^/]+)")),
    "api.lever.co": ("lever", re.compile(r"^/v0/postings/([^/]+)")),
    "api.eu.lever.co": ("lever", re.compile(r"^/v0/postings/([^/]+)")),
    "api.ashbyhq.com": ("ashby", re.compile(r"^/posting-api/job-board/([^/]+)")),
    "api.smartrecruiters.com": ("smartrecruiters", re.compile(r"^/v1/companies/([^/]+)")),
}
_BINDING = re.compile(r"^(greenhouse|lever|ashby|workable|smartrecruiters|recruitee|personio):([\w .%-]+)$")


def board_of(text: str) -> str | None:
    """The binding that a URL or "system:token" names, or None where it names no board that we can read."""
    text = text.strip()
    if match := _BINDING.match(text):
        return f"{match[1]}:{match[2]}"
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    if host in _API_PATHS:
        system, pattern = _API_PATHS[host]
        found = pattern.match(parts.path)
        return f"{system}:{unquote(found[1])}" if found else None
    if host in _FIRST_PATH:
        return _from_path(_FIRST_PATH[host], parts.path, parts.query)
    for suffix, system in _SUBDOMAIN.items():
        if host.endswith(f".{suffix}"):
            return f"{system}:{host.removesuffix(f'.{suffix}')}"
    return None


def _from_path(system: str, path: str, query: str) -> str | None:
    first = next((piece for piece in path.split("/") if piece), "")
    if first == "embed":
        first = next(iter(parse_qs(query).get("for", [])), "")
    return f"{system}:{unquote(first)}" if first else None
