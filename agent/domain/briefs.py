"""The brief: what is known about an account now, cited, and the one reason to reach out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent.domain.accounts import Account
from agent.domain.evidence import Evidence, Fact
from agent.domain.signals import Signal


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One cited line: `claim [e3 · publisher · 2026-11-12]`."""

    claim: str
    evidence_id: str
    facts: tuple[Fact, ...] = ()
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """signal × pain × persona, with its weight, and in one sentence that people read ("Series B $12M, 8 days ago →
    routing rules tend to break when a team grows fast → routes every lead in minutes")."""

    signal_id: str
    pain_id: str
    value_id: str
    proof_id: str
    persona_id: str
    weight: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Risk:
    """A negative event that holds a draft until a person has looked (layoffs, breach, lawsuit, mourning)."""

    kind: str
    evidence_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Brief:
    """At most twelve cited lines. `evidence` includes the seller's proofs and values (party seller, ids p…, v…)."""

    account: Account
    as_of: datetime
    lines: tuple[BriefLine, ...]
    evidence: tuple[Evidence, ...]
    signals: tuple[Signal, ...]
    reasons: tuple[Reason, ...]
    risks: tuple[Risk, ...] = ()
    sha256: str = ""

    def evidence_by_id(self) -> dict[str, Evidence]:
        return {piece.id: piece for piece in self.evidence}
