"""Mentions (what a text says) and signals (what is known to have happened at an account)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from agent.domain.evidence import Quote

INTAKE = "intake"
"""The source of what a team's own tools send."""


class SignalKind(StrEnum):
    FUNDING = "funding"
    DEBT = "debt"
    JOB_CHANGE = "job_change"
    RELEVANT_ROLES = "relevant_roles"
    HIRING_SURGE = "hiring_surge"
    FIRST_OF_KIND = "first_of_kind"
    TECHNOLOGY = "technology"
    EXPANSION = "expansion"
    LAUNCH = "launch"
    MERGER = "merger"
    LAYOFF = "layoff"
    VISIT = "visit"


class Direction(StrEnum):
    """Of a job change (join, leave, promote, interim) or a technology (adopt, remove, evaluate)."""

    JOIN = "join"
    LEAVE = "leave"
    PROMOTE = "promote"
    INTERIM = "interim"
    ADOPT = "adopt"
    REMOVE = "remove"
    EVALUATE = "evaluate"


class Round(StrEnum):
    PRE_SEED = "pre_seed"
    SEED = "seed"
    PRE_SERIES_A = "pre_series_a"
    SERIES_A = "series_a"
    SERIES_B = "series_b"
    SERIES_C = "series_c"
    SERIES_D = "series_d"
    SERIES_E = "series_e"
    SERIES_F = "series_f"
    SERIES_G = "series_g"
    SERIES_H = "series_h"
    GROWTH = "growth"
    CROWDFUNDING = "crowdfunding"
    PRIVATE_EQUITY = "private_equity"
    DEBT = "debt"
    GRANT = "grant"
    IPO = "ipo"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One extracted field: its normal form as text, and the verbatim quote it was read from (DESIGN §2.3)."""

    value: str
    quote: Quote
    method: str = "rule"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """What one item says happened, before anyone knows to which account.

    `fields` by kind (all values are text in normal form; lists repeat the key with a suffix: investor_1, investor_2):
    funding/debt: company, amount (plain number), currency (ISO), round (Round), investor_N, lead_investor_N, valuation
    job_change:   person, title, direction (Direction), company, from_company, effective_on (ISO), function, seniority
    relevant_roles: function, count, role_1…; technology: tool, direction, category
    """

    kind: SignalKind
    item_source: str
    item_key: str
    fields: Mapping[str, FieldValue]
    confidence: float
    published_at: datetime | None = None
    company_names: tuple[str, ...] = ()
    language: str = "en"
    why: str = ""

    def value(self, name: str) -> str | None:
        found = self.fields.get(name)
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class SignalEvidence:
    """One report of a signal: the item it stands in, its fields on their quotes, its independence group (§4.2).

    `sketch` tells a syndicated copy of the same text (`signals.copies`); () for a short text. `internal_only`: its
    licence keeps it inside, so that it counts and is shown to us, and is never told.
    """

    item_id: str
    source: str
    url: str
    publisher: str
    title: str
    quote: Quote
    fields: Mapping[str, FieldValue]
    published_at: datetime | None
    fetched_at: datetime | None
    confidence: float
    group: str = ""
    sketch: tuple[int, ...] = ()
    internal_only: bool = False

    @property
    def is_recorded(self) -> bool:
        """Whether a tool of the team's own stated it in fields: its text is our rendering of them, and no quotation."""
        return self.source == INTAKE


@dataclass(frozen=True, slots=True)
class Signal:
    """One event at one account, from one or many reports. Bitemporal: `known_at` is when we learned it."""

    id: str
    account_id: str
    kind: SignalKind
    fields: Mapping[str, str]
    evidence: tuple[SignalEvidence, ...]
    confidence: float
    published_at: datetime | None
    known_at: datetime
    occurred_on: date | None = None
    baseline: bool = False
    conflicts: tuple[str, ...] = ()
    version: int = 1
    dismissed: bool = False

    @property
    def dated_at(self) -> datetime:
        """When it happened as far as anyone says: published, else learned."""
        return self.published_at or self.known_at


@dataclass(frozen=True, slots=True)
class Resolution:
    """To which account a mention belongs: None with the reason where it is nobody's or ambiguous.

    `matched` is what stands in the text; `alias` the normal form of the name that linked it, "" where an id did.
    """

    account_id: str | None
    probability: float
    reasons: tuple[str, ...] = field(default=())
    matched: str = ""
    alias: str = ""
