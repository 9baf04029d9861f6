"""What drafts cost: by draft, account, approved mail, reply and qualified lead. Definitions stand here, once. Pure.

The cohort is the funnel's: the drafts made in the span, with whatever became of them since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agent.domain.outcomes import OutcomeKind

LEAST = 5
"""A sum over fewer of them says nothing yet."""
DEFINITIONS = {
    "draft": "drafts made in the month",
    "account": "accounts that they were made for",
    "approved mail": "of the drafts, approved by a person and not taken back",
    "reply": "of the accounts mailed, those that answered in any way",
    "qualified lead": "of the accounts mailed, those with a positive reply or a meeting",
}
MODEL_MONEY = (
    "What models were paid for these drafts: the first words, repairs, what was given up, and writing again. "
    "Answers that were known already cost nothing."
)
_ANSWERED = frozenset({OutcomeKind.REPLIED, OutcomeKind.POSITIVE_REPLY})
_QUALIFIED = frozenset({OutcomeKind.POSITIVE_REPLY, OutcomeKind.MEETING})


@dataclass(frozen=True, slots=True)
class Costed:
    """One draft of the cohort. `asked_in_vain`: the composer wrote it after a model was asked."""

    account_id: str
    cost_usd: float
    is_approved: bool
    is_sent: bool
    by_model: bool = False
    repairs: int = 0
    asked_in_vain: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """What one of a kind cost. `usd` is the model's part, `full_usd` with seats and sources; None where there are too
    few to say, or where costs.yaml names no price."""

    name: str
    count: int
    usd: float | None
    full_usd: float | None

    @property
    def definition(self) -> str:
        return DEFINITIONS[self.name]

    @property
    def missing(self) -> int:
        """How many more there must be before it is said."""
        return max(0, LEAST - self.count)


@dataclass(frozen=True, slots=True)
class Writing:
    """Who wrote the cohort: by a model, of those with repairs and in how many rounds; composed, of those after a model
    was asked in vain."""

    drafts: int
    by_model: int
    repaired: int
    rounds: int
    composed: int
    asked_in_vain: int


def unit_costs(cohort: Iterable[Costed], outcomes: Mapping[str, set[str]], *, fixed_usd: float) -> tuple[Unit, ...]:
    """The model's cost of the cohort by each of DEFINITIONS. `outcomes` are the kinds of outcome by account id,
    `fixed_usd` what seats and sources cost in the span, 0 where nobody says."""
    drafts = list(cohort)
    usd = sum(one.cost_usd for one in drafts)
    mailed = {one.account_id for one in drafts if one.is_approved and one.is_sent}
    counts = {
        "draft": len(drafts),
        "account": len({one.account_id for one in drafts}),
        "approved mail": sum(one.is_approved for one in drafts),
        "reply": _with(mailed, outcomes, _ANSWERED),
        "qualified lead": _with(mailed, outcomes, _QUALIFIED),
    }
    return tuple(
        Unit(
            name,
            count,
            usd / count if count >= LEAST else None,
            (usd + fixed_usd) / count if count >= LEAST and fixed_usd else None,
        )
        for name, count in counts.items()
    )


def writing(cohort: Iterable[Costed]) -> Writing:
    drafts = list(cohort)
    return Writing(
        drafts=len(drafts),
        by_model=sum(one.by_model for one in drafts),
        repaired=sum(one.by_model and one.repairs > 0 for one in drafts),
        rounds=sum(one.repairs for one in drafts),
        composed=sum(not one.by_model for one in drafts),
        asked_in_vain=sum(one.asked_in_vain for one in drafts),
    )


def _with(accounts: Iterable[str], outcomes: Mapping[str, set[str]], kinds: frozenset[OutcomeKind]) -> int:
    return sum(1 for one in accounts if kinds & {OutcomeKind(kind) for kind in outcomes.get(one, set())})
