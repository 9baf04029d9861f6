"""What a changed weight would do to the queue: the order before and after, and who enters, leaves or moves (§6.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.domain.accounts import Account
from agent.domain.profiles import Profile
from agent.domain.signals import Signal
from signals.score import score


@dataclass(frozen=True, slots=True)
class Row:
    """One account of either queue. Places count from 1; None where the account is not in that queue."""

    account_id: str
    name: str
    score_before: int
    score_after: int
    place_before: int | None
    place_after: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """`rows` are everyone in either queue, by the place after, those who left last."""

    rows: tuple[Row, ...]

    @property
    def entered(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.place_before is None)

    @property
    def left(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.place_after is None)

    @property
    def moved(self) -> tuple[Row, ...]:
        """In both queues, at another place."""
        return tuple(row for row in self.rows if row.place_before and row.place_after not in {None, row.place_before})


def preview(
    accounts_with_signals: Iterable[tuple[Account, Sequence[Signal]]],
    profile_before: Profile,
    profile_after: Profile,
    as_of: datetime,
    limit: int,
) -> Preview:
    """Scores everyone under both profiles and takes the best `limit` of each that have a live signal and no cap.

    Pure: the same input gives the same rows. Ties stand in order of account id, so no place is an accident.
    """
    names: dict[str, str] = {}
    before: dict[str, tuple[int, bool]] = {}
    after: dict[str, tuple[int, bool]] = {}
    for account, signals in accounts_with_signals:
        names[account.id] = account.name
        for scores, profile in ((before, profile_before), (after, profile_after)):
            found = score(account, signals, as_of=as_of, profile=profile)
            scores[account.id] = (found.total, found.intent > 0 and not found.cap_reason)
    places_before, places_after = _places(before, limit), _places(after, limit)
    rows = [
        Row(
            account_id,
            names[account_id],
            before[account_id][0],
            after[account_id][0],
            places_before.get(account_id),
            places_after.get(account_id),
        )
        for account_id in places_before.keys() | places_after.keys()
    ]
    rows.sort(key=lambda row: (row.place_after or limit + 1, row.place_before or limit + 1, row.account_id))
    return Preview(tuple(rows))


def _places(scores: dict[str, tuple[int, bool]], limit: int) -> dict[str, int]:
    queued = sorted((-total, account_id) for account_id, (total, is_queued) in scores.items() if is_queued)
    return {account_id: place for place, (_, account_id) in enumerate(queued[:limit], 1)}
