"""Job boards of systems that nothing here reads yet, by their addresses: what is found is kept and waits (signals
§1.5). No I/O.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HOSTS = (
    ("successfactors", re.compile(r"^(?:career\w*|jobs)\.(?:successfactors|sapsf)\.(?:com|eu|cn)$")),
    ("taleo", re.compile(r"^[\w-]+(?:\.tbe)?\.taleo\.net$")),
    ("avature", re.compile(r"^[\w-]+\.avature\.net$")),
    ("cornerstone", re.compile(r"^[\w-]+\.csod\.com$")),
    ("jazzhr", re.compile(r"^[\w-]+\.applytojob\.com$")),
    ("recruiterbox", re.compile(r"^[\w-]+\.recruiterbox\.com$")),
    ("freshteam", re.compile(r"^[\w-]+\.freshteam\.com$")),
    ("zoho_recruit", re.compile(r"^[\w-]+\.zohorecruit\.(?:com|eu|in)$")),
    ("hibob", re.compile(r"^[\w-]+\.careers\.hibob\.com$")),
    ("softgarden", re.compile(r"^[\w-]+\.softgarden\.io$")),
    ("concludis", re.compile(r"^[\w-]+\.concludis\.de$")),
    ("jobylon", re.compile(r"^(?:emp|cdn)\.jobylon\.com$")),
    ("ukg", re.compile(r"^recruiting\d*\.ultipro\.(?:com|ca)$")),
    ("adp", re.compile(r"^workforcenow\.adp\.com$")),
    ("dayforce", re.compile(r"^jobs\.dayforcehcm\.com$")),
)
_PATHS = (
    ("gem", "jobs.gem.com", re.compile(r"^/([\w.-]+)")),
    ("join", "join.com", re.compile(r"^/companies/([\w.-]+)")),
    ("welcome_to_the_jungle", "www.welcometothejungle.com", re.compile(r"^/\w{2}/companies/([\w.-]+)")),
)
_NO_SITE = frozenset(
    {"www", "api", "app", "apps", "static", "cdn", "assets", "help", "support", "docs", "login", "info"}
)


def board_without_reader(url: str) -> str | None:
    """The binding "system:place" of a board that no collector reads, or None where the address is none."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    for system, place, path in _PATHS:
        found = path.match(parts.path) if host == place else None
        if found:
            return f"{system}:{found[1]}"
    if host.split(".")[0] in _NO_SITE:
        return None
    return next((f"{system}:{host}" for system, pattern in _HOSTS if pattern.match(host)), None)
