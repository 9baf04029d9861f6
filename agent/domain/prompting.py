"""Prompt files as they go live: publications, what the golden accounts gave, experiments and what they count."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class How(StrEnum):
    """How a text came to be live."""

    PUBLISHED = "published"
    ROLLED_BACK = "rolled_back"
    EDITED_OUTSIDE = "edited_outside"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one set of files gave on the golden accounts, for the touches in `plans`.

    `wanted` drafts were expected, `written` by the drafter in question. Shares are of 1: `supported` of the sentences
    that say no more than their evidence, `guarded` of drafts that the guard lets pass, `lint_pass` of the wanted ones
    that were written with no block and no warning of the lint, `reasons_right` of accounts drafted or not as expected.
    """

    plans: tuple[str, ...]
    wanted: int
    written: int
    supported: float
    guarded: float
    lint_pass: float
    reasons_right: float
    cost_usd: float = 0.0
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """One file as it went live. `text` None: the one that ships. `figures`: what the gate saw, if it was asked.
    `notice`: what a person should know of it right then, in words."""

    id: str
    path: str
    text: str | None
    sha: str
    how: How
    by: str
    at: datetime
    figures: Figures | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Experiment:
    """Two texts of one file, each for half of the accounts for good, however long it runs."""

    id: str
    path: str
    name: str
    control: str
    challenger: str
    control_hashes: tuple[str, ...]
    challenger_hashes: tuple[str, ...]
    started_at: datetime
    started_by: str = ""
    ended_at: datetime | None = None

    def is_challenger(self, account_id: str) -> bool:
        """A fixed half: the account and the experiment decide, and nothing that is known of either (§4 A/B)."""
        digest = hashlib.sha256(f"{account_id}\0{self.id}".encode()).digest()
        return digest[0] >= 128


@dataclass(frozen=True, slots=True)
class Tried:
    """How often something was tried in one arm, and how often it went well."""

    n: int
    good: int

    @property
    def share(self) -> float:
        return self.good / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share."""
        if not self.n:
            return 0.0, 1.0
        z = 1.959964
        middle = self.share + z * z / (2 * self.n)
        half = z * math.sqrt(self.share * (1 - self.share) / self.n + z * z / (4 * self.n * self.n))
        whole = 1 + z * z / self.n
        return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


@dataclass(frozen=True, slots=True)
class Measure:
    """One outcome in both arms. `needs`: how many in each arm before it may be read (drafting §4, 80 % power)."""

    name: str
    control: Tried
    challenger: Tried
    needs: int

    @property
    def is_enough(self) -> bool:
        return min(self.control.n, self.challenger.n) >= self.needs

    @property
    def difference(self) -> tuple[float, float, float]:
        """Challenger less control, with Newcombe's 95 % interval."""
        one, two = self.challenger, self.control
        (low1, high1), (low2, high2) = one.interval, two.interval
        apart = one.share - two.share
        low = apart - math.hypot(one.share - low1, high2 - two.share)
        high = apart + math.hypot(high1 - one.share, two.share - low2)
        return apart, low, high

    @property
    def words(self) -> str:
        """What may be said now: how many are missing, or the difference with its interval; never a winner early."""
        if not self.is_enough:
            missing = self.needs - min(self.control.n, self.challenger.n)
            return f"Not enough yet: {missing:,} more in the smaller half, {self.needs:,} in each."
        apart, low, high = self.difference
        told = (
            "no difference is shown" if low <= 0 <= high else f"the challenger is {'better' if apart > 0 else 'worse'}"
        )
        return f"{100 * apart:+.1f} points (95 % interval {100 * low:+.1f} to {100 * high:+.1f}): {told}."


APPROVALS_NEEDED = 150
REPLIES_NEEDED = 1500
