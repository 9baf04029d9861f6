"""What an account's boards showed, counted week by week and kept, so that a night need not read every posting again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.teams import Team
from agent.domain.weeks import begin_of, week_of
from agent.store import hiring
from agent.store.hiring import StoredPosting, Weeks
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


def count_anew(account: Account, shown: Shown, *, judged: Mapping[str, Any], now: datetime) -> Weeks:
    """The account's weeks counted from all its postings; what was `judged` of them last stays."""
    until = week_of(now)
    counts = account_counts(shown.requisitions, shown.boards, until=begin_of(until + 1), weeks=WEEKS_KEPT)
    return Weeks(
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
        judged=judged,
    )


def is_settled(row: Weeks, account: Account, now: datetime) -> bool:
    """Whether nothing of a calm account can have changed: every week that is over was observed whole already."""
    over = row.observed[-1 - _SETTLED_WEEKS : -1]
    return row.until_week == week_of(now) and all(share == 1.0 for share in over) and row.headcount == account.headcount


def carry_on(row: Weeks, account: Account, boards: Sequence[Board], *, now: datetime) -> Weeks:
    """The weeks of an account without a new posting, brought up to date."""
    until = week_of(now)
    moved = until - row.until_week
    observed = [*row.observed, *[0.0] * moved][-WEEKS_KEPT:]
    fresh = observed_together(boards, until=begin_of(until + 1), weeks=min(_SETTLED_WEEKS + moved, _READ_BACK_WEEKS))
    observed[-len(fresh) :] = fresh[-len(observed) :]
    return replace(
        row,
        counts=[*row.counts, *[0] * moved][-WEEKS_KEPT:],
        observed=observed,
        dated=[*row.dated, *[0] * moved][-WEEKS_KEPT:],
        headcount=account.headcount,
        until_week=until,
    )


def settled_since(now: datetime) -> datetime:
    """From when on the readings are needed to carry a row on."""
    return now - (_READ_BACK_WEEKS + 2) * timedelta(weeks=1)


def read_boards(
    session: Session,
    accounts: Sequence[Account],
    *,
    systems: Mapping[str, str],
    since: Mapping[str, datetime],
    now: datetime,
) -> dict[str, Shown]:
    """What the boards of each of these accounts showed, re-imports undone; an account without a board is left out.

    `since` is when an account was counted last: what was shown by then is known to be a re-import or not. A re-import
    that was not known yet is kept.
    """
    from_then = now - POSTINGS_KEPT
    boards = boards_of(session, accounts, systems=systems, since=from_then)
    stored = hiring.postings_of(session, list(boards), since=from_then)
    known = hiring.reimports_of(session, list(boards))
    read = [
        _read(session, one, boards[one.id], stored.get(one.id, ()), known.get(one.id, {}), since.get(one.id))
        for one in accounts
        if one.id in boards
    ]
    texts = hiring.texts_of(session, [item_id for one in read for item_id in one.repeated()])
    return {one.account.id: one.shown(texts, now) for one in read}


@dataclass(frozen=True, slots=True)
class _Read:
    """One account's boards before the texts are read that tell a repeated posting from another one."""

    account: Account
    boards: tuple[Board, ...]
    stored: dict[str, StoredPosting]
    postings: Sequence[Posting]
    imports: Sequence[Reimport]

    def repeated(self) -> list[str]:
        """The items of roles that were shown again after they had left: their texts say whether they are the same."""
        roles: dict[str, list[Posting]] = {}
        for posting in self.postings:
            roles.setdefault(posting.role, []).append(posting)
        again = [
            role
            for role in roles.values()
            if len(role) > 1 and min(one.last_seen_at for one in role) < max(one.first_seen_at for one in role)
        ]
        return [self.stored[posting.key].item_id for role in again for posting in role]

    def shown(self, texts: Mapping[str, str], now: datetime) -> Shown:
        whole = [texts.get(self.stored[posting.key].item_id) for posting in self.postings]
        postings = [
            one if text is None else replace(one, text=text) for one, text in zip(self.postings, whole, strict=True)
        ]
        frozen = [found.at + FROZEN_FOR for found in self.imports if found.froze(now)]
        employers = [one.company or "" for one in self.stored.values() if one.gone_at is None]
        return Shown(
            self.boards,
            requisitions(postings, as_of=now),
            self.stored,
            max(frozen, default=None),
            is_agency(employers, [self.account.name, *self.account.aliases]),
        )


def _read(
    session: Session,
    account: Account,
    boards: tuple[Board, ...],
    listed: Sequence[StoredPosting],
    known: Mapping[datetime, Mapping[str, str]],
    since: datetime | None,
) -> _Read:
    stored: dict[str, StoredPosting] = {}
    bare: list[Posting] = []
    for one in listed:
        key = f"{one.source}:{one.key}"
        board = next((board for board in boards if key.startswith(board.prefix)), None)
        if board is not None:
            stored[key] = one
            bare.append(_posting(key, one, board))
    imports = _reimports(session, account.id, bare, boards, known, since)
    postings: Sequence[Posting] = bare
    for found in imports:
        postings = rebaselined(postings, found)
    return _Read(account, boards, stored, postings, imports)


def _posting(key: str, one: StoredPosting, board: Board) -> Posting:
    """When it was on the board, with the opening of its text: an unchanged answer, which lists nothing, showed it
    too."""
    left = one.missing_since or one.gone_at
    while_listed = len(board.readings) if left is None else bisect_left(board.readings, left)
    closed_at = one.gone_at or (None if board.bound else board.readings[-1])
    return Posting(
        key=key,
        title=one.title,
        text=one.opening,
        first_seen_at=one.first_seen_at,
        last_seen_at=max([one.last_seen_at, *board.readings[:while_listed][-1:]]),
        closed_at=closed_at,
        posted_at=one.published_at,
        department=str(one.fields.get("department", "")),
        location=str(one.fields.get("location", "")),
        requisition=str(one.fields.get("requisition", "")),
        baseline=one.baseline,
    )


def _reimports(
    session: Session,
    account_id: str,
    postings: Sequence[Posting],
    boards: Sequence[Board],
    known: Mapping[datetime, Mapping[str, str]],
    since: datetime | None,
) -> list[Reimport]:
    """The account's re-imports, oldest first; each reading after `since` that showed something new is looked at."""
    every = dict(known)
    fresh = {one.first_seen_at for one in postings if since is None or one.first_seen_at > since}
    for at in sorted(fresh - known.keys()):
        for board in boards:
            found = _reimport_at(at, board, postings, boards)
            if found is not None:
                hiring.put_reimport(session, account_id, at, found.continued)
                every[at] = found.continued
    return [Reimport(at, continued) for at, continued in sorted(every.items())]


def _reimport_at(at: datetime, home: Board, postings: Sequence[Posting], boards: Sequence[Board]) -> Reimport | None:
    """Whether the reading of `home` at `at` showed another board than stood there before: its own last reading, and
    those of boards that the account has no longer."""
    earlier = [board for board in boards if board is home or not board.bound]
    last = {board.prefix: board.readings[n - 1] for board in earlier if (n := bisect_left(board.readings, at))}
    if not last or not any(one.first_seen_at == at and one.key.startswith(home.prefix) for one in postings):
        return None
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
