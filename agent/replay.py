"""Past nights under an edited rule: whom each would have put forward, from what was known that night (signals §6.2).

Nothing is read from the web and nothing is written. An account is put forward when it is among the best of the night
and something has been learned about it since it last was. The same input gives the same nights and the same digest.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from agent.domain.accounts import Account
from agent.domain.profiles import Profile
from agent.domain.signals import Signal
from signals.score import band_of
from signals.timeline import Moment, moments_of

EIGHTY_PERCENT = 1.2816
"""Standard deviations to either side that hold 80 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Night:
    """Account ids put forward, the best first, under the rule as it is and under the edited one."""

    day: date
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """An account that only one of the rules puts forward, or that changes its band. `became`: what people decided about
    a draft for it in these nights: "approved", "rejected", "replied", or "" where nobody did."""

    account_id: str
    name: str
    days_before: tuple[date, ...]
    days_after: tuple[date, ...]
    became: str


@dataclass(frozen=True, slots=True)
class Replay:
    """`changed` are the accounts put forward on other nights, or not at all; `digest` stands for all of it."""

    nights: tuple[Night, ...]
    changed: tuple[Moved, ...]
    bands: Mapping[tuple[str, str], int]
    known: Mapping[str, tuple[int, int]]
    expected: tuple[float, float, float] | None
    digest: str

    @property
    def sizes(self) -> tuple[int, int]:
        """How many were put forward in all, before and after."""
        return sum(len(night.before) for night in self.nights), sum(len(night.after) for night in self.nights)


@dataclass(slots=True)
class _Candidates:
    """For every night, the accounts that have something to put forward: (−total, account id, learned at)."""

    nights: list[list[tuple[int, str, datetime]]]
    last_totals: dict[str, int] = field(default_factory=dict)

    def add(self, account_id: str, moments: Sequence[Moment]) -> None:
        for night, moment in zip(self.nights, moments, strict=True):
            if moment.known_at is not None:
                night.append((-moment.total, account_id, moment.known_at))
        self.last_totals[account_id] = moments[-1].total

    def queues(self, limit: int) -> Iterator[tuple[str, ...]]:
        """Each night's accounts in order. Who was put forward waits for something that was learned after it."""
        used: dict[str, datetime] = {}
        for night in self.nights:
            fresh = [one for one in night if one[1] not in used or one[2] > used[one[1]]]
            fresh.sort()
            queue = fresh[:limit]
            used.update({account_id: learned for _, account_id, learned in queue})
            yield tuple(account_id for _, account_id, _ in queue)


Known = tuple[Account, Sequence[Signal], bool | None]
"""An account, its signals (dismissed ones too), and whether somebody there is a persona."""


def replay(
    known: Iterable[Known],
    before: Profile,
    after: Profile,
    *,
    first: date,
    last: date,
    limit: int,
    became: Mapping[str, str],
) -> Replay:
    """The nights from `first` to `last` (UTC, as known at the end of the day), at most `limit` accounts each, under
    both rules. `became` is what people decided, by account id."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    moments = [datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC) for day in days]
    old, new = _Candidates([[] for _ in days]), _Candidates([[] for _ in days])
    names: dict[str, str] = {}
    for account, signals, personas_known in known:
        names[account.id] = account.name
        for candidates, profile in ((old, before), (new, after)):
            candidates.add(
                account.id, moments_of(account, signals, moments, profile=profile, personas_known=personas_known)
            )
    nights = tuple(map(Night, days, old.queues(limit), new.queues(limit)))
    return Replay(
        nights,
        _changed(nights, names, became),
        _bands(old.last_totals, new.last_totals),
        _known(nights, became),
        _expected(nights, became),
        _digest(nights, before, after),
    )


def _days_of(nights: Sequence[Night]) -> tuple[dict[str, list[date]], dict[str, list[date]]]:
    before: dict[str, list[date]] = {}
    after: dict[str, list[date]] = {}
    for night in nights:
        for found, queue in ((before, night.before), (after, night.after)):
            for account_id in queue:
                found.setdefault(account_id, []).append(night.day)
    return before, after


def _changed(nights: Sequence[Night], names: Mapping[str, str], became: Mapping[str, str]) -> tuple[Moved, ...]:
    before, after = _days_of(nights)
    rows = [
        Moved(one, names[one], tuple(before.get(one, ())), tuple(after.get(one, ())), became.get(one, ""))
        for one in before.keys() | after.keys()
        if before.get(one) != after.get(one)
    ]
    return tuple(sorted(rows, key=lambda row: (bool(row.days_after), bool(row.days_before), row.name, row.account_id)))


def _bands(before: Mapping[str, int], after: Mapping[str, int]) -> dict[tuple[str, str], int]:
    """How many accounts the last night moves from one band to another."""
    moves = Counter((str(band_of(before[one])), str(band_of(after[one]))) for one in before)
    return {pair: number for pair, number in sorted(moves.items()) if pair[0] != pair[1]}


def _known(nights: Sequence[Night], became: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Of what people decided in fact: how many accounts with that end are put forward before and after."""
    before, after = _days_of(nights)
    return {
        end: (sum(became.get(one) == end for one in before), sum(became.get(one) == end for one in after))
        for end in sorted(set(became.values()))
    }


def _expected(nights: Sequence[Night], became: Mapping[str, str]) -> tuple[float, float, float] | None:
    """Approvals to expect among the accounts of the edited queue that nobody has decided about: (low, mean, high) of
    80 %, from the share approved so far. A beta-binomial with a uniform prior, taken as normal; None without labels."""
    _, after = _days_of(nights)
    unknown = sum(not became.get(one) for one in after)
    approved = sum(end in {"approved", "replied"} for end in became.values()) + 1
    rejected = sum(end == "rejected" for end in became.values()) + 1
    if approved + rejected == 2 or not unknown:
        return None
    seen = approved + rejected
    mean = unknown * approved / seen
    spread = math.sqrt(unknown * approved * rejected * (seen + unknown) / (seen**2 * (seen + 1)))
    return max(0.0, mean - EIGHTY_PERCENT * spread), mean, min(float(unknown), mean + EIGHTY_PERCENT * spread)


def _digest(nights: Sequence[Night], before: Profile, after: Profile) -> str:
    told = hashlib.sha256()
    for profile in (before, after):
        weights = sorted((name, one.points, one.half_life_days) for name, one in profile.weights.items())
        rest = (profile.rules, weights, sorted(profile.source_weights.items()), profile.buying_functions)
        told.update(repr((*rest, sorted(profile.muted_kinds))).encode())
    for night in nights:
        told.update(repr((night.day, night.before, night.after)).encode())
    return told.hexdigest()
