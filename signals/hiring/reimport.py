"""Boards whose counts mean nothing for a while: moved to another system, filled in one go, or not the account's own.

Source: signals specification §5.2. A company that changes its job board shows every job as new; that is no surge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from signals.extract.organisations import name_key
from signals.extract.titles import folded
from signals.hiring.requisitions import Posting

NEW_SHARE = 0.6
FROZEN_FOR = timedelta(days=14)
FOREIGN_SHARE = 0.3
# Two of three jobs are soon new at a tiny board [D].
_LEAST_LISTED = 5
# A small board that stands and grows fast is what a surge looks like; a score of jobs at once was brought in [D].
_BULK = 20


@dataclass(frozen=True, slots=True)
class Reimport:
    """One reading that showed another board. `continued` maps the key of a new posting to that of the one it goes on
    from, by role and place."""

    at: datetime
    continued: Mapping[str, str]

    def froze(self, now: datetime) -> bool:
        """Whether the account's tests still rest (`panel.History.frozen`)."""
        return self.at <= now < self.at + FROZEN_FOR


def reimport(before: Sequence[Posting], after: Sequence[Posting], *, at: datetime) -> Reimport | None:
    """Whether the reading at `at`, which shows `after`, is a re-import of the board that showed `before`.

    It is when 60 % of its ids are new, or when 60 % share one posted date while as many closed. Where hardly any of
    the old ones closed, the new ones must be a score. A first reading (`before` empty) is a baseline, not a re-import.
    """
    if not before or len(after) < _LEAST_LISTED:
        return None
    known = {posting.key for posting in before}
    listed = {posting.key for posting in after}
    fresh = [posting for posting in after if posting.key not in known]
    gone = [posting for posting in before if posting.key not in listed]
    replaced = len(gone) >= NEW_SHARE * min(len(before), len(fresh))
    mostly_new = len(fresh) >= NEW_SHARE * len(after) and (replaced or len(fresh) >= _BULK)
    if not mostly_new and not _dated_as_one(after, len(gone)):
        return None
    return Reimport(at, _continued(gone, fresh))


def rebaselined(postings: Iterable[Posting], found: Reimport) -> tuple[Posting, ...]:
    """The account's postings as if the board had never moved: what goes on is one posting again, and what is new
    since the re-import is its baseline, which no week counts."""
    by_key = {posting.key: posting for posting in postings}
    result = dict(by_key)
    for new_key, old_key in found.continued.items():
        if new_key in by_key and old_key in by_key:
            new, old = result.pop(new_key), by_key[old_key]
            result[old_key] = replace(old, last_seen_at=new.last_seen_at, closed_at=new.closed_at)
    return tuple(
        replace(posting, baseline=True) if abs(posting.first_seen_at - found.at) < timedelta(hours=6) else posting
        for posting in result.values()
    )


def is_agency(employers: Collection[str], own_names: Collection[str]) -> bool:
    """Whether more than 30 % of a board's postings name another employer: an agency's or a franchise's board.

    `employers` has one name a posting, empty where the posting names none. A board that names one employer throughout
    is that employer's, by whatever name the account is known here.
    """
    own = {name_key(name) for name in own_names}
    named = [name_key(employer) for employer in employers if employer.strip()]
    foreign = sum(name not in own for name in named)
    return len(set(named)) > 1 and foreign > FOREIGN_SHARE * len(employers)


def _dated_as_one(after: Sequence[Posting], gone: int) -> bool:
    days = Counter(posting.posted_at.date() for posting in after if posting.posted_at)
    most = max(days.values(), default=0)
    return most >= NEW_SHARE * len(after) and gone >= most


def _continued(gone: Sequence[Posting], fresh: Sequence[Posting]) -> dict[str, str]:
    """New postings by the old ones of the same role and place, each old one at most once."""
    left: dict[tuple[str, str], list[str]] = {}
    for posting in gone:
        left.setdefault(_where(posting), []).append(posting.key)
    return {posting.key: left[place].pop(0) for posting in fresh if left.get(place := _where(posting))}


def _where(posting: Posting) -> tuple[str, str]:
    return posting.role, folded(posting.location)
