"""Addresses of job boards read as bindings "system:token" (signals §1.4–1.5). Tokens keep the case that they have."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

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
_SUBDOMAIN = {
    "recruitee.com": "recruitee",
    "jobs.personio.de": "personio",
    "jobs.personio.com": "personio",
    "bamboohr.com": "bamboohr",
    "breezy.hr": "breezy",
    "icims.com": "icims",
    "pinpointhq.com": "pinpoint",
    "teamtailor.com": "teamtailor",
}
_NO_SITE = frozenset(
    {
        "www",
        "api",
        "app",
        "apps",
        "login",
        "help",
        "support",
        "docs",
        "developer",
        "developers",
        "status",
        "blog",
        "info",
    }
    | {"go", "get", "resources", "marketing", "marketplace", "cdn", "assets", "static", "community", "partners", "try"}
)
_PATHS = {
    "boards-api.greenhouse.io": ("greenhouse", re.compile(r"^/v1/boards/([^/]+)")),
    "api.lever.co": ("lever", re.compile(r"^/v0/postings/([^/]+)")),
    "api.eu.lever.co": ("lever", re.compile(r"^/v0/postings/([^/]+)")),
    "api.ashbyhq.com": ("ashby", re.compile(r"^/posting-api/job-board/([^/]+)")),
    "api.smartrecruiters.com": ("smartrecruiters", re.compile(r"^/v1/companies/([^/]+)")),
    "api.rippling.com": ("rippling", re.compile(r"^/platform/api/ats/v1/board/([^/]+)")),
    "ats.rippling.com": ("rippling", re.compile(r"^/(?:[a-z]{2}(?:-[A-Z]{2})?/(?=[\w.~-]+/jobs))?(?!api/)([\w.~-]+)")),
    "jobs.jobvite.com": ("jobvite", re.compile(r"^/(?:careers/)?(?!careers/?$|support|privacy)([\w-]+)")),
    "recruiting.paylocity.com": ("paylocity", re.compile(r"(?i)^/recruiting/jobs/all/([0-9a-f-]{36})\b")),
    "www.governmentjobs.com": ("neogov", re.compile(r"^/careers/(?!home/)([\w-]+)")),
    "governmentjobs.com": ("neogov", re.compile(r"^/careers/(?!home/)([\w-]+)")),
}
_LANGUAGE = r"(?:/[a-z]{2}(?:-[A-Za-z]{2,4})?(?=/))?"
# Systems whose token is a host and a site on it.
_SITES = (
    ("workday", re.compile(r"^([\w-]+(?:\.wd\d{1,3})?\.myworkdayjobs(?:-impl)?\.com)/wday/cxs/[\w-]+/([\w.-]+)")),
    (
        "workday",
        re.compile(rf"^([\w-]+(?:\.wd\d{{1,3}})?\.myworkdayjobs(?:-impl)?\.com){_LANGUAGE}/(?!wday/)([\w.-]+)"),
    ),
    ("workday", re.compile(rf"^(wd\d{{1,3}}\.myworkdaysite\.com){_LANGUAGE}/(?:recruiting|wday/cxs)/([\w-]+/[\w.-]+)")),
    ("oracle", re.compile(r"^([\w.-]+\.oraclecloud\.com)/hcmUI/CandidateExperience/[\w-]+/sites/([\w-]+)")),
)
_SYSTEMS = sorted({*_FIRST_PATH.values(), *_SUBDOMAIN.values(), *(name for name, _ in _PATHS.values())})
_BINDING = re.compile(rf"^({'|'.join(_SYSTEMS)}):([\w .%-]+)$")
_LEVER_EU = re.compile(r"^lever:(eu/[\w .%-]+)$")
_EU_HOSTS = frozenset({"jobs.eu.lever.co", "api.eu.lever.co"})
"""Lever's European region is a namespace of its own (signals §1.4): its tokens are "eu/token"."""
_SITE_BINDING = re.compile(r"^(workday|oracle|eightfold):([\w.-]+(?:/[\w.-]+){0,2})$")


def board_of(text: str) -> str | None:
    """The binding that a URL or "system:token" names, or None where it names no board that we can read."""
    text = text.strip()
    if match := _BINDING.match(text) or _SITE_BINDING.match(text):
        return f"{match[1]}:{match[2]}"
    if match := _LEVER_EU.match(text):
        return f"lever:{match[1]}"
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if host in _PATHS:
        system, pattern = _PATHS[host]
        found = pattern.match(parts.path)
        board = f"{system}:{unquote(found[1])}" if found else None
    elif host in _FIRST_PATH:
        board = _from_path(_FIRST_PATH[host], parts.path, parts.query)
    else:
        return _from_host(host, parts)
    return board.replace(":", ":eu/", 1) if board and host in _EU_HOSTS else board


def _from_path(system: str, path: str, query: str) -> str | None:
    first = next((piece for piece in path.split("/") if piece), "")
    if first == "embed":
        first = next(iter(parse_qs(query).get("for", [])), "")
    return f"{system}:{unquote(first)}" if first else None


def _from_host(host: str, parts: SplitResult) -> str | None:
    """The binding at a host that belongs to one company."""
    for suffix, system in _SUBDOMAIN.items():
        slug = host.removesuffix(f".{suffix}")
        if slug != host:
            return f"{system}:{slug}" if slug and "." not in slug and slug not in _NO_SITE else None
    for system, pattern in _SITES:
        if found := pattern.match(host + parts.path):
            return f"{system}:{found[1]}/{found[2]}"
    if host.endswith(".eightfold.ai"):
        slug, domain = host.removesuffix(".eightfold.ai"), next(iter(parse_qs(parts.query).get("domain", [])), "")
        own = f"/{domain.lower()}" if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", domain) else ""
        return f"eightfold:{slug}{own}" if "." not in slug and slug not in _NO_SITE else None
    return None
