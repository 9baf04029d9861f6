"""What several readings of a leadership page say has changed (signals §1.6, §4.4). Part of stage 3 of 12. Pure.

A change counts when two good readings at least 48 hours apart show it and none between them does not. When more than
40 % of the names differ at once the page was redesigned: it is a new beginning and nothing is told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from agent.domain.leadership import LeadershipPage, Noticed, Seat
from signals.extract.people import person_key
from signals.pages.team_list import is_office

APART = timedelta(hours=48)
REDESIGN_SHARE = 0.4
REMEMBERED = timedelta(days=365)


class Change(StrEnum):
    CAME = "came"
    WENT = "went"


@dataclass(frozen=True, slots=True)
class LeadershipChange:
    """One change that two readings showed: `first_at` and `at` are when."""

    change: Change
    seat: Seat
    first_at: datetime
    at: datetime


def advance(
    known: LeadershipPage | None, seats: Sequence[Seat], at: datetime, *, known_people: Collection[str] = ()
) -> tuple[LeadershipPage, tuple[LeadershipChange, ...]]:
    """The page after the reading of `at`, and what that reading confirmed. The first reading is a baseline.

    `known_people` are keys of names that the team knew at the account before: that the page names them now is no
    coming. Nor is the return of somebody who stood there within a year, nor a seat that is no leading office.
    """
    now = {key: seat for seat in seats if (key := person_key(seat.name))}
    if known is not None and at <= known.read_at:
        return known, ()
    if known is None or _is_redesign(known.shown, now):
        return LeadershipPage(at, at, shown=now, gone=known.gone if known else {}), ()
    coming = _still(known.coming, {key: seat for key, seat in now.items() if key not in known.shown}, at)
    going = _still(known.going, {key: seat for key, seat in known.shown.items() if key not in now}, at)
    came = {key: one for key, one in coming.items() if at - one.at >= APART}
    went = {key: one for key, one in going.items() if at - one.at >= APART}
    stays = {key: now.get(key, seat) for key, seat in known.shown.items() if key not in went}
    gone = {key: one for key, one in {**known.gone, **went}.items() if at - one.at <= REMEMBERED and key not in came}
    page = replace(
        known,
        read_at=at,
        shown={**stays, **{key: now[key] for key in came}},
        coming={key: one for key, one in coming.items() if key not in came},
        going={key: one for key, one in going.items() if key not in went},
        gone=gone,
    )
    news = {key: one for key, one in came.items() if key not in known.gone and key not in known_people}
    told = [_told(Change.CAME, now[key], one.at, at) for key, one in news.items()]
    told += [_told(Change.WENT, one.seat, one.at, at) for one in went.values()]
    return page, tuple(one for one in told if is_office(one.seat))


def recently_gone(page: LeadershipPage, at: datetime, within: timedelta) -> tuple[LeadershipChange, ...]:
    """The departures of the last days again: what a second source says of one may come later."""
    late = (one for one in page.gone.values() if at - one.at <= within and is_office(one.seat))
    return tuple(_told(Change.WENT, one.seat, one.at, max(at, one.at)) for one in late)


def _told(change: Change, seat: Seat, first_at: datetime, at: datetime) -> LeadershipChange:
    return LeadershipChange(change, seat, first_at, at)


def _is_redesign(before: Mapping[str, Seat], now: Mapping[str, Seat]) -> bool:
    """Whether more than 40 % of the longer list are not on the other one."""
    longer = max(len(before), len(now))
    return longer > 0 and 1 - len(before.keys() & now.keys()) / longer > REDESIGN_SHARE


def _still(noticed: Mapping[str, Noticed], now: Mapping[str, Seat], at: datetime) -> dict[str, Noticed]:
    """What is so now, each since the first of the readings in a row that showed it."""
    return {key: Noticed(seat, noticed[key].at if key in noticed else at) for key, seat in now.items()}
