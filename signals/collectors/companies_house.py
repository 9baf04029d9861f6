"""UK Companies House: the officers of one company, who was appointed and who resigned. Stage 1 of 12.

`GET https://api.company-information.service.gov.uk/company/{number}/officers`
(https://developer-specs.company-information.service.gov.uk; signals §1.2). The register knows statutory officers only:
directors and secretaries, no vice presidents. Dates of birth and addresses are neither read nor kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Item, ItemKind, Page
from agent.errors import ConfigError, SourceChanged
from signals.collectors.postings import further_page, get, json_of, number_in, objects
from signals.extract.stated_dates import instant
from signals.pages.visible_text import clean, one_line

BASE = "https://api.company-information.service.gov.uk"
PUBLIC = "https://find-and-update.company-information.service.gov.uk"
LIMIT = 100
MOST_OFFICERS = 1000
LOOKS_BACK = timedelta(days=365)
COLLECTOR = "companies_house"

_START = re.compile(r"start_index=(\d+)")
_NUMBER = re.compile(r"\d{8}|[A-Z]{2}\d{6}|[A-Z]{1}\d{7}")
_OFFICER = re.compile(r"/officers/([\w-]{4,64})/")
_KEPT = ("name", "officer_role", "appointed_on", "resigned_on", "occupation")
_ROLES = {
    "director": "statutory director",
    "secretary": "statutory secretary",
    "llp-member": "member of the partnership",
    "llp-designated-member": "designated member of the partnership",
    "managing-officer": "managing officer",
}
"""The roles of people, as what they are: a seat by law says nothing of the office. Companies in a seat are left out."""


class CompaniesHouse:
    """`target.key` is the company's number; the key of the API is the fetch client's (`fetch.companies_house_key`)."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        number = company_number(target.key)
        if not number:
            raise ConfigError(f"{target.source}: {target.key!r} is no number of Companies House: eight characters.")
        base = (target.params.get("base_url") or BASE).rstrip("/")
        query = f"items_per_page={LIMIT}&start_index=0"
        return Request(f"{base}/company/{number}/officers?{query}", documented_api=True)

    def read(self, document: Document, cursor: Cursor) -> Page:
        """Each appointment and each resignation of the last year as an item. Raises SourceChanged."""
        answer = json_of(document)
        listed = get(answer, "items")
        if not isinstance(listed, list) or not isinstance(get(answer, "total_results"), int):
            raise SourceChanged("Companies House lists no officers any more.", source=document.source)
        officers = objects(listed)
        number = company_number(document.target.key)
        items = tuple(item for officer in officers for item in entries(document, number, officer, back=LOOKS_BACK))
        kept = json.dumps(_without_private(answer, officers), ensure_ascii=False)
        following = number_in(_START, document.url) + len(officers)
        if not officers or following >= min(answer["total_results"], MOST_OFFICERS):
            return Page(items, cursor, kept=kept)
        request = further_page(document, _START, following)
        again = Request(request.url, documented_api=True) if request else None
        return Page(items, cursor, next_request=again, kept=kept)


def company_number(text: str) -> str:
    """A number of Companies House in its eight characters ("1234567" of a spreadsheet is 01234567); "" for no such."""
    plain = "".join(text.split()).upper()
    plain = plain.zfill(8) if plain.isascii() and plain.isdigit() and len(plain) >= 5 else plain
    return plain if _NUMBER.fullmatch(plain) else ""


def _without_private(answer: Mapping[str, Any], officers: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The answer with what may be stored of each officer."""
    items = [kept_of(one) for one in officers]
    return {"items": items, **{name: answer.get(name) for name in ("etag", "total_results", "start_index")}}


def kept_of(officer: Mapping[str, Any]) -> dict[str, Any]:
    """What may be stored of an officer: no date of birth, no nationality, no address."""
    stated = {name: clean(officer[name]) for name in _KEPT if isinstance(officer.get(name), str)}
    appointments = get(officer, "links", "officer", "appointments")
    link = {"appointments": clean(appointments)} if isinstance(appointments, str) else None
    return {**stated, "links": {"officer": link}}


def entries(document: Document, number: str, officer: Mapping[str, Any], *, back: timedelta) -> Iterator[Item]:
    """The coming and the going of one officer of the company `number`, where they are not older than `back`."""
    if not _name(officer.get("name")) or str(officer.get("officer_role") or "") not in _ROLES:
        return
    for fact, direction in (("appointed_on", "join"), ("resigned_on", "leave")):
        at = instant(officer.get(fact))
        if at is not None and document.fetched_at - back <= at <= document.fetched_at:
            yield _item(document, number, officer, direction, at)


def _name(said: object) -> str:
    """ "ESTRADE, Maren Jane" as Maren Jane Estrade; a company's name stays as it is."""
    last, comma, first = one_line(str(said or ""))[:200].partition(", ")
    last = last.title() if last.isupper() and comma else last
    return f"{first} {last}".strip() if comma else last


def _item(document: Document, number: str, officer: Mapping[str, Any], direction: str, at: datetime) -> Item:
    name, role, day = _name(officer.get("name")), _ROLES[str(officer["officer_role"])], at.date().isoformat()
    word = "appointed" if direction == "join" else "resigned"
    title = f"{name} {word} as {role} of company {number}, says Companies House"
    occupation = one_line(str(officer.get("occupation") or ""))[:100]
    lines = [title, f"Date: {day}", f"Occupation as registered: {occupation}" if occupation else ""]
    who = _OFFICER.search(str(get(officer, "links", "officer", "appointments") or ""))
    facts = {
        "register": COLLECTOR,
        "company_number": number,
        "person": name,
        "direction": direction,
        "verb": word,
        "role": role,
        "date": day,
        "occupation": occupation,
    }
    return Item(
        source=document.source,
        key=f"{number}:{who[1] if who else name}:{direction}:{day}",
        kind=ItemKind.FILING,
        title=title,
        text="\n".join(line for line in lines if line),
        url=f"{PUBLIC}/company/{number}/officers",
        published_at=at,
        account_id=document.target.account_id,
        publisher="Companies House",
        fields={fact: value for fact, value in facts.items() if value},
    )
