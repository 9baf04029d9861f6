"""What people ruled about reports: that two tell of one event, or that they do not (signals §4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RuleKind(StrEnum):
    SAME = "same"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class EventRule:
    """One ruling about two reports at one account, by their keys. It outlives the signals: a replay honours it."""

    kind: RuleKind
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class QuarantinedAlias:
    """A name that no longer links an account alone: people called it the wrong company `wrong` times of `decided`."""

    account_id: str
    alias: str
    wrong: int
    decided: int
