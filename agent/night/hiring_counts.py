"""What an account's boards showed, counted week by week and kept, so that a night need not read every posting again."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.teams import Team
from agent.domain.weeks import begin_of, week_of
from agent.store import hiring
from agent.store.hiring import StoredPosting
from agent.tables.hiring import HiringRow
from signals.hiring.panel import SEASON_WEEKS
from signals.hiring.reimport import FROZEN_FOR, Reimport, is_agency, rebaselined, reimport
from signals.hiring.requisition_weeks import Board, account_counts, observed_together
from signals.hiring.requisitions import EVERGREEN_AFTER, Posting, Requisition, requisitions

WEEKS_KEPT = SEASON_WEEKS + 1
"""A year and the week that runs."""
POSTINGS_KEPT = timedelta(days=730)
# An account without a new posting gains exposure only at the end: what was read this long ago stays as it was counted.
_SETTLED_WEEKS = 5
_READ_BACK_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """All that an account's boards showed: its requisitions, the items of their postings by key, what was re-imported.

    `agency`: the boards list other employers' jobs too, and count for nothing (§5.2).
    """

    boards: tuple[Board, ...]
    requisitions: tuple[Requisition, ...]
    items: dict[str, StoredPosting]
    frozen_until: datetime | None
    agency: bool

    @property
    def open_roles(self) -> int:
        return sum(any(posting.closed_at is None for posting in one.postings) for one in self.requisitions)


def systems_of(team: Team) -> Mapping[str, str]:
    """Which board system each source reads."""
    return {source.name: source.collector for source in team.sources}


def boards_of(
    session: Session, accounts: Sequence[Account], *, systems: Mapping[str, str], since: datetime
) -> dict[str, tuple[Board, ...]]:
    """The boards of each account; one that it has no longer says nothing after its last reading."""
    stored = hiring.boards_of(session, [account.id for account in accounts], since=since)
    bound = {account.id: frozenset(account.boards) for account in accounts}
    return {
        account_id: tuple(
            Board(one.prefix, one.readings, f"{systems.get(one.source)}:{one.key}" in bound[account_id])
            for one in boards
        )
        for account_id, boards in stored.items()
    }


def count_anew(
    session: Session, account: Account, *, systems: Mapping[str, str], since: datetime | None, now: datetime
) -> tuple[HiringRow, Shown] | None:
    """The account's row counted from all its postings, and what it was counted from; None where it has no board.

    `since` is when it was counted last: what was shown by then is known to be a re-import or not.
    """
    shown = read_boards(session, account, systems=systems, since=since, now=now)
    if shown is None:
        return None
    until = week_of(now)
    counts = account_counts(shown.requisitions, shown.boards, until=begin_of(until + 1), weeks=WEEKS_KEPT)
    row = HiringRow(
        account_id=account.id,
        until_week=until,
        counts=list(counts.weeks),
        observed=list(counts.observed),
        dated=list(counts.dated),
        headcount=account.headcount,
        open_roles=shown.open_roles,
        excluded="agency" if shown.agency else "",
        frozen_until=shown.frozen_until,
        counted_at=now,
        recount_at=_turns_stale_at(shown.requisitions, now),
        judged={},
    )
    return row, shown


def is_settled(row: HiringRow, account: Account, now: datetime) -> bool:
    """Whether nothing of a calm account can have changed: every week that is over was observed whole already."""
    over = row.observed[-1 - _SETTLED_WEEKS : -1]
    return row.until_week == week_of(now) and all(share == 1.0 for share in over) and row.headcount == account.headcount


def carry_on(row: HiringRow, account: Account, boards: Sequence[Board], *, now: datetime) -> bool:
    """Bring the row of an account without a new posting up to date in place. Returns whether a past week changed."""
    until = week_of(now)
    moved = until - row.until_week
    before = list(row.observed)
    counts = [*row.counts, *[0] * moved][-WEEKS_KEPT:]
    observed = [*row.observed, *[0.0] * moved][-WEEKS_KEPT:]
    fresh = observed_together(boards, until=begin_of(until + 1), weeks=min(_SETTLED_WEEKS + moved, _READ_BACK_WEEKS))
    observed[-len(fresh) :] = fresh[-len(observed) :]
    changed = bool(moved) or observed[:-1] != before[:-1] or row.headcount != account.headcount
    row.counts, row.observed, row.headcount, row.until_week = counts, observed, account.headcount, until
    row.dated = [*row.dated, *[0] * moved][-WEEKS_KEPT:]
    return changed


def settled_since(now: datetime) -> datetime:
    """From when on the readings are needed to carry a row on."""
    return now - (_READ_BACK_WEEKS + 2) * timedelta(weeks=1)


def read_boards(
    session: Session, account: Account, *, systems: Mapping[str, str], since: datetime | None, now: datetime
) -> Shown | None:
    """What the account's boards showed, re-imports undone; a re-import that was not known yet is kept."""
    boards = boards_of(session, [account], systems=systems, since=now - POSTINGS_KEPT).get(account.id)
    if not boards:
        return None
    stored = {
        f"{one.source}:{one.key}": one
        for one in hiring.postings_of(session, account.id, since=now - POSTINGS_KEPT)
        if any(f"{one.source}:{one.key}".startswith(board.prefix) for board in boards)
    }
    postings = list(_postings(session, stored, boards))
    imports = _reimports(session, account.id, postings, boards, since)
    for found in imports:
        postings = list(rebaselined(postings, found))
    frozen = [found.at + FROZEN_FOR for found in imports if found.froze(now)]
    employers = [one.company or "" for one in stored.values() if one.gone_at is None]
    return Shown(
        boards,
        requisitions(postings, as_of=now),
        stored,
        max(frozen, default=None),
        is_agency(employers, [account.name, *account.aliases]),
    )


def _postings(session: Session, stored: dict[str, StoredPosting], boards: Sequence[Board]) -> Iterator[Posting]:
    """The postings with the openings of their texts; where two name one role, with the whole: they may be one."""
    bare = [_posting(key, one, boards) for key, one in stored.items()]
    roles = [posting.role for posting in bare]
    often = Counter(roles)
    shared = [stored[posting.key].item_id for posting, role in zip(bare, roles, strict=True) if often[role] > 1]
    texts = hiring.texts_of(session, shared)
    for posting in bare:
        whole = texts.get(stored[posting.key].item_id)
        yield posting if whole is None else replace(posting, text=whole)


def _posting(key: str, one: StoredPosting, boards: Sequence[Board]) -> Posting:
    """When it was on the board: an unchanged answer, which lists nothing, showed it too."""
    board = next(board for board in boards if key.startswith(board.prefix))
    left = one.missing_since or one.gone_at
    showed = [at for at in board.readings if at >= one.last_seen_at and (left is None or at < left)]
    closed_at = one.gone_at or (None if board.bound else board.readings[-1])
    return Posting(
        key=key,
        title=one.title,
        text=one.opening,
        first_seen_at=one.first_seen_at,
        last_seen_at=max([one.last_seen_at, *showed[-1:]]),
        closed_at=closed_at,
        posted_at=one.published_at,
        department=str(one.fields.get("department", "")),
        location=str(one.fields.get("location", "")),
        requisition=str(one.fields.get("requisition", "")),
        baseline=one.baseline,
    )


def _reimports(
    session: Session, account_id: str, postings: Sequence[Posting], boards: Sequence[Board], since: datetime | None
) -> list[Reimport]:
    """The account's re-imports, oldest first; each reading after `since` that showed something new is looked at."""
    known = dict(hiring.reimports_of(session, account_id))
    fresh = {one.first_seen_at for one in postings if since is None or one.first_seen_at > since}
    for at in sorted(fresh - known.keys()):
        for board in boards:
            found = _reimport_at(at, board, postings, boards)
            if found is not None:
                hiring.put_reimport(session, account_id, at, found.continued)
                known[at] = dict(found.continued)
    return [Reimport(at, continued) for at, continued in sorted(known.items())]


def _reimport_at(at: datetime, home: Board, postings: Sequence[Posting], boards: Sequence[Board]) -> Reimport | None:
    """Whether the reading of `home` at `at` showed another board than stood there before: its own last reading, and
    those of boards that the account has no longer."""
    if not any(one.first_seen_at == at and one.key.startswith(home.prefix) for one in postings):
        return None
    earlier = [board for board in boards if board is home or not board.bound]
    last = {board.prefix: board.readings[n - 1] for board in earlier if (n := bisect_left(board.readings, at))}
    before = [
        one
        for one in postings
        for prefix, read_at in last.items()
        if one.key.startswith(prefix) and one.first_seen_at < at and one.last_seen_at >= read_at
    ]
    after = [one for one in postings if one.key.startswith(home.prefix) and one.first_seen_at <= at <= one.last_seen_at]
    return reimport(before, after, at=at)


def _turns_stale_at(found: Collection[Requisition], now: datetime) -> datetime | None:
    """When the next open requisition that counts will have been open for so long that it counts no more."""
    opened = [
        min(posting.posted_at or posting.first_seen_at for posting in one.postings) + EVERGREEN_AFTER
        for one in found
        if one.counts and any(posting.closed_at is None for posting in one.postings)
    ]
    return min((at for at in opened if at > now), default=None)
