"""Evidence: a verbatim quote in a stored text, and the typed facts that stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Party(StrEnum):
    """Whom a piece of evidence speaks about: the prospect (ids e1…), or ourselves (ids p1…, v1…)."""

    PROSPECT = "prospect"
    SELLER = "seller"


class EvidenceKind(StrEnum):
    """SIGNAL is what a tool of the team's own sent: fields, which nobody said in so many words."""

    SIGNAL = "signal"
    NEWS = "news"
    JOB = "job"
    FILING = "filing"
    PAGE = "page"
    TECH = "tech"
    OFFER = "offer"
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim run of a stored text: `text == stored[start:end]`."""

    text: str
    start: int
    end: int

    @classmethod
    def of(cls, stored: str, start: int, end: int) -> Quote:
        return cls(stored[start:end], start, end)

    def stands_in(self, stored: str) -> bool:
        return stored[self.start : self.end] == self.text and bool(self.text)


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed fact: `type` names the anchor (money, round, count, person, title, date, tool, team, org, place…),
    `raw` is how it stands, `norm` its normal form as text ("USD 12000000", "series_b", "2026-11-12")."""

    type: str
    raw: str
    norm: str
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One card beside the draft. `id` is e1, e2… within a brief; `quote` is verbatim and at most 300 characters."""

    id: str
    kind: EvidenceKind
    party: Party
    quote: str
    publisher: str = ""
    url: str = ""
    title: str = ""
    published_at: datetime | None = None
    fetched_at: datetime | None = None
    item_id: str = ""
    signal_id: str = ""
    facts: tuple[Fact, ...] = ()
    flags: frozenset[str] = frozenset()

    @property
    def is_recorded(self) -> bool:
        """Whether the stored text is our rendering of a tool's fields: it is shown without quotation marks."""
        return self.kind is EvidenceKind.SIGNAL
