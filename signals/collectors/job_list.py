"""Any list of jobs: stated JobPostings, JSON, a feed, or links to jobs on a page. Stage 1 of 12.

For boards whose system no other reader knows. Where a list cannot be told from anything else it is no list: nothing
here is ever judged absent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, Page
from agent.errors import SourceChanged
from signals.collectors.job_posting import stated_postings
from signals.collectors.marked_rows import objects_within
from signals.collectors.postings import joined, page_of, posting, unknown_board, web_address
from signals.pages.page_tree import text_of, tree_of
from signals.pages.xml_documents import parse_xml, text_at

_TITLES = (
    "jobtitle",
    "displayjobtitle",
    "positiontitle",
    "postingtitle",
    "jobopeningname",
    "requisitiontitle",
    "unifiedstandardtitle",
    "vacancytitle",
    "jobname",
    "title",
)
_NAMES = ("name", "positionname", "position", "text")
_IDS = (
    "id",
    "jobid",
    "positionid",
    "uuid",
    "requisitionid",
    "reqid",
    "jobreqid",
    "shortcode",
    "jobnumber",
    "refnumber",
    "slug",
)
_LINKS = (
    "url",
    "absoluteurl",
    "joburl",
    "hostedurl",
    "careersurl",
    "link",
    "applyurl",
    "positionuri",
    "externalpath",
    "jobpath",
    "path",
)
_PLACES = (
    "location",
    "locations",
    "locationstext",
    "city",
    "joblocation",
    "primarylocation",
    "locationname",
    "positionlocationdisplay",
    "joblocationshort",
    "country",
)
_DATES = (
    "dateposted",
    "posteddate",
    "postedat",
    "publishedat",
    "publisheddate",
    "datepublished",
    "releaseddate",
    "postedon",
    "publicationstartdate",
    "postdate",
    "postingeffectivedate",
)
_UNITS = ("department", "departmentlabel", "team", "category", "jobcategory", "departmentname")
_TEXTS = ("description", "contenthtml", "jobdescription", "content")
_HINTS = frozenset({*_LINKS, *_PLACES, *_DATES, *_UNITS, "employmenttype", "workplacetype", *_TEXTS})
_OF_JOBS = frozenset(
    {
        *_PLACES,
        "department",
        "departmentlabel",
        "departmentname",
        "team",
        "jobcategory",
        "employmenttype",
        "workplacetype",
        "dateposted",
        "posteddate",
        "postedat",
        "postedon",
        "releaseddate",
    }
)
"""Hints that articles, products and pages do not have as well."""
_HOLDS_JOBS = re.compile(r"job|position|posting|vacanc|requisition|opening|offer|opportunit|career|role|stelle", re.I)
_HOLDS_OTHERS = re.compile(
    r"user|people|person|member|compan|organi[sz]ation|office|location|department|author|event", re.I
)
_NOT_LETTERS = re.compile(r"[^a-z]")
_XML = re.compile(r"\s*(?:<\?xml|<rss|<feed|<rdf|<jobs|<source)", re.I)
_ENTRIES = ("item", "entry", "job", "position", "vacancy")
_JOB_PATH = re.compile(
    r"/(?:jobs?|jobdetails?|job-?openings?|positions?|vacanc(?:y|ies)|openings?|requisitions?|postings?|stellen\w*|offers?"
    r"|careers?|karriere|emplois?|empleos?|apply|o|p|j)/(?=[^?#]*(?:\d{3}|[a-z0-9]+-[a-z0-9]+))[^?#]{3,}",
    re.I,
)
_NO_TITLE = re.compile(
    r"(?:apply(?: now)?|view(?: job| details| all.*)?|read more|learn more|details|more|share|search.*|see .*|all jobs"
    r"|next|previous|back.*|log ?in|sign ?in|jobs?|careers?|\d+)\W*",
    re.I,
)


class JobList:
    """`target.key` is the list's address."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        return Request(target.params.get("url") or target.key, max_bytes=30_000_000)

    def read(self, document: Document, cursor: Cursor) -> Page:
        text = document.text.lstrip("\ufeff \t\r\n")
        page = stated_postings(document, cursor)
        if not page.items and text[:1] in ("{", "["):
            rows = job_rows(_json(document, text))
            page = page_of(document, cursor, (_from_row(document, row) for row in rows), len(rows))
        elif not page.items and _XML.match(text):
            page = _from_feed(document, cursor)
        elif not page.items:
            page = _from_links(document, cursor)
        return Page(page.items, cursor) if page.items else unknown_board(cursor, "no list of jobs can be told here")


def _json(document: Document, text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise SourceChanged(
            f"{document.source}: {document.final_url} is broken JSON.", source=document.source
        ) from error


def job_rows(answer: Any) -> Sequence[Mapping[str, Any]]:
    """The rows of the answer that look like jobs, or the objects within rows that do: those of the place in it that
    holds most of them. What stands within a job is no job."""
    places: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for path, one, depth in objects_within(answer):
        if depth in (0, 1) and _looks_like_a_job(one, path, row=depth == 0):
            places.setdefault(path, []).append(one)
    outer = [rows for path, rows in places.items() if not any(path[:n] in places for n in range(len(path)))]
    return max(outer, key=len, default=[])


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row under plain names: "jobTitle", "job_title" and "JobTitle" are one. Where the row is a numbered line of a
    table without names, its first column is the title."""
    plain = {_NOT_LETTERS.sub("", str(name).lower()): value for name, value in row.items()}
    columns = plain.get("column")
    if "contestno" in plain and isinstance(columns, list) and columns:
        plain.setdefault("title", columns[0])
    return plain


def _looks_like_a_job(one: Mapping[str, Any], path: Sequence[str], *, row: bool) -> bool:
    """By a title, and by what holds it or another property that jobs have; a row also by a name and two of these."""
    plain = _plain(one)
    hints, of_jobs = _HINTS & plain.keys(), bool(_OF_JOBS & plain.keys())
    held = any(_HOLDS_JOBS.search(name) for name in path)
    titled = next((name for name in _TITLES if _said(plain.get(name))), "")
    if titled:
        known = bool(hints) or any(_said(plain.get(name)) for name in _IDS)
        return held or (known and (of_jobs or titled != "title" or "contestno" in plain))
    others = any(_HOLDS_OTHERS.search(name) for name in path[-1:])
    named = any(_said(plain.get(name)) for name in _NAMES)
    return row and named and len(hints) > 1 and not others and (of_jobs or held)


def _said(value: Any) -> str:
    """The text of a property: its own, or that of the object or objects that stand there."""
    if isinstance(value, Mapping):
        named = (_said(value[name]) for name in ("label", "name", "title", "value") if value.get(name))
        return next(named, "") or joined((_text(value.get(part)) for part in ("city", "state", "country")), ", ")
    if isinstance(value, list):
        return joined(_said(one) for one in value[:20] if not isinstance(one, list))
    return _text(value)


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _first(plain: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((said for name in names if (said := _said(plain.get(name)))), "")


def _from_row(document: Document, row: Mapping[str, Any]) -> Item | None:
    plain = _plain(row)
    address = web_address(document.final_url, _first(plain, _LINKS))
    return posting(
        document,
        _first(plain, _IDS) or address,
        _first(plain, (*_TITLES, *_NAMES)),
        url=address,
        posted=_first(plain, _DATES),
        company=_first(plain, ("companyname", "company")),
        description=_first(plain, _TEXTS),
        facts={"department": _first(plain, _UNITS), "location": _first(plain, _PLACES)},
    )


def _from_feed(document: Document, cursor: Cursor) -> Page:
    root = parse_xml(document.text, document.source)
    every = [element for element in root.iter() if isinstance(element.tag, str)]
    found = next((rows for name in _ENTRIES if (rows := [one for one in every if one.tag.lower() == name])), [])
    return page_of(document, cursor, (_from_entry(document, entry) for entry in found), len(found))


def _from_entry(document: Document, entry: Any) -> Item | None:
    link = entry.find("link")
    address = text_at(entry, "link") or (link.get("href") if link is not None else "") or text_at(entry, "url")
    return posting(
        document,
        text_at(entry, "id") or text_at(entry, "guid") or text_at(entry, "jobId") or address,
        text_at(entry, "title") or text_at(entry, "name") or text_at(entry, "jobtitle"),
        url=web_address(document.final_url, address),
        posted=text_at(entry, "pubDate") or text_at(entry, "published") or text_at(entry, "date"),
        company=text_at(entry, "company"),
        description=entry.findtext("description") or entry.findtext("summary") or "",
        facts={
            "department": text_at(entry, "department") or text_at(entry, "category"),
            "location": text_at(entry, "location") or text_at(entry, "city"),
        },
    )


def _from_links(document: Document, cursor: Cursor) -> Page:
    """The links of a page that lead to jobs, by what their addresses look like."""
    found: dict[str, str] = {}
    for link in tree_of(document.text).css("a[href]"):
        address = web_address(document.final_url, link.attributes.get("href")).partition("#")[0].partition("?")[0]
        title = text_of(link)
        if 3 <= len(title) <= 150 and not _NO_TITLE.fullmatch(title) and _JOB_PATH.search(urlsplit(address).path):
            found.setdefault(address, title)
    jobs = (posting(document, address, title, url=address, posted=None, facts={}) for address, title in found.items())
    return page_of(document, cursor, jobs, len(found))
