"""Signals from a team's own tools: CSV, JSON Lines or one webhook payload, each event an item. Stage 1 of 12.

(signals §1.8) Pushed, never fetched: whoever takes the upload makes the Document with `intake_document`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import INTERNAL_ONLY, KEEP_UNTIL, LICENCE_TAG, Item, ItemKind, Page
from agent.domain.signals import INTAKE
from agent.errors import ConfigError
from signals.collectors.intake_events import Event, Rows, read_rows
from signals.collectors.intake_profiles import IntakeProfile, Licence
from signals.extract.money_words import stated_money
from signals.fetch.decode import decode
from signals.pages.visible_text import clean
from signals.why_now import stated_round

SOURCE = INTAKE
_FORMATS = {
    "text/csv": "csv",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/json": "json",
}


def intake_document(channel: str, body: bytes, kind_of_file: str, now: datetime) -> Document:
    """An upload or a webhook's body as a document: `kind_of_file` is csv, jsonl or json."""
    content_type = next(name for name, kind in _FORMATS.items() if kind == kind_of_file)
    url = f"intake:{channel}"
    return Document(
        source=SOURCE,
        target=Target(SOURCE, channel),
        url=url,
        final_url=url,
        status=200,
        content_type=content_type,
        body=body,
        text=decode(body).text,
        sha256=hashlib.sha256(body).hexdigest(),
        fetched_at=now,
    )


class Intake:
    """`target.key` is the channel. `params` may map columns: "map:Company" → "company.name"."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        raise ConfigError("Intake is pushed by a tool or uploaded, never fetched; take it out of the schedule.")

    def read(self, document: Document, cursor: Cursor) -> Page:
        """Every good row as an item; the bad ones, with line and reason, in `Page.reason`."""
        kind = _FORMATS.get(document.content_type.partition(";")[0].strip().lower(), "jsonl")
        params = document.target.params
        mapping = {name[4:]: where for name, where in params.items() if name.startswith("map:")}
        rows = read_rows(document.text, kind, mapping)
        return Page(intake_items(document, rows), cursor, reason="; ".join(str(error) for error in rows.errors))


def read_upload(document: Document, profile: IntakeProfile | None = None) -> Rows:
    """The rows of an upload or a webhook's body, read as the profile says."""
    return read_rows(document.text, _FORMATS.get(document.content_type, "jsonl"), profile=profile)


def intake_items(document: Document, rows: Rows) -> tuple[Item, ...]:
    """An item an event; of events under one id the last."""
    items = {item.key: item for item in (intake_item(document, event) for event in rows.events)}
    return tuple(items.values())


def licensed(item: Item, licence: Licence, now: datetime) -> Item:
    """`item` under what its licence allows. A visit to our own site is nobody's business but ours."""
    until = licence.keep_until(now)
    allowed = {
        LICENCE_TAG: item.fields.get(LICENCE_TAG) or licence.tag,
        INTERNAL_ONLY: "yes" if licence.internal_only or item.fields.get("kind") == "visit" else "",
        KEEP_UNTIL: until.isoformat() if until else "",
    }
    return replace(item, fields={**item.fields, **{name: value for name, value in allowed.items() if value}})


def intake_item(document: Document, event: Event) -> Item:
    """The event as an item whose text states its facts in a sentence, then line by line."""
    company = event.company.get("name") or event.company.get("domain", "")
    title = clean(_SENTENCES.get(event.kind, _plain)(company, event)).replace("\n", " ")
    shown = {
        "Company": event.company.get("name", ""),
        "Domain": event.company.get("domain", ""),
        "Person": event.person.get("name", ""),
        "Title": event.person.get("title", ""),
        "Previous company": event.person.get("prev_company", ""),
        "Previous title": event.person.get("prev_title", ""),
        **{name.replace("_", " ").capitalize(): value for name, value in sorted(_in_words(event.payload).items())},
        "Date": f"{event.occurred_at:%Y-%m-%d}" if event.occurred_at else "",
    }
    lines = [f"{name}: {clean(value)}" for name, value in shown.items() if value]
    return Item(
        source=document.source,
        key=f"{document.target.key}:{event.external_id or _hash(event)}",
        kind=ItemKind.INTAKE,
        title=title,
        text="\n".join([title, *lines]),
        url=event.evidence_url or document.final_url,
        published_at=event.occurred_at,
        account_id=document.target.account_id,
        company=company,
        publisher=event.vendor or document.target.key,
        fields=_fields(event),
    )


def _fields(event: Event) -> dict[str, str]:
    """The facts by name: kind, company, domain, person, title, from_company, the payload's own; `email` stands here
    alone and never in the text."""
    fields = {
        **{name: clean(value) for name, value in event.payload.items()},
        "kind": event.kind,
        "company": event.company.get("name", ""),
        "domain": event.company.get("domain", ""),
        "country": event.company.get("country", ""),
        "person": event.person.get("name", ""),
        "title": event.person.get("title", ""),
        "email": event.person.get("email", ""),
        "from_company": event.person.get("prev_company", ""),
        "from_title": event.person.get("prev_title", ""),
        "vendor": event.vendor,
        "licence_tag": event.licence_tag,
    }
    return {name: value for name, value in fields.items() if value}


def _in_words(payload: Mapping[str, str]) -> dict[str, str]:
    """The payload as people write it: an amount with its currency, a round by its name."""
    said = dict(payload)
    if said.get("amount"):
        said["amount"] = stated_money(said["amount"], said.pop("currency", ""))
    if said.get("round"):
        said["round"] = stated_round(said["round"])
    return said


def _funding(company: str, event: Event) -> str:
    said = _in_words(event.payload)
    amount = said.get("amount_text") or said.get("amount") or "funding"
    return " ".join(part for part in (f"{company} raised {amount}", _in_a_round(said), _backers(said)) if part) + "."


def _backers(said: Mapping[str, str]) -> str:
    """ "led by Oak Hill, with Fernway and Palegate"; nobody led who is only named among the investors."""
    lead = said.get("lead_investor", "")
    others = [name for name in re.split(r"\s*[,;]\s*", said.get("investors", "")) if name and name != lead]
    names = " and ".join(part for part in (", ".join(others[:-1]), *others[-1:]) if part)
    return ", ".join(
        part for part in (lead and f"led by {lead}", names and f"{'with' if lead else 'from'} {names}") if part
    )


def _in_a_round(said: Mapping[str, str]) -> str:
    name = said.get("round", "").removesuffix(" round")
    return _NO_ROUNDS.get(name) or (f"in a {name} round" if name else "")


def _job_change(company: str, event: Event) -> str:
    person, title = event.person["name"], event.person.get("title", "")
    direction = event.payload.get("direction", "join")
    before = event.person.get("prev_company", "")
    if direction == "leave":
        return f"{person} left {company}" + (f", where they were {title}." if title else ".")
    if direction == "promote":
        return f"{company} promoted {person}" + (f" to {title}." if title else ".")
    return f"{person} joined {company}" + (f" as {title}" if title else "") + (f" from {before}." if before else ".")


def _technology(company: str, event: Event) -> str:
    said = event.payload
    tool = said.get("tool") or said.get("technology") or said.get("product") or "a tool"
    direction = said.get("direction", "adopt")
    verb = {"remove": "stopped using", "evaluate": "is evaluating"}.get(direction, "started using")
    return f"{company} {verb} {tool}."


def _plain(company: str, event: Event) -> str:
    said = event.payload.get("title") or event.payload.get("summary") or event.payload.get("description")
    return f"{company}: {said}" if said else f"{company}: {event.kind}"


def _visit(company: str, event: Event) -> str:
    return f"{company}: somebody looked at our {event.payload['page']} page."


_NO_ROUNDS = {"IPO": "in an IPO", "grant": "as a grant", "debt": "in debt"}
_SENTENCES: Mapping[str, Callable[[str, Event], str]] = {
    "visit": _visit,
    "funding": _funding,
    "job_change": _job_change,
    "technology": _technology,
}


def _hash(event: Event) -> str:
    facts = repr(
        (
            event.kind,
            event.occurred_at,
            sorted(event.company.items()),
            sorted(event.person.items()),
            sorted(event.payload.items()),
            event.evidence_url,
        )
    )
    return hashlib.sha256(facts.encode()).hexdigest()[:20]
