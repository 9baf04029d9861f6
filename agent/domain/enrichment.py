"""Enrichment: what a team's data provider is asked about an account without a contact, and what it answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from agent.domain.accounts import Account
from agent.domain.contacts import Persona

PERSON_FIELDS = ("name", "first_name", "last_name", "title", "email", "email_status", "country")
"""What a provider's answer may be read for; nothing else of it is kept."""


class AskedAbout(StrEnum):
    """PERSON: the address of somebody whose name is known. COMPANY: who at a company fits a persona."""

    PERSON = "person"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class ProviderSetting:
    """One provider as `enrichment.yaml` describes it. `secret` names the environment variable of its key, "" for none;
    `auth_value` is what the header says, with {secret} in it. `people` is where in an answer the people are, `fields`
    where in each of them ours. Only an address whose status is among `verified_when` needs nobody's confirmation.
    `nobody_when` are the statuses by which it says that it knows nobody; else a 404 is a wrong address.
    `charged_when`: whether an answer without anybody costs as well. Values are kept `retention_days`. `personas` are
    the ids of those it is asked for; none: all."""

    name: str
    display_name: str
    about: AskedAbout
    url: str
    method: str = "GET"
    body: Any = None
    auth_header: str = ""
    auth_value: str = "{secret}"
    secret: str = ""
    people: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    verified_when: tuple[str, ...] = ()
    nobody_when: tuple[int, ...] = ()
    cost_usd: float = 0.0
    charged_when: str = "asked"
    licence_tag: str = ""
    retention_days: int = 90
    requests_per_second: float = 1.0
    personas: tuple[str, ...] = ()

    def serves(self, persona: Persona) -> bool:
        return not self.personas or persona.id in self.personas


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What a team allows: off unless it says so, and at most so many lookups and dollars a day."""

    enabled: bool = False
    lookups_a_day: int = 20
    usd_a_day: float = 1.0
    providers: tuple[ProviderSetting, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is asked about: somebody by name at an account, or, without a name, whoever fits the persona there."""

    account: Account
    persona: Persona
    first_name: str = ""
    last_name: str = ""
    title: str = ""

    @property
    def about(self) -> AskedAbout:
        return AskedAbout.PERSON if self.last_name else AskedAbout.COMPANY

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person as a provider knows them. `verified`: the provider says that the address works."""

    first_name: str
    last_name: str
    title: str = ""
    email: str = ""
    verified: bool = False
    country: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Answer:
    """Values with their source, cost and licence (signals §7). No people: the provider knows nobody."""

    people: tuple[FoundPerson, ...]
    source: str
    cost_usd: float
    licence_tag: str
