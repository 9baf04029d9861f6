"""What is wrong with the model right now, since when, what it means for drafts, and what would mend it. Pure.

Told from the notices that the model's parts leave: a pause or a row of failures stands until a model answered again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

PAUSED, FAILING, BUDGET = "model-paused:", "model-failing:", "model-budget:"
"""How the keys of notices about models begin."""


class TroubleKind(StrEnum):
    """The gravest first."""

    PAUSED = "paused"
    FAILING = "failing"
    USED_UP = "used_up"
    NEARLY = "nearly"


@dataclass(frozen=True, slots=True)
class Told:
    """One notice about the model."""

    key: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """`what` happened, what it `means` for the team's drafts, and the `fix`."""

    kind: TroubleKind
    what: str
    since: datetime
    means: str
    fix: str

    @property
    def tone(self) -> str:
        return "info" if self.kind is TroubleKind.NEARLY else "warn"


_MEANS = {
    TroubleKind.PAUSED: "The composer drafts meanwhile; nothing is lost.",
    TroubleKind.FAILING: "The composer writes what the model does not; nothing is lost.",
    TroubleKind.NEARLY: "Nothing changes yet.",
}
_WHEN_USED_UP = {
    "composer": "The composer drafts for the rest of the day and says so; nothing is lost.",
    "pause": "Drafts wait until tomorrow, when there is a new budget.",
}
_HINTS = (
    ("check the key", "Put a key that holds into FIRSTLIGHT_MODEL__API_KEY_FILE, then check it here."),
    ("no credit left", "Add credit with the provider, then ask it again here."),
    ("check the model", "Mend name under [model] in firstlight.toml, then check it here."),
    ("too many requests", "Lower concurrency under [model] in firstlight.toml, or raise the provider's limit."),
)
_CAPS = "Raise model_day_cap_usd or model_day_cap_tokens in costs.yaml, or leave it until midnight UTC."
_LOOK = "Run firstlight doctor, or check it here; base_url and timeout_s stand under [model] in firstlight.toml."


def troubles(told: Sequence[Told], *, answered_at: datetime | None, today: date, on_budget: str) -> tuple[Trouble, ...]:
    """What stands of these notices, the gravest first. `answered_at` is when a model last answered, `today` the day
    (UTC) whose budget is spent from, `on_budget` what the team wants then."""
    found = [*_silent(told, answered_at), *_spent(told, today, on_budget)]
    order = list(TroubleKind)
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def _silent(told: Sequence[Told], answered_at: datetime | None) -> Iterator[Trouble]:
    for kind, prefix in ((TroubleKind.PAUSED, PAUSED), (TroubleKind.FAILING, FAILING)):
        mine = [one for one in told if one.key.startswith(prefix) and (answered_at is None or one.at > answered_at)]
        if mine:
            newest = max(mine, key=lambda one: one.at)
            what = newest.words.partition(";")[0]
            fix = next((words for hint, words in _HINTS if hint in what), _LOOK)
            yield Trouble(kind, f"{what}.", min(one.at for one in mine), _MEANS[kind], fix)


def _spent(told: Sequence[Told], today: date, on_budget: str) -> Iterator[Trouble]:
    """Today's only: each day has a budget of its own. What is used up is no longer nearly so."""
    of_today = {one.key: one for one in told if one.key.startswith(BUDGET) and one.key.endswith(f":{today}")}
    for kind, level in ((TroubleKind.USED_UP, "used"), (TroubleKind.NEARLY, "nearly")):
        if notice := of_today.get(f"{BUDGET}{level}:{today}"):
            means = _WHEN_USED_UP.get(on_budget, "") if kind is TroubleKind.USED_UP else _MEANS[kind]
            yield Trouble(kind, notice.words.partition(":")[0].partition(". ")[0] + ".", notice.at, means, _CAPS)
            return
