"""How strong the case for an account is, and exactly why (signals §6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Band(StrEnum):
    """A label of priority, never a gate (DESIGN §7)."""

    COLD = "cold"
    MQL = "mql"
    SQL_READY = "sql_ready"

    @property
    def words(self) -> str:
        """The band for people, written one way everywhere."""
        return {"cold": "cold", "mql": "MQL", "sql_ready": "SQL-ready"}[self.value]


@dataclass(frozen=True, slots=True)
class Contribution:
    """One line of the decomposition. Shown points sum to the total before the cap; `unknown` marks half-credit."""

    part: str
    label: str
    points: float
    signal_id: str = ""
    unknown: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """`total` is 0–100, rounded; `uncapped` what it was before `cap_reason` held it at 49."""

    account_id: str
    as_of: datetime
    total: int
    uncapped: int
    fit: float
    intent: float
    engagement: float
    band: Band
    contributions: tuple[Contribution, ...]
    cap_reason: str = ""
    lifts: tuple[str, ...] = ()
    version: str = ""
