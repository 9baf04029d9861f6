"""The team's standing orders: who works which account, who sends from where, when, and how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Owner:
    """A person who works accounts. `match` assigns by country or segment when no CRM owner is known."""

    id: str
    name: str
    email: str
    mailbox: str
    time_zone: str = "UTC"
    countries: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where mail is sent from. `established` mailboxes skip the ramp of sending §2.1; `started_on` begins it."""

    id: str
    address: str
    display_name: str
    signature: str
    postal_address: str
    established: bool = False
    started_on: date | None = None
    notice_url: str = ""
    opt_out_line: str = 'If you would rather not hear from me, reply "no" and I will not write again.'


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a sequence. `kind` is mail or task; `plan` names what is written (first, angle, bump, close)."""

    number: int
    day: int
    kind: str
    plan: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """Mails on days 0, 3, 7, 14 and an optional manual task on day 5 (DESIGN §7). `people_per_account`: how many people
    of one account may be in it at a time, each in a thread of their own."""

    id: str
    steps: tuple[Step, ...]
    minimum_business_days: int = 2
    enterprise_headcount: int = 5000
    enterprise_mails: int = 3
    people_per_account: int = 1


@dataclass(frozen=True, slots=True)
class SendPolicy:
    """Caps, spacing and windows (sending §2.1–2.3). `real_recipients` stays False until doctor is green.

    `countries` overrides a country's gate; `guessing` says where addresses may be guessed (signals §7).
    """

    window_start: time = time(8, 30)
    window_end: time = time(17, 0)
    first_touches_per_day: int = 30
    all_mail_per_day: int = 50
    domain_per_day: int = 150
    per_hour: int = 10
    people_per_company_7d: int = 3
    minimum_gap_seconds: int = 90
    mean_gap_seconds: int = 240
    maximum_gap_seconds: int = 900
    undo_seconds: int = 60
    expires_days: int = 10
    approval_age_days: int = 5
    company_cooldown_days: int = 7
    nightly_drafts_per_owner: int = 40
    capacity_factor: float = 1.3
    bulk_threshold_per_day: int = 5000
    unsubscribe_base_url: str = ""
    real_recipients: bool = False
    countries: Mapping[str, str] = field(default_factory=dict)
    guessing: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceSetting:
    """One source of `sources.yaml`. Unconfirmed terms: it can be tried and is not scheduled (DESIGN §7).

    `poll_min_minutes` and `poll_max_minutes` bound how often a target is read; 0 leaves it to the kind of source.
    """

    name: str
    collector: str
    enabled: bool = True
    weight: float = 1.0
    urls: tuple[str, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)
    terms_reviewed_by: str = ""
    terms_reviewed_on: date | None = None
    requests_per_second: float = 0.5
    max_bytes: int = 10_000_000
    poll_min_minutes: int = 0
    poll_max_minutes: int = 0

    @property
    def is_unconfirmed(self) -> bool:
        """Whether somebody must confirm its terms before it is read. An intake is sent to, and reads nothing."""
        return self.terms_reviewed_on is None and self.collector != "intake"
