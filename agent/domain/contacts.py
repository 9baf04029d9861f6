"""Contacts: people at accounts, and the personas they are looked for as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AddressStatus(StrEnum):
    """How the address is known. GUESSED ones are labelled and held until a person confirms (DESIGN §7)."""

    KNOWN = "known"
    CONFIRMED = "confirmed"
    GUESSED = "guessed"
    BOUNCED = "bounced"
    MISSING = "missing"


class Function(StrEnum):
    """What a job is about; the values are those of EVAL.md's `titles`."""

    SALES = "sales"
    REVENUE_OPERATIONS = "revenue_operations"
    MARKETING = "marketing"
    CUSTOMER_SUCCESS = "customer_success"
    PRODUCT = "product"
    ENGINEERING = "engineering"
    DATA = "data"
    SECURITY = "security"
    IT = "it"
    FINANCE = "finance"
    PEOPLE = "people"
    LEGAL = "legal"
    OPERATIONS = "operations"
    EXECUTIVE = "executive"


class Seniority(StrEnum):
    BOARD = "board"
    C_LEVEL = "c_level"
    VP = "vp"
    HEAD = "head"
    DIRECTOR = "director"
    MANAGER = "manager"
    LEAD = "lead"
    SENIOR = "senior"
    INDIVIDUAL = "individual"
    JUNIOR = "junior"


@dataclass(frozen=True, slots=True)
class Persona:
    """A kind of person a team writes to. Contacts match by function and seniority; `words` bounds the first mail."""

    id: str
    name: str
    functions: tuple[Function, ...]
    seniorities: tuple[Seniority, ...]
    words: tuple[int, int] = (45, 95)
    cta_kinds: tuple[str, ...] = ("offer", "interest")


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at an account. Personal data carries its source and date (signals §7)."""

    id: str
    account_id: str
    name: str
    first_name: str
    last_name: str
    title: str
    email: str = ""
    function: Function | None = None
    seniority: Seniority | None = None
    address_status: AddressStatus = AddressStatus.KNOWN
    country: str = ""
    time_zone: str = ""
    language: str = "en"
    consent: str = ""
    source: str = ""
    sourced_at: datetime | None = None
