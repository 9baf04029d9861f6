"""A provider that answers HTTP with JSON, of whatever vendor: address, key and paths are the team's `enrichment.yaml`.

The key stands in the fetch client's headers for this provider (`agent.wiring`), never in a request or an address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from agent.domain.documents import FailureKind, Fetched, FetchOutcome, Request, Target
from agent.domain.enrichment import Answer, FoundPerson, ProviderSetting, Subject
from agent.errors import SourceChanged, SourceRefused, SourceUnavailable
from agent.net.addresses import OWN_PORT_FIX
from signals.contract import Fetcher
from signals.extract.people import first_and_last
from signals.pages.visible_text import clean

MOST_BYTES = 1_000_000
MOST_PEOPLE = 50
MOST_LETTERS = 160
_REFUSED = frozenset({401, 402, 403, 407})
_LISTS = ("{functions}", "{seniorities}")
_PLACE = re.compile(r"\{(\w+)\}")


def source_name(provider: str) -> str:
    """How the fetch client knows a provider: its pace, headers and circuit stand under this name."""
    return f"enrichment {provider}"


@dataclass(frozen=True, slots=True)
class HttpJsonProvider:
    """See `agent.enrichment.contract.Provider`."""

    setting: ProviderSetting
    fetcher: Fetcher

    async def enrich(self, subject: Subject, fields: Collection[str]) -> Answer:
        one = self.setting
        fetched = await self.fetcher.fetch(_request(one, subject), Target(source_name(one.name), one.name))
        people = self._people(self._read(fetched), subject, fields)
        cost = one.cost_usd if people or one.charged_when == "asked" else 0.0
        return Answer(people, one.display_name, cost, one.licence_tag)

    def _read(self, fetched: Fetched) -> Any:
        """The answer's JSON; None where the provider says that it knows nobody."""
        name, secret = self.setting.display_name, self.setting.secret
        if fetched.outcome is FetchOutcome.UNKNOWN_TARGET:
            if fetched.status in (HTTPStatus.NO_CONTENT, *self.setting.nobody_when):
                return None
            words = f"{name} has nothing at its address ({fetched.status}): check url in enrichment.yaml, or write"
            means = f"nobody_when: [{fetched.status}] there if that means that it knows nobody."
            raise SourceRefused(f"{words} {means}", source=self.setting.name)
        if fetched.status in _REFUSED:
            where = f"{secret} and your account there" if secret else "your account there"
            raise SourceRefused(f"{name} refuses us ({fetched.status}): check {where}.", source=self.setting.name)
        if fetched.document is None:
            why = f"{name} gives no answer: {fetched.reason.partition(';')[0].rstrip('.')}."
            if fetched.kind is FailureKind.DISALLOWED and not fetched.was_sent:
                why = f"{why} {OWN_PORT_FIX}"
            waits = fetched.status == HTTPStatus.TOO_MANY_REQUESTS or fetched.kind is FailureKind.HELD
            until = fetched.asked_until or (fetched.retry_at if waits else None)
            raise SourceUnavailable(why, source=self.setting.name, retry_at=until, was_sent=fetched.was_sent)
        try:
            return json.loads(fetched.document.text)
        except (ValueError, RecursionError):
            raise SourceChanged(f"{name} answers with something that is no JSON.", source=self.setting.name) from None

    def _people(self, answer: Any, subject: Subject, fields: Collection[str]) -> tuple[FoundPerson, ...]:
        found = at_path(answer, self.setting.people)
        if found is None:
            return ()
        listed = found if isinstance(found, list) else [found]
        if not all(isinstance(one, Mapping) for one in listed):
            where = self.setting.people or "the answer itself"
            words = f"{self.setting.display_name} has no people at {where}: mend people in enrichment.yaml."
            raise SourceChanged(words, source=self.setting.name)
        read = (self._person(one, subject, fields) for one in listed[:MOST_PEOPLE])
        return tuple(one for one in read if one is not None)

    def _person(self, one: Mapping[str, Any], subject: Subject, fields: Collection[str]) -> FoundPerson | None:
        said = {name: _text(at_path(one, path)) for name, path in self.setting.fields.items() if name in fields}
        first, last = _names(said) or (subject.first_name, subject.last_name)
        if not first or not last or not (said.get("email") or said.get("title")):
            return None
        return FoundPerson(
            first_name=first,
            last_name=last,
            title=said.get("title", "") or subject.title,
            email=said.get("email", ""),
            verified=said.get("email_status", "").casefold() in self.setting.verified_when,
            country=said.get("country", ""),
        )


def at_path(value: Any, path: str) -> Any:
    """What stands at a path such as "data.emails.0.value"; None where there is no such place."""
    for part in path.split(".") if path else ():
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def _request(setting: ProviderSetting, subject: Subject) -> Request:
    values = {
        "domain": subject.account.domain,
        "company": subject.account.name,
        "country": subject.account.country,
        "lei": subject.account.lei,
        "persona": subject.persona.name,
        "functions": ",".join(subject.persona.functions),
        "seniorities": ",".join(subject.persona.seniorities),
        "first_name": subject.first_name,
        "last_name": subject.last_name,
        "name": subject.name,
        "title": subject.title,
    }
    url = _PLACE.sub(lambda found: quote(values[found[1]], safe=""), setting.url)
    body = None if setting.body is None else json.dumps(_filled(setting.body, values), ensure_ascii=False).encode()
    headers = {"Accept": "application/json"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    return Request(
        url,
        setting.method,
        headers=headers,
        body=body,
        documented_api=True,
        max_bytes=MOST_BYTES,
        unknown_when=(HTTPStatus.NO_CONTENT, *setting.nobody_when),
    )


def _filled(template: Any, values: Mapping[str, str]) -> Any:
    """The body; a text that is {functions} or {seniorities} alone becomes a list."""
    if template in _LISTS:
        return values[template[1:-1]].split(",")
    if isinstance(template, str):
        return _PLACE.sub(lambda found: values[found[1]], template)
    if isinstance(template, Mapping):
        return {name: _filled(value, values) for name, value in template.items()}
    return [_filled(value, values) for value in template] if isinstance(template, list) else template


def _text(value: Any) -> str:
    """A text or number in one line of visible characters; true and false as words; "" for what is neither."""
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(clean(str(value)).split())[:MOST_LETTERS] if isinstance(value, str | int | float) else ""


def _names(said: Mapping[str, str]) -> tuple[str, str] | None:
    if said.get("first_name") and said.get("last_name"):
        return said["first_name"], said["last_name"]
    return first_and_last(said.get("name", ""))
