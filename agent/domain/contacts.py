"""Contacts: people at accounts, the personas they are looked for as, and how long what is known of them may be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

KEPT = timedelta(days=365)
RECHECKED_AFTER = timedelta(days=180)
PURPOSE = "business contact about the offer of this team"
LEGITIMATE_INTEREST = "legitimate interest (GDPR 6(1)(f))"
CONSENT = "consent (GDPR 6(1)(a))"


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

    def includes(self, function: Function | None, seniority: Seniority | None) -> bool:
        """Whether who does this, at this level, is of the persona."""
        return function in self.functions and seniority in self.seniorities


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at an account. Personal data carries its source, date, purpose, basis and end (signals §7).

    `keep_until` is the day after which it is used no more: twelve months from the source's date, later only by
    engagement or a person's confirmation, never by reading the source again. `guess_probability` is None for an
    address that was given, else how likely our guess was; it stays when the guess is confirmed. `licence_tag` is the
    licence under which a provider gave what is known: no confirmation moves its end. Of an erased person only the id,
    the account and `erased_at` are left.
    """

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
    purpose: str = PURPOSE
    lawful_basis: str = ""
    notice_sent_at: datetime | None = None
    verified_at: datetime | None = None
    engaged_at: datetime | None = None
    keep_until: datetime | None = None
    confirmed_by: str = ""
    confirmed_at: datetime | None = None
    guess_probability: float | None = None
    erased_at: datetime | None = None
    licence_tag: str = ""

    @property
    def basis(self) -> str:
        """The lawful basis: what is recorded, else consent where there is one, else legitimate interest."""
        return self.lawful_basis or (CONSENT if self.consent else LEGITIMATE_INTEREST)

    @property
    def verified_on(self) -> datetime | None:
        """When it was last known to be right: verified, answered or confirmed, else the source's date."""
        known = [at for at in (self.verified_at, self.engaged_at, self.confirmed_at, self.sourced_at) if at]
        return max(known, default=None)

    @property
    def used_until(self) -> datetime | None:
        return self.keep_until or (self.sourced_at + KEPT if self.sourced_at else None)

    def is_expired(self, now: datetime) -> bool:
        """Whether it may not be used any more: kept too long, or erased."""
        return self.erased_at is not None or (self.used_until is not None and self.used_until <= now)

    def needs_recheck(self, now: datetime) -> bool:
        """Whether nobody verified it for half a year: people change jobs."""
        return self.verified_on is not None and self.verified_on <= now - RECHECKED_AFTER
