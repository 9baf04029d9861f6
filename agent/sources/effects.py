"""What tonight would make of mentions: the signal that each would begin or join, and the scores that would move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.items import Item
from agent.domain.signals import Mention, Signal
from agent.domain.teams import Team
from agent.night.targets import knows_persona, profile_of
from agent.store import accounts, signals
from agent.tables.columns import new_id
from signals.cluster import absorb, report_of
from signals.score import score, why_now

MOST_ACCOUNTS = 20


@dataclass(frozen=True, slots=True)
class Effect:
    """One mention's: `words` say what it would do to the account's signals."""

    account_id: str
    words: str


@dataclass(frozen=True, slots=True)
class ScoreMove:
    """An account's score before all of these mentions and after them."""

    account: str
    before: int
    after: int


@dataclass(slots=True)
class Effects:
    """Mentions taken in one after another, as a night would, with nothing written. Up to 20 accounts are looked at."""

    session: Session
    team: Team
    now: datetime
    _accounts: dict[str, Account] = field(default_factory=dict)
    _before: dict[str, Sequence[Signal]] = field(default_factory=dict)
    _after: dict[str, list[Signal]] = field(default_factory=dict)

    def of(self, item: Item, mention: Mention, account_id: str) -> Effect:
        """What `mention` would do at the account that it was resolved to."""
        known = self._known(account_id)
        if known is None:
            return Effect(account_id, f"not shown: more than {MOST_ACCOUNTS} accounts")
        report = report_of(mention, item, f"{item.source} {item.key}")
        absorbed = absorb(known, mention, report, account_id=account_id, now=self.now, new_id=new_id)
        if absorbed.signal in known:
            return Effect(account_id, "nothing new: this report is known")
        known[:] = [signal for signal in known if signal.id != absorbed.signal.id] + [absorbed.signal]
        told = why_now(absorbed.signal, self.now)
        if absorbed.is_new:
            return Effect(account_id, f"would begin a signal: {told}")
        again = ", and tell people again" if absorbed.alerts else ""
        return Effect(account_id, f"would join the signal: {told}{again}")

    def _known(self, account_id: str) -> list[Signal] | None:
        if account_id not in self._after:
            account = accounts.get(self.session, account_id)
            if account is None or len(self._after) >= MOST_ACCOUNTS:
                return None
            self._accounts[account_id] = account
            self._before[account_id] = signals.at_account(self.session, account_id, dismissed_too=True)
            self._after[account_id] = list(self._before[account_id])
        return self._after[account_id]

    def scores(self) -> tuple[ScoreMove, ...]:
        """Every account looked at, those whose score would move most first."""
        moves = [
            ScoreMove(account.name, self._score(account, self._before[one]), self._score(account, self._after[one]))
            for one, account in self._accounts.items()
        ]
        return tuple(sorted(moves, key=lambda move: (-abs(move.after - move.before), move.account)))

    def _score(self, account: Account, known: Iterable[Signal]) -> int:
        return score(
            account,
            tuple(known),
            as_of=self.now,
            profile=profile_of(self.session, self.team),
            personas_known=knows_persona(self.session, self.team, account.id),
        ).total
