"""The funnel of a run or a month: where accounts are lost between a signal and a won deal. Definitions stand once.

Every step counts accounts, so that a share is of like things. The cohort is the drafts made then; a later step counts
what became of them, whenever it happened, so young cohorts are unfinished, not worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from agent.domain.outcomes import OutcomeKind

DEFINITIONS = {
    "with a signal": "accounts that got a signal then, or were drafted then on an earlier one",
    "drafted": "of those, accounts with a draft made then",
    "approved": "of those, accounts with a draft that a person approved and did not take back",
    "mailed": "of those, accounts that a mail left for",
    "replied": "of those, accounts that answered in any way",
    "positive": "of those, accounts with a positive reply",
    "meeting": "of those, accounts with a meeting",
    "opportunity": "of those, accounts with an opportunity",
    "won": "of those, accounts won",
}
_OUTCOMES = (
    ("replied", frozenset({OutcomeKind.REPLIED, OutcomeKind.POSITIVE_REPLY})),
    ("positive", frozenset({OutcomeKind.POSITIVE_REPLY})),
    ("meeting", frozenset({OutcomeKind.MEETING})),
    ("opportunity", frozenset({OutcomeKind.OPPORTUNITY})),
    ("won", frozenset({OutcomeKind.WON})),
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """One draft of the cohort."""

    account_id: str
    approved_at: datetime | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """`count` is of accounts; `share` the part of the step before, None for the first and after an empty one."""

    name: str
    count: int
    share: float | None

    @property
    def definition(self) -> str:
        return DEFINITIONS[self.name]


def funnel(signals: Set[str], cohort: Iterable[Drafted], outcomes: Mapping[str, set[str]]) -> tuple[Step, ...]:
    """The nine steps. `signals` are the accounts that got one; `outcomes` the kinds of outcome by account id."""
    drafts = list(cohort)
    drafted = {one.account_id for one in drafts}
    approved = {one.account_id for one in drafts if one.approved_at}
    mailed = {one.account_id for one in drafts if one.approved_at and one.sent_at}
    firsts = (signals | drafted, drafted, approved, mailed)
    counts = [(name, len(some)) for name, some in zip(DEFINITIONS, firsts, strict=False)]
    for name, kinds in _OUTCOMES:
        counts.append((name, sum(1 for one in mailed if kinds & {OutcomeKind(k) for k in outcomes.get(one, set())})))
    steps: list[Step] = []
    before: int | None = None
    for name, count in counts:
        steps.append(Step(name, count, round(count / before, 3) if before else None))
        before = count
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class SourceYield:
    """What one source gave in the span. A draft counts for every source whose item it cites; `replied` are the drafts
    whose mail left and whose account answered in any way."""

    items: int = 0
    drafts: int = 0
    approved: int = 0
    rejected: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    signals: int = 0
    replied: int = 0

    @property
    def approval_rate(self) -> float | None:
        decided = self.approved + self.rejected
        return round(self.approved / decided, 3) if decided else None


@dataclass(frozen=True, slots=True)
class Judged:
    """One draft with the sources that it cites and what a person said of it."""

    sources: frozenset[str]
    is_approved: bool
    rejected_for: str = ""
    is_replied: bool = False


def yields(
    items: Mapping[str, int], judged: Iterable[Judged], signals: Mapping[str, int] | None = None
) -> dict[str, SourceYield]:
    """The yield of every source that read something or is cited. `items` and `signals` are counts by source."""
    drafts = list(judged)
    names = set(items) | {source for one in drafts for source in one.sources}
    raised = signals or {}
    return {
        name: _yield(items.get(name, 0), raised.get(name, 0), [one for one in drafts if name in one.sources])
        for name in names
    }


def _yield(items: int, signals: int, drafts: list[Judged]) -> SourceYield:
    reasons: dict[str, int] = {}
    for one in drafts:
        if one.rejected_for:
            reasons[one.rejected_for] = reasons.get(one.rejected_for, 0) + 1
    return SourceYield(
        items=items,
        signals=signals,
        drafts=len(drafts),
        approved=sum(one.is_approved for one in drafts),
        rejected=sum(bool(one.rejected_for) for one in drafts),
        replied=sum(one.is_replied for one in drafts),
        reasons=tuple(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
    )
