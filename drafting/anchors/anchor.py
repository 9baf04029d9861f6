"""One anchor: a typed part of a sentence, with its place and its normal form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class AnchorType(StrEnum):
    """The types of drafting §2.2, and the classes of event that a sentence says happened."""

    MONEY = "money"
    PERCENT = "percent"
    MULTIPLE = "multiple"
    COUNT = "count"
    DURATION = "duration"
    NUMBER = "number"
    ROUND = "round"
    DATE = "date"
    RECENCY = "recency"
    TITLE = "title"
    NAME = "name"
    QUOTE = "quote"
    LEXEME = "lexeme"
    EVENT = "event"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Anchor:
    """`raw == text[start:end]`. What else is set depends on the type:

    money, percent, multiple, count, duration, number: `number`, and in `unit` the ISO currency or the unit;
    round, lexeme, event, role: `unit` is the slug; date, recency: `since` to `until`, both days included;
    name, title, count: `tokens` are the words that must agree. `hedge` is over, under, about, nearly or "".
    """

    type: AnchorType
    raw: str
    start: int
    end: int
    unit: str = ""
    number: Decimal | None = None
    tokens: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    hedge: str = ""
    negated: bool = False
    planned: bool = False

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end
