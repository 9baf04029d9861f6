"""Accounts: the companies a team watches."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Relationship(StrEnum):
    """What caps an account's score or keeps it out of drafting (signals §6, DESIGN §7)."""

    PROSPECT = "prospect"
    CUSTOMER = "customer"
    OPEN_OPPORTUNITY = "open_opportunity"
    COMPETITOR = "competitor"
    PARTNER = "partner"
    DO_NOT_CONTACT = "do_not_contact"


@dataclass(frozen=True, slots=True)
class Account:
    """A company. `domain` is the registered domain, lower case, unique; country is ISO 3166 alpha-2 or "".

    `cik` is its number at the SEC, `company_number` at Companies House, `lei` its Legal Entity Identifier (ISO
    17442). `pages` are what of its own site is read beside its feeds, each as "collector:address" ("newsroom:https://alder.example/news").
    """

    id: str
    name: str
    domain: str
    country: str = ""
    region: str = ""
    city: str = ""
    industry: str = ""
    headcount: int | None = None
    language: str = "en"
    relationship: Relationship = Relationship.PROSPECT
    owner: str = ""
    aliases: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    cik: str = ""
    boards: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    external_id: str = ""
    company_number: str = ""
    pages: tuple[str, ...] = ()
    lei: str = ""
