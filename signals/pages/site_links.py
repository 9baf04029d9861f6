"""The links of a page to further pages of the same site that matter here: careers and leadership. No I/O.

They are known by the words of their path or of the link itself, in English, German, French, Spanish, Dutch and Italian
(signals §1.5, §1.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from agent.net.urls import canonical, site_of
from signals.pages.page_tree import text_of, tree_of

MOST_LINKS = 3000
LONGEST_WORDS = 60
_CAREERS = re.compile(
    r"\b(?:careers?|jobs?|join(?:-|\s)?(?:us|our)?|karriere|stellen\w*|jobb?ö?rse|offene[-\s]stellen|emplois?|carri[eè]res?"
    r"|recrutement|rejoignez|nous[-\s]rejoindre|vacatures?|werken[-\s]bij|empleos?|trabaja\w*|[uú]nete|lavora\w*"
    r"|opportunit[aà]|offerte[-\s]di[-\s]lavoro|work[-\s](?:with|at|for)[-\s]\w+|open[-\s](?:positions|roles)|vacancies|hiring)\b",
    re.I,
)
_LEADERS = re.compile(
    r"\b(?:leadership|management(?:[-\s]team)?|executive[-\s]team|executives|our[-\s](?:team|people|leaders)|the[-\s]team"
    r"|meet[-\s]the[-\s]team|team|people|unternehmensf[uü]hrung|gesch[aä]fts(?:leitung|f[uü]hrung)|vorstand|f[uü]hrungsteam"
    r"|(?:notre[-\s])?[eé]quipe|direction|dirigeants|(?:nuestro[-\s])?equipo|directiva|il[-\s]team|chi[-\s]siamo|ons[-\s]team"
    r"|het[-\s]team|directie)\b",
    re.I,
)
_ABOUT = re.compile(
    r"\b(?:about(?:[-\s]us)?|company|who[-\s]we[-\s]are|[uü]ber[-\s]uns|unternehmen|[aà][-\s]propos|qui[-\s]sommes[-\s]nous"
    r"|sobre[-\s]nosotros|qui[eé]nes[-\s]somos|chi[-\s]siamo|over[-\s]ons)\b",
    re.I,
)
_NOT_LEADERS = re.compile(r"careers?|jobs?|join|product|solution|blog|news|customer|for-teams|community|steam", re.I)
_FILE = re.compile(r"\.(?:pdf|jpe?g|png|svg|zip|docx?|xlsx?|mp4|ics)$", re.I)


def career_links(html: str, url: str) -> tuple[str, ...]:
    """The pages of the same site that lead to jobs, the likeliest first."""
    return _ranked(html, url, _CAREERS, None)


def leader_links(html: str, url: str) -> tuple[str, ...]:
    """The pages of the same site that may list its leaders, the likeliest first; pages about the company come last."""
    leaders = _ranked(html, url, _LEADERS, _NOT_LEADERS)
    return tuple(dict.fromkeys((*leaders, *_ranked(html, url, _ABOUT, _NOT_LEADERS))))


def _ranked(html: str, url: str, wanted: re.Pattern[str], never: re.Pattern[str] | None) -> tuple[str, ...]:
    """By path before by words alone, then the shorter path."""
    ranked: dict[str, tuple[int, int]] = {}
    for address, words in _links(html, url):
        path = urlsplit(address).path
        in_path = bool(wanted.search(path.replace("_", "-")))
        if (in_path or wanted.search(words)) and not (never and never.search(path)):
            ranked.setdefault(address, (0 if in_path else 1, len(path)))
    return tuple(sorted(ranked, key=lambda address: ranked[address]))


def _links(html: str, url: str) -> Iterator[tuple[str, str]]:
    """Every other page of the same registered domain, with the words of the link."""
    site = site_of(url)
    for node in tree_of(html).css("a[href]")[:MOST_LINKS]:
        try:
            address = canonical(urljoin(url, (node.attributes.get("href") or "").strip()))
            parts = urlsplit(address)
        except ValueError:
            continue
        same = parts.scheme in ("http", "https") and site_of(address) == site
        if same and address != canonical(url) and not _FILE.search(parts.path):
            words = text_of(node)
            yield address, words if len(words) <= LONGEST_WORDS else ""
