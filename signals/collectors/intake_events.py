"""Events that a team's own tools send or upload: one row or payload to one event, bad rows named (signals §1.8)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from agent.domain.signals import Direction
from signals.collectors.intake_profiles import IntakeProfile, flattened
from signals.extract.shared_hosts import FREE_MAIL
from signals.extract.stated_dates import instant

COLUMNS = {
    "company": "company.name",
    "company_name": "company.name",
    "account": "company.name",
    "domain": "company.domain",
    "company_domain": "company.domain",
    "website": "company.domain",
    "country": "company.country",
    "person": "person.name",
    "name": "person.name",
    "contact": "person.name",
    "full_name": "person.name",
    "title": "person.title",
    "job_title": "person.title",
    "email": "person.email",
    "previous_company": "person.prev_company",
    "prev_company": "person.prev_company",
    "previous_title": "person.prev_title",
    "prev_title": "person.prev_title",
    "id": "external_id",
    "event": "kind",
    "signal": "kind",
    "type": "kind",
    "date": "occurred_at",
    "occurred_on": "occurred_at",
    "timestamp": "occurred_at",
    "url": "evidence_url",
    "link": "evidence_url",
    "source": "vendor",
}
"""Usual column names for the event's fields; a mapping profile adds to them and wins."""
KINDS = {
    "funding": "funding",
    "funding_round": "funding",
    "fundraise": "funding",
    "job_change": "job_change",
    "new_hire": "job_change",
    "job_move": "job_change",
    "champion_move": "job_change",
    "exec_change": "job_change",
    "technology": "technology",
    "tech": "technology",
    "tech_change": "technology",
    "technographics": "technology",
    "hiring": "hiring",
    "visit": "visit",
    "web_visit": "visit",
    "expansion": "expansion",
    "launch": "launch",
    "product_launch": "launch",
    "merger": "merger",
    "acquisition": "merger",
    "layoff": "layoff",
}
PAGE_CLASSES = {
    "pricing": frozenset({"pricing", "price", "prices", "plans", "tarif", "preise", "precios"}),
    "demo": frozenset({"demo", "trial", "contact", "book"}),
    "docs": frozenset({"docs", "documentation", "developers", "developer", "api", "help", "guide", "guides"}),
    "product": frozenset({"product", "products", "features", "platform", "solutions", "integrations"}),
    "blog": frozenset({"blog", "news", "resources", "articles", "podcast", "webinar"}),
}
DIRECTIONS = {
    "job_change": (Direction.JOIN, Direction.LEAVE, Direction.PROMOTE, Direction.INTERIM),
    "technology": (Direction.ADOPT, Direction.REMOVE, Direction.EVALUATE),
}
"""What `payload.direction` may say; where it says nothing, it is the first."""
_FIXED = frozenset({"external_id", "kind", "occurred_at", "evidence_url", "vendor", "licence_tag"})
_GROUPS = {
    "company": frozenset({"domain", "name", "linkedin_url", "country"}),
    "person": frozenset({"name", "title", "email", "prev_company", "prev_title"}),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it was told. `payload` holds the rest by name, scalars as text."""

    external_id: str
    kind: str
    occurred_at: datetime | None
    company: Mapping[str, str] = field(default_factory=dict)
    person: Mapping[str, str] = field(default_factory=dict)
    payload: Mapping[str, str] = field(default_factory=dict)
    evidence_url: str = ""
    vendor: str = ""
    licence_tag: str = ""


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that is no event. `line` counts from 1, a CSV's header included; in one JSON list it is the place there."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Rows:
    """`missing` are the columns that a profile names and no row has."""

    events: tuple[Event, ...]
    errors: tuple[RowError, ...]
    missing: tuple[str, ...] = ()


def read_rows(
    text: str, kind_of_file: str, mapping: Mapping[str, str] | None = None, profile: IntakeProfile | None = None
) -> Rows:
    """The events of a "csv", "jsonl" or "json" text. `mapping` gives column → field ("Company" → "company.name",
    anything else → "payload.<name>"); with a `profile` its columns are read and no others. Every bad row becomes an
    error with its line; the others stand."""
    events: list[Event] = []
    errors: list[RowError] = []
    columns: set[str] = set()
    reader = _csv_rows(text) if kind_of_file == "csv" else _json_rows(text, kind_of_file)
    for line, row in reader:
        if isinstance(row, str):
            errors.append(RowError(line, row))
            continue
        columns.update(flattened(row))
        event = event_of(_mapped(profile.read(row) if profile else row, mapping or {}))
        if isinstance(event, str):
            errors.append(RowError(line, event))
        else:
            events.append(event)
    return Rows(tuple(events), tuple(errors), profile.missing(frozenset(columns)) if profile and columns else ())


def event_of(raw: Mapping[str, Any]) -> Event | str:
    """One payload as an event, or the reason why it is none."""
    kind = KINDS.get(str(raw.get("kind") or "").strip().lower().replace(" ", "_").replace("-", "_"))
    company, person = _group(raw, "company"), _group(raw, "person")
    if kind == "visit":
        return visit_of(raw, company, person)
    if kind is None:
        return f"kind {raw.get('kind')!r} is not one of {', '.join(sorted(set(KINDS.values())))}"
    if not company.get("name") and not company.get("domain"):
        return "no company: give company.name or company.domain"
    occurred_at = instant(raw.get("occurred_at"))
    if raw.get("occurred_at") and occurred_at is None:
        return f"occurred_at {str(raw['occurred_at'])[:40]!r} is no date; write it as 2026-11-20"
    if kind == "job_change" and not person.get("name"):
        return "a job change needs person.name"
    payload, known = _payload(raw), DIRECTIONS.get(kind, ())
    direction = payload.get("direction", "").lower()
    if known and direction:
        if direction not in known:
            said = payload["direction"][:40]
            return f"payload.direction {said!r} is not one of {', '.join(known)}; a profile's values can say which"
        payload["direction"] = direction
    url = str(raw.get("evidence_url") or "").strip()
    if url and not _is_web(url):
        return f"evidence_url {url[:60]!r} is no http or https address"
    return Event(
        external_id=str(raw.get("external_id") or "").strip(),
        kind=kind,
        occurred_at=occurred_at,
        company=company,
        person=person,
        payload=payload,
        evidence_url=url,
        vendor=str(raw.get("vendor") or "").strip(),
        licence_tag=str(raw.get("licence_tag") or "").strip(),
    )


def visit_of(raw: Mapping[str, Any], company: dict[str, str], person: Mapping[str, str]) -> Event | str:
    """A visit to the team's own site: which company, which day, which kind of page, and nothing else (§1.8).

    The address, the person, the session and the page itself are left out; a session's visits to one kind of page on a
    day are one.
    """
    said = _payload(raw)
    email = person.get("email") or said.get("email", "")
    domain = company.get("domain") or said.get("domain", "") or email.rpartition("@")[2].lower()
    if not domain or domain in FREE_MAIL:
        return "no company: a visit needs company.domain, or an address at a company's own domain"
    at = instant(raw.get("occurred_at") or said.get("ts"))
    given = str(raw.get("external_id") or "").strip()
    if at is None and not given:
        return "a visit needs occurred_at; write it as 2026-11-20T10:00:00Z"
    seen = (said.get("url"), str(raw.get("evidence_url") or ""), said.get("page"), said.get("path_class"))
    page = page_class(next((one for one in seen if one), ""))
    once = f"{domain}\0{at:%Y-%m-%d}\0{page}\0{said.get('session', '')}" if at else given
    return Event(
        external_id=hashlib.sha256(once.encode()).hexdigest()[:20],
        kind="visit",
        occurred_at=at,
        company={"domain": domain, **({"name": company["name"]} if company.get("name") else {})},
        payload={"page": page},
        vendor=str(raw.get("vendor") or "").strip(),
        licence_tag=str(raw.get("licence_tag") or "").strip(),
    )


def page_class(url: str) -> str:
    """The kind of page an address is: pricing, demo, docs, product, blog, else other."""
    words = frozenset(re.split(r"[^a-z]+", (urlsplit(url).path if "/" in url else url).casefold()))
    return next((name for name, signs in PAGE_CLASSES.items() if words & signs), "other")


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _group(raw: Mapping[str, Any], name: str) -> dict[str, str]:
    """The known texts of an object; a bare text is its name."""
    value = raw.get(name)
    if isinstance(value, str):
        return {"name": value.strip()} if value.strip() else {}
    if not isinstance(value, Mapping):
        return {}
    texts = {key: _text(value[key]) for key in _GROUPS[name] if value.get(key) not in (None, "")}
    if "domain" in texts:
        texts["domain"] = texts["domain"].lower().removeprefix("https://").removeprefix("http://").split("/")[0]
        texts["domain"] = texts["domain"].removeprefix("www.")
    return texts


def _payload(raw: Mapping[str, Any]) -> dict[str, str]:
    value = raw.get("payload")
    if not isinstance(value, Mapping):
        return {}
    return {str(key)[:60]: _text(one) for key, one in value.items() if one not in (None, "", [], {})}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value)
    return " ".join(str(value).split())[:2000]


def _mapped(row: Mapping[str, Any], mapping: Mapping[str, str]) -> dict[str, Any]:
    """A flat row or a nested payload in the event's shape."""
    shaped: dict[str, Any] = {"payload": {}}
    for column, value in row.items():
        if value is None or value == "":
            continue
        name = str(column).strip()
        plain = name.lower().replace(" ", "_").replace("-", "_")
        where = mapping.get(name) or (plain if _is_field(plain, value) else COLUMNS.get(plain, f"payload.{plain}"))
        group, _, key = where.partition(".")
        if key:
            shaped.setdefault(group, {})
            if isinstance(shaped[group], dict):
                shaped[group].setdefault(key, value)
        elif isinstance(value, Mapping) and isinstance(shaped.get(group), dict):
            shaped[group].update(value)
        else:
            shaped[group] = dict(value) if isinstance(value, Mapping) else value
    return shaped


def _is_field(name: str, value: object) -> bool:
    """Does `name` already say where it goes: a fixed field, a nested object, or "company.name"?"""
    group, _, key = name.partition(".")
    return (
        name in _FIXED
        or (isinstance(value, Mapping) and name in (*_GROUPS, "payload"))
        or (bool(key) and (group in _GROUPS or group == "payload"))
    )


def _csv_rows(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    head = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t|", key=head.count) if head.strip() else ","
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter, restkey="_rest")
    rows = iter(reader)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, f"the row cannot be read: {error}"
            continue
        if "_rest" in row:
            yield reader.line_num, "more columns than the header names"
        elif any((value or "").strip() for value in row.values()):
            yield reader.line_num, {name: (value or "").strip() for name, value in row.items() if name}


def _json_rows(text: str, kind_of_file: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    if kind_of_file == "json":
        pieces = [(1, text)]
    else:
        pieces = [(line, piece) for line, piece in enumerate(text.split("\n"), 1) if piece.strip()]
    for line, piece in pieces:
        try:
            value = json.loads(piece.lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            yield line, f"broken JSON: {error}"
            continue
        for place, one in enumerate(value if isinstance(value, list) else [value]):
            yield line + place * (kind_of_file == "json"), one if isinstance(one, Mapping) else "not a JSON object"
