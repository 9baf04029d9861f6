"""The shape of `enrichment.yaml`: the providers of contacts that a team asks, within which bounds. Off by default."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from ipaddress import ip_address
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from agent.domain.enrichment import PERSON_FIELDS, AskedAbout
from agent.errors import AddressRefused
from agent.net.urls import place_of
from agent.settings import SECRETS_PREFIX
from agent.team_shapes import FileShape

_OF_A_COMPANY = ("domain", "company", "country", "lei", "persona", "functions", "seniorities")
_OF_A_PERSON = ("first_name", "last_name", "name", "title")
PLACEHOLDERS = (*_OF_A_COMPANY, *_OF_A_PERSON)
"""What an address or a body may name in braces; a person's only where a person is asked about."""
_IN_BRACES = re.compile(r"\{([^{}]*)\}")
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_OURS = frozenset({"host", "content-length", "content-type", "transfer-encoding", "connection", "user-agent", "cookie"})


def named_in(template: Any) -> Iterator[str]:
    """The placeholders in an address or a body."""
    if isinstance(template, str):
        yield from _IN_BRACES.findall(template)
    elif isinstance(template, dict):
        for value in template.values():
            yield from named_in(value)
    elif isinstance(template, list):
        for value in template:
            yield from named_in(value)


def _known_placeholders(template: Any) -> Any:
    unknown = [name for name in named_in(template) if name not in PLACEHOLDERS]
    if unknown:
        raise ValueError(f"{{{unknown[0]}}} is not known: write {', '.join(f'{{{name}}}' for name in PLACEHOLDERS)}")
    return template


def _sendable(body: Any) -> Any:
    """A body that JSON can say: YAML reads 2026-11-20 as a day, and may hold itself."""
    try:
        json.dumps(body, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        raise ValueError(
            "JSON has no such value: write a day in quotes, and texts, numbers and lists plainly"
        ) from None
    return body


def _plain_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("write it in one line of plain characters")
    return value


def _safe_address(url: str) -> str:
    """https, with its host written out; http to this machine alone, for trials."""
    bare = _IN_BRACES.sub("x", url)
    try:
        parts = urlsplit(bare)
        host = parts.hostname or ""
    except ValueError:
        raise ValueError("it is no address: write it as https://api.finder.example/v1/people?domain={domain}") from None
    if not host or "{" in url.split("://", 1)[-1].split("/", 1)[0].split("?", 1)[0]:
        raise ValueError("write the host out: a placeholder may stand in the path and in the query")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise ValueError("write https://: the key and the question must not go in the clear")
    try:
        place_of(bare)
    except AddressRefused as error:
        raise ValueError(f"{str(error).rstrip('.')}: write it as a plain address, with the key under auth") from None
    return url


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _a_header(value: str) -> str:
    if not _TOKEN.fullmatch(value) or value.lower() in _OURS:
        raise ValueError("write the name of a header such as Authorization or X-Api-Key")
    return value


def _one_line(value: str) -> str:
    if "{secret}" not in value or not value.isprintable():
        raise ValueError("write where the key goes, in one line, for example 'Bearer {secret}'")
    return value


def _a_variable(value: str) -> str:
    if not re.fullmatch(f"{SECRETS_PREFIX}[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*", value) or value.endswith("_FILE"):
        raise ValueError(f"write the environment variable that holds the key, for example {SECRETS_PREFIX}FINDER_KEY")
    return value


def _a_path(value: str) -> str:
    if value and not re.fullmatch(r"[^.\s]+(\.[^.\s]+)*", value):
        raise ValueError("write keys and numbers of places with dots, for example data.people or emails.0.value")
    return value


def _a_status(value: str) -> str:
    """A blank one would be what an answer without a status says."""
    if not value.strip():
        raise ValueError("write a status that the provider gives a working address, for example valid")
    return value


def _nobodys_status(value: int) -> int:
    """No answer by which a provider refuses us or asks to wait."""
    if not 400 <= value < 500 or value in {401, 402, 403, 407, 408, 425, 429}:
        raise ValueError("write the HTTP status by which the provider says that it knows nobody, for example 404")
    return value


def _place_number(value: Any) -> Any:
    """`people: 0` is the first place of a list."""
    return str(value) if type(value) is int else value


JsonPath = Annotated[str, BeforeValidator(_place_number), AfterValidator(_a_path)]
PlainLine = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_plain_line)]


class AuthShape(FileShape):
    """The key goes in a header: an address is written to logs and caches of others."""

    header: Annotated[str, AfterValidator(_a_header)] = "Authorization"
    value: Annotated[str, AfterValidator(_one_line)] = "Bearer {secret}"
    secret: Annotated[str, AfterValidator(_a_variable)]


class ProviderShape(FileShape):
    name: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")
    display_name: PlainLine
    asks_about: AskedAbout
    url: Annotated[str, AfterValidator(_safe_address), AfterValidator(_known_placeholders)]
    method: Literal["GET", "POST"] = "GET"
    body: Annotated[dict[str, Any] | None, AfterValidator(_sendable), AfterValidator(_known_placeholders)] = None
    auth: AuthShape | None = None
    people: JsonPath = ""
    fields: dict[Literal[PERSON_FIELDS], JsonPath] = Field(min_length=1)  # type: ignore[valid-type]
    verified_when: list[Annotated[str, AfterValidator(_a_status)]] = Field(default_factory=list)
    nobody_when: list[Annotated[int, AfterValidator(_nobodys_status)]] = Field(default_factory=list)
    cost_usd: float = Field(ge=0, le=100)
    charged_when: Literal["asked", "found"] = "asked"
    licence_tag: PlainLine
    retention_days: int = Field(ge=1, le=365)
    requests_per_second: float = Field(default=1.0, ge=0.01, le=10)
    personas: list[str] = Field(default_factory=list)
    terms_reviewed_by: str = Field(min_length=1)
    terms_reviewed_on: date

    @model_validator(mode="after")
    def _whole(self) -> ProviderShape:
        named = set(named_in(self.url)) | set(named_in(self.body))
        if self.about_a_person and not ({"name", "last_name"} & named):
            raise ValueError("asks_about: person needs {name}, or {first_name} and {last_name}, in url or body")
        if not self.about_a_person and named & set(_OF_A_PERSON):
            raise ValueError(f"{{{min(named & set(_OF_A_PERSON))}}} is known only with asks_about: person")
        if self.body is not None and self.method != "POST":
            raise ValueError("a body goes with method: POST")
        if not self.about_a_person and not ("name" in self.fields or {"first_name", "last_name"} <= self.fields.keys()):
            raise ValueError("fields needs name, or first_name and last_name: who was found")
        if not self.about_a_person and "title" not in self.fields:
            raise ValueError("fields needs title: it decides whether somebody fits the persona")
        if self.about_a_person and "email" not in self.fields:
            raise ValueError("fields needs email: it is what is asked for")
        return self

    @property
    def about_a_person(self) -> bool:
        return self.asks_about is AskedAbout.PERSON


class EnrichmentShape(FileShape):
    enabled: bool = False
    lookups_a_day: int = Field(default=20, ge=0, le=10_000)
    usd_a_day: float = Field(default=1.0, ge=0, allow_inf_nan=False)
    providers: list[ProviderShape] = Field(default_factory=list)

    @model_validator(mode="after")
    def _somebody_to_ask(self) -> EnrichmentShape:
        if self.enabled and not self.providers:
            raise ValueError("enabled: true and nobody to ask: add a provider, or write enabled: false")
        return self
